"""Identity card number, RG (Brazil), known by its label.

Each state numbers by itself, and only some have a check digit: nothing but the label tells it.

>>> found("br-rg", "RG: 24.678.131-4")
[('24.678.131-4', 'likely')]
>>> found("br-rg", "carteira de identidade nº 24678131X")
[('24678131X', 'likely')]
>>> found("br-rg", "rg -n 24678131")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, is_filler, words

CATEGORY = "national-identifier"
SOURCE = "https://www.gov.br/pt-br/servicos/obter-carteira-de-identidade"

LABELS = (
    Label(
        (
            "registro geral",
            "carteira de identidade",
            "cédula de identidade",
            "rg",
        ),
        r"(?P<value>(?:[A-Z]{2}-?)?\d{1,2}(?P<dot>\.?)\d{3}(?P=dot)\d{3}(?P<dash>-?)[\dXx])(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = "".join(filter(str.isalnum, candidate.value)).upper()
    short = candidate.label.startswith("rg") or candidate.heading.lower() == "rg"
    if is_filler(digits_of(value)) or (
        short and not candidate.has("dot") and not candidate.has("dash") and not candidate.heading
    ):
        return None  # `rg` is a command, too
    return judge_identifier(candidate, value, _CONTEXT, chance=1)
