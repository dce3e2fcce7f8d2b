"""Medical record: note, letter, laboratory result, certificate.

Its words: `words/medical-record.toml`; how they are weighed: `weighing.py`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bailee.kinds.reading import Reading
from bailee.kinds.weighing import Weighed, weigh
from bailee.vocabulary import Confidence, SubjectCategory

IDENT = "medical-record"
NAME = "Medical record"
CATEGORY = "medical-records"
SUBJECT = SubjectCategory.PATIENT
FROM = "a patient with diagnosis, sections of a note, vital signs, laboratory values, medicines with doses, a clinician"


# HL7 messages of hospitals and laboratories: a head, a patient, and what was observed, diagnosed, given or ordered.
_HL7_HEAD = re.compile(r"^\s*\x0b?MSH\|\^~\\&", re.M)
_HL7_PATIENT = re.compile(r"^PID\|(?:[^|\n]*\|){4}[^|^\n]+", re.M)
_HL7_TOLD = re.compile(r"^(?:OBX|DG1|RXE|RXA|OBR|AL1|PR1|IN1)\|", re.M)


def recognise(reading: Reading) -> Weighed | None:
    raw = reading.raw.replace("\r", "\n") if "MSH|" in reading.raw[:200] else ""
    if _HL7_HEAD.match(raw) and _HL7_PATIENT.search(raw) and _HL7_TOLD.search(raw):
        return Weighed(Confidence.VERIFIED, 12.0, ("a message between medical systems", "a patient in it"))
    weighed = weigh(reading, IDENT)
    if weighed and _of_an_employee(reading):
        return replace(weighed, subject=SubjectCategory.EMPLOYEE)
    return weighed


def _of_an_employee(reading: Reading) -> bool:
    """Whether it was written for an employer: what it answers is whether somebody can work."""
    return _FOR_WORK.search(reading.plain) is not None


_FOR_WORK = re.compile(
    r"\breturn(?:ed|ing)? to (?:full |light |modified |his |her )?(?:work|duty)\b|\b(?:un)?fit(?:ness)? (?:for|to) (?:work|duty)\b|\bwork restrictions?\b"
    r"|\blight duty\b|\bmodified duty\b|\bunable to (?:perform|work)\b|\boff work\b|\boccupational health\b|\bjob functions?\b|\bworkers'? comp"
    r"|\bfmla\b|\bemployee(?:'s)? (?:name|id|no|number|health)\b|\bemployee ?[:=]|\bemployer ?[:=]|\bdear (?:hr|human resources)\b|\bpre-?employment\b|\bpost-?offer\b"
)


_PATIENTS = 3  # times


def lacks(reading: Reading) -> bool:
    """Whether it speaks of patients and of none: a study, a lecture, a plan for a clinic."""
    counts = reading.counts
    many = counts["patients"] + counts["patienten"] + counts["pacientes"]
    one = counts["patient"] + counts["patientin"] + counts["paciente"] + counts["pt"] + counts["mrn"]
    return many >= _PATIENTS and many > one + sum(counts[word] for word in ("he", "she", "his", "her", "him"))
