"""Personal guarantee: a person who answers with their own property for a firm's debts.

Its words: `words/personal-guarantee.toml`; how they are weighed: `joining.py`. A guarantee may be one sentence, in which somebody
who is named, or says I, takes on what another owes: its words are few, and its form tells it.

>>> bool(_takes_on("I, Ann Bell, will personally guarantee every invoice of Bell Ltd."))
True
>>> bool(_takes_on("Each director must personally guarantee all sums due.")), bool(_takes_on("Acme Tools Inc. guarantees payment of all sums due."))
(False, False)
"""

from __future__ import annotations

import re

from bailee.kinds.about import is_name
from bailee.kinds.reading import Reading
from bailee.kinds.weighing import Weighed
from bailee.vocabulary import Confidence, SubjectCategory

IDENT = "personal-guarantee"
NAME = "Personal guarantee"
CATEGORY = "guarantees"
SUBJECT = SubjectCategory.CUSTOMER
FROM = "a person who answers for a firm's debts, jointly and severally, with home address and means"

_LONGEST = 6_000  # characters; in more, words tell
_NAME = r"(?P<first>[A-ZÀ-Þ][\w'’-]+)(?: [A-Z]\.?)? (?P<last>[A-ZÀ-Þ][\w'’-]+)(?![\w'’-])"
# Who speaks: `I, Ann Bell,` `the undersigned, Ann Bell` `GUARANTOR: Ann Bell` `Ann Bell hereby`.
_SPEAKS = re.compile(
    r"\b(?:I|We|ich|wir|je soussigné(?:e)?|yo)\b,? |\bundersigned\b|\bguarantor\b|\bsurety\b|(?:^|[.\n] ?)(?=[A-Z][\w'’-]+ [A-Z])",
    re.M,
)
_TAKES_ON = re.compile(
    r"\b(?:(?:personally|unconditionally|hereby|irrevocably|individually|jointly and severally)[ ,]*(?:and )?)+guarant(?:ee|y)s?\b"
    r"|\bguarantees? (?:to|the|payment|punctual|prompt|performance|all|every|repayment)\b"
    r"|\b(?:be|am|stand|remain)s? (?:personally|individually) (?:liable|responsible|bound)\b|\bpersonally (?:liable|responsible) for\b|\bstands? (?:as )?surety\b"
    r"|\b(?:selbstschuldnerisch|persönlich)\w* (?:bürg|haft)\w+|\bverbürge mich\b|\bporte caution\b|\b(?:avalo|garantizo) personalmente\b",
    re.I,
)
_OWED = re.compile(
    r"\b(?:owes?|owed|owing|sums?|amounts?|debts?|invoices?|obligations?|liabilit(?:y|ies)|payments?|indebtedness|rent|loan|credit|schuld\w*|forderung\w*|verbindlichkeit\w*|dettes?|deudas?)\b",
    re.I,
)
_FOR_ANYBODY = re.compile(
    r"\b(?:each|every|any|all|both|the) (?:directors?|owners?|partners?|members?|applicants?|tenants?|shareholders?)\b[^.\n]{0,40}\b(?:must|shall|should|may|has to|have to|will be asked)\b"
    r"|_{4,}|\[ ?(?:name|guarantor)|\b(?:money back|warranty|satisfaction)\b",
    re.I,
)
_FIRM = re.compile(
    r"(?:holdings?|group|inc|llc|ltd|limited|gmbh|corp|plc|pty|bank|company|corporation|industries|services|partners|foods|logistics)\b",
    re.I,
)
_OF_FIRM = re.compile(rf"(?:,? [A-Z&][\w.&'’-]*){{0,4}},? {_FIRM.pattern}", re.I)  # `Ann Bell Dental, LLC`
_SENTENCE = 400  # characters from who speaks to what is taken on


def recognise(reading: Reading) -> Weighed | None:
    if len(reading.raw) > _LONGEST or reading.is_code or not _takes_on(" ".join(reading.raw.split())):
        return None
    return Weighed(Confidence.LIKELY, 8.0, ("somebody who is named takes on what another owes",), about_one=True)


def _takes_on(text: str) -> bool:
    """Whether a sentence has somebody named, the act, and what is owed; and the text speaks of nobody else."""
    if _FOR_ANYBODY.search(text):
        return False
    for who in _SPEAKS.finditer(text):
        said = text[who.end() : who.end() + _SENTENCE]
        act = _TAKES_ON.search(said)
        if act and _OWED.search(said, act.start()) and _is_somebody(said[: act.start()]):
            return True
    return False


def _is_somebody(said: str) -> bool:
    """Whether a person is named, and not only a firm that is called after one."""
    return any(
        is_name(name["first"], name["last"]) and not _FIRM.match(name["last"]) and not _OF_FIRM.match(said, name.end())
        for name in re.finditer(_NAME, said)
    )
