"""Interchanges of ASC X12: every segment keeps its place and its elements; what a value took of them is a bar or empty.

An address stands in two segments, its street (N3) and its town, state and ZIP (N4). Read with what parts them it is none, so it
is put together as a letter has it, and goes as a whole; the rest is text.

>>> claim = "ISA*00*~NM1*IL*1*ROE*ANN~N3*12 ELM ST*APT 4~N4*DAYTON*OH*45402~REF*SY*512447313~"
>>> [passage.text for _, passage in addresses(claim, "*", "~")]
['12 ELM ST, APT 4, DAYTON, OH 45402']
"""

from __future__ import annotations

from collections.abc import Iterator

from bailee.extractors.data_types import X12
from bailee.extractors.x12 import marks
from bailee.protection.redaction.formats import plain
from bailee.protection.redaction.passages import Fixed, Passage, Piece, Words
from bailee.protection.redaction.work import Work

REDACTS = frozenset({X12})

_BEFORE = {1: ", ", 2: ", ", 3: " ", 4: ", "}  # town, state, ZIP, country of N4
Bounds = tuple[int, int]


def redact(data: bytes, work: Work) -> bytes:
    text, coding = plain.decoded(data)
    element, _, end = marks(text)
    found = list(addresses(text, element, end))
    work.settle([passage for _, passage in found])
    out: list[str] = []
    done = 0
    for places, passage in found:
        written = [piece for piece in passage.parts if isinstance(piece, Words)]
        for (low, high), piece in zip(places, written, strict=True):
            if piece.is_changed:
                out += [text[done:low], piece.text]
                done = high
    return plain.redact(plain.encoded("".join([*out, text[done:]]), coding), work)


def addresses(text: str, element: str, end: str) -> Iterator[tuple[list[Bounds], Passage]]:
    """Where the words of each address stand, and what they are together."""
    street: list[Bounds] = []
    at = 0
    for segment in text.split(end):
        begin, at = at, at + len(segment) + len(end)
        places: list[Bounds] = []
        low = begin
        for word in segment.split(element):
            places.append((low, low + len(word)))
            low += len(word) + len(element)
        name = segment.partition(element)[0].strip()
        if name == "N3":
            street = [place for place in places[1:3] if place[0] < place[1]]
            continue
        if name == "N4":
            town = [(_BEFORE[number], place) for number, place in enumerate(places[1:5], 1) if place[0] < place[1]]
            yield _passage([*((", ", place) for place in street), *town], text)
        elif street:
            yield _passage([(", ", place) for place in street], text)
        street = []
    if street:
        yield _passage([(", ", place) for place in street], text)


def _passage(told: list[tuple[str, Bounds]], text: str) -> tuple[list[Bounds], Passage]:
    pieces: list[Piece] = []
    for number, (before, (low, high)) in enumerate(told):
        pieces += [*([Fixed(before)] if number else []), Words(text[low:high])]
    return [place for _, place in told], Passage(pieces, "Address")
