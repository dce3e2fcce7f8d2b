"""Terms: words that a kind of record is written with, each counted once, whatever stands beside them.

Families (`families.py`) ask for labels with their values, and know forms; terms know the language of a kind, in letters, notes, tables and
scans alike, and in several tongues. They are rows of `[terms]` in `words/<ident>.toml`, by how much each tells:

    strong 3       hardly anything else is written with it       typical 1.5      supporting .6      against -3

A text is first asked for pairs of neighbouring words, in one pass for all kinds; only where a kind may reach a guess is the rest read.

>>> table().by_kind["gps-track"] > 5
True
>>> present(words_of("Boats lay quietly along the quay."))
{}
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import islice, pairwise
from typing import NamedTuple

from bailee.kinds.families import beginnings, places, plain, stem

POINTS = {"strong": 3.0, "typical": 1.5, "supporting": 0.6, "against": -3.0}
MOST_SUPPORTING = 2.4  # points from supporting terms together
GAP = 4  # characters between two words of one term

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]{1,2}\b)?|#")
_ASCII_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]{1,2}\b)?|#")
_ASCII = frozenset(map(chr, range(0x80)))
_HUMP = re.compile(r"([A-Z])(?<=[a-z][A-Z])")  # a search for it goes from capital to capital

Rest = tuple[tuple[frozenset[str], bool], ...]


@dataclass(frozen=True, slots=True)
class Term:
    kind: str
    number: int  # among all terms
    weight: float
    rest: Rest = ()  # what must follow the first two words


@dataclass(slots=True)
class Terms:
    """All terms by their first word, or their first two."""

    singles: dict[str, list[Term]] = field(default_factory=dict)
    pairs: dict[tuple[str, str], list[Term]] = field(default_factory=dict)
    by_kind: dict[str, int] = field(default_factory=dict)  # how many each has


class _Stems(dict[str, str]):
    """Stems of words seen so far; looked up in C, filled as needed."""

    MOST = 200_000

    def __missing__(self, word: str) -> str:
        if len(self) > self.MOST:
            self.clear()
        found = self[word] = stem(word)
        return found


_STEMS = _Stems()


@cache
def table() -> Terms:
    """The terms of every kind, read once a process."""
    terms = Terms()
    number = 0
    for file in sorted(resources.files("bailee.kinds").joinpath("words").iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".toml"):
            continue
        kind = file.name.removesuffix(".toml")
        rows = tomllib.loads(file.read_text("utf-8")).get("terms", {})
        unknown = rows.keys() - POINTS.keys()
        if unknown:
            raise ValueError(
                f"terms of {kind} are strong, typical, supporting or against, not {', '.join(sorted(unknown))}"
            )
        for strength, patterns in rows.items():
            for pattern in patterns:
                number += 1
                terms.by_kind[kind] = terms.by_kind.get(kind, 0) + 1
                for words, rest in beginnings(places(pattern)):
                    term = Term(
                        kind,
                        number,
                        POINTS[strength],
                        tuple((frozenset(choice), optional) for choice, optional in rest),
                    )
                    if len(words) == 1:
                        terms.singles.setdefault(words[0], []).append(term)
                    else:
                        terms.pairs.setdefault((words[0], words[1]), []).append(term)
    return terms


def spaced(text: str) -> str:
    """A text whose names in camelCase are words.

    >>> spaced("firstName of aBcD, in CAPITALS")
    'first Name of a Bc D, in CAPITALS'
    """
    return _HUMP.sub(r" \1", text)


def words_of(text: str) -> list[str]:
    """Stems of the words of a text, in its order."""
    word, text = _as_read(plain(text))
    return stems(word.findall(text))


def stems(words: Iterable[str]) -> list[str]:
    return list(map(_STEMS.__getitem__, words))


def words_at(text: str) -> list[tuple[str, int, int]]:
    """Words of a plain text, each with its place."""
    word, text = _as_read(text)
    return [(match[0], *match.span()) for match in word.finditer(text)]


def _as_read(text: str) -> tuple[re.Pattern[str], str]:
    """What a word of a plain text is, and that text: in ASCII the same words are found in half the time.

    Marks beyond ASCII are no part of a word, so each may stand there as another.

    >>> [word for word, _, _ in words_at("• l'été – 4 o'clock, straße")], [word for word, _, _ in words_at("• 4 o'clock – ok")]
    (['l', 'été', '4', 'o', 'clock', 'straße'], ['4', 'o', 'clock', 'ok'])
    """
    if not text.isascii() and not any(map(str.isalnum, set(text) - _ASCII)):
        text = text.encode("ascii", "replace").decode()
    return (_ASCII_WORD if text.isascii() else _WORD), text


def present(words: Sequence[str]) -> dict[str, float]:
    """By kind, the points that terms may give whose first words stand somewhere: never less than what they do give."""
    terms = table()
    weights: dict[str, dict[int, float]] = {}
    for word in terms.singles.keys() & set(words):
        for term in terms.singles[word]:
            weights.setdefault(term.kind, {})[term.number] = term.weight
    for pair in terms.pairs.keys() & set(pairwise(words)):
        for term in terms.pairs[pair]:
            weights.setdefault(term.kind, {})[term.number] = term.weight
    return {kind: sum(weight for weight in found.values() if weight > 0) for kind, found in weights.items()}


def along(words: Sequence[str], kinds: frozenset[str]) -> dict[str, list[tuple[int, Term]]]:
    """By kind, its typical and strong terms in the order in which their first words stand, each with the number of that word."""
    terms = table()
    singles = {
        word: mine
        for word in terms.singles.keys() & set(words)
        if (mine := [term for term in terms.singles[word] if term.kind in kinds and term.weight >= POINTS["typical"]])
    }
    pairs: dict[str, dict[str, list[Term]]] = {}
    for first, second in terms.pairs.keys() & set(pairwise(words)):
        mine = [term for term in terms.pairs[first, second] if term.kind in kinds and term.weight >= POINTS["typical"]]
        if mine:
            pairs.setdefault(first, {})[second] = mine
    found: dict[str, list[tuple[int, Term]]] = {kind: [] for kind in kinds}
    wanted = singles.keys() | pairs.keys()
    last = len(words) - 1
    for index, word in enumerate(words):
        if word not in wanted:
            continue
        for term in singles.get(word, ()):
            found[term.kind].append((index, term))
        if index < last and word in pairs:
            for term in pairs[word].get(words[index + 1], ()):
                if _goes_on(term.rest, 0, words, index + 1):
                    found[term.kind].append((index, term))
    return found


def _goes_on(rest: Rest, place: int, words: Sequence[str], at: int) -> bool:
    """Whether what must follow the word `at` does."""
    while place < len(rest):
        choice, optional = rest[place]
        if at + 1 < len(words) and words[at + 1] in choice:
            if optional and _goes_on(rest, place + 1, words, at + 1):
                return True
            at += not optional
        elif not optional:
            return False
        place += 1
    return True


def offsets(text: str, numbers: Sequence[int]) -> list[int]:
    """Where the words of these numbers begin in a text."""
    word, text = _as_read(plain(text))
    wanted = frozenset(numbers)
    words = islice(enumerate(word.finditer(text)), max(numbers) + 1)
    starts = {number: match.start() for number, match in words if number in wanted}
    return [starts[number] for number in numbers]


class Spot(NamedTuple):
    """Where a term stands. A tuple, as there are many: see `reading.Hit`."""

    start: int
    end: int
    term: Term


@dataclass(slots=True)
class Topic:
    """What terms say of one kind in one text."""

    points: float = 0.0
    spoken: float = 0.0  # points without those that speak against it
    strong: int = 0
    different: int = 0  # terms that speak for it
    spots: list[Spot] = field(default_factory=list)

    @property
    def apart(self) -> int:
        """How many different words or groups of words speak for it: terms that overlap are one."""
        groups: set[frozenset[int]] = set()
        end, here = -1, frozenset[int]()
        for spot in sorted(self.spots, key=lambda spot: spot.start):
            if spot.start >= end and here:
                groups.add(here)
                here = frozenset()
            here |= {spot.term.number}
            end = max(end, spot.end)
        groups.add(here)
        return len(groups - {frozenset()})


def spots_in(words: Sequence[tuple[str, int, int]], stems: Sequence[str]) -> list[Spot]:
    """Every term of every kind among the words of a text without camelCase, in its order."""
    terms = table()
    found: list[Spot] = []
    singles, pairs = terms.singles, terms.pairs
    # Most words begin no term: what is looked at one by one are those that do.
    for index in [index for index, word in enumerate(stems) if word in singles]:
        found += [Spot(words[index][1], words[index][2], term) for term in singles[stems[index]]]
    for index in [index for index, pair in enumerate(pairwise(stems)) if pair in pairs]:
        _, start, end = words[index]
        if words[index + 1][1] - end > GAP:
            continue
        for term in pairs[stems[index], stems[index + 1]]:
            last = _end(term.rest, 0, stems, words, index + 1)
            if last >= 0:
                found.append(Spot(start, words[last][2], term))
    found.sort(key=lambda spot: spot.start)
    return found


def _end(rest: Rest, place: int, stems: Sequence[str], words: Sequence[tuple[str, int, int]], at: int) -> int:
    """Index of the last word of what follows the word `at`; -1 where it does not."""
    while place < len(rest):
        choice, optional = rest[place]
        near = at + 1 < len(stems) and words[at + 1][1] - words[at][2] <= GAP
        if near and stems[at + 1] in choice:
            if optional:
                stop = _end(rest, place + 1, stems, words, at + 1)
                if stop >= 0:
                    return stop
            else:
                at += 1
        elif not optional:
            return -1
        place += 1
    return at


def topics(spots: Sequence[Spot]) -> Mapping[str, Topic]:
    """What the terms found say, kind by kind. Each term counts once."""
    found: dict[str, Topic] = {}
    counted: set[int] = set()
    supporting: dict[str, float] = {}
    for spot in spots:
        topic = found.setdefault(spot.term.kind, Topic())
        if spot.term.weight > 0:
            topic.spots.append(spot)
        if spot.term.number in counted:
            continue
        counted.add(spot.term.number)
        weight = spot.term.weight
        if weight == POINTS["supporting"]:
            had = supporting.get(spot.term.kind, 0.0)
            weight = min(weight, MOST_SUPPORTING - had)
            supporting[spot.term.kind] = had + weight
        topic.points += weight
        topic.spoken += max(weight, 0.0)
        topic.strong += spot.term.weight == POINTS["strong"]
        topic.different += spot.term.weight > 0
    return found
