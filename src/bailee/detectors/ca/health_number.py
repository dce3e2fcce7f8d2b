"""Health number of the other provinces (Canada), known by its label.

No check digit that would be published: the province decides how long it is.

>>> found("ca-health-number", "Alberta health number: 48291-0573")
[('48291-0573', 'likely')]
>>> found("ca-health-number", "PHIN 482 910 573 (Manitoba Health)")
[('482 910 573', 'likely')]
>>> found("ca-health-number", "health number 482910573")
[]
"""

from __future__ import annotations

from bailee.detectors.ca.provinces import province_near
from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, digits_of, is_filler

CATEGORY = "health-insurance-identifier"
SOURCE = "https://www.canada.ca/en/health-canada/services/health-cards.html"

LABELS = (
    Label(
        (
            "personal health number",
            "health number",
            "health card number",
            "phin",
            "hsn",
            "uli",
            "ahcip",
            "mcp number",
            "mcp no",
            "msi number",
            "msi no",
            "nb medicare",
            "carte santé",
        ),
        r"(?P<value>\d{3}[ \-]?\d{3}[ \-]?\d{3,4}|\d{5}[ \-]\d{4}|\d{4}[ \-]?\d{3}[ \-]?\d{3}|\d{3}[ \-]?\d{3}[ \-]?\d{3}[ \-]?\d{3}|\d{8})(?![^\W_]|[.\-/]\d)",
    ),
)
# Province and how many digits its numbers have.
_LENGTHS = {
    "AB": (9,),
    "MB": (9,),
    "SK": (9,),
    "NB": (9,),
    "NS": (10,),
    "NL": (12,),
    "PE": (8,),
    "YT": (9,),
    "NT": (8,),
    "NU": (9,),
}
_OWN = {"phin": "MB", "ahcip": "AB", "uli": "AB", "hsn": "SK", "mcp": "NL", "msi": "NS", "nb medicare": "NB"}


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not candidate.labelled or is_filler(value):
        return None
    label = (candidate.label or candidate.heading).lower()
    own = next((province for word, province in _OWN.items() if word in label), "")
    province = own or province_near(candidate)
    if len(value) not in _LENGTHS.get(province, ()):
        return None
    score = Score(0.0, candidate.said).at_least(0.95, "as long as the numbers of its province, which is named")
    return score.judgement(value, ("province", province))
