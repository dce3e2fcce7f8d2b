"""What reading a picture gets wrong in numbers, mended where the number itself proves it.

A letter among digits is taken for the digit that it looks like only where check digits verify what comes out, or where a
form that nothing else has is one letter from whole. Blanks that were not seen are put back where a card's check digit proves
the number and a group's border, or a letter that touches it, tells that some are lost.

>>> mended("card 4111 lll1 1111 1111, order O12l")
'card 4111 1111 1111 1111, order O12l'
>>> mended("IBAN DE89 3704 OO44 0532 0130 00 and SSN 5l2-44-73I3")
'IBAN DE89 3704 0044 0532 0130 00 and SSN 512-44-7313'
>>> mended("Card number4417 776317066904Email")
'Card number 4417 7763 1706 6904 Email'
>>> mended("María 0'Brien")
"María O'Brien"
>>> mended("GB27 0XSM 6395 0866 3402 33")
'GB27 OXSM 6395 0866 3402 33'
"""

from __future__ import annotations

import re
from itertools import combinations, pairwise

_LOOKS = str.maketrans({"O": "0", "o": "0", "Q": "0", "D": "0", "l": "1", "I": "1", "i": "1", "|": "1", "!": "1",
                        "Z": "2", "z": "2", "S": "5", "s": "5", "B": "8", "g": "9", "q": "9"})  # fmt: skip
_DIGIT = r"[0-9OoQDlIi|!ZzSsBgq]"
_CARD = re.compile(rf"(?<![\w]){_DIGIT}(?:[ -]?{_DIGIT}){{12,18}}(?![\w])")
_IBAN = re.compile(r"\b[A-Z]{2}[0-9OolISZB]{2}(?:[ ]?[0-9A-Zol|]){11,30}(?![\w])")
_RUN = re.compile(r"(?<![\d.,/+*_-])(?<![\d][ ])\d(?:[ -]?\d){14,15}(?![ -]?\d|[.,:/=_-]\d)")
_BORDERS = {16: (4, 8, 12), 15: (4, 10)}  # digits before each gap of a card's number
_SSN = re.compile(rf"(?<![\w-]){_DIGIT}{{3}}-{_DIGIT}{{2}}-{_DIGIT}{{4}}(?![\w-])")
_TWINS = {"0": "O", "O": "0", "1": "I", "I": "1", "5": "S", "S": "5", "8": "B", "B": "8", "2": "Z", "Z": "2", "l": "1"}
_IRISH = re.compile(r"(?<![\w'])0'(?=[A-Z][a-z])")
_TRUE = 0.7  # of the signs that have to be digits as they stand


def mended(text: str) -> str:
    """The text with numbers mended where they prove it."""
    text = _IRISH.sub("O'", text)
    text = _CARD.sub(lambda match: _digits(match[0], _is_card), text)
    text = _RUN.sub(_spaced, text)
    text = _SSN.sub(lambda match: _digits(match[0], _is_ssn), text)
    return _IBAN.sub(lambda match: _iban(match[0]), text)


def _digits(found: str, is_right: object) -> str:
    signs = [sign for sign in found if sign not in " -"]
    true = sum(sign.isdigit() for sign in signs)
    if true == len(signs) or true < _TRUE * len(signs):
        return found
    made = found.translate(_LOOKS)
    return made if callable(is_right) and is_right(re.sub(r"[ -]", "", made)) else found


def _spaced(match: re.Match[str]) -> str:
    """A card's number with the blanks between its groups, and around it, of which some were not seen."""
    found, text = match[0], match.string
    number = re.sub(r"[ -]", "", found)
    if not _is_card(number) or (len(number) == 15 and number[0] != "3"):
        return found
    borders = _BORDERS[len(number)]
    gaps = [place - before for before, place in enumerate(at for at, sign in enumerate(found) if not sign.isdigit())]
    if gaps and set(gaps) < set(borders):
        groups = (number[start:end] for start, end in pairwise((0, *borders, len(number))))
        found = found[gaps[0]].join(groups)
    before = " " if text[: match.start()][-1:].isalpha() else ""
    after = " " if text[match.end() :][:1].isalpha() else ""
    return f"{before}{found}{after}"


def _is_card(number: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0 and number[0] in "3456" and len(set(number)) > 1


def _is_ssn(number: str) -> bool:
    return not (number.startswith(("000", "666", "9")) or number[3:5] == "00" or number[5:] == "0000")


def _iban(found: str) -> str:
    """The account's part of most countries is digits alone; in some letters stand before it, and one may be read as a digit."""
    if _is_iban(found.replace(" ", "")):
        return found
    made = found[:2] + found[2:].translate(_LOOKS)
    if _is_iban(made.replace(" ", "")):
        return made
    mixed = [group.span() for group in re.finditer(r"\S+", found) if re.search("[A-Z]", group[0]) and group.start()]
    unsure = [place for start, end in mixed for place in range(start, end) if found[place] in _TWINS]
    right = []
    for changed in (*((place,) for place in unsure), *combinations(unsure, 2)):
        signs = list(found)
        for place in changed:
            signs[place] = _TWINS[signs[place]]
        if _is_iban("".join(signs).replace(" ", "")):
            right.append("".join(signs))
    return right[0] if len(right) == 1 else found


def _is_iban(number: str) -> bool:
    if not re.fullmatch(r"[A-Z]{2}\d{2}[0-9A-Z]{11,30}", number):
        return False
    turned = number[4:] + number[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1
