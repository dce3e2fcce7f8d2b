"""Text as the model of names sees it: units, the pieces of a fixed vocabulary that they are written in, and their traits.

A unit is a word, a number, a run of one mark, an end of line or a wide gap. Line ends and gaps are pieces of their own, for
in forms and envelopes they tell as much as words do. A number is one piece that tells only how long it is: its digits
would be learnt by heart, and 62704 and 81100 mean the same. Every unit carries traits, sixteen bits: how it is written,
where it stands, and whether it is in the lists of names. A name begins and ends with a unit, never inside one.

>>> text = "Dear Ms Szafrański,\\n12 High St"
>>> units = read(text)
>>> [text[start:end] for start, end in zip(units.starts, units.ends)]
['Dear', 'Ms', 'Szafrański', ',', '\\n', '12', 'High', 'St']
>>> [word for word, bits in zip(text.split(), units.traits) if bits & HONORIFIC]
['Ms']
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from bailee.detectors.name_lists import (
    HONORIFICS,
    ambiguous_given_names,
    given_names,
    not_surnames,
    plain,
    surnames,
)

VOCABULARY = Path(__file__).with_name("vocabulary.txt")
PAD, UNKNOWN, START, END = 0, 100, 101, 102
LINE_END, PARAGRAPH_END, GAP = 1, 2, 3  # pieces that the vocabulary leaves free for the like
NUMBER, YEAR, CODE = 10, 30, 31  # NUMBER + how many digits, at most 12
LONGEST = 30  # a word as long as this is none

CAPITALISED, CAPITALS, INITIAL, MIXED, DIGITS, MARK, LINE_START, GLUED = (1 << bit for bit in range(8))
GIVEN, GIVEN_RARE, SURNAME, NOT_SURNAME, AMBIGUOUS, HONORIFIC, AFTER_GAP, CAPITALS_LINE = (
    1 << bit for bit in range(8, 16)
)
TRAITS = 16
CAPITAL_TRAITS = CAPITALISED | CAPITALS | INITIAL | MIXED
LISTED = GIVEN | GIVEN_RARE | SURNAME | NOT_SURNAME | AMBIGUOUS

_UNIT = re.compile(r"\n(?:[ \t\r>|]*\n)*|\t[ \t]*| {3,}|[^\W_]+|([^\w\s])\1*|_+")
_DIGIT = re.compile(r"\d")


@cache
def vocabulary() -> dict[str, int]:
    pieces = VOCABULARY.read_text("utf-8").rstrip("\n").split("\n")
    return {piece: number for number, piece in enumerate(pieces)}


def _pieces(word: str) -> tuple[int, ...]:
    """Longest pieces first, from the left."""
    known, out, start = vocabulary(), [], 0
    while start < len(word):
        for end in range(len(word), start, -1):
            number = known.get(word[start:end] if not start else "##" + word[start:end])
            if number is not None:
                out.append(number)
                start = end
                break
        else:
            return (UNKNOWN,)
    return tuple(out)


@lru_cache(maxsize=200_000)
def spelt(unit: str) -> tuple[tuple[int, ...], int]:
    """Pieces of a unit, and those of its traits that do not depend on where it stands."""
    first = unit[0]
    if first == "\n":
        return ((PARAGRAPH_END if unit.count("\n") > 1 else LINE_END),), 0
    if first in "\t ":
        return (GAP,), 0
    if not unit[0].isalnum():
        return _pieces(first), MARK
    if unit.isdigit():
        number = YEAR if len(unit) == 4 and unit[:2] in ("19", "20") else NUMBER + min(len(unit), 12)
        return (number,), DIGITS
    word = plain(unit)
    bits = 0
    if len(unit) == 1:
        bits |= INITIAL if unit.isupper() else 0
    elif unit.isupper():
        bits |= CAPITALS
    elif first.isupper():
        bits |= CAPITALISED if unit[1:].islower() else MIXED
    elif not unit.islower():
        bits |= MIXED
    if _DIGIT.search(word):
        pieces = _pieces(_DIGIT.sub("0", word)) if len(unit) <= 12 else (CODE,)
        return (pieces if len(pieces) <= 5 else (CODE,)), bits | DIGITS
    if len(unit) > LONGEST:
        return (CODE,), bits
    count = given_names().get(word, 0)
    bits |= GIVEN if count >= 8 else GIVEN_RARE if count else 0
    bits |= SURNAME if word in surnames() else 0
    bits |= NOT_SURNAME if word in not_surnames() else 0
    bits |= AMBIGUOUS if word in ambiguous_given_names() else 0
    bits |= HONORIFIC if word in HONORIFICS else 0
    return _pieces(word) or (CODE,), bits  # of marks alone, nothing is left once they are taken off


@dataclass(slots=True)
class Units:
    """Units of a stretch of text, each with its place, its pieces and its traits."""

    starts: array[int] = field(default_factory=lambda: array("l"))
    ends: array[int] = field(default_factory=lambda: array("l"))
    pieces: list[tuple[int, ...]] = field(default_factory=list)
    traits: array[int] = field(default_factory=lambda: array("l"))

    def __len__(self) -> int:
        return len(self.pieces)


def read(content: str, start: int = 0, end: int | None = None) -> Units:
    """Units of `content` from `start` to `end`, whose places are offsets in the whole of it."""
    units = Units()
    stop = len(content) if end is None else end
    at_line_start, after_gap, previous = start == 0 or content[start - 1] == "\n", False, -1
    line_first, line_capitals, line_lower = 0, 0, 0
    for match in _UNIT.finditer(content, start, stop):
        low, high = match.span()
        pieces, bits = spelt(match[0] if high - low <= LONGEST else content[low : low + LONGEST + 1])
        if content[low] == "\n":
            if line_capitals > line_lower:
                _shouted(units, line_first)
            line_first, line_capitals, line_lower = len(units) + 1, 0, 0
        elif bits & CAPITALS:
            line_capitals += high - low
        elif content[low].isalpha():
            line_lower += high - low
        if at_line_start:
            bits |= LINE_START
        if after_gap:
            bits |= AFTER_GAP
        elif low == previous:
            bits |= GLUED
        at_line_start = content[low] == "\n"
        after_gap = pieces[0] == GAP or (previous >= 0 and low - previous >= 2)
        if after_gap and pieces[0] != GAP:
            bits |= AFTER_GAP
            after_gap = False
        previous = high
        units.starts.append(low)
        units.ends.append(high)
        units.pieces.append(pieces)
        units.traits.append(bits)
    if line_capitals > line_lower:
        _shouted(units, line_first)
    return units


def _shouted(units: Units, first: int) -> None:
    for index in range(first, len(units)):
        units.traits[index] |= CAPITALS_LINE
