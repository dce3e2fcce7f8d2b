"""AHV number, numéro AVS (Switzerland).

>>> found("ch-ahv", "AHV-Nr.: 756.9217.0769.85")
[('756.9217.0769.85', 'verified')]
>>> found("ch-ahv", "AHV-Nr.: 756.9217.0769.84")  # the check digit is wrong
[]
"""

from __future__ import annotations

from stdnum.ch import ssn

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, digits_of, words
from bailee.detectors.national import SOCIAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.ahv-iv.ch/en/Social-insurances/Old-age-and-survivors-insurance-OASI"

_NAMES = (
    "ahv",
    "ahv nr",
    "ahv nummer",
    "ahvn13",
    "avs",
    "numéro avs",
    "numero avs",
    "navs13",
    "oasi",
    "oasi number",
    "sozialversicherungsnummer",
)
SHAPES = (
    Shape(
        r"(?<![\w.\-])(?P<value>756\.\d{4}\.\d{4}\.\d{2})(?![^\W_]|[.\-/]\d)",
        triggers=("756[.]",),
        before=5,
        after=16,
    ),
)
LABELS = (Label((*_NAMES, *SOCIAL), r"(?P<value>756[. ]?\d{4}[. ]?\d{4}[. ]?\d{2})(?![^\W_]|[.\-/]\d)", reach=30),)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not ssn.is_valid(value):
        return None
    return judge_national(candidate, value, _WORDS, "ch", chance=0.1, bare=0.95)
