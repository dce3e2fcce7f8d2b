"""International bank account number (IBAN).

>>> found("iban", "Pay to GB29 NWBK 6016 1331 9268 19.")
[('GB29 NWBK 6016 1331 9268 19', 'verified')]
>>> found("iban", "GB29 NWBK 6016 1331 9268 10")           # wrong check digits
[]
>>> found("iban", "an iban VG96 VPVG 0000 0123 4567 8901 X in a sentence")
[('VG96 VPVG 0000 0123 4567 8901', 'verified')]
"""

from __future__ import annotations

import re

from stdnum.iso7064 import mod_97_10

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Score, Shape, words
from bailee.text import Match

CATEGORY = "bank-account"
SOURCE = "https://www.swift.com/standards/data-standards/iban-international-bank-account-number"

# Country, then the form of its account number as the registry writes it (release 99): n digits, a upper case letters, c both.
_REGISTRY = [
    "AD",
    "4n4n12c",
    "AE",
    "3n16n",
    "AL",
    "8n16c",
    "AT",
    "5n11n",
    "AZ",
    "4a20c",
    "BA",
    "3n3n8n2n",
    "BE",
    "3n7n2n",
    "BG",
    "4a4n2n8c",
    "BH",
    "4a14c",
    "BI",
    "5n5n11n2n",
    "BR",
    "8n5n10n1a1c",
    "BY",
    "4c4n16c",
    "CH",
    "5n12c",
    "CR",
    "4n14n",
    "CY",
    "3n5n16c",
    "CZ",
    "4n6n10n",
    "DE",
    "8n10n",
    "DJ",
    "5n5n11n2n",
    "DK",
    "4n9n1n",
    "DO",
    "4c20n",
    "EE",
    "2n2n11n1n",
    "EG",
    "4n4n17n",
    "ES",
    "4n4n1n1n10n",
    "FI",
    "3n11n",
    "FK",
    "2a12n",
    "FO",
    "4n9n1n",
    "FR",
    "5n5n11c2n",
    "GB",
    "4a6n8n",
    "GE",
    "2a16n",
    "GI",
    "4a15c",
    "GL",
    "4n9n1n",
    "GR",
    "3n4n16c",
    "GT",
    "4c20c",
    "HN",
    "4a20n",
    "HR",
    "7n10n",
    "HU",
    "3n4n1n15n1n",
    "IE",
    "4a6n8n",
    "IL",
    "3n3n13n",
    "IQ",
    "4a3n12n",
    "IS",
    "4n2n6n10n",
    "IT",
    "1a5n5n12c",
    "JO",
    "4a4n18c",
    "KW",
    "4a22c",
    "KZ",
    "3n13c",
    "LB",
    "4n20c",
    "LC",
    "4a24c",
    "LI",
    "5n12c",
    "LT",
    "5n11n",
    "LU",
    "3n13c",
    "LV",
    "4a13c",
    "LY",
    "3n3n15n",
    "MC",
    "5n5n11c2n",
    "MD",
    "2c18c",
    "ME",
    "3n13n2n",
    "MK",
    "3n10c2n",
    "MN",
    "4n12n",
    "MR",
    "5n5n11n2n",
    "MT",
    "4a5n18c",
    "MU",
    "4a2n2n12n3n3a",
    "NI",
    "4a20n",
    "NL",
    "4a10n",
    "NO",
    "4n6n1n",
    "OM",
    "3n16c",
    "PK",
    "4a16c",
    "PL",
    "8n16n",
    "PS",
    "4a21c",
    "PT",
    "4n4n11n2n",
    "QA",
    "4a21c",
    "RO",
    "4a16c",
    "RS",
    "3n13n2n",
    "RU",
    "9n5n15c",
    "SA",
    "2n18c",
    "SC",
    "4a2n2n16n3a",
    "SD",
    "2n12n",
    "SE",
    "3n16n1n",
    "SI",
    "5n8n2n",
    "SK",
    "4n6n10n",
    "SM",
    "1a5n5n12c",
    "SO",
    "4n3n12n",
    "ST",
    "4n4n11n2n",
    "SV",
    "4a20n",
    "TL",
    "3n14n2n",
    "TN",
    "2n3n13n2n",
    "TR",
    "5n1n16c",
    "UA",
    "6n19c",
    "VA",
    "3n15n",
    "VG",
    "4a16n",
    "XK",
    "4n10n2n",
    "YE",
    "4a4n18c",
]
_CLASSES = {"n": "[0-9]", "a": "[A-Z]", "c": "[A-Z0-9]"}
_FORMS = {
    country: re.compile("".join(f"{_CLASSES[kind]}{{{count}}}" for count, kind in re.findall(r"(\d+)([nac])", form)))
    for country, form in zip(_REGISTRY[::2], _REGISTRY[1::2], strict=True)
}
_LENGTHS = {
    country: 4 + sum(int(count) for count in re.findall(r"(\d+)[nac]", form))
    for country, form in zip(_REGISTRY[::2], _REGISTRY[1::2], strict=True)
}
_COUNTRIES = "|".join(sorted(_FORMS))

SHAPES = (
    Shape(
        rf"(?<![^\W_])(?P<value>(?i:{_COUNTRIES})\d\d(?:[ \-.]?[A-Za-z0-9]){{10,40}})",
        outlines=(r"[AGag]{2}00[ \-.][0AGag]{4}[ \-.][0AGag]", r"[^0AGag][AGag]{2}00[0AGag]{11}"),
        before=20,
        after=80,
    ),
)
_CONTEXT = words(
    "iban", "account", "konto", "bank", "bic", "swift", "wire", "transfer", "kontonummer", "compte", "cuenta"
)


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
        score.at_least(0.995, "words about accounts stand near" if not candidate.alone else "stands alone")
    elif value[:end].upper() == value[:end]:
        score.at_least(0.99, "written in capitals")
    else:
        score.at_most(0.6, "written in lower case, without words about accounts")
    return score.judgement(compact, ("country", country), end=candidate.start + end)


def mask(match: Match) -> str:
    return f"{match.value[:2]}•• •••• {match.value[-4:]}"
