"""What a kind of record is: a module of this folder that recognises one sort of document by content and structure.

    IDENT = "drug-or-alcohol-test"
    CATEGORY = "drug-and-alcohol-tests"                 # a row of vocabulary.DATA_CATEGORIES
    SUBJECT = SubjectCategory.EMPLOYEE

    NAME = "Drug or alcohol test"
    FROM = "specimen numbers, …"                        # what it is recognised from, in words

    def recognise(reading: Reading) -> Weighed | None: ...                        # the document, read once for all kinds
    def recognise_series(siblings: Sequence[Sibling]) -> Weighed | None: ...      # where one item alone does not tell
    def recognise_form(reading: Reading) -> Weighed | None: ...                   # what tells it without any of its words
    def subject(reading: Reading) -> SubjectCategory: ...                          # where the text says about whom it is
    def lacks(reading: Reading) -> bool: ...                                       # whether what it cannot be without is missing

    DATED = OwnDate("the date of the test", ("test date", …))                      # where such a record carries its date

A kind with `[terms]` in its `words/<ident>.toml` needs none of the three: `joining.py` weighs its terms and asks whether
somebody is told of.

A title, a file name or a folder may raise a doubt to a guess, and never makes the kind: a policy about drug tests, an
empty form and an article are not a result.
"""

from __future__ import annotations

from dataclasses import dataclass

from bailee.items import Media
from bailee.text import Match, Text
from bailee.vocabulary import Confidence, Locator, SubjectCategory


@dataclass(frozen=True, slots=True)
class Document:
    """One item (a file, a mail, an attachment, a member), without what lies nested in it."""

    locator: Locator
    media_type: str
    size: int
    texts: tuple[Text, ...]  # at most the first 2 MB of text in all
    matches: tuple[tuple[int, Match], ...]  # (index in texts, match)
    media: Media | None = None
    children: tuple[str, ...] = ()  # media types of the items directly inside


@dataclass(frozen=True, slots=True)
class Sibling:
    """What a series is recognised from: one item among those of the same folder or container."""

    locator: Locator
    media_type: str
    size: int
    modified_ns: int
    media: Media | None
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnDate:
    """The date that records of a kind carry, which says how old one is whenever its file was copied."""

    says: str  # "the date of the test"
    words: tuple[str, ...]  # that stand before the day, or above a column of days, in small letters
    years: tuple[str, ...] = ()  # that stand beside a year: "tax year"
    ends: bool = False  # it is the day on which something ended, such as work for the organisation


@dataclass(frozen=True, slots=True)
class Recognition:
    kind: str
    category: str
    subject: SubjectCategory
    confidence: Confidence
    reasons: tuple[str, ...]  # in words, without values
    dated: str = ""  # the day, or the year, that it carries; empty: none that tells
