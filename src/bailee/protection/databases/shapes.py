"""A table as its server's catalogue tells, and what is proposed for one of its columns.

>>> Table("people", "public", (Column("id", "integer", is_key=True), Column("ssn", "text"))).others(("ssn",))
('id',)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `generated`: the expression that it is made by; such a one holds nothing of its own."""

    name: str
    type: str = ""
    is_key: bool = False  # of the primary key
    generated: str = ""
    is_nullable: bool = True


@dataclass(frozen=True, slots=True)
class Grant:
    """Somebody may read a table, or one column of it."""

    grantee: str
    column: str = ""  # empty: the whole table
    from_above: str = ""  # it was given for more than this table (a database, the server), so it cannot be taken here


@dataclass(frozen=True, slots=True)
class Table:
    """What is known of a table before anything is proposed."""

    name: str
    schema: str = ""  # PostgreSQL: schema; MySQL: database; SQLite: none
    columns: tuple[Column, ...] = ()
    rows: int | None = None  # an estimate where counting takes long
    owner: str = ""
    grants: tuple[Grant, ...] = ()
    # by column, what depends on it: in words, each with the name it has
    depends: Mapping[str, Sequence[str]] = field(default_factory=dict)
    version: tuple[int, ...] = ()  # of the server
    product: str = ""  # PostgreSQL, MySQL, MariaDB, SQLite
    has_pgcrypto: bool = False
    database: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.columns if each.is_key)

    def column(self, name: str) -> Column | None:
        return next((each for each in self.columns if each.name == name), None)

    def others(self, names: Sequence[str]) -> tuple[str, ...]:
        return tuple(each.name for each in self.columns if each.name not in names)


@dataclass(frozen=True, slots=True)
class Who:
    """Whom a change is about: those that keep reading the whole table."""

    keep: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A query that must answer `expects` after the change, or it is taken back."""

    says: str
    query: str = field(repr=False)
    expects: object = 0


@dataclass(frozen=True, slots=True)
class SqlProposal:
    """What could be done with columns of one table. Nothing of it ran."""

    act: str  # mask-view, encrypt-column, revoke, drop-after-copy
    table: Table = field(repr=False)
    columns: tuple[str, ...]
    statements: tuple[str, ...] = ()
    undo: tuple[str, ...] = ()  # empty: it cannot be undone
    checks: tuple[Check, ...] = ()
    breaks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # what it does not do
    refusal: str = ""  # why this dialect, or this table, has none
    in_one_transaction: bool = True  # all of it or nothing
    needs_key: bool = False

    @property
    def is_irreversible(self) -> bool:
        return self.act == "drop-after-copy"

    @property
    def label(self) -> str:
        return LABELS[self.act]


LABELS = {
    "mask-view": "a view that masks",
    "revoke": "take the right to read",
    "encrypt-column": "an encrypted column",
    "drop-after-copy": "drop the column after a copy",
}
ACTS = tuple(LABELS)
