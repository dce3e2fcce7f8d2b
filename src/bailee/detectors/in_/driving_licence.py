"""Driving licence (India), known by its label and form.

State, office, year of issue and seven digits; no check digit.

>>> found("in-driving-licence", "Driving Licence No: MH14 20110062821")
[('MH14 20110062821', 'verified')]
>>> found("in-driving-licence", "DL-0420110149646 licence")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "driving-licence"
SOURCE = "https://parivahan.gov.in/parivahan/"

LABELS = (
    Label(
        (
            "driving licence",
            "driving license",
            "dl number",
            "dl no",
            "licence number",
            "license number",
            "licence no",
            "license no",
            "ड्राइविंग लाइसेंस",
        ),
        r"(?P<value>(?P<state>AN|AP|AR|AS|BR|CG|CH|DD|DL|DN|GA|GJ|HP|HR|JH|JK|KA|KL|LA|LD|MH|ML|MN|MP|MZ|NL|OD|OR|PB|PY|RJ|SK|TN|TR|TS|TG|UK|UA|UP|WB)[\- ]?\d{2}[A-Z]?[\- /]?(?P<year>(?:19|20)\d{2})[\- /]?\d{7})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = "".join(filter(str.isalnum, candidate.value)).upper()
    if not candidate.labelled or is_filler(value[-7:]):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.01)
