"""Population identification number, NIK (Indonesia).

>>> found("id-nik", "NIK: 3171011708450001")
[('3171011708450001', 'likely')]
>>> found("id-nik", "NIK: 9971011708450001")
[]
"""

from __future__ import annotations

from stdnum.id import nik

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words
from bailee.detectors.national import PERSONAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://dukcapil.kemendagri.go.id/"

_OWN = Label(
    (
        "nik",
        "nomor induk kependudukan",
        "no ktp",
        "nomor ktp",
        "ktp",
        "indonesian id",
    ),
    r"(?P<value>\d{16})(?![^\W_]|[.\-/]\d)",
)
LABELS = (_OWN, Label(PERSONAL, _OWN.value))
_CONTEXT = words(*_OWN.phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = nik.compact(candidate.value)
    if not nik.is_valid(value) or is_filler(value):
        return None
    return judge_national(candidate, value, _CONTEXT, "id", chance=0.2)
