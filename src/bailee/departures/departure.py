"""What a departure is: found where, about how many people, against which rule, why, what to do, and what would clear it.

>>> one = Departure("kept-too-long", "payroll", "12 files are older than declared", stores=("acme/Payroll",))
>>> one.ident, one.column, one.command
('kept-too-long-60f91a74', 'held', 'bailee departures show kept-too-long-60f91a74')
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bailee.matrix import HELD, Key
from bailee.obligations.evaluate import Obligation, ObligationState
from bailee.people import PeopleRange
from bailee.vocabulary import Locator, Severity, State


@dataclass(frozen=True, slots=True)
class Cited:
    """The rule that is departed from, as the law table has it."""

    ident: str
    name: str  # of the law, as people call it
    citation: str
    short: str
    says: str  # in one line
    why: str  # it applies here
    confidence: str
    reviewed: str = "no"
    source: tuple[str, ...] = ()
    is_sure: bool = True  # False: whether it applies hangs on a question
    questions: tuple[str, ...] = ()
    for_counsel: tuple[str, ...] = ()  # what the rule leaves open: named, never decided
    note: str = ""

    @classmethod
    def of(cls, obligation: Obligation) -> Cited:
        return cls(
            obligation.ident,
            obligation.name,
            obligation.citation,
            obligation.short or obligation.citation,
            obligation.duty,
            obligation.why,
            obligation.confidence,
            obligation.reviewed,
            obligation.source,
            obligation.state is ObligationState.APPLIES,
            tuple(question.text for question in obligation.questions),
            obligation.for_counsel,
            obligation.note,
        )


@dataclass(frozen=True, slots=True)
class Lying:
    """One file of a departure, with what it lies beside. Locators are exact: show them masked."""

    store: str
    locator: Locator
    beside: tuple[Locator, ...] = ()
    on: date | None = None  # how old it is, and as what says
    dated_by: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """What a move to where it belongs would do. Nothing is moved by us: who works with the files moves them."""

    records: str  # which sort of records, as `bailee departures confidential --for` has it
    to: str = ""  # folder that was declared for them, masked; empty: none was
    lose: tuple[str, ...] | None = ()  # accounts that could open them no more; None: not known
    gain: tuple[str, ...] = ()  # accounts that could open them then, and cannot now
    breaks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person decided about a departure."""

    verdict: str  # accepted (until a day), not-so, reopened
    reason: str
    until: date | None
    by: str
    on: date

    def holds(self, day: date) -> bool:
        return self.verdict != "reopened" and (self.until is None or self.until >= day)


@dataclass(frozen=True, slots=True)
class Departure:
    """One thing that is not as it was declared, or as a law asks."""

    sort: str  # a module of departures/sorts
    about: str  # what tells it from others of its sort: the same over all scans
    title: str
    stores: tuple[str, ...] = ()
    people: PeopleRange = field(default_factory=lambda: PeopleRange(0, 0))
    cells: tuple[Key, ...] = ()  # of the table that it stands in
    column: str = HELD
    severity: Severity = Severity.MEDIUM
    state: State = State.RED
    why: str = ""
    rule: Cited | None = None  # None: it departs from what was declared
    also: tuple[Cited, ...] = ()  # further rules that say the same
    named: tuple[str, ...] = ()  # laws that may say something here, and that nobody verified
    next: str = ""
    how: str = ""  # the command for it, where it is another than to look at it
    clears: str = ""
    files: tuple[Lying, ...] = ()
    move: Move | None = None
    held_by: tuple[str, ...] = ()  # legal holds that win over it
    verdict: Verdict | None = None
    due: date | None = None  # by when it had to be done, where a period says so
    due_by: str = ""  # which period, of what
    todo: str = ""  # in a list of tasks, where it is one

    @property
    def ident(self) -> str:
        return f"{self.sort}-{hashlib.sha256(self.about.encode()).hexdigest()[:8]}"

    @property
    def command(self) -> str:
        return self.how or f"bailee departures show {self.ident}"

    @property
    def is_open(self) -> bool:
        """Whether it asks for something: nobody settled it, and no legal hold wins over it."""
        return self.verdict is None and not self.held_by

    @property
    def for_counsel(self) -> tuple[str, ...]:
        rules = ((self.rule,) if self.rule else ()) + self.also
        return tuple(dict.fromkeys(text for rule in rules for text in (*rule.for_counsel, *rule.questions)))


_BAD: Mapping[State, int] = {State.RED: 3, State.UNKNOWN: 1, State.AMBER: 2, State.GREEN: 0}


def worst_first(departure: Departure) -> tuple[int, int, int, int, int, str]:
    """What is open before what is settled, what is wrong before what has gaps, then how bad it is, a law's before one's own word,
    and for how many."""
    return (
        0 if departure.is_open else 1,
        -_BAD[departure.state],
        -departure.severity.rank,
        0 if departure.rule else 1,
        -departure.people.high,
        departure.ident,
    )
