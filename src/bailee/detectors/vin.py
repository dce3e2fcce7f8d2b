"""Vehicle identification number (VIN, chassis number).

>>> found("vin", "2003 Honda Accord, VIN 1HGCM82633A004352")
[('1HGCM82633A004352', 'verified')]
>>> found("vin", "VIN: 1HGCM82643A004352")                   # wrong check digit, for North America
[('1HGCM82643A004352', 'possible')]
>>> found("vin", "Fahrgestellnummer WDB9066331S123456")      # Europe has no check digit
[('WDB9066331S123456', 'likely')]
>>> found("vin", "vin = get_vehicle(IDENTIFICATION123)")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, Shape, words

CATEGORY = "vehicle-identifier"
SOURCE = "https://www.ecfr.gov/current/title-49/subtitle-B/chapter-V/part-565"  # 49 CFR 565; ISO 3779

_VIN = r"[A-HJ-NPR-Z0-9]{17}"
SHAPES = (
    Shape(  # as makers of North America write it: a figure first, five last
        r"(?<![\w\-])(?P<value>[1-5](?=[0-9A-Z]{0,9}[A-Z])[A-HJ-NPR-Z0-9]{7}[0-9X][A-HJ-NPR-Z0-9]{3}\d{5})(?![\w\-])",
        outlines=("[^0AGag]0[0AG]{7}[0G][0AG][0AG][0AG]00000[^0AGag.]",),
        before=24,
        after=3,
    ),
)
LABELS = (
    Label(
        (
            "vin", "vehicle identification number", "vehicle identification no", "vehicle id number", "chassis number", "chassis no", "chassis #", "chassis", "frame no", "serial number of vehicle",
            "fahrgestellnummer", "fahrzeug-identifizierungsnummer", "fahrzeugidentnummer", "numéro de châssis", "número de bastidor", "numero di telaio", "chassisnummer", "alustanumero",
        ),
        rf"(?P<value>(?i:(?=[0-9]{{0,16}}[A-Z])(?=[A-Z]{{0,16}}[0-9]){_VIN}))(?!\w)",
        headings=("vehicle id", "chassis"),
        reach=24,
    ),
)  # fmt: skip
_VEHICLE = words(
    "vin",
    "vehicle",
    "car",
    "truck",
    "auto",
    "chassis",
    "make",
    "model",
    "odometer",
    "mileage",
    "title",
    "registration",
    "honda",
    "ford",
    "toyota",
    "chevrolet",
    "policy",
)

_VALUES = {
    letter: value
    for letters, start in (("ABCDEFGH", 1), ("JKLMN", 1), ("STUVWXYZ", 2))
    for value, letter in enumerate(letters, start)
}
_VALUES |= {"P": 7, "R": 9} | {str(digit): digit for digit in range(10)}
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def check_digit(vin: str) -> str:
    """The ninth place (49 CFR 565.15(c)).

    >>> check_digit("1HGCM82633A004352")
    '3'
    """
    rest = sum(_VALUES[character] * weight for character, weight in zip(vin, _WEIGHTS, strict=True)) % 11
    return "X" if rest == 10 else str(rest)


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value.upper()
    if len(set(value)) < 6 or not value[-3:].isdigit():
        return None
    right = check_digit(value) == value[8]
    american = value[0] in "12345"
    if not candidate.labelled:
        if not right:
            return None
        score = Score(0.7, "form and check digit are right")  # one other of eleven passes
        if candidate.near(_VEHICLE, 80, 40):
            score.at_least(0.99, candidate.seen("words about vehicles stand near"))
        elif candidate.scene.is_code or candidate.scene.is_log:
            score.at_most(0.4, candidate.scene.machines)
        return score.judgement(value)
    score = Score(0.95, candidate.said)
    if right:
        score.at_least(0.995, "its check digit is right")
    elif american:
        score.at_most(0.6, "its check digit is wrong, and North America has one")
    if candidate.heading and candidate.peers < 0.5:
        score.at_most(0.6, "most of its column has another form")
    return score.judgement(value)
