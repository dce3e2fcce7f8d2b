"""The forms of a name that are the same whoever wrote it: what findings of one person are linked by."""

from __future__ import annotations

import re
from functools import cache

from bailee.detectors.name_lists import HONORIFICS
from bailee.detectors.person_names.tokens import SUFFIXES, fold
from bailee.detectors.tables import rows
from bailee.text import Match


@cache
def _nicknames() -> dict[str, str]:
    return {row[0]: row[1] for row in map(str.split, rows("nicknames.txt"))}


def normal(name: str) -> str:
    """First name first, single blanks, no honorific.

    >>> normal("Dunton, Heather"), normal("Mr.  Joe   Roe")
    ('Heather Dunton', 'Joe Roe')
    """
    last, comma, first = name.partition(",")
    tokens = (f"{first} {last}" if comma else last).split()
    return " ".join(token for token in tokens if fold(token) not in HONORIFICS)


def soundex(word: str) -> str:
    """American Soundex of a word.

    >>> soundex("robert"), soundex("rupert"), soundex("tymczak")
    ('R163', 'R163', 'T522')
    """
    codes = {
        letter: str(number)
        for number, letters in enumerate(("bfpv", "cgjkqsxz", "dt", "l", "mn", "r"), 1)
        for letter in letters
    }
    letters = [letter for letter in word.lower() if letter.isascii() and letter.isalpha()]
    if not letters:
        return ""
    out, previous = letters[0].upper(), codes.get(letters[0], "")
    for letter in letters[1:]:
        code = codes.get(letter, "")
        if code and code != previous:
            out += code
        if letter not in "hw":
            previous = code
    return (out + "000")[:4]


def forms(match: Match) -> tuple[tuple[str, str], ...]:
    """`name`: the full given name and the surname, folded; `name-sound`: how the surname sounds, and the initial.

    Where the given name is more than an initial, `name-first` is that, and `name-letters` it and the letters of the surname:
    letters that were swapped or doubled leave both as they are.

    >>> from bailee.vocabulary import Confidence
    >>> forms(Match(0, 9, "person-name", "person-name", Confidence.LIKELY, 0.9, "Bob O'Neill"))
    (('name', 'robert oneill'), ('name-sound', 'O540 r'), ('name-first', 'robert'), ('name-letters', 'robert eilno'))
    >>> forms(Match(0, 8, "person-name", "person-name", Confidence.LIKELY, 0.9, "R. Oneil"))
    (('name', 'r oneil'), ('name-sound', 'O540 r'))
    """
    tokens = [re.sub(r"[^\w-]", "", fold(token)) for token in match.value.split()]
    tokens = [token.replace("'", "") for token in tokens if token and token not in SUFFIXES]
    if not tokens:
        return (("value", match.value),)
    given = _nicknames().get(tokens[0], tokens[0])
    if len(tokens) == 1:
        return (("given-name", given),)
    last = tokens[-1]
    # a name in another script has no Soundex: it sounds as it is written
    found = (("name", f"{given} {last}"), ("name-sound", f"{soundex(last) or last} {given[:1]}"))
    if len(given) == 1 and given.isascii():
        return found
    return (*found, ("name-first", given), ("name-letters", f"{given} {''.join(sorted(set(last)))}"))
