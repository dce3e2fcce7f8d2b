"""One home written two ways has one normal form.

>>> normal("742 Evergreen Terrace, Apt. 4B\\nSpringfield, Illinois 62704-1234\\nUSA")
'742 evergreen ter springfield il 62704 unit 4b'
>>> normal("#4B, 742 EVERGREEN TERR , SPRINGFIELD IL 62704") == _
True
>>> normal("Hauptstr. 12, D-10115 Berlin") == normal("Hauptstraße 12\\n10115 Berlin, Deutschland")
True
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from bailee.detectors.addresses.lexicon import countries, regions
from bailee.detectors.tables import rows

_PIECE = re.compile(r"[^\W_]+(?:['’`´][^\W_]+)*|#")
_LETTERS_OFF = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "æ": "ae", "đ": "d", "'": "", "’": "", "`": "", "´": ""}
)
_UNIT = "unit"


@cache
def _short() -> dict[str, str]:
    """Words and their abbreviations, each to one of them."""
    return {
        word: row.split(" ", 1)[0]
        for row in rows("address_abbreviations.txt")
        for word in row.replace("|", " ").split()
    }


@cache
def _several() -> dict[tuple[str, ...], str]:
    """Names of regions and countries of more than one word, and what stands for them."""
    named = {tuple(_plain(name).split()): short for name, short in regions().items()}
    named |= {tuple(_plain(name).split()): "" for name in countries()}
    return named


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS_OFF).casefold())
    return " ".join(
        _PIECE.findall("".join(each for each in decomposed if not unicodedata.combining(each)).replace(".", " "))
    )


def normal(address: str) -> str:
    """Lower case, without marks and accents, abbreviations alike, the unit last, country and the four of ZIP+4 left out."""
    address = re.sub(r"(?<=\d{5})-\d{4}\b", "", address)
    address = re.sub(r"\b(?:[A-Z]{1,2}|FIN)-(?=\d{4,5}\b)", "", address)
    address = re.sub(r"\b(\d{3}) (\d\d)\b(?=\s+[^\W\d_])", r"\1\2", address)
    address = re.sub(r"\b([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})\b", r"\1\2", address)
    address = re.sub(r"\b([A-Z]\d[A-Z])[ -]?(\d[A-Z]\d)\b", r"\1\2", address)
    words = _plain(address).split()
    short, several = _short(), _several()
    kept: list[str] = []
    units: list[str] = []
    position = 0
    while position < len(words):
        for length in range(min(5, len(words) - position), 0, -1):
            name = several.get(tuple(words[position : position + length]))
            if name is not None and (length > 1 or position > 1):
                if name:
                    kept.append(_plain(name).replace(" ", ""))
                position += length
                break
        else:
            word = words[position]
            word = short.get(word, word)
            if word.endswith("str") and len(word) > 5:
                word += "asse"
            following = words[position + 1] if position + 1 < len(words) else ""
            if word == _UNIT and following and position + 1 < len(words):
                while short.get(following) in (_UNIT, "no") and position + 2 < len(words):  # Unit No. 4
                    position += 1
                    following = words[position + 1]
                units += [_UNIT, following]
                position += 1
            elif word != "no":
                kept.append(word)
            position += 1
    return " ".join(kept + units)
