"""Identity card number (Belgium).

>>> found("be-identity-card", "Identiteitskaartnummer: 591-1917064-58")
[('591-1917064-58', 'verified')]
>>> found("be-identity-card", "Identiteitskaartnummer: 591-1917064-57")  # the check digits are wrong
[]
"""

from __future__ import annotations

from stdnum.be import eid

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, digits_of, words
from bailee.detectors.national import CARD, judge_national

CATEGORY = "national-identifier"
SOURCE = (
    "https://www.ibz.rrn.fgov.be/fileadmin/user_upload/nl/rr/instructies/IT-lijst/IT195_Identiteitsbewijs_20240115.pdf"
)

_NAMES = (
    "eid",
    "identiteitskaartnummer",
    "identiteitskaart",
    "carte d'identité belge",
    "carte d'identite belge",
    "numéro de carte d'identité",
    "numero de carte d'identite",
    "belgian eid",
    "eid card number",
)
LABELS = (
    Label((*_NAMES, *CARD, "carte d'identité"), r"(?P<value>\d{3}[ \-]?\d{7}[ \-]?\d{2})(?![^\W_]|[.\-/]\d)", reach=30),
)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not eid.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "be", chance=0.01)
