"""Population registry code, CURP (Mexico).

>>> found("mx-curp", "CURP BOXW310820HNERXN09")
[('BOXW310820HNERXN09', 'verified')]
>>> found("mx-curp", "BOXW310820HNERXN09")
[('BOXW310820HNERXN09', 'likely')]
>>> found("mx-curp", "CURP BOXW310820HNERXN08")
[]
"""

from __future__ import annotations

from stdnum.mx import curp

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column, judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Shape, words

CATEGORY = "national-identifier"
SOURCE = "https://www.gob.mx/curp/"

SHAPES = (
    Shape(
        r"(?<!\w)(?P<value>[A-Za-z][AEIOUXaeioux][A-Za-z]{2}\d{2}[01]\d[0-3]\d[HMXhmx][A-Za-z]{2}[B-DF-HJ-NP-TV-Zb-df-hj-np-tv-z]{3}[0-9A-Za-z]\d)(?!\w)",
        outlines=("[AG]{4}000000[AG]{6}",),
        before=20,
        after=4,
    ),
)
_CONTEXT = words("curp", "clave única", "clave unica", "registro de población")


def judge(candidate: Candidate) -> Judgement | None:
    value = curp.compact(candidate.value)
    if not curp.is_valid(value):
        return None
    if not fits_column(candidate, curp.is_valid):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.001, bare=0.97)
