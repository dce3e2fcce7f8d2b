"""Member number of a health insurance, known by its label.

>>> found("health-insurance-member-id", "Blue Cross Member ID: XYZ840217935 Group 0042")
[('XYZ840217935', 'likely')]
>>> found("health-insurance-member-id", "member id of the enum is 12")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, digits_of, is_filler, words

CATEGORY = "health-insurance-identifier"
SOURCE = "https://www.hhs.gov/hipaa/for-professionals/privacy/special-topics/de-identification/"  # 45 CFR 164.514(b)(2)(i)(I)

LABELS = (
    Label(
        (
            "member id", "member number", "member no", "member #", "subscriber id", "subscriber number", "subscriber no", "insurance id", "insurance number",
            "health plan id", "beneficiary number", "beneficiary id", "policy number", "policy no", "policy #", "medicaid id", "medicaid number",
            "enrollee id", "insured id", "subscriber #", "insurance #", "health insurance number", "health insurance no", "health plan number", "plan member id", "insurance policy number", "rx member id", "group number", "health insurance id", "certificate number", "hicn", "policy id", "policyholder id", "policy holder id", "policyholder number", "policy holder number",
        ),
        r"(?P<value>\d{3}-\d{2}-\d{4}[A-Z]\d?|(?=[A-Za-z0-9\-]*\d{3})[A-Za-z]{0,4}[ \-]?\d[A-Za-z0-9]{2,14}(?:[ \-]\d{2,6}){0,3})(?![^\W_]|[./]\d)",
        reach=8,
    ),
    Label(  # an insurer, and an ID on the same line
        ("blue cross", "blue shield", "bcbs", "aetna", "cigna", "humana", "unitedhealthcare", "united healthcare", "kaiser permanente", "anthem", "tricare", "molina", "health net", "oscar health"),
        r"[^\n:#]{0,32}?,?[ ]?\b(?:ID|Id|id)(?:[ ]?(?:number|no\.?|#))?[ ]?[:#]?[ ]{0,3}(?P<value>(?P<insurer>)(?:[A-Z]{0,4}\d[A-Z0-9]{6,12}|[a-z]{3}\d{7,12})(?:[ \-]\d{2})?)(?![^\W_]|[./]\d)",
        gap=False,
    ),
)  # fmt: skip
_CONTEXT = words(
    "health", "medical", "insurance", "insurer", "aetna", "cigna", "blue cross", "bcbs", "humana", "kaiser", "unitedhealthcare", "anthem", "medicaid", "medicare",
    "copay", "rx", "rxbin", "bin", "pcn", "ppo", "hmo", "plan", "dental", "coverage", "enrollment", "dependent", "deductible", "claim", "patient", "provider", "payer",
)  # fmt: skip
_HEALTH = words(
    "health",
    "medical",
    "aetna",
    "cigna",
    "blue cross",
    "bcbs",
    "humana",
    "kaiser",
    "medicaid",
    "copay",
    "rx",
    "ppo",
    "hmo",
    "dental",
    "patient",
    "dependent",
    "enrollee",
    "deductible",
    "unitedhealthcare",
    "uhc",
    "united healthcare",
    "anthem",
    "blue shield",
    "tricare",
    "molina",
    "health plan",
    "medicare",
)
_OTHER = words(
    "auto",
    "vehicle",
    "home",
    "life",
    "car",
    "liability",
    "property",
    "renters",
    "flood",
    "cyber",
    "gym",
    "library",
    "airline",
    "miles",
    "frequent flyer",
    "loyalty",
)


def judge(candidate: Candidate) -> Judgement | None:
    digits = digits_of(candidate.value)
    if not candidate.labelled or len(digits) < 5 or is_filler(digits):
        return None
    label = candidate.label + candidate.heading.lower()
    health = candidate.near(_HEALTH, 200, 120) or bool(_HEALTH.search(candidate.table))
    score = Score(0.5, candidate.said)
    if candidate.groups is not None and candidate.groups("insurer") is not None:
        score.at_least(0.95, "a health insurer's name stands before it")
    elif "medicaid" in label or "health" in label or ("subscriber" in label and health):
        score.at_least(0.96, "the label names a health plan")
    elif health:
        score.at_least(0.93, candidate.seen("words about health plans stand near"))
    elif ("member" in label or "subscriber" in label) and sum(map(str.isalpha, candidate.value)) in (1, 2, 3):
        score.at_least(0.9, "letters before the figures, as health plans print them")
    elif candidate.near(_CONTEXT, 200, 120):
        score.at_least(0.7, candidate.seen("words about insurance stand near"))
    elif "policy" in label or "group" in label or "certificate" in label:
        return None
    if candidate.heading and not health and "health" not in label and not candidate.near(_CONTEXT, 200, 120):
        score.at_most(0.7, "members of anything are numbered so")
    if _OTHER.search(candidate.before(60)) and not health:
        score.at_most(0.3, "words about another sort of insurance or membership stand near")
    return score.judgement(candidate.value.upper())
