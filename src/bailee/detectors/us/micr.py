"""Account number in the magnetic line of a cheque (United States).

>>> found("us-micr", "⑈001001⑈ ⑆121000358⑆ 4455667788⑈")
[('4455667788', 'verified')]
>>> found("us-micr", "A121000358A 4455667788C 1001")       # as the font's letters are read
[('4455667788', 'verified')]
>>> found("us-micr", "|:121000358|: 4455667788||' 1042")   # as its marks are written without the font
[('4455667788', 'verified')]
>>> found("us-micr", "a:121000359: 4455667788")            # wrong check digit
[]
"""

from __future__ import annotations

import re

from stdnum.us import rtn

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Score, Shape, digits_of, is_filler, words

CATEGORY = "bank-account"
SOURCE = "https://x9.org/standards/"  # ANSI X9.100-160

# ⑆ is often read as `:`, `|:`, `A` or `T`, the mark behind an account (⑈) as a quote, `C`, `U` or `||'`. As ⑈ is called a dash, it
# is one between figures.
SHAPES = (
    Shape(
        r"(?:(?P<mark>[⑆?]:?|\|:|:\|)|[:|]|(?P<letter>[A-DT]|\bt))(?P<transit>[0-3]\d{8})(?:(?P=letter)|(?<=\d)[⑆?|]:?|:\|?)[ ]{0,4}"
        r"(?P<value>\d{2,17}(?:[ \-]{1,3}\d{2,17}){0,3})[ ]?(?:(?P<ends>[⑈\"BCDUu<\-]|\|\|'?)|\||$|(?=\s))",
        outlines=(r"[?:|]000000000[?:|]", "A000000000A", "G000000000G", "g000000000g"),
        before=14,
        after=64,
    ),
)
_CHEQUE = words("check", "cheque", "micr", "bank", "routing", "account", "pay to the order", "aba", "deposit")
_LONG = 7  # figures of an account beside which shorter ones are the cheque's number


def judge(candidate: Candidate) -> Judgement | None:
    transit = candidate.groups("transit") if candidate.groups is not None else None
    if not transit or not rtn.is_valid(transit) or is_filler(transit):
        return None
    start, end = _account(candidate.value)
    digits = digits_of(candidate.value[start:end])
    if not 5 <= len(digits) <= 17:
        return None
    letter = candidate.groups("letter") if candidate.groups is not None else None
    sure = candidate.has("mark") or (candidate.has("ends") and letter not in ("B", "C", "D"))
    if not sure and not candidate.near(_CHEQUE, 120, 60):
        return None
    score = Score(0.99, "after a routing number between the marks of a cheque")
    return score.judgement(digits, start=candidate.start + start, end=candidate.start + end)


def _account(value: str) -> tuple[int, int]:
    """Where the account stands in what follows a routing number, beside which the number of the cheque may stand.

    >>> _account("4455667788- 1042"), _account("1042 4455667788"), _account("445 566 7788")
    ((0, 10), (5, 15), (0, 12))
    """
    groups = [match.span() for match in re.finditer(r"\d+", value)]
    low, high = max(groups, key=lambda span: span[1] - span[0])
    return (low, high) if high - low >= _LONG else (0, groups[-1][1])
