"""Identity number (South Africa).

>>> found("za-id-number", "My South African ID is 9202201234088.")
[('9202201234088', 'verified')]
>>> found("za-id-number", "ID number: 7503305044089 (RSA)")
[('7503305044089', 'verified')]
>>> found("za-id-number", "Permanent resident number 9912316789285 is on file.")
[('9912316789285', 'verified')]
>>> found("za-id-number", "South African ID 8503305044089")
[]
"""

from __future__ import annotations

from stdnum import luhn
from stdnum.za import idnr

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words
from bailee.detectors.national import PERSONAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.dha.gov.za/index.php/civic-services/identity-documents"

_OWN = Label(
    (
        "south african id",
        "sa id",
        "sa id number",
        "rsa id",
        "rsa id number",
        "identity number",
        "id number",
        "id no",
        "permanent resident number",
        "identiteitsnommer",
        "id-nommer",
        "id nommer",
        "inombolo kamazisi",
    ),
    r"(?P<value>\d{6} ?\d{4} ?[012] ?[0-9] ?\d)(?![^\W_]|[.\-/]\d)",
    reach=20,
)
LABELS = (_OWN, Label(PERSONAL, _OWN.value))
_CONTEXT = words(*_OWN.phrases)


def _as_citizen(value: str) -> str:
    """The number that this would be with 0 in the eleventh place, its check digit set right."""
    body = f"{value[:10]}0{value[11]}"
    return body + str(luhn.calc_check_digit(body))


def judge(candidate: Candidate) -> Judgement | None:
    value = idnr.compact(candidate.value)
    # 2 in the eleventh place, a refugee, is not known to the library
    known = idnr.is_valid(value) or (value[10] == "2" and luhn.is_valid(value) and idnr.is_valid(_as_citizen(value)))
    if not known or is_filler(value):
        return None
    return judge_national(candidate, value, _CONTEXT, "za", chance=0.01)
