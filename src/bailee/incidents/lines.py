"""How each duty stands after an incident: lines by duty, rows by place of residence, questions by test of harm.

>>> Line("x", "breach-us-ny", "US-NY", "people", "", Standing.DUE, "30 days", "").standing.is_open
True
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bailee.incidents.clocks import Deadline
from bailee.incidents.duties import Question
from bailee.obligations.load import Rule
from bailee.people import PeopleRange


class Standing(StrEnum):
    """How a duty stands."""

    DUE = "due"
    PERHAPS = "perhaps"  # it hangs on something that nobody knows
    ASK = "ask"  # named only: nobody could verify it
    DONE = "done"
    LIFTED = "lifted"
    BELOW = "below"  # too few people

    @property
    def is_open(self) -> bool:
        return self in (Standing.DUE, Standing.PERHAPS)


@dataclass(frozen=True, slots=True)
class Line:
    """One duty of one law or contract, in one place."""

    ident: str
    rule: str
    place: str  # of residence; empty: of all
    to: str
    who: str
    standing: Standing
    words: str  # the period, in words
    why: str  # what it hangs on, or what lifted it
    deadline: Deadline | None = None
    first: bool = False  # before the people are told
    with_people: bool = False
    citation: str = ""
    short: str = ""
    people: PeopleRange | None = None
    confirm: bool = False  # a figure of it was read in a secondary source alone
    reviewed: str = ""
    done_at: datetime | None = None

    @property
    def day(self) -> date | None:
        return self.deadline.on if self.deadline else None

    def is_late(self, now: datetime) -> bool:
        return self.standing.is_open and self.deadline is not None and self.deadline.at < now

    def left(self, now: datetime) -> timedelta | None:
        return self.deadline.at - now if self.deadline is not None else None


@dataclass(frozen=True, slots=True)
class Row:
    """One place of residence."""

    code: str
    name: str
    people: PeopleRange
    counts: tuple[str, ...]  # kinds that count there, with their people
    outside: tuple[str, ...]  # kinds that lay there and do not count
    exempts: str  # whether encryption does, in words
    lines: tuple[Line, ...]
    rule: str = ""
    short: str = ""
    unseen: tuple[str, ...] = ()  # kinds that count there and that nothing here recognises
    note: str = ""
    outsiders: tuple[str, ...] = ()  # who is outside that law, or deemed to comply, in its own words

    @property
    def main(self) -> Line | None:
        """What the people there are told by."""
        return next((each for each in self.lines if each.to == "people"), None)


@dataclass(frozen=True, slots=True)
class Asked:
    """A test of harm, with who asks for it, and what was answered."""

    question: Question
    laws: tuple[str, ...]  # short citations
    places: tuple[str, ...]
    answer: bool | None = None
    by: str = ""
    at: datetime | None = None
    grounds: str = ""
    keeps: int = 0
    also: tuple[str, ...] = ()

    @property
    def ident(self) -> str:
        return self.question.ident


@dataclass(frozen=True, slots=True)
class Laws:
    """Rules in force on the day, and how those that hang on what the organisation is stand: applies, to-decide; absent: no."""

    rules: Mapping[str, Rule]
    standing: Mapping[str, str]
    reviewed: Mapping[str, str]
    hipaa: frozenset[str] = frozenset({"covered", "associate"})  # what the organisation is, or may be, under it
