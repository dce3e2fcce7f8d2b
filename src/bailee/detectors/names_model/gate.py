"""Which stretches of a text the model is asked about: those where something says that a name or an address may stand.

The model reads 13,000 pieces a second, the rules a hundred times as many. So a text is cut into segments, lines or
sentences, and a segment is asked about only where

- a word with a capital stands in company that names keep: the classes of the word and of its two neighbours were counted
  over the text that the model was trained on (`gate.txt`, made by training/train_gate.py), and one in twenty was a name; or
  figures stand beside a word that streets have;
- neither the rules are sure of it already, nor has the model answered twice, in this text, about the same words: a judgment
  names its parties two hundred times.

A short segment is asked about together with its neighbours, for a name is told by what stands around it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from bailee.detectors.name_lists import HONORIFICS, ambiguous_given_names, given_names, not_surnames, plain, surnames
from bailee.detectors.names_model.words import (
    AMBIGUOUS,
    CAPITAL_TRAITS,
    CAPITALS_LINE,
    DIGITS,
    GAP,
    GIVEN,
    MARK,
    NOT_SURNAME,
    Units,
    spelt,
)

SENTENCE = 24  # pieces after which a sentence's end ends a segment
SHORT = 24  # pieces below which a segment is asked about with its neighbours
ENOUGH = 2  # answers about the same words in one text
NAMES = 4  # words of a name on one side of a comma, at most, and one
ROWS = 8  # rows of a table in which nobody stood, before most of the others are left out
_ENDS = ".?!;"
_TOLD = frozenset(".,:;()<\"'-&@/|")  # marks that are classes of their own


@dataclass(frozen=True, slots=True)
class Segment:
    """Units of a line or a sentence."""

    first: int
    last: int
    pieces: int


def segments(content: str, units: Units, most: int) -> list[Segment]:
    """A text in lines, long lines in sentences, none of more than `most` pieces.

    >>> from bailee.detectors.names_model.words import read
    >>> text = "one two\\nthree " + "and more " * 20 + "end. Four"
    >>> [one.pieces for one in segments(text, read(text), 124)]
    [3, 43, 1]
    """
    out: list[Segment] = []
    first = size = 0
    pieces, starts, ends = units.pieces, units.starts, units.ends
    count = len(pieces)
    for index in range(count):
        more = len(pieces[index])
        if size + more > most:
            out.append(Segment(first, index, size))
            first, size = index, 0
        size += more
        mark = content[starts[index]]
        if mark == "\n" or (
            size >= SENTENCE and mark in _ENDS and index + 1 < count and starts[index + 1] != ends[index]
        ):
            out.append(Segment(first, index + 1, size))
            first, size = index + 1, 0
    if first < count:
        out.append(Segment(first, count, size))
    return out


def _rows(name: str) -> frozenset[str]:
    lines = Path(__file__).with_name(name).read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


@cache
def never() -> frozenset[str]:
    """Words with capitals that were hardly ever part of a name."""
    return _rows("gate_words.txt")


@cache
def company() -> frozenset[str]:
    """Classes of a word and its neighbours among which names stand: `before|word|after`, `*` for any."""
    return _rows("gate.txt")


_IDENTIFIER = re.compile(
    r"^(?!Mc|Mac|De|Di|Da|Du|La|Le|Lo|Van|Von|Fitz|O[A-Z]|D[A-Z])(?:[A-Z]?[a-z]+[A-Z]|[A-Z]{2,}[a-z])"
)


@lru_cache(maxsize=200_000)
def word_class(word: str) -> str:
    """What a word with a capital is to the gate: by the lists, by how rare it is, by how it is written.

    >>> word_class("Jennifer"), word_class("Szafrański"), word_class("the"), word_class("Dr")
    ('GS', 'S', 'l', 'H')
    """
    folded = plain(word)
    if folded in HONORIFICS:
        return "H"
    if word.islower() or not word[0].isalpha():
        return "l"
    if len(word) == 1:
        return "I"
    capitals = "U" if word.isupper() else ""
    if folded in never() or (capitals and len(word) <= 3) or _IDENTIFIER.search(word):
        return "N" + capitals
    count = given_names().get(folded, 0)
    given = ("G" if count >= 8 and folded not in ambiguous_given_names() else "g") if count else ""
    surname = "S" if folded in surnames() and folded not in not_surnames() else ""
    if not given and not surname and capitals and len(word) <= 5:  # GmbH, IBM
        return "N" + capitals
    return (given + surname or ("R" if len(spelt(word)[0]) > 1 else "C")) + capitals


def class_at(content: str, units: Units, index: int) -> str:
    if not 0 <= index < len(units.pieces):
        return "^"
    first = content[units.starts[index]]
    if first == "\n":
        return "^"
    bits = units.traits[index]
    if bits & MARK:
        return first if first in _TOLD else "?"
    if bits & DIGITS:
        return "0"
    if units.pieces[index][0] == GAP:
        return "\t"
    found = word_class(content[units.starts[index] : units.ends[index]])
    return found.lower() if bits & CAPITALS_LINE and found[-1] == "U" else found


def keeps_company(before: str, word: str, after: str) -> bool:
    """Whether names stand between such neighbours."""
    known = company()
    return f"{before}|{word}|{after}" in known or f"{before}|{word}|*" in known or f"*|{word}|{after}" in known


_STREETS = frozenset(
    [
        "street",
        "st",
        "avenue",
        "ave",
        "av",
        "road",
        "rd",
        "drive",
        "dr",
        "boulevard",
        "blvd",
        "lane",
        "ln",
        "court",
        "ct",
        "circle",
        "cir",
        "way",
        "place",
        "pl",
        "terrace",
        "ter",
        "parkway",
        "pkwy",
        "highway",
        "hwy",
        "trail",
        "square",
        "sq",
        "plaza",
        "close",
        "crescent",
        "gardens",
        "grove",
        "mews",
        "row",
        "alley",
        "pike",
        "expressway",
        "crossing",
        "jalan",
        "jln",
        "lorong",
        "persiaran",
        "lebuh",
        "taman",
        "kampung",
        "bandar",
        "wisma",
        "menara",
        "strasse",
        "str",
        "gasse",
        "weg",
        "allee",
        "platz",
        "rue",
        "chemin",
        "via",
        "viale",
        "piazza",
        "calle",
        "avenida",
        "paseo",
        "rua",
        "ul",
        "ulica",
        "box",
        "suite",
        "ste",
        "unit",
        "flat",
        "apt",
        "apartment",
        "floor",
        "blk",
        "block",
        "lot",
        "building",
        "bldg",
        "plot",
        "sector",
        "nagar",
        "marg",
        "gata",
        "gatan",
        "vagen",
        "vej",
        "gade",
        "katu",
        "tie",
        "laan",
        "straat",
        "plein",
        "kade",
        "utca",
        "ut",
        "soi",
        "district",
        "quan",
        "ku",
        "kowloon",
        "singapore",
    ]
)
_STREET_ENDS = ("strasse", "straße", "str", "gasse", "weg", "allee", "platz", "gatan", "vagen", "vej", "laan", "straat")


@lru_cache(maxsize=100_000)
def _of_street(word: str) -> bool:
    folded = plain(word)
    return folded in _STREETS or (len(folded) > 6 and folded.endswith(_STREET_ENDS))


@dataclass(frozen=True, slots=True)
class Candidate:
    """Units with capitals in a row, one of which may be a name."""

    first: int
    last: int
    key: str


def candidates(content: str, units: Units, segment: Segment) -> Iterator[Candidate]:
    """Runs of words with capitals in a segment that keep the company of names."""
    traits, starts, ends = units.traits, units.starts, units.ends
    index, last = segment.first, segment.last
    while index < last:
        bits = traits[index]
        if not bits & CAPITAL_TRAITS or bits & (MARK | DIGITS):
            if bits & GIVEN and not bits & (AMBIGUOUS | NOT_SURNAME):  # who types in a chat leaves capitals out
                yield Candidate(index, index + 1, content[starts[index] : ends[index]])
            index += 1
            continue
        end, may_be = index, False
        before = class_at(content, units, index - 1)
        here = class_at(content, units, index)
        while end < last and traits[end] & CAPITAL_TRAITS and not traits[end] & (MARK | DIGITS):
            after = class_at(content, units, end + 1)
            may_be = may_be or (here not in ("H", "N", "NU", "nu", "I") and keeps_company(before, here, after))
            before, here = here, after
            end += 1
        if may_be:
            yield Candidate(index, end, content[starts[index] : ends[end - 1]])
        index = end


def turned(content: str, units: Units, segment: Segment, one: Candidate) -> Iterator[Candidate]:
    """What a candidate of a segment makes with the words with capitals behind the comma at either side of it.

    >>> from bailee.detectors.names_model.words import read
    >>> text = "seen by KILDARE, BENJAMIN today"
    >>> units = read(text)
    >>> [two.key for two in turned(text, units, Segment(0, len(units), 9), Candidate(4, 5, "BENJAMIN"))]
    ['KILDARE, BENJAMIN']
    >>> list(turned(text, units, Segment(3, len(units), 5), Candidate(4, 5, "BENJAMIN")))
    []
    """
    first, last = one.first - 1, one.last
    if first > segment.first and content[units.starts[first]] == ",":
        while first > segment.first and one.first - first < NAMES and _has_capital(units, first - 1):
            first -= 1
        if first < one.first - 1:
            yield Candidate(first, one.last, content[units.starts[first] : units.ends[one.last - 1]])
    if last < segment.last and content[units.starts[last]] == ",":
        end = last + 1
        while end < segment.last and end - last < NAMES and _has_capital(units, end):
            end += 1
        if end > last + 1:
            yield Candidate(one.first, end, content[units.starts[one.first] : units.ends[end - 1]])


def _has_capital(units: Units, index: int) -> bool:
    return bool(units.traits[index] & CAPITAL_TRAITS) and not units.traits[index] & (MARK | DIGITS)


def has_address_sign(content: str, units: Units, segment: Segment) -> bool:
    """Whether figures stand beside a word that streets, boxes or flats have.

    >>> from bailee.detectors.names_model.words import read
    >>> [has_address_sign(text, units := read(text), Segment(0, len(units), 9)) for text in ("12 Oak Street", "the 12 streets")]
    [True, False]
    """
    traits, starts, ends = units.traits, units.starts, units.ends
    digits = False
    for index in range(segment.first, segment.last):
        if traits[index] & DIGITS:
            digits = True
            break
    return digits and any(
        _of_street(content[starts[index] : ends[index]])
        for index in range(segment.first, segment.last)
        if traits[index] & CAPITAL_TRAITS or len(units.pieces[index]) == 1
    )


def row_of(content: str, start: int, end: int) -> str:
    """What parts the cells of a line, with how many there are; empty where it is no row of a table.

    >>> row_of("a,b,c,d", 0, 7), row_of("Well, a line.", 0, 13)
    (',3', '')
    """
    for mark in "\t|;,":
        count = content.count(mark, start, end)
        if count >= 3 and end - start < 40 * (count + 1):
            return f"{mark}{count}"
    return ""


class Sure:
    """Spans that the rules are sure of, rising and apart.

    >>> sure = Sure([(4, 9), (20, 25)])
    >>> sure.cover(5, 9), sure.cover(8, 12), sure.meet(8, 12), sure.meet(9, 20)
    (True, False, True, False)
    """

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if not self._ends or start >= self._ends[-1]:
                self._starts.append(start)
                self._ends.append(end)

    def cover(self, start: int, end: int) -> bool:
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and self._ends[at] >= end

    def meet(self, start: int, end: int) -> bool:
        at = bisect_left(self._starts, end) - 1
        return at >= 0 and self._ends[at] > start
