"""Lists of given names and surnames, as the rules and the model of names ask for them.

>>> given_names()["jennifer"] > 500, "walker" in surnames(), "street" in not_surnames()
(True, True, True)
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from bailee.detectors.tables import rows

RARE = 0.5
HONORIFICS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "professor",
        "sir",
        "dame",
        "rev",
        "reverend",
        "sgt",
        "capt",
        "lt",
        "col",
        "gen",
        "judge",
        "justice",
        "madam",
        "mme",
        "mlle",
        "herr",
        "frau",
        "monsieur",
        "madame",
        "señor",
        "señora",
        "sra",
    ]
)
# Names of fields that are names of people, too, in small letters: Iban Garcia has an IBAN.
FIELDS = frozenset(
    ["IBAN", "BIC", "SWIFT", "SSN", "DOB", "PIN", "CVV", "ABA", "EIN", "TIN", "VAT", "MICR", "PAN", "ACH", "SEPA", "KTO", "BLZ", "RIB", "CLABE", "BSB", "SIN", "MRN", "NPI"]
)  # fmt: skip
# Letters that do not fall apart into a plain one and a mark.
_WHOLE = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d", "’": "'"}
)


@cache
def given_names() -> dict[str, float]:
    """Given names, lower case, and how many of 100,000 bear them; a half where fewer than one does."""
    return {name: int(count) or RARE for name, count in (row.rsplit(" ", 1) for row in rows("given_names.txt"))}


@cache
def surnames() -> frozenset[str]:
    return frozenset(rows("surnames.txt"))


@cache
def not_surnames() -> frozenset[str]:
    """Words that are also surnames and seldom meant as one: months, trades, parts of addresses and firms."""
    return frozenset(rows("not_surnames.txt"))


@cache
def ambiguous_given_names() -> frozenset[str]:
    """Given names that are also words, places or months."""
    return frozenset(rows("ambiguous_given_names.txt"))


@lru_cache(maxsize=8_192)
def plain(word: str) -> str:
    """Lower case, without accents: as words stand in the lists and in the model's vocabulary.

    >>> plain("Szafrański"), plain("Łukasz"), plain("O’Neill")
    ('szafranski', 'lukasz', "o'neill")
    """
    word = word.lower()
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFKD", word.translate(_WHOLE))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
