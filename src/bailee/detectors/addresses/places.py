"""Where in a text an address may stand: a cheap look, so that only a small part of most texts is read word by word.

Every address has a figure with a word beside it, and near those a word or a form that addresses have.

>>> places("Nothing is here, on page 12 of 40.")
[]
>>> places("x " * 400 + "lives at 12 Oak Street, Albany " + "y " * 400)
[(559, 1159)]
"""

from __future__ import annotations

import re
from functools import cache

from bailee.detectors.addresses.lexicon import endings, region_abbreviations, regions, words_of

# A figure first, then what is beside it: five times quicker than a letter first.
_MARK = r"[\s,.:#\-°º]"
_BESIDE = re.compile(
    rf"\d(?:(?<=[^\W\d_]{_MARK}\d)|(?<=[^\W\d_]{_MARK}{_MARK}\d)|(?<=[^\W\d_]{_MARK}{_MARK}{_MARK}\d)|(?=\w{{0,2}}[\s,.\-]{{1,4}}[^\W\d_])|(?= {{0,2}}\d[A-Z]{{2}}\b))"
)
_WORD = re.compile(r"(?<!\d)[^\W\d_]{2,}")
_CAPITAL = r"(?![a-zß-öø-ÿ])[^\W\d_]"
_FORMS = re.compile(
    r"\b(?:\d(?:"  # from a figure on: postcode and town, number, street and number
    rf"(?:(?<=[12])(?!(?:(?<=1)9|(?<=2)0)\d\d\b)|(?<![12]))\d{{3,5}}[,\s]{{1,3}}{_CAPITAL}[^\W\d_]|\d\d \d\d {_CAPITAL}|\d-\d{{3}} [^\W\d_]|\d{{3}} ?[A-Z]{{2}}\b|\d{{3}}-\d{{3}} {_CAPITAL}|\d{{4}}-?\d{{3}}\b"
    rf"|\d{{0,4}}[A-Za-z]?(?! (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))(?: {_CAPITAL}[\w'’.\-]*){{1,4}},?\s{{1,2}}\d|\d{{0,4}}(?: {_CAPITAL}[\w'’.\-]*){{1,3}} (?:Place|Court|PLACE|COURT)\b)"
    r"|[A-Z](?:[A-Z]\s{1,2}\d{5}\b|[A-Z]?\d[A-Z\d]? {0,2}\d[A-Z]{2}\b|\d[A-Z] ?\d[A-Z]\d\b)|[Cc]/ ?[A-Z]|[а-яіїє]{1,4}\. [А-ЯІЇЄ])"
    r"|\n ?, ?\w{2,3}\n| u\. \d"
)
_BEFORE, _AFTER = 250, 350
_LONGEST = 20_000  # what is read at once, so that memory stays small; cut at the end of a line


@cache
def _strong() -> frozenset[str]:
    """Words that make a place worth a look in any case."""
    everyday = [
        "u",
        "as",
        "al",
        "so",
        "way",
        "main",
        "no",
        "top",
        "bis",
        "stock",
        "stop",
        "in",
        "note",
        "city",
        "end",
        "or",
        "of",
    ]
    short = {word for word in words_of("suffix", "prefix", "box", "unit") if len(word) < 2}
    units = frozenset(
        [
            "apt",
            "apartment",
            "appt",
            "suite",
            "ste",
            "flat",
            "lot",
            "floor",
            "level",
            "flr",
            "unit",
            "blk",
            "block",
            "interno",
            "appartement",
            "piso",
            "puerta",
            "wing",
            "tower",
            "phase",
        ]
    )
    return (
        (words_of("suffix", "prefix") | units | frozenset(["box", "postfach", "postbus", "apartado", "casella"]))
        - short
        - frozenset(everyday)
    )


@cache
def _capital() -> frozenset[str]:
    """Words that do where they begin with a capital, as they are then written: of streets and areas, regions."""
    several = frozenset(name for name in regions() if " " not in name and len(name) > 3)
    everyday = frozenset(["court", "district", "end", "place", "line", "club"])
    chosen = frozenset(word for word in words_of("loose", "early", "area") | several if len(word) > 2) - everyday
    return (
        frozenset(word[0].upper() + word[1:] for word in chosen)
        | frozenset(word.upper() for word in chosen)
        | region_abbreviations()
    )


def _telling(near: str) -> bool:
    seen = set(_WORD.findall(near))
    return (
        not seen.isdisjoint(_capital())
        or not _strong().isdisjoint(map(str.lower, seen))
        or any(len(word) > 6 and word.lower().endswith(endings()) for word in seen)
        or _FORMS.search(near) is not None
    )


def places(content: str) -> list[tuple[int, int]]:
    """Stretches worth reading, apart from each other, in order."""
    found: list[tuple[int, int]] = []
    last, looked = -1, -1
    size = len(content)
    for match in _BESIDE.finditer(content):
        at = match.start()
        if at < looked:
            continue
        near = content[max(0, at - 50) : at + 70]
        if near.islower() and content[max(0, at - _BEFORE) : at + _AFTER].islower():
            near = near.title()  # a text without capitals
        if not _telling(near):
            looked = at + 12
            continue
        looked = at + 60
        low, high = max(0, at - _BEFORE), min(size, at + _AFTER)
        if low <= last and high - found[-1][0] > _LONGEST:
            low = max(content.rfind("\n", found[-1][1] - _AFTER, found[-1][1]) + 1, found[-1][1] - _AFTER)
            found[-1] = (found[-1][0], low)
            found.append((low, high))
        elif low <= last:
            found[-1] = (found[-1][0], high)
        else:
            found.append((low, high))
        last = high
    return found
