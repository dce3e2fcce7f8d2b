"""Which stretches of a text the model is asked about: those where something says that a name or an address may stand.

The model reads 13,000 pieces a second, the rules a hundred times as many. So a text is cut into segments, lines or sentences,
and each is looked at for signs that cost nothing: traits that its units have anyway. A segment that has a sign is asked about
together with its neighbours, for a name is told by what stands around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bailee.detectors.names_model.words import (
    AMBIGUOUS,
    CAPITALISED,
    CAPITALS,
    CAPITALS_LINE,
    DIGITS,
    GAP,
    GIVEN,
    GIVEN_RARE,
    GLUED,
    HONORIFIC,
    INITIAL,
    LINE_START,
    MARK,
    MIXED,
    NOT_SURNAME,
    SURNAME,
    Units,
    vocabulary,
)

CAPITAL = CAPITALISED | CAPITALS | MIXED | INITIAL
SENTENCE = 24  # pieces after which a sentence's end ends a segment
_ENDS = ".?!;"


@dataclass(frozen=True, slots=True)
class Segment:
    """Units of a line or a sentence."""

    first: int
    last: int
    pieces: int


def segments(content: str, units: Units, most: int) -> list[Segment]:
    """A text in lines, long lines in sentences, none of more than `most` pieces."""
    out: list[Segment] = []
    first = size = 0
    pieces, starts, traits = units.pieces, units.starts, units.traits
    count = len(pieces)
    for index in range(count):
        more = len(pieces[index])
        if size + more > most:
            out.append(Segment(first, index, size))
            first, size = index, 0
        size += more
        mark = content[starts[index]]
        if mark == "\n" or (
            size >= SENTENCE and mark in _ENDS and index + 1 < count and not traits[index + 1] & GLUED
        ):
            out.append(Segment(first, index + 1, size))
            first, size = index + 1, 0
    if first < count:
        out.append(Segment(first, count, size))
    return out


@dataclass(frozen=True, slots=True)
class Window:
    """Units that the model is asked about together."""

    first: int
    last: int


def windows(rows: Sequence[Segment], is_open: Sequence[bool], most: int) -> Iterator[Window]:
    """Open segments with a neighbour on each side, as many together as go into one window."""
    count = len(rows)
    wanted = bytearray(count)
    for index in range(count):
        if is_open[index]:
            wanted[index] = 1
            if index:
                wanted[index - 1] = 1
            if index + 1 < count:
                wanted[index + 1] = 1
    index = 0
    while index < count:
        if not wanted[index]:
            index += 1
            continue
        end, size = index, 0
        while end < count and wanted[end] and size + rows[end].pieces <= most:
            size += rows[end].pieces
            end += 1
        if any(is_open[index:end]):
            yield Window(rows[index].first, rows[end - 1].last)
        index = max(end, index + 1)


_STREETS = frozenset(
    """street st avenue ave av road rd drive dr boulevard blvd lane ln court ct circle cir way place pl terrace ter parkway pkwy highway hwy trail square sq plaza loop close
    crescent gardens grove mews row hill walk alley pike expressway crossing ridge run path jalan jln lorong persiaran lebuh taman kampung bandar wisma menara strasse str gasse weg allee
    platz rue chemin via viale piazza calle avenida paseo rua ul ulica box suite ste unit flat apt apartment floor blk block lot building bldg house no plot sector nagar marg gata gatan
    vagen vej gade katu tie laan straat plein kade utca ut soi district quan ku kowloon singapore malaysia road-""".split()
)


def street_pieces() -> frozenset[int]:
    known = vocabulary()
    return frozenset(known[word] for word in _STREETS if word in known)


_STREET_PIECES: frozenset[int] = frozenset()


def opens(units: Units, segment: Segment) -> bool:
    """Whether a name or an address may stand in a segment.

    >>> from bailee.detectors.names_model.words import read
    >>> def asked(text):
    ...     units = read(text)
    ...     return [opens(units, one) for one in segments(text, units, 124)]
    >>> asked("the pump was repaired on Monday\\nask Jennifer about it\\n12 Oak Street\\n")
    [False, True, True]
    """
    return bool(person_sign(units, segment) or address_sign(units, segment))


def person_sign(units: Units, segment: Segment) -> int:
    traits, pieces = units.traits, units.pieces
    previous = 0
    for index in range(segment.first, segment.last):
        bits = traits[index]
        if bits & (MARK | DIGITS) or not bits & CAPITAL:
            previous = 0 if not bits & MARK else previous
            continue
        if bits & HONORIFIC:
            previous = 2
            continue
        if bits & INITIAL:
            previous = max(previous, 1)
            continue
        listed = bits & (GIVEN | GIVEN_RARE | SURNAME) and not bits & NOT_SURNAME
        rare = len(pieces[index]) > 1
        if bits & GIVEN and not bits & (AMBIGUOUS | NOT_SURNAME):
            return 3
        if previous == 2:
            return 2
        if (listed or rare) and not bits & NOT_SURNAME:
            if not bits & LINE_START or bits & (GIVEN_RARE):
                return 1
            previous = 2
            continue
        previous = max(previous, 1) if not bits & NOT_SURNAME else 0
    return 0


def address_sign(units: Units, segment: Segment) -> int:
    global _STREET_PIECES
    if not _STREET_PIECES:
        _STREET_PIECES = street_pieces()
    traits, pieces = units.traits, units.pieces
    digits = word = 0
    for index in range(segment.first, segment.last):
        bits = traits[index]
        if bits & DIGITS:
            digits += 1
        elif not bits & MARK and any(piece in _STREET_PIECES for piece in pieces[index][-1:] + pieces[index][:1]):
            word += 1
        if digits and word:
            return 1
    return 0
