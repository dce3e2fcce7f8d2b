"""Tax number, NPWP (Indonesia).

>>> found("id-npwp", "NPWP: 01.312.166.0-091.000")
[('01.312.166.0-091.000', 'verified')]
>>> found("id-npwp", "NPWP: 01.312.167.0-091.000")
[]
"""

from __future__ import annotations

from stdnum.id import npwp

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column, judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, is_filler, words

CATEGORY = "tax-identifier"
SOURCE = "https://www.pajak.go.id/"

SHAPES = (
    Shape(
        r"(?<![\w.\-/])(?P<value>\d{2}\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3})(?![\w\-/]|\.\d)",
        outlines=(r"00\.000\.000\.0-000\.000",),
        before=21,
        after=4,
    ),
)
LABELS = (
    Label(
        (
            "npwp",
            "nomor pokok wajib pajak",
        ),
        r"(?P<value>0?\d{2}\.?\d{3}\.?\d{3}[.\-]?\d[\-.]?\d{3}[.\-]?\d{3})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = npwp.compact(candidate.value)
    if not npwp.is_valid(value) or is_filler(value):
        return None
    if not fits_column(candidate, npwp.is_valid):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1, bare=0.92 if "." in candidate.value else 0.0)
