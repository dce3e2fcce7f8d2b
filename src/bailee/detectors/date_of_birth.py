"""Date of birth.

>>> found("date-of-birth", "DOB: 03/14/1985, hired 04/01/2010")
[('03/14/1985', 'verified')]
>>> found("date-of-birth", "She was born on 14 March 1985 in Ohio")
[('14 March 1985', 'verified')]
>>> found("date-of-birth", "born on 31/02/1985")
[]
"""

from __future__ import annotations

import re
from datetime import date

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score
from bailee.text import Match

CATEGORY = "date-of-birth"
SOURCE = "https://www.iso.org/iso-8601-date-and-time-format.html"

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero", "feb february februar février febrero", "mar march märz mars marzo", "apr april avril abril", "may mai mayo",
            "jun june juni juin junio", "jul july juli juillet julio", "aug august août agosto", "sep sept september septembre septiembre",
            "oct october oktober octobre octubre", "nov november novembre noviembre", "dec december dezember décembre diciembre",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
DATE = (
    r"(?P<value>(?P<y1>(?:18|19|20)\d\d)(?P<s1>[\-/. ]?)(?P<m1>\d\d?)(?P=s1)(?P<d1>\d\d?)(?![\d\-/])"
    r"|(?P<a>\d{1,2})(?P<s2>[\-/.]| [\-/] |\. ?)(?P<b>\d{1,2})(?P=s2)(?P<y2>(?:18|19|20)\d\d|\d\d)(?!\d|[\-/]\d)"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th|\.)?[ \-]{{0,2}}(?:of |de )?(?P<m3>(?i:{_NAMES}))\.?,?[ \-]{{0,2}}(?:de )?(?P<y3>(?:18|19|20)\d\d|\d\d)(?!\d)"
    rf"|(?P<m4>(?i:{_NAMES}))\.?[ \-]{{0,2}}(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?[ \-]{{1,2}}(?P<y4>(?:18|19|20)\d\d|'?\d\d)(?!\d))"
)
LABELS = (
    Label(
        (
            "dob", "d.o.b.", "d.o.b", "date of birth", "birth date", "birthdate", "birthday", "born on", "born", "bday", "b-day", "dateofbirth",
            "geburtsdatum", "geboren am", "date de naissance", "né le", "née le", "fecha de nacimiento", "syntymäaika", "geboortedatum", "födelsedatum",
            "data di nascita", "nato il", "nata il", "birth", "date birth",
        ),
        DATE,
        reach=32,
    ),
)  # fmt: skip
YOUNGEST = 2035  # two figures above 35 belong to the last century; nobody in a file is born later


def iso(groups: dict[str, str | None] | None, get: object = None) -> str:
    """A date in ISO form; month first where both readings are possible and the parts are not set apart by points."""
    g = groups or {}
    if g.get("y1"):
        year, month, day = g["y1"], g["m1"], g["d1"]
    elif g.get("y2"):
        year, month, day = g["y2"], g["a"], g["b"]
        if int(month or 0) > 12 or (g["s2"] or "").startswith("."):
            month, day = day, month
    elif g.get("y3"):
        year, month, day = g["y3"], str(_MONTHS[(g["m3"] or "").lower()]), g["d3"]
    else:
        year, month, day = (g.get("y4") or "").lstrip("'"), str(_MONTHS[(g.get("m4") or "jan").lower()]), g.get("d4")
    number = int(year or 0)
    if number < 100:
        number += 2000 if number <= YOUNGEST - 2000 else 1900
    try:
        return date(number, int(month or 0), int(day or 0)).isoformat()
    except ValueError:
        return ""


def judge(candidate: Candidate) -> Judgement | None:
    if not candidate.labelled or candidate.groups is None:
        return None
    names = ("y1", "m1", "d1", "y2", "a", "b", "s2", "y3", "m3", "d3", "y4", "m4", "d4")
    normal = iso({name: candidate.groups(name) for name in names})
    if not normal or not 1880 <= int(normal[:4]) <= YOUNGEST:
        return None
    label = candidate.label or candidate.heading.lower()
    score = Score(0.97, "a label says so")
    if not candidate.distant and (label not in ("birth", "born") or candidate.heading):
        score.at_least(0.99, "directly after the label")
    elif candidate.distant and re.search(
        r"(?i)\b(?:died|death|deceased|since|founded|issued|expires|hired)\b", candidate.before(24)
    ):
        return None
    if candidate.heading and candidate.peers < 0.5:
        score.at_most(0.6, "most of its column has another form")
    return score.judgement(normal)


def forms(match: Match) -> tuple[tuple[str, str], ...]:
    return (("birth-date", match.value),)


def mask(match: Match) -> str:
    return "••••-••-••"
