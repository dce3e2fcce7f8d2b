"""Driver licence number (Australia), known by its label and the state near.

>>> found("au-driving-licence", "NSW driver licence 18273645")
[('18273645', 'likely')]
>>> found("au-driving-licence", "Driver Licence No. E482910 (TAS)")
[('E482910', 'verified')]
>>> found("au-driving-licence", "Driver licence 18273645")
[]
"""

from __future__ import annotations

import re

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, digits_of, is_filler, words

CATEGORY = "driving-licence"
SOURCE = "https://austroads.com.au/drivers-and-vehicles/registration-and-licensing"

LABELS = (
    Label(
        (
            "driver licence",
            "drivers licence",
            "driver's licence",
            "driving licence",
            "driver license",
            "drivers license",
            "driver's license",
            "licence number",
            "licence no",
            "licence #",
            "dl number",
            "dl no",
        ),
        r"(?P<value>(?=[A-Za-z]{0,2}\d{2})[A-Za-z0-9]{5,10}|\d{3} \d{3} \d{3}|\d{2} \d{3} \d{3})(?![^\W_]|[.\-/]\d)",
    ),
)
_FORMS = {
    "NSW": r"\d{6,8}|\d{4}[A-Z]{2}|[A-Z]\d{5}",
    "VIC": r"\d{8,10}",
    "QLD": r"\d{8,9}",
    "SA": r"[A-Z]\d{5}|\d{6}|[A-Z]{2}\d{4}",
    "WA": r"\d{7}",
    "TAS": r"[A-Z]\d{5,6}|[A-Z]{2}\d{5}|\d{6,8}",
    "ACT": r"\d{6,10}",
    "NT": r"\d{5,8}",
}
_NAMES = {
    "new south wales": "NSW",
    "service nsw": "NSW",
    "victoria": "VIC",
    "vicroads": "VIC",
    "queensland": "QLD",
    "south australia": "SA",
    "western australia": "WA",
    "tasmania": "TAS",
    "australian capital territory": "ACT",
    "northern territory": "NT",
}
_NAMED = re.compile(rf"(?i)\b(?:{'|'.join(_NAMES)})\b")
_CODE = re.compile(r"(?<![A-Za-z])(?:NSW|VIC|QLD|TAS|ACT|Vic|Qld|Tas)(?![A-Za-z])|(?<=[( ])(?:SA|WA|NT)(?=[) :,]|$)")
_COUNTRY = words("australia", "australian", "austroads")


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value.replace(" ", "").upper()
    if not candidate.labelled or len(digits_of(value)) < 4 or is_filler(digits_of(value)):
        return None
    around = f"{candidate.before(60)} | {candidate.after(40)} | {candidate.heading} | {candidate.table}"
    codes = [
        _NAMES.get(match[0].lower(), match[0].upper())
        for pattern in (_NAMED, _CODE)
        for match in pattern.finditer(around)
    ]
    sure = [
        code
        for code in codes
        if code not in ("SA", "WA", "NT")
        or _COUNTRY.search(around)
        or _NAMED.search(around)
        or "licence" in around.lower()
    ]
    score = Score(0.0, candidate.said)
    fitting = [code for code in sure if re.fullmatch(_FORMS[code], value)]
    if fitting:
        rare = not value.isdigit()
        score.at_least(0.99 if rare else 0.97, "the form of the state that stands near")
        return score.judgement(value, ("state", fitting[0]))
    if not sure and _COUNTRY.search(around) and any(re.fullmatch(form, value) for form in _FORMS.values()):
        return score.at_least(0.93, "Australia is named near").judgement(value)
    return None
