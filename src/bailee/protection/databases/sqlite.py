"""SQLite: a database is a file, so who may read it is who may read the file; what can be done in it is a view and a drop."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bailee.errors import InvalidInput
from bailee.protection.databases.masking import MASK
from bailee.protection.databases.proposing import Found
from bailee.protection.databases.quoting import quoted, text
from bailee.protection.databases.shapes import Check, Column, SqlProposal, Table
from bailee.protection.databases.views import checks_of_view, columns_masked, why_no_copy

NAME = "SQLite"
KEPT = "bailee_kept"  # the file beside it, as it is attached
_DROPS = (3, 35)  # from which version on a column can be dropped


def inspect(connection: Any, schema: str, name: str) -> Table:
    """What the file says of a table. InvalidInput where there is none."""
    kind = connection.execute("SELECT type FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    if kind is None or kind[0] != "table":
        raise InvalidInput("there is no such table any more", hint="scan the file again")
    columns = connection.execute(f"PRAGMA table_xinfo({quoted(name)})").fetchall()
    version = connection.execute("SELECT sqlite_version()").fetchone()[0]
    return Table(
        name,
        "",
        tuple(
            Column(str(row[1]), str(row[2]), bool(row[5]), "generated" if row[6] in (2, 3) else "", not row[3])
            for row in columns
        ),
        depends=_depends(connection, name, [str(row[1]) for row in columns]),
        version=tuple(int(part) for part in version.split(".")),
        product=NAME,
    )


def _depends(connection: Any, name: str, columns: Sequence[str]) -> dict[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for _, index, *_ in connection.execute(f"PRAGMA index_list({quoted(name)})").fetchall():
        for _, _, column in connection.execute(f"PRAGMA index_info({quoted(index)})").fetchall():
            if column is not None:
                found.setdefault(str(column), []).append(f"index {index}")
    for row in connection.execute(f"PRAGMA foreign_key_list({quoted(name)})").fetchall():
        found.setdefault(str(row[3]), []).append(f"foreign key to {row[2]}")
    tables = [
        str(row[0]) for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    ]
    for other in tables:
        for row in connection.execute(f"PRAGMA foreign_key_list({quoted(other)})").fetchall():
            if str(row[2]).casefold() == name.casefold() and row[4] is not None:
                found.setdefault(str(row[4]), []).append(f"foreign key of {other}")
    said = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE type IN ('view', 'trigger', 'index', 'table') AND sql IS NOT NULL")  # fmt: skip
    for kind, what, statement in said.fetchall():
        if (kind == "table" and what != name) or not _names(statement, name):
            continue
        for column in columns:
            if kind == "table":
                if re.search(
                    rf"(?is)generated\s+always\s+as\s*\([^;]*{_word(column)}|check\s*\([^;]*{_word(column)}", statement
                ):
                    found.setdefault(column, []).append("a generated column or a check of the table")
            elif _names(statement, column):
                found.setdefault(column, []).append(f"{kind} {what}")
    return {column: tuple(dict.fromkeys(each)) for column, each in found.items()}


def _word(name: str) -> str:
    return rf"(?<!\w){re.escape(name)}(?!\w)"


def _names(statement: str, name: str) -> bool:
    return re.search(_word(name), statement, re.IGNORECASE) is not None


def mask_view(table: Table, found: Found) -> SqlProposal:
    view = quoted(f"{table.name}_masked")
    return SqlProposal(
        "mask-view",
        table,
        tuple(found),
        (f"CREATE VIEW {view} AS SELECT {columns_masked(table, found, quoted, _masked)} FROM {quoted(table.name)}",),
        (f"DROP VIEW {view}",),
        _view_checks(table, view, found),
        notes=(
            "SQLite knows no rights: whoever can read the file reads the table beside the view. Restrict the file, or hand out a copy of the view alone",
        ),
    )


def _masked(name: str, left: int) -> str:
    column = quoted(name)
    mask = f"{text(MASK)} || substr({column}, -{left})" if left else text(MASK)
    shown = f"CASE WHEN length({column}) > {2 * left} THEN {mask} ELSE {text(MASK)} END" if left else mask
    return f"CASE WHEN {column} IS NULL THEN NULL ELSE {shown} END"


def _view_checks(table: Table, view: str, found: Found) -> tuple[Check, ...]:
    others = [quoted(each) for each in table.others(tuple(found))]
    return checks_of_view(quoted(table.name), view, found, others, quote=quoted, shows_more=_shows_more)


def _shows_more(column: str, left: int) -> str:
    return f"substr({column}, 1, {len(MASK)}) <> {text(MASK)} OR length({column}) > {len(MASK) + left}"


def revoke(table: Table, found: Found) -> SqlProposal:
    return SqlProposal(
        "revoke",
        table,
        tuple(found),
        refusal="SQLite knows no accounts: restrict the file itself (`bailee protect plan FILE`)",
    )


def encrypt_column(table: Table, found: Found) -> SqlProposal:
    return SqlProposal(
        "encrypt-column",
        table,
        tuple(found),
        refusal="SQLite has no encryption: let the application encrypt, use a build that encrypts the file (SQLCipher), or seal the file",
    )


def drop_after_copy(table: Table, found: Found) -> SqlProposal:
    names = tuple(found)
    refusal = _cannot_be_dropped(table, names)
    if refusal:
        return SqlProposal("drop-after-copy", table, names, refusal=refusal)
    base, copy = quoted(table.name), f"{KEPT}.{quoted(f'{table.name}_' + '_'.join(names))}"
    kept = ", ".join(map(quoted, (*table.key, *names)))
    matching = " AND ".join(f"c.{quoted(each)} IS t.{quoted(each)}" for each in (*table.key, *names))
    return SqlProposal(
        "drop-after-copy",
        table,
        names,
        (
            f"CREATE TABLE {copy} AS SELECT {kept} FROM main.{base}",
            *(f"ALTER TABLE main.{base} DROP COLUMN {quoted(each)}" for each in names),
        ),
        checks=(
            Check(
                "the copy has all rows", f"SELECT (SELECT count(*) FROM {copy}) - (SELECT count(*) FROM main.{base})"
            ),
            Check(
                "each row is in the copy as it is in the table",
                f"SELECT count(*) FROM main.{base} t WHERE NOT EXISTS (SELECT 1 FROM {copy} c WHERE {matching})",
            ),
        ),
        breaks=("every program that names the column, or takes columns by their number",),
        notes=(
            f"attach the file that takes the copy first: ATTACH 'FILE' AS {KEPT}; then seal that file (`bailee protect apply FILE`)",
            "what was dropped lies in free pages of the file until VACUUM",
        ),
    )


def _cannot_be_dropped(table: Table, names: Sequence[str]) -> str:
    if table.version < _DROPS:
        return "this SQLite drops no column: 3.35 and later do"
    if why := why_no_copy(table, names):
        return why
    hanging = [each for name in names for each in table.depends.get(name, ())]
    if hanging:
        return (
            f"{', '.join(dict.fromkeys(hanging))} would have to go first: SQLite drops no column that something names"
        )
    return ""
