"""Driving licence (United States), known by its label and the forms of the states.

>>> found("us-driving-licence", "Driver's License: D4187302 (CA)")
[('D4187302', 'verified')]
>>> found("us-driving-licence", "My driver's license number is A56319335")
[('A56319335', 'likely')]
>>> found("us-driving-licence", "Texas driver license no. 28193746"), found("us-driving-licence", "TX DL: D4187302")
([('28193746', 'verified')], [('D4187302', 'possible')])
>>> found("us-driving-licence", "Colorado driver's license 94-182-0371"), found("us-driving-licence", "WA DL SMITHJD482QK")
([('94-182-0371', 'verified')], [('SMITHJD482QK', 'likely')])
>>> found("us-driving-licence", "license AGPL30000")
[]
"""

from __future__ import annotations

import re
from dataclasses import replace

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, digits_of, is_filler, words
from bailee.detectors.us.state_forms import FORMS, issuer_named, number_in, states_named, states_of

CATEGORY = "driving-licence"
SOURCE = "https://www.aamva.org/technology/systems/driver-licensing-systems/cdlis"

LABELS = (
    Label(
        (
            "driver's license", "drivers license", "driver license", "driving licence", "driving license", "driver's licence", "drivers licence",
            "driver licence", "dl number", "dl no", "dl#", "dln", "dl", "operator's license", "operator license", "drivers lic", "driver's lic", "driver lic",
            "license number", "licence number", "lic no", "lic #", "cdl", "license no", "licence no", "license #", "licence #", "license id", "licence id",
            "d/l", "d/l no", "d.l.", "d.l. no", "driver id", "driver's id", "operator's lic", "operator lic", "op lic", "chauffeur license", "cdl number",
            "commercial driver's license", "learner's permit", "driver number", "driver no", "permis de conduire", "führerschein", "licencia de conducir",
            "oln",
        ),
        r"(?P<value>(?=[A-Za-z0-9\-* ]{0,19}\d{2})(?:(?-i:[A-Z]{2})[ ](?=(?-i:[A-Z])\d))?(?:[A-Za-z*]{1,7}[ \-]?)?\d[A-Za-z0-9*]{0,17}(?:[ \-](?=[A-Za-z]{0,5}\d)[A-Za-z0-9]{1,6}){0,5})(?![^\W_])",
        headings=("driver's license state and number",),
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
    "class",
)
# Who else licenses drivers; "ON" and "WA" stand in too many texts.
_ABROAD = words(
    "ontario", "québec", "quebec", "alberta", "british columbia", "manitoba", "saskatchewan", "nova scotia", "new brunswick", "canada", "canadian",
    "icbc", "saaq", "nsw", "new south wales", "victoria", "vicroads", "queensland", "tasmania", "australia", "australian", "new zealand", "nzta",
    "waka kotahi", "dvla", "united kingdom", "ireland", "india", "south africa",
)  # fmt: skip
_ZIP = re.compile(r"\d{5}(?:-\d{4})?")
_NO_DRIVER = re.compile(r"(?i)(?<![^\W_])non[ \-_]?driver")


def judge(candidate: Candidate) -> Judgement | None:
    start, told = candidate.start, re.match(r"([A-Za-z]{2})[ \-]+(?=\d|[A-Z]\d|[A-Z][ \-]\d)", candidate.value)
    if told and told[1].upper() in FORMS:  # TX 12345678
        start += told.end()
    number = number_in(candidate.content[start : candidate.end])
    compact, digits = number.compact, digits_of(number.compact)
    candidate = replace(candidate, end=start + number.end)
    if _ZIP.fullmatch(candidate.content[start : candidate.end]) and not number.printed:
        return None
    if len(compact) < 5 or len(compact) > 19 or is_filler(digits):
        return None
    fitting = states_of(compact)
    if len(digits) < (3 if "WA" in fitting else 4):
        return None
    if candidate.alone:
        lone = fitting and not compact.isdigit()
        return Score(0.25, "form of some states' licences, alone").judgement(compact) if lone else None
    name = candidate.label + candidate.heading.lower()
    if _NO_DRIVER.search(candidate.before(40) + candidate.heading):
        return None
    strong = "driv" in name or "operator" in name or "cdl" in name or "dmv" in name
    near = candidate.near(_CONTEXT, 80, 60)
    driving = candidate.seen("words about driving stand near")
    short = name.strip().startswith(("dl", "d/l", "d.l", "oln"))
    mentioned = states_named(candidate.before(32) + " " + candidate.after(24))
    if told is not None and start > candidate.start:
        mentioned.append(told[1].upper())
    named = any(state in fitting for state in mentioned)
    if not strong and not near and not short and not named:
        return None
    if not fitting or (len(digits) < 6 and not strong and fitting != ["WA"]):
        return None
    score = Score(
        0.6, f"form of the licences of {len(fitting)} states" if len(fitting) > 1 else "form of a state's licences"
    )
    if strong:
        score.at_least(0.95, candidate.said)
    elif short:
        score.at_least(0.9, candidate.said)
    elif not near and not compact.isdigit():
        score.at_least(0.9, "a letter stands before the figures")
    if near and not strong:
        score.at_least(0.9, driving)
    if number.printed and not strong:
        score.at_least(0.9, f"grouped as it is printed in {' and '.join(number.printed)}")
    if named:
        score.at_least(0.99 if strong else 0.95, "the form of the state that stands near")
    elif (issuer := issuer_named(candidate)) and issuer not in fitting:
        score.at_most(0.5, "the state that issued it gives numbers of another form")
    elif candidate.near(_ABROAD, 64, 40):
        score.at_most(0.6, "another country is named near")
    elif "licence" in name:
        score.at_most(0.9, "spelled as it is outside the United States")
    if candidate.peers < 0.5:
        score.at_most(0.6, "most of its column has another form")
    return score.judgement(compact, start=start, end=candidate.end)
