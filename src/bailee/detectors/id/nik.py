"""Population identification number, NIK (Indonesia).

>>> found("id-nik", "NIK: 3171011708450001")
[('3171011708450001', 'likely')]
>>> found("id-nik", "NIK: 9971011708450001")
[]
"""

from __future__ import annotations

from stdnum.id import nik

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "national-identifier"
SOURCE = "https://dukcapil.kemendagri.go.id/"

LABELS = (
    Label(
        (
            "nik",
            "nomor induk kependudukan",
            "no ktp",
            "nomor ktp",
            "ktp",
            "indonesian id",
        ),
        r"(?P<value>\d{16})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = nik.compact(candidate.value)
    if not nik.is_valid(value) or is_filler(value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.2)
