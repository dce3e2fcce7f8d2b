"""Identity card number, MyKad (Malaysia).

>>> found("my-nric", "No. Kad Pengenalan: 770305-02-1234")
[('770305-02-1234', 'likely')]
>>> found("my-nric", "IC No: 770305-17-1234")
[]
"""

from __future__ import annotations

from stdnum.my import nric

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, is_filler, words
from bailee.detectors.national import CARD, PERSONAL, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.jpn.gov.my/"

SHAPES = (
    Shape(
        r"(?<![\w.\-/])(?P<value>\d{2}[01]\d[0-3]\d-\d{2}-\d{4})(?![\w\-/]|\.\d)",
        outlines=("000000-00-0000",),
        before=15,
        after=4,
    ),
)
_OWN = Label(
    (
        "mykad",
        "nric",
        "kad pengenalan",
        "ic no",
        "ic number",
        "nric no",
        "no. kp",
        "no. k/p",
        "no. kad pengenalan",
        "malaysian ic",
        "malaysia ic",
    ),
    r"(?P<value>\d{6}(?P<dash>[\- ]?)\d{2}(?P=dash)\d{4})(?![^\W_]|[.\-/]\d)",
)
LABELS = (_OWN, Label((*PERSONAL, *CARD), _OWN.value))
_CONTEXT = words(*_OWN.phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = nric.compact(candidate.value)
    if not nric.is_valid(value) or is_filler(value):
        return None
    return judge_national(candidate, value, _CONTEXT, "my", chance=0.2, bare=0.6 if "-" in candidate.value else 0.0)
