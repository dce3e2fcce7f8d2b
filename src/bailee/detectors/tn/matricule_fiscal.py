"""Tax number, matricule fiscal (Tunisia).

>>> found("tn-matricule-fiscal", "Matricule fiscal: 1282182 W")
[('1282182 W', 'verified')]
>>> found("tn-matricule-fiscal", "Matricule fiscal 1234567/M/A/X/000")
[]
"""

from __future__ import annotations

from stdnum.tn import mf

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, words

CATEGORY = "tax-identifier"
SOURCE = "https://www.finances.gov.tn/"

LABELS = (
    Label(
        (
            "matricule fiscal",
            "matricule fiscale",
            "identifiant fiscal",
            "المعرف الجبائي",
        ),
        r"(?P<value>\d{3,7}[ /\-]?[A-HJ-NP-TV-Za-hj-np-tv-z](?:[ /]?[APBDNapbdn][ /]?[MPCNEmpcne][ /]?\d{3})?)(?![^\W_]|[.\-/]\d)(?![ ]?/\w)",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = mf.compact(candidate.value)
    if not candidate.labelled or not mf.is_valid(value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1)
