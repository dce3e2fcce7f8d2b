"""About whom: whether a text tells of somebody, or of everybody.

A policy, a lesson, a price list and an empty form are written with the words of a record and hold nobody. What sets a record apart is the same
for every kind: names of persons, dates, numbers of one's own, he and she and I, values beside labels. Against it speak modal verbs, plurals,
lines to write on and places for a program to fill.

>>> from bailee.kinds.interface import Document
>>> from bailee.text import Text
>>> from bailee.vocabulary import Locator
>>> from bailee.kinds.reading import Reading
>>> def told(text):
...     return certainty(Reading(Document(Locator(("x",)), "text/plain", 9, (Text.of(text, Locator(("x",))),), ()))) >= ENOUGH
>>> told("Ann Bell, born 14 May 1988, employee 4471, was tested on 03/02/2024. Her result was negative."), told("Employees must be tested. Results are kept.")
(True, False)
"""

from __future__ import annotations

import re
from functools import cache

from bailee.kinds.families import plain, stem
from bailee.kinds.families import table as families_table
from bailee.kinds.reading import Reading
from bailee.kinds.shapes import DATE
from bailee.kinds.terms import table as terms_table
from bailee.kinds.writing import general_words, technical_words

ENOUGH = 2.0
MOST_LOOKED_AT = 8_000  # characters
FEW_WORDS = 2  # he or she, so often
CALLED, IN_CAPITALS = 0.5, 0.5  # for somebody called by a first name, for each name in capitals
MILDER = 0.6  # what speaks of everybody counts less beside names and dates: a form has its questions
MANY_BOXES = 4  # of which nobody ticked one
SLIDES = 2.5  # off for what is shown to many
# Courts publish what they decide: it tells of somebody at length, in the words of every record, and is none of whoever keeps it. An order
# to an employer has a phrase or two of it, a judgment one in so many characters.
JUDGED, FEW_JUDGED, MOST_JUDGED = 2.0, 2, 12.0
A_JUDGMENT, APART, PAGES = 6, 1_200, 20_000
NAMES, DATES = 4, 4  # more of them tell no more

_PAIR = re.compile(r"\b([A-Z]\.|[A-ZÀ-Þ][\w'’-]{1,16})(?:,? [A-Z]\.)?,? ([A-ZÀ-Þ][\w'’-]{1,18})\b")
# Each way begins with one letter or digit and looks back from there, so that a search goes from one to the next.
_OWN_NUMBER = re.compile(
    r"[A-Z](?<![\w.$€£/-].)[A-Z]{0,2}-?\d{4,12}(?![\w./%-]|,\d)|\d(?<![\w.$€£/-].)\d{3,11}(?![\w./%-]|,\d)"
    r"|\d(?<!\w.)\d\d-\d\d-\d{4}\b|\(?\d{3}\)?[ -]\d{3}-\d{4}\b"
)
_MONEY = re.compile(r"[$€£] ?\d|\b\d{1,3}[.,]\d{3}[.,]\d\d\b|\b\d{2,6}[.,]\d\d\b")
_LETTERED = re.compile(r"^[ \t]*([A-Z])\. ", re.M)
_BRACKETED = re.compile(r"\[([A-ZÀ-Þ][\w'’-]+) ([A-ZÀ-Þ][\w'’-]+)\]")
_CALLED = re.compile(
    r"^(?:hi |hello |dear )?([A-ZÀ-Þ][a-zà-ÿ]{2,12})[,:] (?:[a-z]|I\b)|\b([A-ZÀ-Þ][a-zà-ÿ]{2,12})['’]s (?:[a-z])", re.M
)
_CAPITALS = re.compile(
    r"^[ \t]*(?:\d[a-c]?[.)]? {0,2}|[A-Z][A-Za-z/ ]{2,18}[:/] ?)?([A-ZÀ-Þ][A-ZÀ-Þ'-]{2,18}(?:,? [A-ZÀ-Þ'-]{1,15}){0,2})[ \t]*$",
    re.M,
)
_DAY = re.compile(  # of a year that everybody knows; a month alone may be any
    r"\b\d{1,2}(?:st|nd|rd|th)? (?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b(?!,? ?\d)"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}(?:st|nd|rd|th)?\b(?!,? ?\d)"
)
_CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")
_MAIL = re.compile(r"\w@[\w-]+\.\w")
_BLANK = re.compile(
    r"(?<![^\W_])_{4,}(?![^\W_])|\.{8,}[ \t]*$|\[ ?\](?! ?[A-Z\w])|\{\{|\[[A-Z][A-Za-z' ]{2,30}\]|<[a-z_ ]{3,30}>", re.M
)
_BLANK_MARKS = ("____", "........", "[", "{{", "<")  # one stands in each
_TICKED = re.compile(r"\[ ?[xX✓✔] ?\]|[☒☑]")
_UNTICKED = re.compile(r"\[ ?\]|[☐□]")
_EMPTY_LABEL = re.compile(r"^[^\n:]{2,60}[:?][ \t]*(?:_+|\[ ?\]|\{\{.*|N/?A)?[ \t]*$", re.M)
_FILLED_LABEL = re.compile(r"^[^\n:]{2,60}[:?][ \t]*(?=[^\n]*[^\W_])[^\s_\[{].*$", re.M)
_DEAR = re.compile(
    r"\b(?:dear|hi|hello|liebe|lieber|sehr geehrte[rs]?|estimad[oa]|madame|monsieur|cher|chère) (?!sir|madam|customer|valued|guest|all|team|colleague|hiring)[A-Za-zÀ-ÿ.]",
    re.I,
)
_TO_SOMEBODY = ("dear", "hi ", "hello", "liebe", "sehr", "estimad", "madame", "monsieur", "cher")  # one stands in each
_PERSONAL = frozenset(
    [
        "i",
        "my",
        "me",
        "mine",
        "you",
        "your",
        "he",
        "she",
        "his",
        "her",
        "him",
        "ich",
        "mein",
        "meine",
        "sie",
        "er",
        "ihm",
        "ihre",
        "je",
        "mon",
        "ma",
        "il",
        "elle",
        "yo",
        "mi",
        "su",
    ]
)
_VOWELS = frozenset("AEIOUYÀÁÂÃÄÅÆÈÉÊËÌÍÎÏÒÓÔÕÖØÙÚÛÜÝ")
_SINGULAR = frozenset(["he", "she", "his", "her", "him"])
_FIRST = frozenset(["i'm", "i've", "i'll", "ich", "mir", "mein", "je", "moi", "yo"])


@cache
def _vocabulary() -> frozenset[str]:
    """Words of forms and offices: where one begins with a capital, it names nobody."""
    starts = set(families_table().starts)
    for start in families_table().starts.values():
        starts.update(start.following)
    terms = terms_table()
    pairs = {word for pair in terms.pairs for word in pair}
    return frozenset(
        starts | pairs | terms.singles.keys() | {stem(word) for word in general_words() | technical_words()}
    )


def is_name(first: str, last: str) -> bool:
    """Whether two words with capitals may name a person: neither is a word of forms and offices."""
    known = _vocabulary()
    if len(last) < 3 or (len(first) > 2 and is_acronym(first)) or is_acronym(last):
        return False
    return stem(plain(first)) not in known and stem(plain(last)) not in known


def is_acronym(word: str) -> bool:
    """Whether letters are said one by one: `DSS`, and not `LEE`."""
    return word.isupper() and _VOWELS.isdisjoint(word)


def is_called(text: str) -> bool:
    """Whether somebody is spoken to by name, or something is somebody's: a driver's licence is nobody's."""
    known = _vocabulary()
    return any(stem(plain(found[1] or found[2])) not in known for found in _CALLED.finditer(text))


def names_in(text: str) -> int:
    """How many different pairs of words look like a person's name: capitals, and neither a word of forms."""
    found: set[str] = set()
    lettered = {"A", "B", "C"} <= set(_LETTERED.findall(text))  # fields of a form: D. Specify
    for match in _PAIR.finditer(text):
        if lettered and match[1][1:] == "." and _LETTERED.match(match.group()):
            continue
        if is_name(*match.groups()):
            found.add(match.group())
            if len(found) >= NAMES:
                break
    return len(found)


def capitals_in(text: str) -> int:
    """Lines that hold a name in capitals, as cards print them: words that forms and offices do not use."""
    known = _vocabulary()
    return sum(
        1
        for found in _CAPITALS.finditer(text)
        if all(len(word) > 1 and stem(plain(word)) not in known for word in found.group(1).split()[:2])
    )


def field_marks(reading: Reading) -> int:
    """Places of a template that somebody would fill; a name in brackets is none."""
    if not reading.field_marks:
        return 0
    named = sum(1 for pair in _BRACKETED.finditer(reading.raw[:MOST_LOOKED_AT]) if is_name(*pair.groups()))
    return reading.field_marks - named


def certainty(reading: Reading) -> float:
    """How much more a text tells of somebody than of everybody, worked out once; `ENOUGH` and above it is a record."""
    if reading.certain is None:
        reading.certain = _certainty(reading)
    return reading.certain


def _certainty(reading: Reading) -> float:
    written = reading.lines[:MOST_LOOKED_AT]
    text = written.replace("_", " ")
    detectors = {match.detector for _, match in reading.document.matches}
    shown = any(word in reading.document.media_type for word in ("presentation", "powerpoint"))  # slides teach
    names = max(names_in(text), sum(match.detector == "person-name" for _, match in reading.document.matches))
    dates = len({found.group() for found in DATE.finditer(text)})
    days = len({found.group() for found in _DAY.finditer(text)})
    somebody = names or reading.person >= 1
    counts = reading.counts
    addressed = is_called(text)
    score = 0.7 * min(names, NAMES) + (0.4 * min(dates + days / 2, DATES) if somebody else 0.15 * min(dates, DATES))
    score += 0.5 * min(len(_OWN_NUMBER.findall(text)), 2)
    if somebody:  # without anybody, sums of money are prices, and rows are a table of goods or rates
        score += 0.3 * min(len(_MONEY.findall(text)), 2)
    elif not dates and not addressed and sum(counts[word] for word in _SINGULAR) < FEW_WORDS:
        score -= 1
    score += CALLED * addressed + IN_CAPITALS * min(capitals_in(text), 2)
    score += 0.3 * min(len(_CLOCK.findall(text)), 2)
    score += 0.5 * (_MAIL.search(text) is not None)
    score += 1.5 * bool(detectors & {"us-ssn", "date-of-birth", "payment-card", "uk-nino", "mrz"})
    score += 0.5 * min(reading.person, 4.0)
    score += 0.8 * (sum(counts[word] for word in _SINGULAR) >= 2)
    score += 1.0 * (reading.speaking + sum(counts[word] for word in _FIRST) >= 2)
    score += 0.8 * (any(word in reading.plain for word in _TO_SOMEBODY) and _DEAR.search(text) is not None)
    ticked = len(_TICKED.findall(text))
    score += 0.5 * min(ticked, 2)
    if not ticked and len(_UNTICKED.findall(text)) >= MANY_BOXES:
        score -= 1
    blanks, empty, filled = (
        len(_BLANK.findall(written)) if any(mark in written for mark in _BLANK_MARKS) else 0,
        len(_EMPTY_LABEL.findall(written)),
        len(_FILLED_LABEL.findall(text)),
    )
    score += 0.2 * min(filled, 8) * (filled > empty and bool(somebody))
    score -= 0.5 * min(max(blanks - 1, 0), 6)
    score -= 0.4 * min(max(empty - filled - 2, 0), 6)
    score -= SLIDES * shown
    score -= min(JUDGED * max(reading.common("judgments") - FEW_JUDGED, 0), MOST_JUDGED)
    return score - general(reading) * (MILDER if names >= 2 and dates else 1)


def is_judgment(reading: Reading) -> bool:
    """Whether a text as a whole reads as what a court decided, and why."""
    said = reading.common("judgments")
    return said >= A_JUDGMENT and said * APART >= min(len(reading.raw), PAGES)


def general(reading: Reading) -> float:
    """What a text loses because it speaks of everybody, teaches or sells."""
    loss = min(max(reading.generality - 0.02, 0.0) * 60, 4.0)
    loss += min(0.7 * reading.common("rules"), 3.5) + min(0.8 * reading.common("articles"), 4.0)
    return loss + min(3.0 * reading.common("samples"), 6.0)
