"""Values marked inside text, so that whoever writes a file knows what it planted, and where.

A `Value` put into an f-string leaves private-use marks around itself. `Ink` takes marked text for one place of a file,
gives back what is written there, and remembers the values.

>>> ssn = Value("us-ssn", "219-40-1187", "employee/e07")
>>> ink = Ink()
>>> ink(f"SSN: {ssn}", "body")
'SSN: 219-40-1187'
>>> [(value.detector, value.text, place) for value, place in ink.seen]
[('us-ssn', '219-40-1187', ('body',))]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

_OPEN, _BAR, _CLOSE = "\ue000", "\ue001", "\ue002"
_MARKED = re.compile(f"{_OPEN}([^{_BAR}]*){_BAR}([^{_BAR}]*){_BAR}([^{_CLOSE}]*){_CLOSE}")
_FORBIDDEN = re.compile(r'[\\/:*?<>|"]')


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it stands in the text, and whose it is: `employee/e07`, or nothing."""

    detector: str
    text: str
    owner: str = ""
    in_passing: bool = False  # a name or an address in running text: written down, yet not counted as planted

    def __str__(self) -> str:
        return f"{_OPEN}{self.detector}{'~' if self.in_passing else ''}{_BAR}{self.owner}{_BAR}{self.text}{_CLOSE}"

    def passing(self) -> Value:
        return replace(self, in_passing=True)


def plain(marked: str) -> str:
    return _MARKED.sub(r"\3", marked)


def values(marked: str) -> Iterator[Value]:
    for found in _MARKED.finditer(marked):
        detector, owner, text = found.groups()
        yield Value(detector.rstrip("~"), text, owner, detector.endswith("~"))


def file_name(marked: str) -> str:
    """Without the characters that no disk takes; marks stay."""
    out, end = [], 0
    for found in _MARKED.finditer(marked):
        out += [_FORBIDDEN.sub("-", marked[end : found.start()]), found.group()]
        end = found.end()
    return "".join([*out, _FORBIDDEN.sub("-", marked[end:])])


def runs(marked: str) -> list[tuple[str, bool]]:
    """Pieces of text, and whether each is a value, which a page must not break over two lines."""
    pieces: list[tuple[str, bool]] = []
    end = 0
    for found in _MARKED.finditer(marked):
        if found.start() > end:
            pieces.append((marked[end : found.start()], False))
        pieces.append((found.group(3), True))
        end = found.end()
    if end < len(marked) or not pieces:
        pieces.append((marked[end:], False))
    return pieces


@dataclass(slots=True)
class Ink:
    """Turns marked text into what is written, and remembers which value went to which place."""

    seen: list[tuple[Value, tuple[str, ...]]] = field(default_factory=list)

    def __call__(self, marked: str, *place: str) -> str:
        self.seen.extend((value, place) for value in values(marked))
        return plain(marked)
