"""National register number and BIS number (Belgium).

>>> found("be-national-number", "Rijksregisternummer: 85.07.30-033.28")
[('85.07.30-033.28', 'verified')]
>>> found("be-national-number", "Rijksregisternummer: 85.07.30-033.29")  # the check digits are wrong
[]
"""

from __future__ import annotations

from stdnum.be import bis, nn

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, digits_of, words
from bailee.detectors.national import PERSONAL, SOCIAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.ibz.rrn.fgov.be/fileadmin/user_upload/nl/rr/instructies/IT-lijst/IT000_Rijksregisternummer.pdf"

_NAMES = (
    "n° national",
    "rrn",
    "belgian national number",
    "rijksregisternummer",
    "rijksregisternr",
    "rijksregister",
    "registre national",
    "numéro national",
    "numero national",
    "nationalregisternummer",
    "national register number",
    "insz",
    "niss",
    "bis nummer",
    "bis number",
    "numéro bis",
    "numero bis",
)
SHAPES = (
    Shape(
        r"(?<![\w.\-])(?P<value>\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2})(?![^\W_]|[.\-/]\d)",
        outlines=(r"00\.00\.00-000\.00",),
        before=16,
        after=4,
    ),
)
LABELS = (
    Label(
        (*_NAMES, *PERSONAL, *SOCIAL),
        r"(?P<value>\d{2}[. ]?\d{2}[. ]?\d{2}[ \-]{0,3}\d{3}[. \-]?\d{2})(?![^\W_]|[.\-/]\d)",
        reach=30,
    ),
)
_WORDS = words(*_NAMES)


def judge(candidate: Candidate) -> Judgement | None:
    value = digits_of(candidate.value)
    if not (nn.is_valid(value) or bis.is_valid(value)):
        return None
    return judge_national(candidate, value, _WORDS, "be", chance=0.001, bare=0.8)
