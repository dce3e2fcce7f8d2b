"""What an organisation brings itself: detectors of its own, and lists of values that it knows.

>>> nothing = Own()
>>> [match.detector for match in nothing.detect(Text.of("SSN: 512-44-7313", Locator(("a.txt",))))]
['us-ssn']
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bailee.text import Match, Text
from bailee.vocabulary import Locator as Locator

if TYPE_CHECKING:  # whoever only hands it on need not load the detectors
    from bailee.detectors.custom import Definition
    from bailee.detectors.interface import Detector
    from bailee.known_values import KnownValues


@dataclass(frozen=True)
class Own:
    """Passed wherever something is detected, to worker processes too: plain data, compiled once a process."""

    definitions: tuple[Definition, ...] = ()
    known: KnownValues | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {"definitions": self.definitions, "known": self.known}  # what is compiled stays in its process

    @cached_property
    def detectors(self) -> tuple[Detector, ...]:
        from bailee.detectors.custom import own_detectors

        return (*own_detectors(self.definitions), *(self.known.detectors if self.known else ()))

    @cached_property
    def digest(self) -> str:
        """Which ones they are: what was read with others is read again. Empty where there are none."""
        if not self.definitions and (self.known is None or not self.known.lists):
            return ""
        made_of = hashlib.sha256(repr(self.definitions).encode())
        for each in self.known.lists if self.known else ():
            made_of.update(repr(each).encode() + each.prints)
        return made_of.hexdigest()[:12]

    def detect(self, text: Text, *, patterns_only: bool = False, explain: bool = False) -> list[Match]:
        """As `detectors.detect`, with the organisation's own."""
        import bailee.detectors as detectors

        matches = detectors.detect(text, patterns_only=patterns_only, explain=explain, extra=self.detectors)
        return self.known.marked(text, matches) if self.known else matches

    def detect_pieces(
        self, texts: Iterable[Text], *, patterns_only: bool = False, explain: bool = False
    ) -> Iterator[tuple[Text, list[Match]]]:
        """As `detect`, over consecutive pieces of one long text."""
        from bailee.detectors.engine import detect_pieces

        pieces = detect_pieces(texts, patterns_only=patterns_only, explain=explain, extra=self.detectors)
        for text, matches in pieces:
            yield text, self.known.marked(text, matches) if self.known else matches


NOTHING = Own()
