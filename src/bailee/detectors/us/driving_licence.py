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
from bailee.detectors.tables import rows

CATEGORY = "driving-licence"
SOURCE = "https://www.aamva.org/technology/systems/driver-licensing-systems/cdlis"

_ROWS = [row.split(" ", 2) for row in rows("us_driving_licence_forms.txt")]
_FORMS = {state: forms for state, forms, _ in _ROWS}
_NAMES = {name.lower(): state for state, _, name in _ROWS}


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
    for state, forms in _FORMS.items()
}
_STATE = re.compile(r"(?<![A-Za-z])(" + "|".join(_STATES) + r")(?![A-Za-z])")

_STATE_NAME = re.compile(r"(?i)\b(" + "|".join(_NAMES) + r")\b")
LABELS = (
    Label(
        (
            "driver's license", "drivers license", "driver license", "driving licence", "driving license", "driver's licence", "drivers licence",
            "driver licence", "dl number", "dl no", "dl#", "dln", "dl", "operator's license", "operator license", "drivers lic", "driver's lic", "driver lic",
            "license number", "licence number", "lic no", "lic #", "cdl", "license no", "licence no", "license #", "licence #", "license id", "licence id", "state id", "dmv id",
            "d/l", "d/l no", "d.l.", "d.l. no", "driver id", "driver's id", "operator's lic", "operator lic", "op lic", "chauffeur license", "cdl number",
            "commercial driver's license", "learner's permit", "driver number", "driver no", "permis de conduire", "führerschein", "licencia de conducir",
            "id card no", "real id", "oln",
        ),
        r"(?P<value>(?=[A-Za-z0-9\-* ]{0,12}\d{3})[A-Za-z]{0,7}[ \-]?\d[A-Za-z0-9*]{2,17}(?:[ \-](?=[A-Za-z]{0,5}\d)[A-Za-z0-9]{3,6}){0,3})(?![^\W_])",
        headings=("license", "licence", "driver's license state and number"),
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
    start, told = None, re.match(r"([A-Za-z]{2})[ \-]+(?=\d|[A-Z]\d)", candidate.value)
    if told and told[1].upper() in _STATES:  # TX 12345678
        start = candidate.start + told.end()
    compact = re.sub(r"[ \-]", "", candidate.content[start or candidate.start : candidate.end]).upper()
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
    short = name.strip().startswith(("dl", "d/l", "d.l", "oln"))
    around = candidate.before(32) + " " + candidate.after(24)
    mentioned = _STATE.findall(around) + [_NAMES[name.lower()] for name in _STATE_NAME.findall(around)]
    fitting = [state for state, form in _STATES.items() if form.fullmatch(compact)]
    if not strong and not near and not short and not any(state in fitting for state in mentioned):
        return None
    if not fitting or (len(digits) < 6 and not strong):
        return None
    score = Score(0.6, f"has the form of {len(fitting)} states' licences")
    if strong:
        score.at_least(0.95, "a label says so")
    elif near or short or not compact.isdigit():
        score.at_least(0.9, "words about driving stand near, or a letter stands before the figures")
    if any(state in fitting for state in mentioned):
        score.at_least(0.99 if strong else 0.95, "the form of the state that stands near")
    if candidate.peers < 0.5:
        score.at_most(0.6, "most of its column has another form")
    return score.judgement(compact, start=start)
