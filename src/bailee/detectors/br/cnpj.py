"""Company number, CNPJ (Brazil).

>>> found("br-cnpj", "CNPJ 16.727.230/0001-97")
[('16.727.230/0001-97', 'verified')]
>>> found("br-cnpj", "CNPJ 16.727.230/0001-98")
[]
"""

from __future__ import annotations

from stdnum.br import cnpj

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column, judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, digits_of, is_filler, words

CATEGORY = "business-identifier"
SOURCE = "https://www.gov.br/receitafederal/pt-br/assuntos/orientacao-tributaria/cadastros/cnpj"

SHAPES = (
    Shape(
        r"(?<![\w.\-/])(?P<value>\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2})(?![\w\-/]|\.\d)",
        outlines=(r"00\.000\.000/0000-00",),
        before=19,
        after=4,
    ),
)
LABELS = (
    Label(
        (
            "cnpj",
            "cadastro nacional da pessoa jurídica",
        ),
        r"(?P<value>[0-9A-Z]{2}[. ]{0,2}[0-9A-Z]{3}[. ]{0,2}[0-9A-Z]{3}[/. ]{0,2}[0-9A-Z]{4}[\-–. ]?\d{2})(?![^\W_]|[.\-/]\d)",
        reach=24,
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = cnpj.compact(candidate.value)
    if not cnpj.is_valid(value) or is_filler(digits_of(value)):
        return None
    if not fits_column(candidate, cnpj.is_valid):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.01, bare=0.95 if "/" in candidate.value else 0.0)
