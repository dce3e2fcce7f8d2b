"""International bank account number (IBAN).

>>> found("iban", "Pay to GB29 NWBK 6016 1331 9268 19.")
[('GB29 NWBK 6016 1331 9268 19', 'verified')]
>>> found("iban", "GB29 NWBK 6016 1331 9268 10")           # wrong check digits
[]
>>> found("iban", "from DE89370400440532013000 to GB29NWBK60161331926819")
[('DE89370400440532013000', 'verified'), ('GB29NWBK60161331926819', 'verified')]
>>> found("iban", "an iban VG96 VPVG 0000 0123 4567 8901 X in a sentence")
[('VG96 VPVG 0000 0123 4567 8901', 'verified')]
"""

from __future__ import annotations

import re

from stdnum.iso7064 import mod_97_10

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, Shape, words
from bailee.detectors.tables import rows
from bailee.text import Match

CATEGORY = "bank-account"
SOURCE = "https://www.swift.com/standards/data-standards/iban-international-bank-account-number"

_REGISTRY = dict(row.split() for row in rows("iban_registry.txt"))
_CLASSES = {"n": "[0-9]", "a": "[A-Z]", "c": "[A-Z0-9]"}
_FORMS = {
    country: re.compile("".join(f"{_CLASSES[kind]}{{{count}}}" for count, kind in re.findall(r"(\d+)([nac])", form)))
    for country, form in _REGISTRY.items()
}
_LENGTHS = {
    country: 4 + sum(int(count) for count in re.findall(r"(\d+)[nac]", form)) for country, form in _REGISTRY.items()
}
_COUNTRIES = "|".join(sorted(_FORMS))

_CUT = r"[ \-]?\r?\n[>|* \t]{0,8}"  # by the end of a line
SHAPES = (
    Shape(
        rf"(?<![^\W_])(?P<value>(?i:{_COUNTRIES})\d\d(?=[ \-.][A-Za-z0-9]{{4}}[ \-.\r\n][A-Za-z0-9\n>|* ]|[A-Za-z0-9]{{11}})(?:(?:[ \-.]|{_CUT})?[A-Za-z0-9]){{10,40}})",
        outlines=(r"[AGag]{2}00[ \-.][0AGag]{4}[ \-.\r\n][0AGag\n>|* ]", r"[^0AGag][AGag]{2}00[0AGag]{11}"),
        before=20,
        after=90,
        greedy=True,
    ),
    Shape(  # four of them a cell
        rf"(?<![^\W_])(?P<value>(?i:{_COUNTRIES})\d\d(?P<mark>[ ]?[\t|;,][ ]?)[A-Za-z0-9]{{4}}(?:(?P=mark)[A-Za-z0-9]{{4}}){{1,6}}"
        rf"(?:(?P=mark)[A-Za-z0-9]{{1,4}})?)(?![^\W_])",
        outlines=(r"[AGag]{2}00[\t|;,][0AGag]{4}[\t|;,][0AGag]", "[AGag]{2}00 [|] [0AGag]{4} [|]"),
        before=24,
        after=60,
        greedy=True,
    ),
)
LABELS = (Label(("iban",), rf"(?P<value>(?:{_COUNTRIES})\d\d(?:[ ]?[A-Za-z0-9]){{11,30}})(?![^\W_])", cut=True),)
_CONTEXT = words(
    "iban", "account", "konto", "bank", "bic", "swift", "wire", "transfer", "kontonummer", "compte", "cuenta"
)


_NAMED = words("iban", "account", "konto", "compte", "cuenta")


_HEXADECIMAL = re.compile(r"(?=\d*[A-F])[0-9A-F]+")  # part of a hash, perhaps


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    country = value[:2].upper()
    length = _LENGTHS[country]
    positions = [index for index, character in enumerate(value) if character.isalnum()]
    if len(positions) < length:
        return None
    end = positions[length - 1] + 1
    rest = candidate.content[candidate.start + end : candidate.start + end + 1]
    if rest.isalnum():
        return None
    compact = "".join(value[index] for index in positions[:length]).upper()
    if not _FORMS[country].fullmatch(compact, 4) or not mod_97_10.is_valid(compact[4:] + compact[:4]):
        return None
    if len(set(compact[4:])) <= 1:
        return None
    score = Score(0.97, "form of its country and check digits are right")
    if candidate.near(_CONTEXT) or candidate.alone:
        score.at_least(
            0.995, candidate.seen("words about accounts stand near") if not candidate.alone else "stands alone"
        )
    elif value[:end].upper() == value[:end]:
        score.at_least(0.99, "written in capitals")
    elif _HEXADECIMAL.fullmatch(compact, 2) is not None or candidate.scene.is_code or candidate.scene.is_log:
        score.at_most(0.6, "written in lower case, without words about accounts")
    else:
        score.at_most(0.95, "written in lower case, without words about accounts")
    if candidate.scene.is_code and not _NAMED.search(candidate.before(32)):
        score.at_most(0.8, "stands in source code, where tests hold such numbers")
    return score.judgement(compact, ("country", country), end=candidate.start + end)


def mask(match: Match) -> str:
    return f"{match.value[:2]}•• •••• {match.value[-4:]}"
