"""Enterprise number, ICE (Morocco).

>>> found("ma-ice", "ICE: 001561191000066")
[('001561191000066', 'verified')]
>>> found("ma-ice", "ICE: 001561191000065")
[]
"""

from __future__ import annotations

from stdnum.ma import ice

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "business-identifier"
SOURCE = "https://www.ice.gov.ma/"

LABELS = (
    Label(
        (
            "ice",
            "identifiant commun de l'entreprise",
            "identifiant commun",
            "التعريف الموحد للمقاولة",
        ),
        r"(?P<value>\d{15}|\d{2}(?: \d{2}){5} \d{3})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = ice.compact(candidate.value)
    if not candidate.labelled or not ice.is_valid(value) or is_filler(value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.01)
