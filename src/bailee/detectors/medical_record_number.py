"""Medical record number, known by its label.

>>> found("medical-record-number", "Patient: J. Roe  MRN: 00482913")
[('00482913', 'verified')]
>>> found("medical-record-number", "MRN in the 2019 study")
[]
"""

from __future__ import annotations

import re

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, digits_of, is_filler, words

CATEGORY = "health-identifier"
SOURCE = "https://www.hhs.gov/hipaa/for-professionals/privacy/special-topics/de-identification/"  # 45 CFR 164.514(b)(2)(i)(H)

LABELS = (
    Label(
        (
            "mrn", "medical record number", "medical record no", "medical record", "med rec", "med rec no", "patient id", "patient number", "patient no",
            "chart number", "chart no", "chart #", "chart id", "hospital number", "hospital no", "medical rec", "patient account", "encounter number", "encounter no",
            "health record number", "mr#", "mr #", "mr no", "mr number", "med record", "m.r.n.", "unit record", "patient #", "patient identifier", "pt id", "pt #", "pt no",
            "record no", "record number", "visit no", "visit number", "visit id", "visit #", "account no", "account number", "case no", "admission no", "emr", "ehr",
            "accession no", "accession number", "accession #", "specimen id", "episode no", "clinic no", "clinic number",
        ),
        r"(?P<value>(?=[A-Za-z0-9\-]*\d{3})[A-Za-z]{0,4}-?\d[A-Za-z0-9]{2,12}(?:-\d{1,6}){0,2}|\d{2,3}-\d{2,3}-\d{2,4})(?![^\W_]|[./\-]\d)",
        reach=12,
    ),
)  # fmt: skip
_CONTEXT = words(
    "patient",
    "hospital",
    "clinic",
    "physician",
    "diagnosis",
    "admission",
    "discharge",
    "medical",
    "dob",
    "date of birth",
    "md",
    "doctor",
    "nurse",
)


_PATH = re.compile(r"^\.\w|\n")  # the label names a file, or stands on another line
_SURE = re.compile(r"med|mrn|m\.r\.n|\bmr\b|patient|\bpt\b|chart|hospital|health|clinic|emr|ehr")
_PLAIN = re.compile(r"med|mrn|m\.r\.n|\bmr\b|health")
_SHARED = re.compile(r"account|visit|case|record|admission|accession|specimen|episode|encounter")
_MEDICAL = words(
    "patient", "hospital", "clinic", "physician", "diagnosis", "discharge", "medical", "doctor", "nurse", "specimen", "lab", "provider", "inpatient", "outpatient", "emergency department",
)  # fmt: skip
_OTHER = words(
    "bank",
    "billing",
    "customer",
    "invoice",
    "docket",
    "court",
    "routing",
    "checking",
    "savings",
    "credit",
    "claim",
    "policy",
)


def judge(candidate: Candidate) -> Judgement | None:
    digits = digits_of(candidate.value)
    if not candidate.labelled or not 4 <= len(digits) <= 14 or len(set(digits)) == 1:
        return None
    if len(digits) == 4 and digits[:2] in ("19", "20") and len(candidate.value) == 4:
        return None
    label = candidate.label + candidate.heading.lower()
    if candidate.distant and (
        candidate.elsewhere or _PATH.search(candidate.before(40).lower().rpartition(candidate.label)[2])
    ):
        return None
    if _SHARED.search(label) and not _SURE.search(label):
        # Others number accounts, visits and cases too: only where medicine is near, and nobody pays.
        if not candidate.near(_MEDICAL, 160, 120) or candidate.near(_OTHER, 40, 24) or "/" in candidate.after(1):
            return None
        return Score(0.7, "a number of a record, with words about medicine near").judgement(candidate.value.upper())
    score = Score(0.85, candidate.said)
    if _PLAIN.search(label) or candidate.near(_CONTEXT, 120, 120):
        why = (
            "the label is one of patients' records"
            if _PLAIN.search(label)
            else candidate.seen("words about patients stand near")
        )
        score.at_least(0.99 if not candidate.distant else 0.9, why)
    if is_filler(digits):
        score.at_most(0.5, "its figures repeat or count up, as fillers do")
    if candidate.heading and candidate.peers < 0.5:
        score.at_most(0.5, "most of its column has another form")
    return score.judgement(candidate.value.upper())
