"""MySQL 8 and MariaDB 10.5 and later: DDL commits by itself, so what changes a table is no transaction, and each step says how it is taken back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from bailee.errors import InvalidInput
from bailee.protection.databases.masking import MASK
from bailee.protection.databases.proposing import Found
from bailee.protection.databases.quoting import quoted
from bailee.protection.databases.shapes import Check, Column, Grant, SqlProposal, Table
from bailee.protection.databases.views import checks_of_view, columns_masked, why_no_copy

NAME = "MySQL"
KEPT = "bailee_kept"
_LONGEST = 64  # characters of a name
_COLUMNS = """
SELECT column_name, column_type, column_key = 'PRI', coalesce(generation_expression, ''), is_nullable = 'YES'
FROM information_schema.columns WHERE table_schema = %s AND table_name = %s ORDER BY ordinal_position
"""
_INDEXES = """
SELECT DISTINCT column_name, index_name FROM information_schema.statistics
WHERE table_schema = %s AND table_name = %s AND index_name <> 'PRIMARY'
"""
_FOREIGN = """
SELECT column_name, constraint_name, table_name, referenced_table_name, referenced_column_name
FROM information_schema.key_column_usage
WHERE referenced_table_name IS NOT NULL
  AND ((table_schema = %s AND table_name = %s) OR (referenced_table_schema = %s AND referenced_table_name = %s))
"""
_VIEWS = "SELECT table_schema, table_name, view_definition FROM information_schema.views WHERE view_definition LIKE %s"
_TRIGGERS = "SELECT trigger_name, action_statement FROM information_schema.triggers WHERE event_object_schema = %s AND event_object_table = %s"
_TABLE_GRANTS = """
SELECT grantee FROM information_schema.table_privileges WHERE table_schema = %s AND table_name = %s AND privilege_type = 'SELECT'
"""
_COLUMN_GRANTS = """
SELECT grantee, column_name FROM information_schema.column_privileges
WHERE table_schema = %s AND table_name = %s AND privilege_type = 'SELECT'
"""
_ABOVE = "SELECT grantee FROM information_schema.{} WHERE privilege_type = 'SELECT' {}"


def inspect(connection: Any, schema: str, name: str) -> Table:
    """What the catalogue says of a table. InvalidInput where there is no such table."""
    here = (schema, name)
    columns = _rows(connection, _COLUMNS, here)
    kind = _rows(connection, "SELECT table_type, table_rows FROM information_schema.tables WHERE table_schema = %s AND table_name = %s", here)  # fmt: skip
    if not columns or not kind:
        raise InvalidInput("there is no such table any more", hint="scan the database again")
    if "VIEW" in str(kind[0][0]).upper():
        raise InvalidInput("what was found stands in a view", hint="name the table that it reads")
    told = str(_rows(connection, "SELECT VERSION()", ())[0][0])
    grants = [
        *(Grant(str(who)) for (who,) in _rows(connection, _TABLE_GRANTS, here)),
        *(Grant(str(who), str(column)) for who, column in _rows(connection, _COLUMN_GRANTS, here)),
        *(
            Grant(str(who), from_above=f"the database {schema}")
            for (who,) in _rows(connection, _ABOVE.format("schema_privileges", "AND table_schema = %s"), (schema,))
        ),
        *(
            Grant(str(who), from_above="the whole server")
            for (who,) in _rows(connection, _ABOVE.format("user_privileges", ""), ())
        ),
    ]
    return Table(
        name,
        schema,
        tuple(Column(str(a), str(b), bool(c), str(d), bool(e)) for a, b, c, d, e in columns),
        None if kind[0][1] is None else int(kind[0][1]),
        "",
        tuple(dict.fromkeys(grants)),
        _depends(connection, here, [str(row[0]) for row in columns]),
        tuple(int(part) for part in re.findall(r"\d+", told)[:3]),
        "MariaDB" if "mariadb" in told.lower() else NAME,
        database=schema,
    )


def _depends(connection: Any, here: tuple[str, str], columns: Sequence[str]) -> dict[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for column, index in _rows(connection, _INDEXES, here):
        found.setdefault(str(column), []).append(f"index {index}")
    for column, constraint, table, target, target_column in _rows(connection, _FOREIGN, (*here, *here)):
        if str(table) == here[1]:
            found.setdefault(str(column), []).append(f"foreign key {constraint} to {target}")
        if str(target) == here[1]:
            found.setdefault(str(target_column), []).append(f"foreign key {constraint} of {table}")
    for schema, view, definition in _rows(connection, _VIEWS, (f"%{_like(here[1])}%",)):
        for column in _named_in(str(definition or ""), columns):
            found.setdefault(column, []).append(f"view {schema}.{view}")
    for trigger, statement in _rows(connection, _TRIGGERS, here):
        for column in _named_in(str(statement or ""), columns):
            found.setdefault(column, []).append(f"trigger {trigger}")
    return {column: tuple(dict.fromkeys(each)) for column, each in found.items()}


def _like(name: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", name)


def _named_in(statement: str, columns: Iterable[str]) -> list[str]:
    """Columns that a text of SQL names, as a whole word: rather one too many than one too few.

    >>> _named_in("select `t`.`ssn` AS `x` from t", ["ssn", "ss", "x"])
    ['ssn', 'x']
    """
    return [each for each in columns if re.search(rf"(?<!\w){re.escape(each)}(?!\w)", statement, re.IGNORECASE)]


def _rows(connection: Any, query: str, values: tuple[str, ...]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values or None)
        return [tuple(_text(value) for value in row) for row in cursor.fetchall()]


def _text(value: object) -> object:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def _quoted(name: str) -> str:
    return quoted(name, "`")


def literal(value: str) -> str:
    """In hexadecimal: whether a backslash escapes depends on the session.

    >>> literal("O'N\\\\")
    "_utf8mb4 x'4f274e5c'"
    """
    return f"_utf8mb4 x'{value.encode('utf-8', 'surrogatepass').hex()}'"


def named(table: Table, name: str = "") -> str:
    return f"{_quoted(table.schema)}.{_quoted(name or table.name)}"


def account(grantee: str) -> str:
    """As information_schema writes it: 'name'@'host', quotes in it doubled or not, so it is taken apart and written anew.

    >>> account("'pat'@'%'"), account("'o'brien'@'10.0.0.%'"), account("'office'")
    ("'pat'@'%'", "'o''brien'@'10.0.0.%'", "'office'")
    """
    name, at, host = grantee.rpartition("@") if "@'" in grantee else (grantee, "", "")
    inside = [part[1:-1] if part[:1] == part[-1:] == "'" else part for part in (name, host)]
    quote = ["'" + part.replace("\\", "\\\\").replace("'", "''") + "'" for part in inside]
    return f"{quote[0]}@{quote[1]}" if at else quote[0]


def _fitting(name: str, ending: str) -> str:
    return name[: _LONGEST - len(ending)] + ending


def mask_view(table: Table, found: Found) -> SqlProposal:
    view = _fitting(table.name, "_masked")
    reading = tuple(dict.fromkeys(each.grantee for each in table.grants if not each.from_above))
    return SqlProposal(
        "mask-view",
        table,
        tuple(found),
        (
            # by the rights of whoever made it: its readers need none on the table
            f"CREATE SQL SECURITY DEFINER VIEW {named(table, view)} AS SELECT {columns_masked(table, found, _quoted, _masked)} FROM {named(table)}",
            *(f"GRANT SELECT ON {named(table, view)} TO {account(who)}" for who in reading),
        ),
        (f"DROP VIEW {named(table, view)}",),
        _view_checks(table, named(table, view), found),
        notes=(
            "nothing breaks, and nothing is closed yet: programs have to read the view, and the right to read the table is taken from them",
            "if the account that makes the view is removed, the view answers nobody",
        ),
        in_one_transaction=False,
    )


def _masked(name: str, left: int) -> str:
    column = _quoted(name)
    if not left:
        return f"IF({column} IS NULL, NULL, {literal(MASK)})"
    shown = f"IF(CHAR_LENGTH({column}) > {2 * left}, CONCAT({literal(MASK)}, RIGHT({column}, {left})), {literal(MASK)})"
    return f"IF({column} IS NULL, NULL, {shown})"


def _view_checks(table: Table, view: str, found: Found) -> tuple[Check, ...]:
    others = [_quoted(each) for each in table.others(tuple(found))]
    return checks_of_view(named(table), view, found, others, quote=_quoted, shows_more=_shows_more)


def _shows_more(column: str, left: int) -> str:
    return f"LEFT({column}, {len(MASK)}) <> {literal(MASK)} OR CHAR_LENGTH({column}) > {len(MASK) + left}"


def revoke(table: Table, found: Found) -> SqlProposal:
    whole = [each.grantee for each in table.grants if not each.column and not each.from_above]
    single = [(each.grantee, each.column) for each in table.grants if each.column in found]
    above = [each for each in table.grants if each.from_above]
    notes = tuple(
        f"{each.grantee} may read {each.from_above}, and that is not taken by a word about one table"
        for each in above[:20]
    )
    if not whole and not single:
        return SqlProposal(
            "revoke",
            table,
            tuple(found),
            refusal="nobody has a right to this table alone" + ("; " + "; ".join(notes) if notes else ""),
        )
    others = ", ".join(map(_quoted, table.others(tuple(found))))
    statements, undo, checks = [], [], []
    for who in dict.fromkeys(whole):
        statements.append(f"REVOKE SELECT ON {named(table)} FROM {account(who)}")
        undo.append(f"GRANT SELECT ON {named(table)} TO {account(who)}")
        if others:
            statements.append(f"GRANT SELECT ({others}) ON {named(table)} TO {account(who)}")
            undo.insert(0, f"REVOKE SELECT ({others}) ON {named(table)} FROM {account(who)}")
        checks.append(_no_right_left(table, who))
    for who, column in dict.fromkeys(single):
        statements.append(f"REVOKE SELECT ({_quoted(column)}) ON {named(table)} FROM {account(who)}")
        undo.append(f"GRANT SELECT ({_quoted(column)}) ON {named(table)} TO {account(who)}")
    for column in found:
        checks.append(
            Check(
                f"nobody has a right to {column} by its name any more",
                f"SELECT COUNT(*) FROM information_schema.column_privileges WHERE table_schema = {literal(table.schema)} "
                f"AND table_name = {literal(table.name)} AND column_name = {literal(column)} AND privilege_type = 'SELECT'",
            )
        )
    return SqlProposal(
        "revoke",
        table,
        tuple(found),
        tuple(statements),
        tuple(undo),
        tuple(checks),
        breaks=(
            "`SELECT *` of these accounts is refused: a program has to name the columns, or read the masking view",
        ),
        notes=notes,
        in_one_transaction=False,
    )


def _no_right_left(table: Table, who: str) -> Check:
    return Check(
        f"{who} has no right to the whole table any more",
        f"SELECT COUNT(*) FROM information_schema.table_privileges WHERE table_schema = {literal(table.schema)} "
        f"AND table_name = {literal(table.name)} AND grantee = {literal(who)} AND privilege_type = 'SELECT'",
    )


def encrypt_column(table: Table, found: Found) -> SqlProposal:
    return SqlProposal(
        "encrypt-column",
        table,
        tuple(found),
        refusal=(
            "let the application encrypt, with a key that the server never sees: AES_ENCRYPT of this server proves nothing of what "
            "it decrypts, makes equal values equal by default, and its key stands in logs of statements"
        ),
    )


def drop_after_copy(table: Table, found: Found) -> SqlProposal:
    names = tuple(found)
    refusal = _cannot_be_dropped(table, names)
    if refusal:
        return SqlProposal("drop-after-copy", table, names, refusal=refusal)
    copy = f"{_quoted(KEPT)}.{_quoted(f'{table.schema}_{table.name}_'[: _LONGEST - 20] + '_'.join(names)[:20])}"
    kept = ", ".join(map(_quoted, (*table.key, *names)))
    matching = " AND ".join(f"c.{_quoted(each)} <=> t.{_quoted(each)}" for each in (*table.key, *names))
    return SqlProposal(
        "drop-after-copy",
        table,
        names,
        (
            f"CREATE DATABASE IF NOT EXISTS {_quoted(KEPT)}",
            f"CREATE TABLE {copy} AS SELECT {kept} FROM {named(table)}",
            f"ALTER TABLE {named(table)} {', '.join(f'DROP COLUMN {_quoted(each)}' for each in names)}",
        ),
        checks=(
            Check(
                "each row is in the copy as it is in the table",
                f"SELECT COUNT(*) FROM {named(table)} t WHERE NOT EXISTS (SELECT 1 FROM {copy} c WHERE {matching})",
            ),
        ),
        breaks=(
            *dict.fromkeys(f"{each} goes with it, or fails" for name in names for each in table.depends.get(name, ())),
            "every program that names the column, or takes columns by their number",
        ),
        notes=(
            "this server commits each change of a table by itself: the copy is checked before the column is dropped, and what is dropped is dropped",
            f"the copy lies in the database {KEPT}: whoever may read the whole server reads it; dump it, seal the dump, and drop it",
        ),
        in_one_transaction=False,
    )


def _cannot_be_dropped(table: Table, names: Sequence[str]) -> str:
    if why := why_no_copy(table, names):
        return why
    foreign = [each for name in names for each in table.depends.get(name, ()) if each.startswith("foreign key ")]
    if foreign:
        return f"{', '.join(foreign)} would have to go first"
    generated = [each.name for each in table.columns if each.generated and _named_in(each.generated, names)]
    if generated:
        return f"the generated column {', '.join(generated)} is made of it, and would have to go first"
    return ""
