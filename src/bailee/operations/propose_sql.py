"""SQL for the columns of a database in which personal data was found; and, approved, carried out.

    for each in sql_for(workspace, "crm in db.example.com (postgresql)", keyring): print(script(each.proposal))

What was approved is made anew from the catalogue before it runs: where the table changed since, nothing runs.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bailee.errors import CannotRead, InvalidInput, NotAllowed
from bailee.findings import masked
from bailee.inventory import lies_in
from bailee.permissions import Permission
from bailee.protection.databases import DIALECTS, SqlProposal, dialect_of
from bailee.protection.databases.carrying_out import Approval, carry_out
from bailee.protection.databases.connecting import connected
from bailee.protection.databases.proposing import propose
from bailee.protection.databases.quoting import quoted
from bailee.protection.databases.shapes import ACTS
from bailee.sources.addresses import Address
from bailee.sources.credentials import Keyring
from bailee.store.rows.places import Place
from bailee.store.rows.proposed import KeptProposal
from bailee.store.workspace import Workspace
from bailee.vocabulary import Locator

_PART = re.compile(r" \(part \d+\)$")
_ROWS = 2_000  # of a table of SQLite, in which it is looked which columns hold what was found
_POSTGRESQL = "SELECT n.nspname, c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p')"
_MYSQL = "SELECT table_schema, table_name FROM information_schema.tables WHERE table_schema = %s"


@dataclass(frozen=True, slots=True)
class Planned:
    """A proposal, with where it would run."""

    place: str  # masked
    where: Address | Path = field(repr=False)
    database: str = field(repr=False)
    proposal: SqlProposal = field(repr=False)

    @property
    def label(self) -> str:
        """The table, masked: a name may hold somebody's."""
        table = self.proposal.table
        name = ".".join(
            filter(None, (self.database if table.schema != self.database else "", table.schema, table.name))
        )
        return f"{self.place}: {masked(Locator((name,))).segments[0]}"


def sql_for(
    workspace: Workspace, store: str, keyring: Keyring, *, columns: Sequence[str] = (), acts: Sequence[str] = ACTS
) -> tuple[Planned, ...]:
    """Proposals for each table of a store in which something was found; `columns` (TABLE.COLUMN) chooses some.

    InvalidInput where the store is no database, or nothing was found in it; it only reads.
    """
    workspace.require(Permission.SEE_FINDINGS)
    planned: list[Planned] = []
    for place, where, found in _databases(workspace, store):
        dialect = dialect_of(where.scheme if isinstance(where, Address) else "sqlite")
        for database, tables in found.items():
            with connected(where, database, keyring) as connection:
                known = _tables(connection, where, database)
                for name, by_column in sorted(tables.items()):
                    if name not in known:
                        continue
                    told = by_column or _columns_of(connection, known[name][1])
                    chosen = {
                        column: categories
                        for column, categories in sorted(told.items())
                        if not columns or _is_chosen(columns, name, known[name][1], column)
                    }
                    if not chosen:
                        continue
                    table = dialect.inspect(connection, *known[name])
                    for proposal in propose(dialect, table, chosen, acts):
                        planned.append(Planned(place.name, where, database, proposal))
    if not planned:
        raise InvalidInput(
            "nothing was found in a column of that name" if columns else "nothing was found in a table of this store",
            hint="`bailee findings` says where what was found stands",
        )
    return tuple(planned)


def _is_chosen(columns: Sequence[str], name: str, table: str, column: str) -> bool:
    return any(wanted in (f"{name}.{column}", f"{table}.{column}", column) for wanted in columns)


Tables = dict[str, dict[str, set[str]]]  # table as a locator names it → column → categories; no column: not told


def _databases(workspace: Workspace, store: str) -> Iterator[tuple[Place, Address | Path, dict[str, Tables]]]:
    """Of the store: each server or file, with the databases, tables and columns in which something was found."""
    place, file = _place(workspace, store)
    found: dict[Address | Path, dict[str, Tables]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
    )
    for held in workspace.findings(exact_locators=True):
        if held.place != place.name or (file is None and store not in (held.store, place.name)):
            continue
        told = _told(place, held.finding.locator)
        if told is None or (file is not None and file != told[0] and file not in Path(str(told[0])).parents):
            continue
        where, database, table, column = told
        by_column = found[where][database][table]
        if column:
            by_column[column].add(held.finding.category)
    if not found:
        raise InvalidInput(
            f'"{store}" is no database in which something was found',
            hint="a database is scanned by its address, such as postgresql://reader@db.example.com/crm, or as a file",
        )
    for where, databases in found.items():
        yield place, where, databases


def _place(workspace: Workspace, store: str) -> tuple[Place, Path | None]:
    """The place of a store; with the file, or folder of files, where a path was given instead."""
    places = workspace.places()
    path = Path(store).expanduser().absolute()
    lying = [each for each in places if each.path is not None and path.is_relative_to(each.path)]
    named = [each for each in places if lies_in(store, (each.name,))]
    if named and not (lying and path.is_file()):  # a file may lie in a folder that is called as its place
        return max(named, key=lambda each: len(each.name)), None
    if not lying:
        raise InvalidInput(
            f'there is no store "{store}"', hint="`bailee protect exposure` lists them; or give the path of a file"
        )
    return max(lying, key=lambda each: len(str(each.path))), path


def _told(place: Place, locator: Locator) -> tuple[Address | Path, str, str, str] | None:
    """Where a finding stands: server or file, database, table, column; None where that is no table of a database."""
    where = place.where
    if isinstance(where, Address):
        if where.scheme not in DIALECTS:
            return None
        name = _PART.sub("", locator.segments[0])
        database, _, table = ("", "", name) if where.path else name.partition("/")
        column = next((each.removeprefix("column ") for each in locator.segments[1:] if each.startswith("column ")), "")
        return where, where.path or database, table, column
    if len(locator.segments) < 2 or not locator.segments[1].startswith("table "):
        return None
    lying = where if where.name == locator.item and not where.is_dir() else where / locator.item
    return lying, "", locator.segments[1].removeprefix("table "), ""


def _tables(connection: Any, where: Address | Path, database: str) -> dict[str, tuple[str, str]]:
    """As a locator names a table → schema and name: so names with dots in them are no riddle."""
    if isinstance(where, Path):
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {str(name): ("", str(name)) for (name,) in rows}
    if DIALECTS[where.scheme] == "postgresql":
        rows = connection.execute(_POSTGRESQL).fetchall()
        return {f"{schema}.{name}": (str(schema), str(name)) for schema, name in rows}
    with connection.cursor() as cursor:
        cursor.execute(_MYSQL, (database,))
        return {str(name): (str(schema), str(name)) for schema, name in cursor.fetchall()}


def _columns_of(connection: sqlite3.Connection, table: str) -> Mapping[str, set[str]]:
    """Of a file of SQLite a finding names the table alone: its rows are looked through once more, here, and nothing is kept."""
    from bailee.detectors.engine import detect
    from bailee.text import Text

    cursor = connection.execute(f"SELECT * FROM {quoted(table)} LIMIT {_ROWS}")  # noqa: S608 - a name, quoted
    heads = [str(each[0]) for each in cursor.description]
    rows = [[("" if cell is None or isinstance(cell, bytes) else str(cell)) for cell in row] for row in cursor]
    text = Text.table(rows, Locator((table,)), headers=heads)
    found: dict[str, set[str]] = defaultdict(set)
    for match in detect(text):
        if text.cells and (column := text.cells.header_at(match.start)):
            found[column].add(match.category)
    return found


# --- kept, and carried out


def keep(workspace: Workspace, planned: Sequence[Planned]) -> tuple[str, ...]:
    """Propose: as one batch, to be approved; idents of those that can be done at all."""
    possible = [each for each in planned if not each.proposal.refusal]
    with workspace.transaction(Permission.PROTECT):
        idents = workspace.add_proposals(
            {
                "act": "sql",
                "playbook": each.proposal.act,
                "locator": each.label,
                "store": each.place,
                "details": {
                    "place": each.place,
                    "database": each.database,
                    "schema": each.proposal.table.schema,
                    "table": each.proposal.table.name,
                    "columns": list(each.proposal.columns),
                    "statements": list(each.proposal.statements),
                    "breaks": list(each.proposal.breaks),
                    "is_irreversible": each.proposal.is_irreversible,
                },
            }
            for each in possible
        )
        if idents:
            workspace.record("sql-proposed", idents[0], {"acts": sorted({each.proposal.act for each in possible})})
    return idents


def approve_sql(workspace: Workspace, ident: str, *, reason: str) -> KeptProposal:
    """Say yes to one. What cannot be undone is approved by another person than whoever proposed it; NotAllowed else."""
    workspace.require(Permission.PROTECT)
    kept = _kept(workspace, ident, ("proposed",))
    if not reason.strip():
        raise InvalidInput("why?", hint="say why, in your own words: it is kept as evidence")
    if kept.details["is_irreversible"] and kept.by == workspace.member:
        raise NotAllowed(
            "what cannot be undone is approved by another person than the one who proposed it",
            hint="ask another owner, lead or privacy person",
        )
    with workspace.transaction(Permission.PROTECT):
        workspace.decide_proposals([ident], "approved", reason=reason.strip(), states=("proposed",))
        workspace.record("protection-approved", kept.batch, {"proposals": [ident], "proposed_by": [kept.by]})
    return _kept(workspace, ident, ("approved",))


def run_sql(workspace: Workspace, ident: str, keyring: Keyring, *, key: str = "") -> tuple[str, ...]:
    """Carry out one that is approved; what was found to hold afterwards. NotAllowed where it is not, or the table changed since."""
    workspace.require(Permission.PROTECT)
    kept = _kept(workspace, ident, ("proposed", "approved"))
    told = kept.details
    place = next((each for each in workspace.places() if each.name == told["place"]), None)
    if place is None:
        raise InvalidInput("the place of this database is known no more")
    fitting = [
        each
        for each in sql_for(workspace, told["place"], keyring, columns=told["columns"], acts=(kept.playbook,))
        if (each.database, each.proposal.table.schema, each.proposal.table.name)
        == (told["database"], told["schema"], told["table"])
    ]
    decided = kept.approved
    approval = Approval(ident, kept.by, decided.by) if decided else None
    if len(fitting) != 1 or list(fitting[0].proposal.statements) != told["statements"]:
        raise NotAllowed(
            "the table is another one than was approved", hint="propose it anew: `bailee protect sql STORE --propose`"
        )
    planned = fitting[0]
    dialect = dialect_of(planned.where.scheme if isinstance(planned.where, Address) else "sqlite")
    with connected(planned.where, planned.database, keyring, may_write=approval is not None) as connection:
        attached = _attach(connection, planned)
        held = carry_out(connection, dialect, planned.proposal, approval, key=key)
    with workspace.transaction(Permission.PROTECT):
        workspace.decide_proposals([ident], "applied", states=("approved",))
        workspace.record("sql-carried-out", ident, {"act": kept.playbook, "checks": len(held)})
    return (*held, *([f"the copy lies in {attached.name}, beside the database"] if attached else []))


def _attach(connection: Any, planned: Planned) -> Path | None:
    """The file that takes the copy of a column of SQLite, open to its owner alone."""
    if not isinstance(planned.where, Path) or planned.proposal.act != "drop-after-copy":
        return None
    from bailee.protection.databases.sqlite import KEPT

    copy = planned.where.with_name(f"{planned.where.name}.{KEPT}")
    try:
        os.close(os.open(copy, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600))
    except OSError:
        raise CannotRead(
            "the file that takes the copy cannot be made beside the database",
            hint=f"look whether something is called {KEPT} there, and who may write there",
        ) from None
    connection.execute(f"ATTACH ? AS {KEPT}", (str(copy),))
    return copy


def _kept(workspace: Workspace, ident: str, states: Sequence[str]) -> KeptProposal:
    found = [each for each in workspace.proposals(idents=(ident,)) if each.act == "sql"]
    if len(found) != 1:
        raise InvalidInput(
            f'there is no proposal "{ident}" of SQL', hint="`bailee protect sql STORE --propose` makes them"
        )
    if found[0].state not in states:
        raise InvalidInput(f"this proposal is {found[0].state}", hint="propose it anew")
    return found[0]
