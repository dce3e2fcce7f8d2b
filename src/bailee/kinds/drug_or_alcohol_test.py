"""Result of a drug or alcohol test.

Its words: `words/drug-or-alcohol-test.toml`; how they are weighed: `weighing.py`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bailee.kinds.families import table
from bailee.kinds.interface import OwnDate
from bailee.kinds.reading import Reading
from bailee.kinds.weighing import HITS_LOOKED_AT, LIKELY, NAMED, Weighed, weigh
from bailee.vocabulary import Confidence, SubjectCategory

IDENT = "drug-or-alcohol-test"
NAME = "Drug or alcohol test"
CATEGORY = "drug-and-alcohol-tests"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = "specimen and custody numbers, substances with results, reason for the test, the collector or reviewing officer, statements of a result"
DATED = OwnDate(
    "the date of the test",
    (
        "test date",
        "date of test",
        "date of the test",
        "tested",
        "collection date",
        "collection date/time",
        "collection",
        "collected",
        "collected at",
        "collection dated",
        "date collected",
        "date of collection",
        "fecha de la toma",
        "fecha de toma",
        "entnahme",
    ),
)


PANEL = 4  # substances with their results: as many make it by themselves


_RESULT = re.compile(
    r"(?<![^\W_])(?:positi[vf]\w*|n[eé]gati[vf]\w*|pos|neg|dilute|refus\w+|detected|cancel\w*|invalid|adulterated|substituted|passed|failed|blew|came back|line missing|(?:was|were) (?:zeros?|clean|fine)|popped|hot|dirty|(?:over|above|below) the (?:limit|cut-?off)|found to contain|under the influence)(?![^\W_])|(?<![\d])0?[.,]\d{2,3}\b",
    re.I,
)


# What the donor certifies, what nobody ticked, and what was taken and not found.
_NO_RESULT = re.compile(
    r"\b(?:not|never|n['’]t) (?:been )?(?:adulterated|substituted|refused)|(?:\[ ?\]|\( ?\)|[☐□]) ?[\w-]+(?: to test)?|refusal (?:of|to) (?:sign|provide)",
    re.I,
)


def lacks(reading: Reading) -> bool:
    """Whether no result stands there: a specimen that was taken is a custody and control form."""
    return _RESULT.search(_NO_RESULT.sub(" ", reading.lines)) is None


def recognise(reading: Reading) -> Weighed | None:
    if _panel(reading) >= PANEL:
        weighed = weigh(reading, IDENT, extra=2, reasons=("a panel of substances, each with its result",))
        if (
            weighed
            and weighed.confidence is Confidence.POSSIBLE
            and weighed.score >= LIKELY
            and reading.person >= NAMED
        ):
            return replace(weighed, confidence=Confidence.LIKELY)
        return weighed
    return weigh(reading, IDENT)


def _panel(reading: Reading) -> int:
    families = table().families
    for number in table().of(IDENT):
        if families[number].name == "substance-result":
            hits = reading.free(number)
            if len({hit.word for hit in hits}) < PANEL:
                return 0
            return len({hit.word for hit in hits[:HITS_LOOKED_AT] if reading.filled(families[number], hit)})
    return 0
