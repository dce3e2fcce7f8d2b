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
class Retained:
    """Files that lie longer than a period says, soon will, or of which nobody knows when it ended."""

    ident: str  # of the departure, or of the one that they will be
    todo: str
    why: str
    rules: tuple[str, ...]
    short: tuple[str, ...]  # citations; empty: it departs from what was declared
    severity: int  # rank
    cells: tuple[str, ...] = ()
    due: date | None = None
    due_by: str = ""


@dataclass(frozen=True, slots=True)
class Dated:
    """Something that came and has a day of its own: whom an incident's laws say to tell, a request that is to be answered."""

    ident: str
    todo: str
    why: str
    short: tuple[str, ...]  # citations
    severity: int  # rank
    due: date | None
    due_by: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Watching:
    """The first day of watching people that is known, and where that is from."""

    since: date
    what: str
    source: str  # declared, or how it is known


@dataclass(frozen=True, slots=True)
class RecoverySeen:
    """The recovery key in use. `since`: from when something depends on it: a file was sealed, or its page was printed."""

    since: date
    drilled_on: date | None = None  # it last opened a sealed file
    failed_on: date | None = None  # a drill failed, and none has succeeded since


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
    retained: tuple[Retained, ...] = ()
    answered: Mapping[str, str] = field(default_factory=dict)  # questions that counsel has decided: task ident, by what
    recovery: RecoverySeen | None = None  # None: nothing depends on it yet
    dated: tuple[Dated, ...] = ()
