"""Where in a text an address may stand: a cheap look, so that only a small part of most texts is read word by word.

Every address has a figure with a word beside it, and near those a word or a form that addresses have.

>>> places("Nothing is here, on page 12 of 40.")
[]
>>> places("x " * 400 + "lives at 12 Oak Street, Albany " + "y " * 400)
[(557, 1157)]
"""

from __future__ import annotations

import re
from functools import cache

from bailee.detectors.addresses.lexicon import countries, endings, region_abbreviations, regions, words_of

_BESIDE = re.compile(r"\d\w{0,2}[\s,.\-]{1,4}[^\W\d_]|[^\W\d_][\s,.:#\-°º]{1,4}\d")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FORMS = re.compile(
    r"\b\d{4,6}[,\s]{1,3}(?![a-zß-öø-ÿ])[^\W\d_][^\W\d_]"  # postcode, town
    r"|\b\d{3} \d\d (?![a-zß-öø-ÿ])[^\W\d_]|\b\d\d-\d{3} [^\W\d_]"
    r"|\b\d{1,5}[A-Za-z]?(?: (?![a-zß-öø-ÿ])[^\W\d_][\w'’.\-]*){1,4},?\s{1,2}\d"
    r"|\b[A-Z]{2}\s{1,2}\d{5}\b|\n ?, ?\w{2,3}\n|\b[Cc]/ ?[A-Z]| u\. \d|\b[а-яіїє]{1,4}\. [А-ЯІЇЄ]"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? {0,2}\d[A-Z]{2}\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b|\b\d{4} ?[A-Z]{2}\b|\b\d{5}-?\d{3}\b"
)
_BEFORE, _AFTER = 250, 350


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
    """Words that do where they begin with a capital: of streets and areas, regions, countries."""
    several = frozenset(name for name in (*regions(), *countries()) if " " not in name and len(name) > 3)
    return frozenset(word for word in words_of("loose", "early", "area", "ending") | several if len(word) > 2)


def _telling(near: str) -> bool:
    strong, capital = _strong(), _capital()
    for word in _WORD.findall(near):
        lower = word.lower()
        if lower in strong or word in region_abbreviations():
            return True
        if word is not lower and not word[0].islower() and lower in capital:
            return True
        if len(word) > 6 and lower.endswith(endings()):
            return True
    return _FORMS.search(near) is not None


def places(content: str) -> list[tuple[int, int]]:
    """Stretches worth reading, apart from each other, in order."""
    found: list[tuple[int, int]] = []
    last, looked = -1, -1
    size = len(content)
    for match in _BESIDE.finditer(content):
        at = match.start()
        if at < looked:
            continue
        low, high = max(0, at - 50), min(size, at + 70)
        if not _telling(content[low:high]):
            looked = at + 12
            continue
        looked = at + 60
        low, high = max(0, at - _BEFORE), min(size, at + _AFTER)
        if low <= last:
            found[-1] = (found[-1][0], high)
        else:
            found.append((low, high))
        last = high
    return found
