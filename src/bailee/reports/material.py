"""What a report for a client is made of: what the table said at the end of a time and at its beginning, and what was done between.

    material = Material("Harbour Dental", Period(date(2026, 9, 1), date(2026, 11, 30)), …)
    papers.document("quarterly-review", material)       # a tree, for every form

Every number in a paper stands in here once, counted by the store. A paper computes nothing but words, sums and shares.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bailee.dates import in_short
from bailee.inventory import ProcessingActivity
from bailee.matrix import SIGNS
from bailee.rendering import Document, Letterhead
from bailee.reports.prices import Price
from bailee.vocabulary import State

SAMPLE = "Sample company: every person, number and name in here is invented."
UNNAMED = "This organisation has no name yet, so this report names nobody: give it one before you hand it on."


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both counted."""

    since: date
    until: date

    @property
    def words(self) -> str:
        """
        >>> Period(date(2026, 9, 1), date(2026, 11, 30)).words
        '1 Sep 2026 to 30 Nov 2026'
        """
        return f"{day(self.since)} to {day(self.until)}"


@dataclass(frozen=True, slots=True)
class Turned:
    """A cell that stands otherwise than at the beginning."""

    what: str  # of which data, about whom
    column: str
    before: str  # a state; empty: it was not there
    after: str  # empty: it is gone
    on: date

    @property
    def is_worse(self) -> bool:
        return _BADNESS[self.after] > _BADNESS[self.before]

    @property
    def is_better(self) -> bool:
        return _BADNESS[self.after] < _BADNESS[self.before]


_BADNESS = {"": 0, "green": 0, "unknown": 1, "amber": 2, "red": 3}


@dataclass(frozen=True, slots=True)
class Moved:
    """Findings of one category of data, likely and up, without those that somebody dismissed."""

    category: str
    before: int  # present at the beginning
    new: int
    gone: int
    now: int  # present at the end


@dataclass(frozen=True, slots=True)
class Clock:
    """A task that runs: what, whose, by when."""

    title: str
    who: str
    due: date | None
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Happened:
    """An incident as a report may tell it: of a privileged one its number and its days alone."""

    ident: str
    title: str  # empty where it is privileged
    discovered_on: date
    is_open: bool
    is_privileged: bool
    is_drill: bool
    closed_on: date | None = None
    told: int = 0  # persons and authorities that were told


@dataclass(frozen=True, slots=True)
class SignIn:
    """Who can sign in to this system for the organisation, and how many of them with a second factor; None: nobody asked."""

    accounts: int
    with_second_factor: int | None


@dataclass(frozen=True, slots=True)
class Material:
    """What one report is made of."""

    organisation: str
    period: Period
    made_at: datetime
    page: Mapping[str, Any]  # what the table said at the end (reports.shown)
    page_at: datetime
    letterhead: Letterhead
    states: tuple[tuple[date, Mapping[str, int]], ...] = ()  # after each change, oldest first
    before: Mapping[str, int] | None = None  # cells by state at the beginning
    before_on: date | None = None  # of which day that is: the first that was kept may be later than the beginning
    turned: tuple[Turned, ...] = ()
    moved: tuple[Moved, ...] = ()
    done: Mapping[str, int] = field(default_factory=dict)  # what was done in the period, by what it is called
    tasks: Mapping[str, int] = field(default_factory=dict)
    clocks: tuple[Clock, ...] = ()
    incidents: tuple[Happened, ...] = ()
    activities: tuple[ProcessingActivity, ...] = ()
    stores: tuple[tuple[str, str, int], ...] = ()  # (data store, category, findings) at the end
    coverage: Mapping[str, Any] | None = None  # the statement, sealed
    facts: Mapping[str, object] = field(default_factory=dict)
    sign_in: SignIn | None = None
    strategy: Document | None = None
    prices: tuple[Price, ...] = ()
    unreal: str = ""  # why nothing in it may be taken for real; empty: it is

    @property
    def counts(self) -> dict[str, int]:
        """Cells by state at the end, the worst first."""
        return {str(state): int(count) for state, count in self.page.get("states", ())}

    @property
    def total(self) -> int:
        return int(self.page.get("total", 0))

    @property
    def is_empty(self) -> bool:
        return not self.total

    def rows(self) -> Iterator[Line]:
        """Rows of the table, the worst group first, each group's worst first."""
        people = {(row[0], row[1]): (row[3], row[4]) for row in self.page.get("holdings", ())}
        for group in self.page.get("groups", ()):
            for row in (*group["rows"], *group["folded"]):
                low, high = people.get((row["category"], row["subject"]), (0, 0))
                yield Line(
                    row["category"], row["subject"], row["label"], group["label"], low, high, row["rules"],
                    {column["name"]: column["cell"] for column in row["columns"]},
                )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table, as a paper shows it."""

    category: str
    subject: str
    label: str
    about: str  # Employees, Customers …
    low: int
    high: int
    rules: str
    cells: Mapping[str, Mapping[str, str]]

    @property
    def people(self) -> str:
        """
        >>> Line("", "", "", "Employees", 41, 44, "", {}).people, Line("", "", "", "Customers", 0, 0, "", {}).people
        ('41–44 employees', 'customers')
        >>> Line("", "family-member", "", "Family members", 1, 1, "", {}).people
        '1 family member'
        """
        about = self.subject.replace("-", " ") if self.high == 1 else self.about.lower()
        return f"{ranged(self.low, self.high)} {about}" if self.high else about

    def state(self, column: str) -> str:
        """A cell as a sign and a word."""
        cell = self.cells[column]
        return f"{sign(cell['state'])} {cell['word']}"

    @property
    def badness(self) -> tuple[int, int]:
        states = [cell["state"] for cell in self.cells.values()]
        return (-states.count("red"), -sum(_BADNESS[each] for each in states))


def sign(state: str) -> str:
    """The sign of a state.

    >>> sign("red"), sign("green"), sign("")
    ('×', '✓', '')
    """
    return SIGNS[State(state)] if state else ""


def ranged(low: int, high: int) -> str:
    """A range with an en dash.

    >>> ranged(41, 44), ranged(7, 7), ranged(6180, 6420)
    ('41–44', '7', '6,180–6,420')
    """
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def day(on: date) -> str:
    """
    >>> day(date(2026, 11, 6))
    '6 Nov 2026'
    """
    return in_short(on)


def change(now: int, before: int | None) -> str:
    """How a number moved since the beginning.

    >>> change(13, 10), change(9, 10), change(3, 3), change(3, None)
    ('3 more than 10', '1 fewer than 10', 'as before', '')
    """
    if before is None:
        return ""
    if now == before:
        return "as before"
    return f"{abs(now - before):,} {'more' if now > before else 'fewer'} than {before:,}"


def joined(words: Sequence[str]) -> str:
    """
    >>> joined(["a", "b", "c"]), joined(["a"]), joined([])
    ('a, b and c', 'a', '')
    """
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""
