"""Tax number, RFC (Mexico).

One in sixty is issued with a wrong check digit; a right one counts for more.

>>> found("mx-rfc", "RFC: GODE 561231 GR8")
[('GODE 561231 GR8', 'verified')]
>>> found("mx-rfc", "R.F.C. MAB-930714-8T4")
[('MAB-930714-8T4', 'verified')]
>>> found("mx-rfc", "RFC 2616, RFC: GODE 563331 GR8")
[]
"""

from __future__ import annotations

from stdnum.mx import rfc

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, words
from bailee.detectors.national import TAX, judge_national

CATEGORY = "tax-identifier"
SOURCE = "https://www.sat.gob.mx/tramites/operacion/28753/obten-tu-rfc-con-la-clave-unica-de-registro-de-poblacion-curp"

SHAPES = (
    Shape(
        r"(?<![\w.\-/])(?P<value>[A-ZÑ&]{4}\d{2}[01]\d[0-3]\d[0-9A-Z]{2}[0-9A])(?!\w)",
        outlines=("[AG]{4}000000[0AG]{2}[0A]",),
        before=14,
        after=3,
    ),
)
_OWN = Label(
    (
        "rfc",
        "r.f.c.",
        "registro federal de contribuyentes",
    ),
    r"(?P<value>[A-ZÑ&a-zñ]{3,4}[ \-]?\d{2}[01]\d[0-3]\d(?:[ \-]?[0-9A-Za-z]{2}[0-9Aa])?)(?![^\W_]|[.\-/]\d)",
    reach=24,
)
LABELS = (_OWN, Label(TAX, _OWN.value))
_CONTEXT = words(*_OWN.phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = rfc.compact(candidate.value)
    if not rfc.is_valid(value):
        return None
    if not fits_column(candidate, rfc.is_valid):
        return None
    checked = len(value) > 10 and rfc.is_valid(value, validate_check_digits=True)
    if not checked and not candidate.labelled:
        return None
    judgement = judge_national(
        candidate,
        value,
        _CONTEXT,
        "mx",
        chance=0.01 if checked else 0.5,
        bare=0.9 if checked and len(value) == 13 else 0.0,
    )
    if judgement is not None and not candidate.labelled and value[-3:].isdigit() and not candidate.near(_CONTEXT):
        return judgement.at_most(0.5, "its last three are figures, as in a number of freight")
    return judgement
