"""What the system sees when it looks whether a task is done: notices, signatures, cells, days that are known. Facts, no judgement.

>>> cell = Cell("payroll", "employee", "Payroll, employees", ("paying wages",), {"secured": ("red", "12 accounts can open it")})
>>> cell.state("secured"), cell.state("told")
('red', 'unknown')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Cell:
    """A category of data about a category of people, with the state of each column and why."""

    category: str
    subject: str
    label: str
    purposes: tuple[str, ...] = ()
    columns: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    severity: int = 1  # rank

    @property
    def ident(self) -> str:
        return f"{self.category}|{self.subject}"

    def state(self, column: str) -> str:
        return self.columns.get(column, ("unknown", ""))[0]

    def why(self, column: str) -> str:
        return self.columns.get(column, ("unknown", "nobody looked yet"))[1]


@dataclass(frozen=True, slots=True)
class NoticeSeen:
    """The newest version of a kind of notice: what it names, who reviewed it, whom it reached."""

    kind: str
    version: int
    is_published: bool
    names: Mapping[str, tuple[str, ...]]  # purposes by category
    reviewed_by: str = ""
    sent_on: date | None = None
    signed: int = 0
    roster: int | None = None  # None: there is no roster to compare with

    @property
    def label(self) -> str:
        return f"{self.kind.replace('-', ' ')} v{self.version}"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of notice that can be written, and for whom."""

    ident: str
    audience: frozenset[str]
    is_for_staff: bool
    only: frozenset[str] | None = None  # it carries what these rules ask; None: every duty to inform is served by it
    categories: frozenset[str] | None = None  # it speaks of these data alone

    @property
    def words(self) -> str:
        """
        >>> Kind("cctv-sign", frozenset(), False).words, Kind("employee-privacy-notice", frozenset(), True).words
        ('CCTV sign', 'employee privacy notice')
        """
        return " ".join(word.upper() if word in ("cctv", "eu") else word for word in self.ident.split("-"))

    def serves(self, rule: str) -> bool:
        return self.only is None or rule in self.only


@dataclass(frozen=True, slots=True)
class Overdue:
    """Files that lie longer than a period says, or of which nobody knows when it ended."""

    ident: str  # of the departure
    title: str
    next: str
    why: str
    rules: tuple[str, ...]
    short: tuple[str, ...]  # citations; empty: it departs from what was declared
    severity: int  # rank
    cells: tuple[str, ...] = ()
    due: date | None = None
    due_by: str = ""


@dataclass(frozen=True, slots=True)
class Watching:
    """The first day of watching people that is known, and where that is from."""

    since: date
    what: str
    source: str  # declared, or how it is known


@dataclass(frozen=True, slots=True)
class Sight:
    """Everything that plans and proofs may ask."""

    on: date
    cells: Mapping[str, Cell] = field(default_factory=dict)  # by ident
    kinds: tuple[Kind, ...] = ()
    newest: Mapping[str, NoticeSeen] = field(default_factory=dict)  # newest version, draft or published, by kind
    published: Mapping[str, NoticeSeen] = field(default_factory=dict)  # newest published version by kind
    first_unsigned: Mapping[str, tuple[date, int]] = field(
        default_factory=dict
    )  # by kind: first day of who has not signed; how many
    watching: Watching | None = None
    incident_on: date | None = None
    reviewed: frozenset[str] = frozenset()  # idents of rules that counsel has reviewed
    overdue: tuple[Overdue, ...] = ()
    answered: Mapping[str, str] = field(default_factory=dict)  # questions that counsel has decided: task ident, by what
