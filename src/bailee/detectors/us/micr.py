"""Account number in the magnetic line of a cheque (United States).

>>> found("us-micr", "⑈001001⑈ ⑆121000358⑆ 4455667788⑈")
[('4455667788', 'verified')]
>>> found("us-micr", "A121000358A 4455667788C 1001")       # as the font's letters are read
[('4455667788', 'verified')]
>>> found("us-micr", "a:121000359: 4455667788")            # wrong check digit
[]
"""

from __future__ import annotations

from stdnum.us import rtn

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Score, Shape, digits_of, is_filler

CATEGORY = "bank-account"
SOURCE = "https://x9.org/standards/"  # ANSI X9.100-160

SHAPES = (
    Shape(
        r"(?:[⑆?|]:?|:\|?|A|T|\bt)(?P<transit>[0-3]\d{8})(?:[⑆?|]:?|:\|?|A|T|t)[ ]{0,4}(?:\d{3,6}[ ]{1,3})?(?P<value>\d{4,7}(?:[ \-]?\d{2,10}){0,2})[ ]?(?:[⑈\"CUu<]|\|{1,2}'?|$|(?=\s))",
        outlines=(r"\?000000000\?", r":000000000:", r"\|000000000\|", "A000000000A", "G000000000G", "g000000000g"),
        before=14,
        after=44,
    ),
)


def judge(candidate: Candidate) -> Judgement | None:
    transit = candidate.groups("transit") if candidate.groups is not None else None
    digits = digits_of(candidate.value)
    if not transit or not rtn.is_valid(transit) or is_filler(transit) or not 5 <= len(digits) <= 17:
        return None
    return Score(0.99, "after a routing number between the marks of a cheque").judgement(digits)
