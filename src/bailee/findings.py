"""A match, somewhere, that a person may have judged: what is kept of it, and nothing else.

The value stays in the worker that saw it. A finding carries its keyed fingerprint, those of its normal forms and its
group, so that people can be told apart and linked without the value.
"""

from __future__ import annotations

from dataclasses import dataclass

from bailee.vocabulary import Confidence, Locator, SubjectCategory


@dataclass(frozen=True, slots=True)
class Finding:
    """One value in one place of an item, however often it stands there."""

    ident: str  # keyed over place, detector and value: the same in the next scan
    locator: Locator  # exact: to people and into the clear only through `masked`
    detector: str
    category: str  # ident in vocabulary.DATA_CATEGORIES
    subject: SubjectCategory
    position: int  # of the first, code points from the start of its place
    count: int
    confidence: Confidence
    probability: float
    fingerprint: str
    normal_forms: tuple[tuple[str, str], ...]  # (form, fingerprint): e-mail, e164, birth-date, name …
    group: str  # keyed: this row, form or message; values of one group are about one person or form
    mask: str = ""  # `•••-••-6789`, only where the organisation turned it on
    attributes: tuple[tuple[str, str], ...] = ()  # such as ("use", "personal"); never a value
