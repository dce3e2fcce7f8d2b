"""Driving licence (United States), known by its label and the forms of the states.

>>> found("us-driving-licence", "Driver's License: D4187302 (CA)")
[('D4187302', 'verified')]
>>> found("us-driving-licence", "My driver's license number is A56319335")
[('A56319335', 'likely')]
>>> found("us-driving-licence", "license AGPL30000")
[]
"""

from __future__ import annotations

import re

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, digits_of, is_filler, words

CATEGORY = "driving-licence"
SOURCE = "https://www.aamva.org/technology/systems/driver-licensing-systems/cdlis"

# State and the forms that it prints: L a letter, d a digit, A either.
_FORMS = [
    "AL",
    "d1-8",
    "AK",
    "d1-7",
    "AZ",
    "Ld8,d9",
    "AR",
    "d4-9",
    "CA",
    "Ld7",
    "CO",
    "d9,Ld3-6,LLd2-5",
    "CT",
    "d9",
    "DE",
    "d1-7",
    "DC",
    "d7,d9",
    "FL",
    "Ld12",
    "GA",
    "d7-9",
    "HI",
    "Ld8,d9",
    "ID",
    "LLd6L,d9",
    "IL",
    "Ld11-12",
    "IN",
    "Ld9,d9-10",
    "IA",
    "d9,dddLLdddd",
    "KS",
    "LdLdL,Ld8,d9",
    "KY",
    "Ld8-9,d9",
    "LA",
    "d1-9",
    "ME",
    "d7,d7L,d8",
    "MD",
    "Ld12",
    "MA",
    "Ld8,d9",
    "MI",
    "Ld10,Ld12",
    "MN",
    "Ld12",
    "MS",
    "d9",
    "MO",
    "Ld5-9,Ld6R,d8LL,d9L,d9",
    "MT",
    "d13,d9,d14",
    "NE",
    "Ld6-8",
    "NV",
    "d9-10,d12,Xd8",
    "NH",
    "ddLLLd5",
    "NJ",
    "Ld14",
    "NM",
    "d8-9",
    "NY",
    "d9,Ld7,Ld18,d8,d16",
    "NC",
    "d1-12",
    "ND",
    "LLLd6,d9",
    "OH",
    "LLd6,Ld4-8,d8",
    "OK",
    "Ld9,d9",
    "OR",
    "d1-9",
    "PA",
    "d8",
    "RI",
    "d7,Ld6",
    "SC",
    "d5-11",
    "SD",
    "d6-10,d12",
    "TN",
    "d7-9",
    "TX",
    "d7-8",
    "UT",
    "d4-10",
    "VT",
    "d8,d7A",
    "VA",
    "Ld8-11,d9",
    "WA",
    "LLLLLLLAAAAA",
    "WV",
    "d7,Ld5-6",
    "WI",
    "Ld13",
    "WY",
    "d9-10",
]


def _form(form: str) -> str:
    """A form as an expression.

    >>> _form("Ld5-9")
    '[A-Z]\\\\d{5,9}'
    """
    out = []
    for kind, low, high in re.findall(r"([LdAXR])(?:(\d+)(?:-(\d+))?)?", form):
        item = {"L": "[A-Z]", "d": r"\d", "A": "[A-Z0-9*]", "X": "X", "R": "R"}[kind]
        out.append(item + (f"{{{low},{high}}}" if high else f"{{{low}}}" if low else ""))
    return "".join(out)


_STATES = {
    state: re.compile("|".join(_form(form) for form in forms.split(",")), re.IGNORECASE)
    for state, forms in zip(_FORMS[::2], _FORMS[1::2], strict=True)
}
_STATE = re.compile(r"(?<![A-Za-z])(" + "|".join(_STATES) + r")(?![A-Za-z])")

LABELS = (
    Label(
        (
            "driver's license", "drivers license", "driver license", "driving licence", "driving license", "driver's licence", "drivers licence",
            "driver licence", "dl number", "dl no", "dl#", "dln", "dl", "operator's license", "operator license", "drivers lic", "driver's lic", "driver lic",
            "license number", "licence number", "lic no", "cdl", "license no", "state id", "dmv id",
        ),
        r"(?P<value>(?=[A-Za-z0-9\-* ]{0,12}\d{3})[A-Za-z]{0,7}[ \-]?\d[A-Za-z0-9*]{2,17}(?:[ \-][A-Za-z0-9]{3,6}){0,3})(?![^\W_])",
        headings=("license", "licence"),
    ),
)  # fmt: skip
_CONTEXT = words(
    "driver",
    "driving",
    "dmv",
    "motor vehicle",
    "cdl",
    "dob",
    "date of birth",
    "operator",
    "vehicle",
    "state id",
    "class",
)


def judge(candidate: Candidate) -> Judgement | None:
    compact = re.sub(r"[ \-]", "", candidate.value).upper()
    digits = digits_of(compact)
    if len(compact) < 5 or len(compact) > 19 or len(digits) < 4 or is_filler(digits):
        return None
    if candidate.alone:
        fits = sum(1 for form in _STATES.values() if form.fullmatch(compact))
        return (
            Judgement(0.25, compact, ("has the form of some states' licences",))
            if fits and not compact.isdigit()
            else None
        )
    name = candidate.label + candidate.heading.lower()
    strong = "driv" in name or "operator" in name or "cdl" in name or "dmv" in name
    near = candidate.near(_CONTEXT, 80, 60)
    if not strong and not near and name not in ("dl", "dln", "dl#", "dl no", "dl number"):
        return None
    mentioned = _STATE.findall(candidate.before(24) + " " + candidate.after(24))
    fitting = [state for state, form in _STATES.items() if form.fullmatch(compact)]
    if not fitting:
        return None
    score = Score(0.6, f"has the form of {len(fitting)} states' licences")
    if strong:
        score.at_least(0.95, "a label says so")
    elif near or not compact.isdigit():
        score.at_least(0.9, "words about driving stand near, or a letter stands before the figures")
    if any(state in fitting for state in mentioned):
        score.at_least(0.99 if strong else 0.95, "the form of the state that stands near")
    if candidate.peers < 0.5:
        score.at_most(0.6, "most of its column has another form")
    return score.judgement(compact)
