"""A match, somewhere, that a person may have judged: what is kept of it, and nothing else.

The value stays in the worker that saw it. A finding carries its keyed fingerprint, those of its normal forms and its
group, so that people can be told apart and linked without the value. Locators are text too: `masked` is how one is shown.

>>> masked(Locator(("staff/512-44-7313 review.docx", "page 1"))).segments
('staff/••• review.docx', 'page 1')
>>> masked(Locator(("mail/maria.gonzalez.pst", "Personnel/Mbeki, Rohan/price list.pdf"))).segments
('mail/•••.pst', 'Personnel/•••/price list.pdf')
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from bailee.keys import fingerprint
from bailee.own import NOTHING, Own
from bailee.text import Match, Part, Text
from bailee.vocabulary import DATA_CATEGORIES, Confidence, Locator, Severity, SubjectCategory

MASK = "•••"


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
    cues: tuple[
        tuple[str, str, float], ...
    ] = ()  # why so sure: (effect, in words, probability after it), no word of the text

    @property
    def known(self) -> str:
        """Name of the list of known values that it is on; empty where it is on none."""
        return next((name for attribute, name in self.attributes if attribute == "known"), "")


@dataclass(frozen=True, slots=True)
class Prints:
    """What tells a value in a place from every other: enough to know it again, before anything else is made of it."""

    ident: str
    value: str


def prints(match: Match, locator: Locator, *, key: bytes, place: str) -> Prints:
    """Of a match at a locator of `place`."""
    value = fingerprint(key, match.detector, match.value)
    where = "\x00".join((place, *locator.segments))
    return Prints(fingerprint(key, "finding", f"{where}\x00{match.detector}\x00{value}"), value)


def finding(
    match: Match,
    printed: Prints,
    locator: Locator,
    position: int,
    group: str,
    *,
    key: bytes,
    place: str,
    with_mask: bool = False,
    grouped_in: Locator | None = None,
) -> Finding:
    """What is kept of a match at a locator of `place`; `position` in code points, `group` the number of its row or paragraph.

    `printed` is what `prints` makes of it. `grouped_in` is what rows or paragraphs are counted in, where that is more than
    the locator: a table, for a column.
    """
    from bailee import detectors  # what only holds or shows findings need not load them

    around = "\x00".join((place, *(grouped_in or locator).segments))
    return Finding(
        ident=printed.ident,
        locator=locator,
        detector=match.detector,
        category=match.category,
        subject=SubjectCategory.PERSON,
        position=position,
        count=1,
        confidence=match.confidence,
        probability=match.probability,
        fingerprint=printed.value,
        normal_forms=tuple((form, fingerprint(key, form, value)) for form, value in detectors.normal_forms(match)),
        group=fingerprint(key, "group", f"{around}\x00{group}")[:16],
        mask=detectors.mask(match) if with_mask else "",
        attributes=match.attributes,
        cues=tuple(
            (cue.effect.value, _QUOTED.sub("", cue.says), round(cue.probability or 0.0, 3)) for cue in match.cues
        ),
    )


_QUOTED = re.compile(':? ?"[^"]*"')  # a word of the text, such as the head of a column, which may be anybody's


def weight_of(category: str, confidence: Confidence) -> int:
    """Where a finding stands in the order of who judges findings: likely and surer first, then how bad, then how sure.

    >>> weight_of("social-security-number", Confidence.VERIFIED) > weight_of("email-address", Confidence.VERIFIED)
    True
    >>> weight_of("email-address", Confidence.LIKELY) >= LIKELY_WEIGHT > weight_of("social-security-number", Confidence.POSSIBLE)
    True
    """
    known = DATA_CATEGORIES.get(category)
    severity = known.severity if known else Severity.MEDIUM
    return LIKELY_WEIGHT * (confidence >= Confidence.LIKELY) + 10 * severity.rank + confidence.rank


LIKELY_WEIGHT = 100  # the least of a finding that is likely


# Separators that stand for a space in names of files, sheets and members; one character for one, so spans stay.
_AS_SPACE = str.maketrans("_+.-", "    ")
# Whatever no detector knows but could still be somebody's number: seven digits and more, with the usual separators.
_DIGIT_RUN = re.compile(r"\d(?:[ ._-]?\d){6,}")
_DATE = re.compile(r"(?:19|20)\d\d[ ._-]?[01]\d[ ._-]?[0-3]\d")
# `Surname, Given`, as folders of persons are called: the comma says enough, whoever the names belong to.
_LAST_FIRST = re.compile(r"(?<![^\W_])(?:[A-Z][\w'’-]+ ?){1,2}, ?[A-Z][\w'’-]+(?: [A-Z]\b\.?)?")
# Words that our own extractors put before a name: `sheet Staff`, `attachment 2`.
_OWN_WORD = re.compile(r"(?:sheet|table|column|page|message|attachment|slide|header|footer|embedded) ")


_own = NOTHING


@contextmanager
def names_hold(own: Own) -> Iterator[None]:
    """While the block runs, what an organisation's own detectors and lists know is masked in names too."""
    global _own
    before = _own
    _own = own
    masked_segment.cache_clear()
    try:
        yield
    finally:
        _own = before
        masked_segment.cache_clear()


def matches_in_name(segment: str, own: Own | None = None) -> Iterator[Match]:
    """Matches in a locator's segment, folder by folder: `HR/2024 Smith Road` is no address that begins with HR."""
    start = 0
    for part in segment.split("/"):
        for match in _in_part(part, own or _own):
            yield replace(match, start=match.start + start, end=match.end + start)
        start += len(part) + 1


@lru_cache(maxsize=16_384)
def _in_part(part: str, own: Own) -> tuple[Match, ...]:
    """Read as it stands, and with `_`, `+`, `.` and `-` taken for spaces."""
    seen: list[Match] = []
    for content in (part, part.translate(_AS_SPACE)):
        text = Text.of(content, Locator((part,)), Part.NAME)
        if len(text.content) != len(part):  # zero-width marks: spans would not fit the part
            text = Text(text.locator, content, None, None, Part.NAME)
        for match in own.detect(text):
            if all(match.end <= other.start or match.start >= other.end for other in seen):
                seen.append(match)
    return tuple(seen)


@lru_cache(maxsize=16_384)
def masked_segment(segment: str) -> str:
    """A segment with each possible value in it replaced by dots."""
    own = _OWN_WORD.match(segment)
    start = own.end() if own else 0
    if segment[start:].isdecimal() and len(segment) - start < 7:
        return segment
    name = segment[start:]
    spans = [(match.start, match.end) for match in matches_in_name(name)]
    spans += [found.span() for found in _LAST_FIRST.finditer(name)]
    spans += _first_and_last(name)
    spans += [run.span() for run in _DIGIT_RUN.finditer(name) if not _DATE.fullmatch(run.group())]
    pieces: list[str] = []
    done = 0
    for left, right in sorted(spans):
        if right <= done:
            continue
        pieces += [name[done:left], MASK]
        done = right
    return segment[:start] + "".join(pieces) + name[done:]


_WORD = re.compile(r"[^\W\d_]{2,}")


def _first_and_last(name: str) -> Iterator[tuple[int, int]]:
    """A given name beside a surname of the census, in either order and in any case: `maria.gonzalez.pst`.

    Too weak to be a finding; for a mask it is enough.
    """
    from bailee.detectors.name_lists import given_names, not_surnames, surnames

    given, last, common = given_names(), surnames(), not_surnames()
    words = list(_WORD.finditer(name))
    for left, right in pairwise(words):
        if right.start() - left.end() > 2 or "/" in name[left.end() : right.start()]:
            continue
        small = left[0].islower() and right[0].islower()
        for first, second in ((left[0].lower(), right[0].lower()), (right[0].lower(), left[0].lower())):
            # In small letters `price list` is no Mr List, and `spring park` no Ms Park; `maria gonzalez` is somebody.
            if given.get(first, -1) < (20 if small else 0) or first in common or (small and second in common):
                continue
            if second in last:
                yield left.start(), right.end()
                break


def masked(locator: Locator) -> Locator:
    """The locator as people and the clear column see it."""
    return Locator(tuple(masked_segment(segment) for segment in locator.display()))
