"""What messages between machines say by position alone, under the names of what it is: a line a value, a paragraph a person.

>>> lines = Labelled(Locator(("a.hl7",)))
>>> lines.say("Name", person("ROE", "ANN", "M")); lines.say("Date of birth", "19620314"); lines.say("Sex", "")
>>> lines.end()
>>> [text.content for text in lines.rest()]
['Name: ROE, ANN M\\nDate of birth: 19620314\\n\\n']
>>> address("12 ELM ST", "", "DAYTON", "OH", "454020000")
'12 ELM ST, DAYTON, OH 45402-0000'
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bailee.extractors.encodings import HEAD, decoded, encoding_of
from bailee.items import Item
from bailee.text import Part, Text
from bailee.vocabulary import Locator

PIECE = 200_000  # characters of a text
LONGEST = 8 << 20  # characters of a segment; a longer one is read as several


class Labelled:
    """Lines that are collected until they make a text."""

    def __init__(self, locator: Locator, part: Part = Part.BODY) -> None:
        self._locator = locator
        self._part = part
        self._lines: list[str] = []
        self._size = 0
        self._offset = 0

    def say(self, label: str, value: str) -> None:
        if value := " ".join(value.split()):
            line = f"{label}: {value}" if label else value
            self._lines.append(line)
            self._size += len(line) + 1

    def end(self) -> None:
        """What follows is about somebody or something else."""
        if self._lines and self._lines[-1]:
            self._lines.append("")
            self._size += 1

    def ready(self) -> Iterator[Text]:
        """A text where enough was said for one; to be asked for between two paragraphs."""
        if self._size > PIECE:
            yield from self.rest()

    def rest(self) -> Iterator[Text]:
        if self._lines:
            text = "\n".join(self._lines) + "\n"
            yield Text.of(text, self._locator, self._part, self._offset)
            self._offset += len(text)
        self._lines, self._size = [], 0


def person(family: str, *given: str) -> str:
    """A name as a register writes it, in the order of the message."""
    rest = " ".join(filter(None, (" ".join(each.split()) for each in given)))
    return ", ".join(filter(None, (" ".join(family.split()), rest)))


def address(street: str, more: str, city: str, state: str, code: str, country: str = "") -> str:
    """An address on one line; nine digits are a ZIP code and the four that follow it."""
    if re.fullmatch(r"\d{9}", code) and country in ("", "US", "USA"):
        code = f"{code[:5]}-{code[5:]}"
    place = " ".join(filter(None, (state, code)))
    return ", ".join(filter(None, (street, more, city, place, country)))


def segments(item: Item, ends: str) -> Iterator[str]:
    """Segments of a message, as long as it likes to be, each without its end (one of the characters `ends`)."""
    encoding = encoding_of(item.read(HEAD)) or "cp1252"
    cut = re.compile(f"[{re.escape(ends)}]")
    rest: list[str] = []  # of a segment that has not ended
    size = 0
    with item.open() as stream:
        for stretch in decoded(stream, encoding):
            first, *others = cut.split(stretch)
            rest.append(first)
            size += len(first)
            if others:
                yield "".join(rest)
                yield from others[:-1]
                rest, size = [others[-1]], len(others[-1])
            if size > LONGEST:
                yield "".join(rest)
                rest, size = [], 0
    yield "".join(rest)


def head_of(item: Item) -> str:
    """The beginning of a message as text, where its marks are."""
    head = item.read(HEAD)
    return head.decode(encoding_of(head) or "cp1252", "replace").lstrip("\ufeff \t\r\n\x0b")
