"""Driver's licence number of the other provinces (Canada), known by its label and the province near.

>>> found("ca-driving-licence", "Alberta driver's licence 148293-057")
[('148293-057', 'likely')]
>>> found("ca-driving-licence", "Driver's licence (MB): RR-EV-ER-F324QN")
[('RR-EV-ER-F324QN', 'verified')]
>>> found("ca-driving-licence", "Driver's licence 148293057, Ohio")
[]
"""

from __future__ import annotations

import re

from bailee.detectors.ca.provinces import LICENCE, province_near
from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, digits_of, is_filler

CATEGORY = "driving-licence"
SOURCE = "https://www.canada.ca/en/services/transport/road.html"

LABELS = (
    Label(
        LICENCE,
        r"(?P<value>(?=[A-Za-z\-]{0,12}\d)(?:[A-Z]{2}-?[A-Z]{2}-?[A-Z]{2}-?[A-Z]\d{3}[A-Z]{2}|[A-Z]{5}[ \-]?\d{9}|[A-Z]\d{9}|\d{6}-\d{3}|\d{5,9}))(?![^\W_]|[.\-/]\d)",
    ),
)
_FORMS = {
    "AB": r"\d{6}-?\d{3}|\d{5,9}",
    "BC": r"\d{7}",
    "MB": r"[A-Z]{7}\d{3}[A-Z]{2}",
    "NB": r"\d{5,7}",
    "NL": r"[A-Z]\d{9}",
    "NS": r"[A-Z]{5}\d{9}",
    "NT": r"\d{6}",
    "NU": r"\d{5,6}",
    "PE": r"\d{5,6}",
    "SK": r"\d{8}",
    "YT": r"\d{6}",
}


def judge(candidate: Candidate) -> Judgement | None:
    value = re.sub(r"[ \-]", "", candidate.value).upper()
    province = province_near(candidate)
    if not candidate.labelled or province not in _FORMS or is_filler(digits_of(value)):
        return None
    if not re.fullmatch(_FORMS[province], value):
        return None
    rare = not value.isdigit()
    score = Score(0.0, candidate.said).at_least(0.99 if rare else 0.96, "the form of the province that stands near")
    return score.judgement(value, ("province", province))
