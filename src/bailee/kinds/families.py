"""Families of words: what a kind of record is recognised from, as tables in `words/`, matched in one pass for all kinds.

A family is one sort of evidence with all the ways in which offices write it. It is counted once, however often it
stands in a document, so a word repeated a hundred times is still one sign. A pattern is a row of words, each with its
alternatives: `specimen|sample id|no|number`; a word with `?` may be missing.

>>> [words for words, rest in beginnings(places("specimen|sample ?bar id"))][:4]
[('specimen', 'bar'), ('specimen', 'id'), ('sample', 'bar'), ('sample', 'id')]
>>> stem("results"), stem("status"), stem("donor's")
('result', 'status', 'donor')
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

Place = tuple[tuple[str, ...], bool]  # the words that may stand here, and whether it may stay empty
Row = tuple[Place, ...]

_PLAIN = dict(zip("áàâäãéèêëíìîïóòôöõúùûüñç’", "aaaaaeeeeiiiiooooouuuunc'", strict=True))
_ACCENTED = frozenset(_PLAIN)
COMMON = "common"


def plain(text: str) -> str:
    """Lower case without accents, character for character."""
    lowered = text.lower()
    if len(lowered) != len(text):  # "İ".lower() is two characters long
        lowered = "".join(low if len(low := character.lower()) == 1 else character for character in text)
    if not lowered.isascii():
        for accented in _ACCENTED.intersection(lowered):  # str.translate takes ten times as long
            lowered = lowered.replace(accented, _PLAIN[accented])
    return lowered


@cache
def stem(word: str) -> str:
    """A word without the plural's or the genitive's s; the same for tables and texts."""
    word = word.removesuffix("'s").replace("'", "")
    if len(word) > 3 and word[-1] == "s" and word[-2:] not in ("ss", "us", "is"):
        return word[:-1]
    return word


def places(pattern: str) -> Row:
    """A pattern as it is matched."""
    return tuple(
        (tuple(stem(plain(word.rstrip("?"))) for word in place.lstrip("?").split("|")), place.startswith("?"))
        for place in pattern.split()
    )


def beginnings(row: Row) -> Iterator[tuple[tuple[str, ...], Row]]:
    """The first two words of everything that a row stands for (or the only one), and what may follow them."""
    for first, words, rest in _next(row):
        for word in words:
            if all(optional for _, optional in rest):
                yield (word,), ()
            for _, following, after in _next(rest):
                for second in following:
                    yield (word, second), after
        if first:
            return


def _next(row: Row) -> Iterator[tuple[bool, tuple[str, ...], Row]]:
    """Each place that the next word may stand in, up to the first that must be filled."""
    for index, (words, optional) in enumerate(row):
        yield not optional, words, row[index + 1 :]
        if not optional:
            return


@dataclass(frozen=True, slots=True)
class Family:
    """One sort of evidence for one kind. `label`: only with a value of the right shape beside it."""

    kind: str  # ident of the kind, or `common`
    name: str
    says: str  # the reason that people read
    patterns: tuple[str, ...]
    is_label: bool
    shape: str  # of a label's value: any, id, date, money, number, name, or `words`
    values: tuple[str, ...]  # where shape is `words`: how a value may begin
    weight: float
    core: bool  # proper to this kind; others merely support
    least: int  # so many different patterns' words must stand there


@dataclass(slots=True)
class Start:
    """What may begin with a word."""

    families: list[int]  # for which the word alone is enough
    following: dict[str, list[tuple[int, tuple[tuple[frozenset[str], bool], ...]]]]  # second word -> family, the rest


@dataclass(frozen=True, slots=True)
class Table:
    """The families of all kinds, and the words with which they begin."""

    families: tuple[Family, ...]
    starts: dict[str, Start]
    by_kind: dict[str, tuple[int, ...]]
    yields_to: dict[str, tuple[str, ...]]
    needs: dict[str, tuple[str, ...]]  # by kind: one of these families at least, or it is a guess

    def of(self, kind: str) -> tuple[int, ...]:
        return self.by_kind.get(kind, ())


def _family(kind: str, name: str, row: dict[str, object]) -> Family:
    label, phrase, value = row.get("label"), row.get("phrase"), row.get("value", "any")
    patterns = label if isinstance(label, list) else phrase
    if not isinstance(patterns, list) or (label is None) == (phrase is None):
        raise ValueError(f"family {name} of {kind} needs either label or phrase")
    weight, least = row.get("weight", 1), row.get("least", 1)
    if not isinstance(weight, int | float) or not isinstance(least, int):
        raise ValueError(f"family {name} of {kind}: weight and least are numbers")
    return Family(
        kind=kind,
        name=name,
        says=str(row.get("says", name.replace("-", " "))),
        patterns=tuple(str(pattern) for pattern in patterns),
        is_label=label is not None,
        shape="words" if isinstance(value, list) else str(value),
        values=tuple(str(word) for word in value) if isinstance(value, list) else (),
        weight=float(weight),
        core=bool(row.get("core", False)),
        least=least,
    )


def _index(starts: dict[str, Start], pattern: str, number: int) -> None:
    for words, rest in beginnings(places(pattern)):
        start = starts.setdefault(words[0], Start([], {}))
        if len(words) == 1:
            if number not in start.families:
                start.families.append(number)
        else:
            row = tuple((frozenset(choice), optional) for choice, optional in rest)
            start.following.setdefault(words[1], []).append((number, row))


@cache
def table() -> Table:
    """All of `words/`, read once a process."""
    families: list[Family] = []
    starts: dict[str, Start] = {}
    by_kind: dict[str, tuple[int, ...]] = {}
    yields_to: dict[str, tuple[str, ...]] = {}
    needs: dict[str, tuple[str, ...]] = {}
    for file in sorted(resources.files("bailee.kinds").joinpath("words").iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".toml"):
            continue
        kind = file.name.removesuffix(".toml")
        rows = tomllib.loads(file.read_text("utf-8"))
        yields_to[kind] = tuple(rows.pop("yields_to", ()))
        needs[kind] = tuple(rows.pop("needs", ()))
        rows.pop("terms", None)  # see terms.py
        unknown = set(needs[kind]) - rows.keys()
        if unknown:
            raise ValueError(f"{kind} needs families that it does not have: {', '.join(sorted(unknown))}")
        for name, row in rows.items():
            number = len(families)
            families.append(_family(kind, name, row))
            by_kind[kind] = (*by_kind.get(kind, ()), number)
            for pattern in families[-1].patterns:
                _index(starts, pattern, number)
    return Table(tuple(families), starts, by_kind, yields_to, needs)
