"""Diagnosis code (ICD-10), beside words that say so.

>>> found("icd10", "Patient: J. Roe. Dx: E11.9, ICD-10 code F32.1")
[('E11.9', 'verified'), ('F32.1', 'verified')]
>>> found("icd10", "Column E11.9, section F32")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, words

CATEGORY = "health-identifier"
SOURCE = "https://www.cdc.gov/nchs/icd/icd-10-cm/"

LABELS = (
    Label(
        (
            "icd-10", "icd10", "icd-10-cm", "icd 10 code", "icd-10-gm", "cim-10", "cie-10", "diagnosis code", "diagnosis codes", "dx code", "dx codes", "diagnosis", "diagnoses", "dx",
            "icd code", "icd", "diagnoseschlüssel", "code diagnostic", "primary diagnosis", "admitting diagnosis",
        ),
        r"(?P<value>[A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?)(?![\w]|[.\-]\w)",
        headings=("icd", "dx"),
        reach=12,
    ),
)  # fmt: skip
_PERSON = words(
    "patient", "name", "dob", "date of birth", "member", "mrn", "claim", "admission", "discharge", "encounter", "visit", "provider", "physician", "insured", "employee", "referral", "date of service", "subscriber", "he", "she",
    "her", "his", "patientin", "versicherte",
)  # fmt: skip


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    if not candidate.labelled or candidate.scene.is_code:
        return None
    label = (candidate.label + candidate.heading).lower()
    score = Score(0.7, candidate.said)
    person = candidate.near(_PERSON, 160, 80) or bool(_PERSON.search(candidate.table))
    if "." in value or "icd" in label or "code" in label or candidate.heading:
        score.at_least(0.92, "form of a code, after words that name one")
    if person and ("." in value or "icd" in label):
        score.at_least(0.99, candidate.seen("words about a patient stand near"))
    if candidate.heading and not person:
        score.at_most(0.6, "a table of codes that names no patient")
    if candidate.heading and candidate.peers < 0.4:
        score.at_most(0.5, "most of its column has another form")
    return score.judgement(value)
