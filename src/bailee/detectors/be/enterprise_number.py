"""Enterprise number, ondernemingsnummer (Belgium).

>>> found("be-enterprise-number", "Ondernemingsnummer: 0428.759.497")
[('0428.759.497', 'verified')]
>>> found("be-enterprise-number", "Ondernemingsnummer: 0431.150.352")  # the check digits are wrong
[]
"""

from __future__ import annotations

from stdnum.be import vat

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, words
from bailee.detectors.national import judge_national

CATEGORY = "business-identifier"
SOURCE = "https://economie.fgov.be/en/themes/enterprises/crossroads-bank-enterprises"

_NAMES = (
    "ondernemingsnummer",
    "ondernemingsnr",
    "numéro d'entreprise",
    "numero d'entreprise",
    "n° d'entreprise",
    "kbo nummer",
    "kbo",
    "numéro bce",
    "numero bce",
    "enterprise number",
)
LABELS = (
    Label(
        (*_NAMES, "vat number"),
        r"(?P<value>(?:BE ?)?\(?[01]?\)?\d{3}[. ]?\d{3}[. ]?\d{3})(?![^\W_]|[.\-/]\d)",
        reach=30,
    ),
)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = vat.compact(candidate.value)
    if not vat.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "be", chance=0.01)
