"""A text without the values in it: each one masked, or replaced by its category or by a pseudonym that is always the same.

>>> text = Text.of("Mail jane@example.com", Locator(("a.txt",)))
>>> redacted("Mail jane@example.com", text, detectors.detect(text), Redaction("category"))
('Mail [email-address]', 1)
>>> one = Redaction("pseudonym", key=b"k" * 32)
>>> found, again = (detectors.detect(Text.of(each, Locator(("",))))[0] for each in ("jane@example.com", "JANE@example.com"))
>>> one.of(found) == one.of(again) != Redaction("pseudonym", key=b"j" * 32).of(found)
True
>>> one.of(found)[:15], len(one.of(found))
('[email-address ', 28)
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field

import bailee.detectors as detectors
from bailee.errors import InvalidInput
from bailee.keys import KEY_BYTES, fingerprint
from bailee.text import Match, Text
from bailee.vocabulary import Confidence
from bailee.vocabulary import Locator as Locator

WAYS = ("mask", "category", "pseudonym")
DIGITS = 12  # hexadecimal digits of a pseudonym: two of a million values share one with a chance of 1 in 500
_SAME = ("email", "e164", "birth-date", "name")  # normal forms under which one value written in two ways is one


@dataclass(frozen=True, slots=True)
class Redaction:
    """How values are replaced. A pseudonym needs a key: with another one it is another, and without it nobody can try values."""

    how: str = "category"
    least: Confidence = Confidence.LIKELY
    key: bytes = field(default_factory=lambda: secrets.token_bytes(KEY_BYTES), repr=False)

    def __post_init__(self) -> None:
        if self.how not in WAYS:
            raise InvalidInput(f'nothing is redacted by "{self.how}"', hint="one of: " + ", ".join(WAYS))

    def of(self, match: Match) -> str:
        """What stands in the place of a match."""
        if self.how == "mask":
            return detectors.mask(match)
        return f"[{match.category} {pseudonym(match, self.key)}]" if self.how == "pseudonym" else f"[{match.category}]"


def pseudonym(match: Match, key: bytes) -> str:
    """The same for the same value, however it is written, under one key; it tells nothing to whoever lacks the key."""
    forms = dict(detectors.normal_forms(match))
    name, value = next(((form, forms[form]) for form in _SAME if form in forms), (match.detector, match.value))
    return fingerprint(key, "pseudonym", f"{name}\x00{value}")[:DIGITS]


def redacted(content: str, text: Text, matches: Iterable[Match], redaction: Redaction) -> tuple[str, int]:
    """The text as it was read, with each match that counts replaced and every other character kept; and how many were."""
    parts: list[str] = []
    done = number = 0
    for match in matches:
        if match.confidence < redaction.least:
            continue
        start, end = (offset - text.offset for offset in text.original_span(match.start, match.end))
        parts += [content[done:start], redaction.of(match)]
        done = end
        number += 1
    return "".join([*parts, content[done:]]), number
