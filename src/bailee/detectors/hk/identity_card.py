"""Identity card number, HKID (Hong Kong).

>>> found("hk-identity-card", "HKID: A123456(3)")
[('A123456(3)', 'verified')]
>>> found("hk-identity-card", "身份證號碼: C5556684")
[('C5556684', 'verified')]
>>> found("hk-identity-card", "HKID: A123456(4)")
[]
"""

from __future__ import annotations

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import judge_identifier
from bailee.detectors.interface import Candidate, Judgement, Label, Shape, digits_of, is_filler, words

CATEGORY = "national-identifier"
SOURCE = "https://www.immd.gov.hk/eng/services/hkid.html"

SHAPES = (
    Shape(
        r"(?<![A-Za-z0-9_\-])(?P<value>[A-Z]{1,2}\d{6}\([0-9A]\))",
        outlines=(r"[AG]000000\([0A]\)",),
        before=12,
        after=2,
    ),
)
LABELS = (
    Label(
        (
            "hkid",
            "hk id",
            "hong kong id",
            "hong kong identity card",
            "hkid no",
            "香港身份證",
            "身份證號碼",
            "身份證",
        ),
        r"(?P<value>[A-Za-z]{1,2}\d{6}[ ]?(?:\([0-9Aa]\)|[0-9Aa]))(?![A-Za-z0-9])",
    ),
)
_CONTEXT = words(*LABELS[0].phrases)


def is_right(number: str) -> bool:
    """Whether letters, six digits and the check digit agree.

    >>> is_right("A1234563"), is_right("AB9876543"), is_right("A1234564")
    (True, True, False)
    """
    values = [36, *(int(sign, 36) for sign in number)][-9:]  # a blank stands where there is only one letter
    return sum(weight * value for weight, value in zip(range(9, 0, -1), values, strict=True)) % 11 == 0


def judge(candidate: Candidate) -> Judgement | None:
    value = "".join(filter(str.isalnum, candidate.value)).upper()
    if not is_right(value) or (is_filler(digits_of(value[-7:-1])) and not candidate.labelled):
        return None
    return judge_identifier(candidate, value, _CONTEXT, chance=0.1, bare=0.93 if "(" in candidate.value else 0.0)
