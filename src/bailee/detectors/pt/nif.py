"""Tax number, NIF (Portugal).

>>> found("pt-nif", "NIF: 501964843")
[('501964843', 'verified')]
>>> found("pt-nif", "NIF: 501 964 842")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.pt import nif

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, words
from bailee.detectors.national import TAX, judge_national

CATEGORY = "tax-identifier"
SOURCE = "https://www.portaldasfinancas.gov.pt/"

_NAMES = (
    "n.i.f.",
    "nif",
    "número de identificação fiscal",
    "numero de identificacao fiscal",
    "número de contribuinte",
    "numero de contribuinte",
    "contribuinte",
    "nipc",
)
LABELS = (
    Label(
        (*_NAMES, *TAX, "vat number"),
        r"(?P<value>(?:PT ?)?\d{3}[ .]?\d{3}[ .]?\d{3})(?![^\W_]|[.\-/]\d)",
        reach=30,
    ),
)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = nif.compact(candidate.value)
    if not nif.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "pt", chance=0.1)
