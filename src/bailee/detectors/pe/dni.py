"""Identity number, DNI or CUI (Peru).

>>> found("pe-dni", "CUI 10117410-2")
[('10117410-2', 'verified')]
>>> found("pe-dni", "DNI Perú: 10117410")
[('10117410', 'verified')]
>>> found("pe-dni", "CUI 45055499-E")  # the check may be a letter
[('45055499-E', 'verified')]
>>> found("pe-dni", "CUI 10117410-3")
[]
"""

from __future__ import annotations

from stdnum.pe import cui

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column, judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, Score, is_filler, words

CATEGORY = "national-identifier"
SOURCE = "https://www.reniec.gob.pe/"

LABELS = (
    Label(
        (
            "dni",
            "cui",
            "código único de identificación",
            "dni perú",
            "dni peru",
            "dni peruano",
            "documento nacional de identidad",
        ),
        r"(?P<value>\d{8}(?:-?[\dA-Ka-k])?)(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)
_PERU = words("perú", "peru", "peruvian", "peruano", "peruana", "reniec")


def judge(candidate: Candidate) -> Judgement | None:
    value = cui.compact(candidate.value)
    if not cui.is_valid(value) or is_filler(value[:8]):
        return None
    if not fits_column(candidate, cui.is_valid):
        return None
    if candidate.labelled and (_PERU.search(candidate.label) or candidate.near(_PERU)):
        score = Score(0.0, candidate.said)  # Romania's companies have a CUI, too
        return score.at_least(0.997, "Peru is named").judgement(value)
    if candidate.label == "dni" or (candidate.heading or "").strip().lower() == "dni":
        return None  # Spain's and Argentina's
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1 if len(value) == 9 else 1)
