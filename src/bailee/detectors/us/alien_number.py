"""Alien registration number, A-number (United States).

>>> found("us-alien-number", "Alien Registration Number/USCIS Number: A087 654 312")
[('A087 654 312', 'likely')]
>>> found("us-alien-number", "A-Number: A-207654312")
[('A-207654312', 'likely')]
>>> found("us-alien-number", "a number 87654312")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, digits_of, is_filler, words

CATEGORY = "national-identifier"
SOURCE = "https://www.uscis.gov/glossary-term/50684"

SHAPES = (
    Shape(
        r"(?<![\w.\-/])(?P<value>A[#\- ]?\d{3}[\- ]\d{3}[\- ]\d{3})(?![\w\-/]|\.\d)",
        outlines=("A000-000-000", "A000 000 000", "A[#\\- ]000[\\- ]000[\\- ]000"),
        before=15,
        after=4,
    ),
)
LABELS = (
    Label(
        (
            "alien registration number",
            "alien registration no",
            "alien number",
            "alien no",
            "uscis number",
            "uscis #",
            "uscis no",
            "a-number",
            "alien #",
            "alien id",
        ),
        r"(?P<value>[Aa]?[ \-#]?\d{3}[ \-]?\d{3}[ \-]?\d{2,3})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(
    "alien",
    "uscis",
    "immigration",
    "green card",
    "permanent resident",
    "i-9",
    "i-485",
    "i-551",
    "i-94",
    "visa",
    "removal",
    "deportation",
    "asylum",
    "dhs",
)


def judge(candidate: Candidate) -> Judgement | None:
    value = "A" + digits_of(candidate.value).zfill(9)
    if is_filler(value[1:]):
        return None
    if not candidate.labelled and not candidate.near(_CONTEXT):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=1)
