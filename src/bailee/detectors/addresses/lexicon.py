"""The words that addresses are made of, each with the part that it plays.

>>> sorted(parts("jalan")), sorted(parts("avenue")), parts("banana")
(['prefix'], ['prefix', 'suffix'], frozenset())
>>> regions()["ny"], "deutschland" in countries()
('ny', True)
"""

from __future__ import annotations

from functools import cache

from bailee.detectors.tables import rows

BOX = "box"


@cache
def _words() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in rows("address_words.txt"):
        part, _, listed = row.partition(": ")
        for word in listed.split("|") if part == BOX else listed.split():
            found.setdefault(word.rstrip(".") if part != BOX else word, set()).add(part)
    return {word: frozenset(of) for word, of in found.items()}


def parts(word: str) -> frozenset[str]:
    """What parts a word plays, lower case and without its full stop."""
    return _words().get(word, frozenset())


def words_of(*wanted: str) -> frozenset[str]:
    """Every word that plays one of these parts."""
    return frozenset(word for word, of in _words().items() if not of.isdisjoint(wanted))


@cache
def endings() -> tuple[str, ...]:
    """What names of streets end in where they are one word: `straße`, `gatan`."""
    return tuple(sorted(words_of("ending")))


@cache
def regions() -> dict[str, str]:
    """Abbreviations and names of states and provinces, lower case, to the shorter of the two."""
    found: dict[str, str] = {}
    for row in rows("address_regions.txt"):
        _, short, names = row.split(" ", 2)
        listed = [name.lower() for name in names.split("|") if name != "-"]
        key = short.lower() if short != "-" else listed[0]
        for name in (*listed, *([key] if short != "-" else [])):
            found.setdefault(name, key)
    return found


@cache
def region_abbreviations() -> frozenset[str]:
    """As they are written: `NY`, `NSW`."""
    return frozenset(short for row in rows("address_regions.txt") if (short := row.split(" ", 2)[1]) != "-")


@cache
def countries() -> dict[str, str]:
    """Names of countries, lower case, to their two letters."""
    return {name: row[:2] for row in rows("address_countries.txt") for name in row[3:].split("|")}


@cache
def phrases() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Names of several words by their first: the words, and `region`, `country` or `box`; longest first."""
    listed: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for part, names in (
        ("region", [name for name in regions() if len(name) > 3]),
        ("country", list(countries())),
        (BOX, list(words_of(BOX))),
    ):
        for name in names:
            split = tuple(word for word in name.replace("-", " ").replace(".", "").split())
            listed.setdefault(split[0], []).append((split, part))
    return {first: tuple(sorted(several, key=lambda row: -len(row[0]))) for first, several in listed.items()}
