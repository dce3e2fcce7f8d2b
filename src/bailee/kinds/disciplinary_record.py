"""Warning, suspension or other discipline of one employee.

Its words: `words/disciplinary-record.toml`; how they are weighed: `weighing.py`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bailee.kinds.interface import OwnDate
from bailee.kinds.reading import Reading
from bailee.kinds.weighing import Weighed, weigh
from bailee.vocabulary import Confidence, SubjectCategory

IDENT = "disciplinary-record"
NAME = "Disciplinary record"
CATEGORY = "personnel-files"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = "the step taken, what happened, the employee's answer"
DATED = OwnDate(
    "the date of the incident", ("date of incident", "incident date", "date of warning", "date issued", "issued on")
)


# A letter of warning: what it is called, what the person did, and what follows the next time.
_CALLED_SO = re.compile(
    r"^\W{0,4}(?:re:? |subject:? |betreff:? )?(?:(?:first|second|third|1st|2nd|3rd|final|last|verbal|oral|written|formal|letter of|notice of|official|and)[ -]+){0,5}(?:warning|reprimand|abmahnung|avertissement|suspension)\b[^\n.]{0,40}$",
    re.I | re.M,
)
_YOU_DID = re.compile(
    r"\byou (?:again )?(?:were|had|have been|did not|didn't|failed|left|arrived|came|drove|used|took|refused|missed|made|sent|spoke|shouted|ignored|walked|slept|smoked|told)\b|\bsie (?:haben|sind|waren|hatten)\b|\bvous (?:avez|êtes|étiez)\b",
    re.I,
)
_NEXT_TIME = re.compile(
    r"\b(?:further|another|next|again|any (?:more|other)|repeat(?:ed)?|if (?:this|it|anything)|weitere|wiederhol\w+)\b[^.\n]{0,140}\b(?:dismiss\w*|terminat\w*|suspen\w*|disciplin\w*|discharge\w*|end of your employment|kündig\w*|licenciement)",
    re.I,
)
_A_DAY = re.compile(
    r"\b\d{1,2}\.? ?(?:st|nd|rd|th)? ?(?:of )?[A-ZÀ-Þ][a-zä]{2,8}\b|\b[A-Z][a-z]{2,8} \d{1,2}\b|\b\d{1,2}[/.]\d{1,2}\b"
)
_ENTERED = frozenset({"the step that was taken", "what happened", "an employee"})
LONGEST_LETTER = 900  # words
ADDRESSED = 3  # times that a letter says you


def recognise(reading: Reading) -> Weighed | None:
    weighed = weigh(reading, IDENT)
    if (weighed is None or weighed.confidence is Confidence.POSSIBLE) and _warns(reading):
        reasons = ("a letter that warns one employee of what happens the next time",)
        return Weighed(Confidence.LIKELY, 8.0, reasons, about_one=True)
    if weighed is None or weighed.confidence is Confidence.POSSIBLE:
        return weighed
    addressed = reading.counts["you"] + reading.counts["your"] >= ADDRESSED and len(reading.words) < LONGEST_LETTER
    entered = len(_ENTERED.intersection(weighed.reasons))
    if entered >= 2 or addressed or (entered and len(reading.words) < LONGEST_LETTER):
        return weighed
    return replace(weighed, confidence=Confidence.POSSIBLE)  # a judgment tells of discipline, too


def _warns(reading: Reading) -> bool:
    raw = reading.raw
    if len(reading.words) > LONGEST_LETTER or not _CALLED_SO.search(raw[:1_500]) or reading.common("rules") > 2:
        return False
    return all(part.search(raw) for part in (_YOU_DID, _NEXT_TIME, _A_DAY))
