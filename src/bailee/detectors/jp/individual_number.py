"""Individual number, My Number (Japan).

>>> found("jp-individual-number", "マイナンバー: 6214 9832 0257")
[('6214 9832 0257', 'verified')]
>>> found("jp-individual-number", "マイナンバーは621498320257です")
[('621498320257', 'verified')]
>>> found("jp-individual-number", "My Number: 621498320257")
[('621498320257', 'verified')]
>>> found("jp-individual-number", "My Number: 6214 9832 0258")
[]
"""

from __future__ import annotations

from stdnum.jp import in_

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import fits_column
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words
from bailee.detectors.national import PERSONAL, TAX, judge_national

CATEGORY = "national-identifier"
SOURCE = "https://www.cao.go.jp/bangouseido/"

_OWN = Label(
    (
        "my number",
        "individual number",
        "個人番号",
        "マイナンバー",
        "kojin bango",
    ),
    r"(?P<value>\d{4}(?P<gap>[ \-]?)\d{4}(?P=gap)\d{4})(?![A-Za-z0-9]|[.\-/]\d)",
    reach=12,
)
LABELS = (_OWN, Label((*PERSONAL, *TAX), _OWN.value))
_CONTEXT = words(*_OWN.phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = in_.compact(candidate.value)
    if not in_.is_valid(value) or is_filler(value):
        return None
    if not fits_column(candidate, in_.is_valid):
        return None
    return judge_national(candidate, value, _CONTEXT, "jp", chance=0.1)
