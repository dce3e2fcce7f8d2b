"""Driver's licence number (Ontario).

Letter of the surname, fourteen digits, of which the last six are the birth date; 50 is added to the month for women.

>>> found("ca-on-driving-licence", "Ontario driver's licence R1234-56789-60712")
[('R1234-56789-60712', 'verified')]
>>> found("ca-on-driving-licence", "R1234-56789-60712")
[('R1234-56789-60712', 'likely')]
>>> found("ca-on-driving-licence", "R1234-56789-63312")
[]
"""

from __future__ import annotations

from bailee.detectors.ca.provinces import LICENCE
from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, is_filler, words

CATEGORY = "driving-licence"
SOURCE = "https://www.ontario.ca/page/get-g-drivers-licence-new-drivers"

SHAPES = (
    Shape(
        r"(?<![\w.\-/])(?P<value>[A-Z]\d{4}-\d{5}-\d{5})(?![\w\-/]|\.\d)",
        outlines=("[AG]0000-00000-00000",),
        before=18,
        after=4,
    ),
)
LABELS = (
    Label(
        LICENCE,
        r"(?P<value>[A-Za-z]\d{4}[ \-]?\d{5}[ \-]?\d{5})(?![^\W_]|[.\-/]\d)",
    ),
)
_CONTEXT = words("ontario", "driver", "licence", "license", "permis", "serviceontario", "mto", "dl")
_ONTARIO = words("ontario", "serviceontario", "mto", "on", "canada")


def judge(candidate: Candidate) -> Judgement | None:
    value = "".join(filter(str.isalnum, candidate.value)).upper()
    month, day = int(value[11:13]), int(value[13:15])
    if not 1 <= month % 50 <= 12 or month > 62 or not 1 <= day <= 31 or is_filler(value[1:]):
        return None
    if "-" not in candidate.value and not _ONTARIO.search(
        candidate.before(60) + candidate.after(40) + candidate.header
    ):
        return None  # New Jersey's have the same form
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1, bare=0.92)
