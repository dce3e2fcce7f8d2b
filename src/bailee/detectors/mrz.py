"""Machine-readable zone of a passport, visa or identity card (ICAO 9303).

>>> zone = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
>>> [confidence for _, confidence in found("mrz", zone)]
['verified']
>>> found("mrz", zone.replace("L898902C36", "L898902C35"))
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Shape
from bailee.text import Match

CATEGORY = "passport"
SOURCE = "https://www.icao.int/publications/documents/9303_p3_cons_en.pdf"

_B = r"[ \t]{0,8}\r?\n[ \t]{0,8}"
SHAPES = (
    Shape(
        rf"(?<![A-Z0-9<])(?P<value>[PV][A-Z<][A-Z<]{{3}}[A-Z<]{{39}}{_B}[A-Z0-9<]{{9}}\d[A-Z<]{{3}}\d{{6}}\d[MFX<]\d{{6}}\d[A-Z0-9<]{{14}}[0-9<][0-9<]"
        rf"|[ACIV][A-Z0-9<][A-Z<]{{3}}[A-Z<]{{31}}{_B}[A-Z0-9<]{{9}}\d[A-Z<]{{3}}\d{{6}}\d[MFX<]\d{{6}}\d[A-Z0-9<]{{7}}[0-9<]"
        rf"|[ACI][A-Z0-9<][A-Z<]{{3}}[A-Z0-9<]{{9}}[0-9<][A-Z0-9<]{{15}}{_B}\d{{6}}\d[MFX<]\d{{6}}\d[A-Z<]{{3}}[A-Z0-9<]{{11}}\d{_B}[A-Z<]{{30}})(?![A-Z0-9<])",
        outlines=("[AG]<<[AG]", "[AG<]0000000[AG<]{3}[0AG<]{6}"),
        before=80,
        after=130,
    ),
)


def check_digit(part: str) -> str:
    """Check digit by weights 7, 3, 1 (ICAO 9303-3, 4.9); letters count from 10, the filler 0.

    >>> check_digit("L898902C3")
    '6'
    """
    total = 0
    for index, character in enumerate(part):
        number = 0 if character == "<" else int(character, 36)
        total += number * (7, 3, 1)[index % 3]
    return str(total % 10)


def judge(candidate: Candidate) -> Judgement | None:
    lines = [line.strip() for line in candidate.value.split("\n")]
    if len(lines) == 3:
        number, birth, expiry = lines[0][5:14] + lines[0][14], lines[1][:7], lines[1][8:15]
    else:
        number, birth, expiry = lines[1][:10], lines[1][13:20], lines[1][21:28]
    for part in (number, birth, expiry):
        if check_digit(part[:-1]) != part[-1].replace("<", "0"):
            return None
    return Judgement(0.995, number[:-1].rstrip("<") + "/" + birth[:6], ("three check digits are right",))


def mask(match: Match) -> str:
    return "••• machine-readable zone •••"
