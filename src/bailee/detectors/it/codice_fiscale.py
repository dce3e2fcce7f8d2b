"""Tax code of a person, codice fiscale (Italy).

>>> found("it-codice-fiscale", "Codice fiscale: RCCMNL83S18D969H")
[('RCCMNL83S18D969H', 'verified')]
>>> found("it-codice-fiscale", "C.F. RCCMNL83S18D969I")  # the check letter is wrong, the rest of the form rare
[('RCCMNL83S18D969I', 'possible')]
>>> found("it-codice-fiscale", "RCCMNL83S88D969H")  # no such day
[]
"""

from __future__ import annotations

import re

from stdnum.it import codicefiscale

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, Shape, words
from bailee.detectors.national import PERSONAL, TAX, judge_national

CATEGORY = "tax-identifier"
SOURCE = "https://www.agenziaentrate.gov.it/portale/web/english/nse/individuals/tax-identification-number-for-foreign-citizens"

_NAMES = (
    "codice fiscale",
    "cod. fiscale",
    "cod. fisc.",
    "c.f.",
    "codfisc",
    "tessera sanitaria",
    "italian tax code",
    "fiscal code",
)
# Letters L to V in place of digits keep two people of one name and birthday apart.
_NUMBER = r"[0-9LMNP-V]"
_FORM = rf"[A-Z]{{6}}{_NUMBER}{{2}}[ABCDEHLMPRST](?:[04LPQ1256RSTMN]{_NUMBER}|[37][01LM])[A-Z]{_NUMBER}{{3}}[A-Z]"
SHAPES = (
    Shape(
        rf"(?<![\w\-])(?P<value>{_FORM})(?![\w\-])",
        outlines=("[AG]{6}00[AG]00[AG]000[AG]",),
        before=18,
        after=3,
    ),
)
LABELS = (
    Label(
        (*_NAMES, *PERSONAL, *TAX),
        rf"(?P<value>(?i:{_FORM}|[A-Z]{{3}} ?[A-Z]{{3}} ?{_NUMBER}{{2}}[A-Z]{_NUMBER}{{2}} ?[A-Z]{_NUMBER}{{3}}[A-Z]))(?![\w\-])",
        headings=("cf",),
        reach=30,
    ),
)  # fmt: skip
_WORDS = words(*_NAMES, "cf")
_DAY = re.compile(r"[04LPQ1256RSTMN].|[37][01LM]")


def judge(candidate: Candidate) -> Judgement | None:
    value = codicefiscale.compact(candidate.value)
    if codicefiscale.is_valid(value):
        return judge_national(candidate, value, _WORDS, "it", chance=0.005, bare=0.97)
    if _DAY.fullmatch(value[9:11]) is None or value[8] not in "ABCDEHLMPRST":
        return None
    return Score(0.97, "letters and digits in their places").at_most(0.3, "its check letter is wrong").judgement(value)
