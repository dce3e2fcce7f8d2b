"""Licence plate of a vehicle, known by its label.

>>> found("licence-plate", "License plate: 8ABC123 (CA)")
[('8ABC123', 'likely')]
>>> found("licence-plate", "Kennzeichen B-AB 1234, Reg no AB12 CDE")
[('B-AB 1234', 'likely'), ('AB12 CDE', 'likely')]
>>> found("licence-plate", "the license plate number was not readable; plate 12")
[]
"""

from __future__ import annotations

import re

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, words

CATEGORY = "vehicle-identifier"
SOURCE = "https://www.gov.uk/government/publications/vehicle-registration-numbers-and-number-plates"

_STATES = (
    "A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]"
)

LABELS = (
    Label(
        (
            "license plate", "licence plate", "number plate", "plate number", "plate no", "plate #", "license plate number", "vehicle registration", "car registration",
            "registration plate", "vehicle reg", "car reg", "reg no", "reg number", "registration no", "vrm", "vrn", "license tag", "tag number", "plates",
            "kennzeichen", "nummernschild", "plaque d'immatriculation", "immatriculation", "matrícula", "targa", "kenteken", "rekisterinumero", "registreringsnummer", "tablice rejestracyjne",
        ),
        rf"(?:(?:{_STATES})[ :\-]{{1,2}}(?=[A-Z0-9]{{5,7}}(?!\w)))?"
        r"(?P<value>(?=[A-ZÄÖÜ \-·]{0,7}\d)[A-ZÄÖÜ0-9]{1,4}[ \-·]{0,2}[A-Z0-9]{1,4}(?:[ \-·][A-Z0-9]{1,4})?)(?![\w]|[.\-/:]\w)",
        headings=("plate", "plates", "registration", "tag"),
        reach=16,
    ),
)  # fmt: skip
_FORMS = re.compile(
    r"[A-Z]{2}\d{2} ?[A-Z]{3}|[A-Z]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3}[A-Z]"  # United Kingdom
    r"|[A-ZÄÖÜ]{1,3}[ \-·]{1,2}[A-Z]{1,2}[ \-]?\d{1,4}[EH]?"  # Germany
    r"|[A-Z]{2}[ \-]?\d{3}[ \-]?[A-Z]{2}"  # France, Italy
    r"|\d{4}[ \-]?[B-DF-HJ-NP-TV-Z]{3}"  # Spain
    r"|\d[A-Z]{3}\d{3}|[A-Z]{3}[ \-]?\d{3,4}|\d{3}[ \-]?[A-Z]{3}|[A-Z]{2}[ \-]?\d{4,5}|[A-Z]{2}\d[ \-]?\d[A-Z]\d|[A-Z]\d{2}[ \-]?\d[A-Z]{2}"  # United States, and others
    r"|[A-Z]{1,2}[ \-]?\d{2,3}[ \-]?[A-Z]{1,2}|\d{1,2}[ \-]?[A-Z]{2,3}[ \-]?\d{1,2}"  # Netherlands, Belgium
    r"|\d{2,3}-(?:D|C|KE|G|L|LH|W|T|WX|WH|MH|CW|DL|KY|LK|LM|LS|MN|MO|OY|RN|SO|CE|CN)-\d{1,6}"  # Ireland
)
_BRITISH = re.compile(r"[A-Z]{2}\d{2} ?[A-Z]{3}|[A-Z]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3}[A-Z]?|\d{1,4} ?[A-Z]{1,3}")
_VEHICLE = words(
    "vehicle", "car", "truck", "van", "parking", "driver", "fleet", "make", "model", "dmv", "plate", "fahrzeug", "véhicule", "traffic", "permit", "tow", "vin", "garage", "kfz", "auto", "coche",
)  # fmt: skip
_SHARED = re.compile(r"\breg|registration|tag|matr|targa|immatric|^plates?$")
_COMPANY = words(
    "company", "charity", "vat", "business", "ltd", "limited", "trade", "tax", "student", "course", "event", "patient"
)


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value.strip(" -·")
    plain = re.sub(r"[ \-·]", "", value)
    if not candidate.labelled or not 4 <= len(plain) <= 8 or not any(map(str.isalpha, plain)):
        return None
    if not any(map(str.isdigit, plain)) or candidate.scene.is_code:
        return None
    label = candidate.label + candidate.heading.lower()
    vehicle = candidate.near(_VEHICLE, 80, 60) or bool(_VEHICLE.search(candidate.table))
    if _SHARED.search(label) and not vehicle and not _FORMS.fullmatch(value):
        return None
    if label in ("vrm", "vrn") and not vehicle and not _BRITISH.fullmatch(value):
        return None
    if _COMPANY.search(candidate.before(48)):
        return None
    score = Score(0.7, candidate.said)
    if _FORMS.fullmatch(value):
        score.at_least(
            0.93 if vehicle or not _SHARED.search(label) or " " in value or "-" in value else 0.7,
            "form of a country's plates",
        )
    if candidate.heading and candidate.peers < 0.5:
        score.at_most(0.6, "most of its column has another form")
    return score.judgement(plain, end=candidate.start + len(value))
