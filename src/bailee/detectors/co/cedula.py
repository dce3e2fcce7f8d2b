"""Citizenship card number, cédula de ciudadanía (Colombia), known by its label.

>>> found("co-cedula", "Cédula de ciudadanía No. 1.020.345.678")
[('1.020.345.678', 'likely')]
>>> found("co-cedula", "C.C. 79.456.123 de Bogotá")
[('79.456.123', 'likely')]
>>> found("co-cedula", "cc 79456123")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, is_filler, words

CATEGORY = "national-identifier"
SOURCE = "https://www.registraduria.gov.co/"

LABELS = (
    Label(
        (
            "cédula de ciudadanía",
            "cedula de ciudadania",
            "cédula de ciudadania",
            "c.c.",
            "cédula de extranjería",
            "cedula de extranjeria",
        ),
        r"(?P<value>[1-9]\d{0,2}(?P<dot>[.,]?)\d{3}(?P=dot)\d{3}(?:(?P=dot)\d{3})?)(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not candidate.labelled or len(value) not in (6, 7, 8, 10) or is_filler(value):
        return None
    if candidate.label.startswith("c.c") and not candidate.has("dot"):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=1)
