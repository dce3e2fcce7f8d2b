"""Individual number, My Number (Japan).

>>> found("jp-individual-number", "マイナンバー: 6214 9832 0257")
[('6214 9832 0257', 'verified')]
>>> found("jp-individual-number", "My Number: 621498320257")
[('621498320257', 'verified')]
>>> found("jp-individual-number", "My Number: 6214 9832 0258")
[]
"""

from __future__ import annotations

from stdnum.jp import in_

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, is_filler, words

CATEGORY = "national-identifier"
SOURCE = "https://www.cao.go.jp/bangouseido/"

LABELS = (
    Label(
        (
            "my number",
            "individual number",
            "個人番号",
            "マイナンバー",
            "kojin bango",
        ),
        r"(?P<value>\d{4}(?P<gap>[ \-]?)\d{4}(?P=gap)\d{4})(?![^\W_]|[.\-/]\d)",
        reach=12,
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def judge(candidate: Candidate) -> Judgement | None:
    value = in_.compact(candidate.value)
    if not in_.is_valid(value) or is_filler(value):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1)
