"""PostgreSQL 12 and later: DDL is transactional, so each change is whole or did not happen."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from bailee.errors import InvalidInput
from bailee.protection.databases.masking import MASK
from bailee.protection.databases.proposing import Found
from bailee.protection.databases.quoting import quoted, text
from bailee.protection.databases.shapes import Check, Column, Grant, SqlProposal, Table
from bailee.protection.databases.views import checks_of_view, columns_masked, why_no_copy

NAME = "PostgreSQL"
KEPT = "bailee_kept"  # schema of what was copied before it was dropped
KEY = "bailee.column_key"  # a setting of the session: the key stands in no statement, and so in no log of them
_LONGEST = 63  # bytes of a name; a longer one would be cut, and might be another's

_RELATION = """
SELECT c.oid, c.relkind::text, pg_catalog.pg_get_userbyid(c.relowner), c.reltuples::bigint
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = %s AND c.relname = %s
"""
_COLUMNS = """
SELECT a.attnum, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull,
  CASE WHEN a.attgenerated <> '' THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) ELSE '' END,
  EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = a.attrelid AND i.indisprimary AND a.attnum = ANY (i.indkey))
FROM pg_catalog.pg_attribute a LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attrelid = %s AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
"""
# Whatever pg_depend says hangs on a column; a view by its rule, an index or a constraint by itself.
_DEPENDS = """
SELECT DISTINCT a.attname, pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid)
FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
WHERE d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = %s AND d.refobjsubid > 0
  AND d.deptype IN ('n', 'a') AND d.classid <> 'pg_catalog.pg_rewrite'::regclass
  AND NOT (d.classid = 'pg_catalog.pg_attrdef'::regclass AND d.deptype = 'a' AND EXISTS (
    SELECT FROM pg_catalog.pg_attrdef x WHERE x.oid = d.objid AND x.adrelid = d.refobjid AND x.adnum = d.refobjsubid))
UNION
SELECT DISTINCT a.attname, CASE v.relkind WHEN 'm' THEN 'materialised view ' ELSE 'view ' END || v.oid::regclass::text
FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid JOIN pg_catalog.pg_class v ON v.oid = r.ev_class
WHERE d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.refobjid = %s AND d.refobjsubid > 0 AND v.oid <> d.refobjid
ORDER BY 1, 2
"""
_GRANTS = """
SELECT CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(g.grantee) END, ''
FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) g
WHERE c.oid = %s AND g.privilege_type = 'SELECT' AND g.grantee <> c.relowner
UNION
SELECT CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(g.grantee) END, a.attname
FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid, pg_catalog.aclexplode(a.attacl) g
WHERE a.attrelid = %s AND g.privilege_type = 'SELECT' AND g.grantee <> c.relowner ORDER BY 1, 2
"""


def inspect(connection: Any, schema: str, name: str) -> Table:
    """What the catalogue says of a table. InvalidInput where it is none, or none that holds rows itself."""
    row = connection.execute(_RELATION, (schema, name)).fetchone()
    if row is None:
        raise InvalidInput("there is no such table any more", hint="scan the database again")
    oid, kind, owner, rows = row
    if str(kind) not in ("r", "p"):
        raise InvalidInput("what was found stands in a view or a foreign table", hint="name the table that it reads")
    depends: dict[str, list[str]] = {}
    for column, what in connection.execute(_DEPENDS, (oid, oid)).fetchall():
        depends.setdefault(column, []).append(str(what))
    version = int(connection.execute("SHOW server_version_num").fetchone()[0])
    crypto = connection.execute("SELECT 1 FROM pg_catalog.pg_available_extensions WHERE name = 'pgcrypto'").fetchone()
    return Table(
        name,
        schema,
        tuple(
            Column(str(column), str(form), bool(key), str(made or ""), not needed)
            for _, column, form, needed, made, key in connection.execute(_COLUMNS, (oid,)).fetchall()
        ),
        int(rows) if int(rows) >= 0 else None,
        str(owner),
        tuple(Grant(str(who), str(column)) for who, column in connection.execute(_GRANTS, (oid, oid)).fetchall()),
        depends,
        (version // 10_000, version % 10_000),
        NAME,
        crypto is not None,
    )


def named(table: Table, name: str = "") -> str:
    return f"{quoted(table.schema)}.{quoted(name or table.name)}"


def fitting(name: str, ending: str) -> str:
    """A name of ours beside another, cut so that the server does not cut it.

    >>> fitting("people", "_masked"), len(fitting("ü" * 60, "_masked").encode())
    ('people_masked', 63)
    """
    room = _LONGEST - len(ending.encode())
    return name.encode()[:room].decode("utf-8", "ignore") + ending


def mask_view(table: Table, found: Found) -> SqlProposal:
    view = fitting(table.name, "_masked")
    reading = tuple(dict.fromkeys(grant.grantee for grant in table.grants))
    statements = [
        # security_barrier: a function in somebody's WHERE must not see what the mask hides
        f"CREATE VIEW {named(table, view)} WITH (security_barrier) AS SELECT {columns_masked(table, found, quoted, _masked)} FROM {named(table)}",
        *(f"GRANT SELECT ON {named(table, view)} TO {_role(who)}" for who in reading),
    ]
    return SqlProposal(
        "mask-view",
        table,
        tuple(found),
        tuple(statements),
        (f"DROP VIEW {named(table, view)}",),
        _view_checks(table, named(table, view), found),
        notes=(
            "nothing breaks, and nothing is closed yet: programs have to read the view, and the right to read the table is taken from them",
        ),
    )


def _masked(name: str, left: int) -> str:
    column = quoted(name)
    mask = f"{text(MASK)} || right({column}::text, {left})" if left else text(MASK)
    # a short value would be shown whole
    shown = f"CASE WHEN length({column}::text) > {2 * left} THEN {mask} ELSE {text(MASK)} END" if left else mask
    return f"CASE WHEN {column} IS NULL THEN NULL ELSE {shown} END"


def _view_checks(table: Table, view: str, found: Found) -> tuple[Check, ...]:
    others = [f"{quoted(each)}::text" for each in table.others(tuple(found))]  # json knows no equality
    return checks_of_view(named(table), view, found, others, quote=quoted, shows_more=_shows_more, without="EXCEPT ALL")


def _shows_more(column: str, left: int) -> str:
    return f"{column} NOT LIKE {text(MASK + '%')} OR length({column}) > {len(MASK) + left}"


def revoke(table: Table, found: Found) -> SqlProposal:
    """A right to a whole table covers each column, and is not taken by revoking one: it is given anew for the others."""
    whole = tuple(dict.fromkeys(grant.grantee for grant in table.grants if not grant.column))
    single = tuple(dict.fromkeys((grant.grantee, grant.column) for grant in table.grants if grant.column in found))
    if not whole and not single:
        return SqlProposal(
            "revoke",
            table,
            tuple(found),
            refusal=f"nobody but its owner {table.owner} and superusers may read it, and of them it cannot be taken",
        )
    others = ", ".join(map(quoted, table.others(tuple(found))))
    statements, undo, checks = [], [], []
    for who in whole:
        statements.append(f"REVOKE SELECT ON {named(table)} FROM {_role(who)}")
        if others:
            statements.append(f"GRANT SELECT ({others}) ON {named(table)} TO {_role(who)}")
            undo.append(f"REVOKE SELECT ({others}) ON {named(table)} FROM {_role(who)}")
        undo.append(f"GRANT SELECT ON {named(table)} TO {_role(who)}")
    for who, column in single:
        statements.append(f"REVOKE SELECT ({quoted(column)}) ON {named(table)} FROM {_role(who)}")
        undo.append(f"GRANT SELECT ({quoted(column)}) ON {named(table)} TO {_role(who)}")
    for who in dict.fromkeys((*whole, *(who for who, _ in single))):
        for column in found:
            checks.append(
                Check(
                    f"{who} may not read {column} any more",
                    f"SELECT has_column_privilege({text('public' if who == 'PUBLIC' else who)}, "
                    f"{text(named(table))}::regclass, {text(column)}, 'SELECT')",
                    False,
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
            "`SELECT *` of these roles is refused: a program has to name the columns, or read the masking view",
            *(f"{each} reads it as its owner does, and still shows it" for each in _views(table, found)),
        ),
        notes=(f"the owner {table.owner}, superusers and members of pg_read_all_data read it as before",),
    )


def _role(name: str) -> str:
    return "PUBLIC" if name == "PUBLIC" else quoted(name)


def _views(table: Table, found: Collection[str]) -> list[str]:
    every = (each for column in found for each in table.depends.get(column, ()))
    return [each for each in dict.fromkeys(every) if each.startswith(("view ", "materialised view "))]


def encrypt_column(table: Table, found: Found) -> SqlProposal:
    """pgcrypto, with a key that is a setting of the session."""
    if not table.has_pgcrypto:
        return SqlProposal(
            "encrypt-column",
            table,
            tuple(found),
            refusal="this server has no pgcrypto; let the application encrypt, with a key that the server never sees",
        )
    statements, undo, checks = ["CREATE EXTENSION IF NOT EXISTS pgcrypto"], [], []
    for name in found:
        column, sealed = quoted(name), quoted(fitting(name, "_encrypted"))
        key = f"current_setting({text(KEY)})"
        statements += [
            f"ALTER TABLE {named(table)} ADD COLUMN {sealed} bytea",
            f"UPDATE {named(table)} SET {sealed} = pgp_sym_encrypt({column}::text, {key}, 'cipher-algo=aes256') WHERE {column} IS NOT NULL",
        ]
        undo.append(f"ALTER TABLE {named(table)} DROP COLUMN {sealed}")
        checks.append(
            Check(
                f"what is encrypted of {name} decrypts to what it was",
                f"SELECT count(*) FROM {named(table)} WHERE {column}::text IS DISTINCT FROM pgp_sym_decrypt({sealed}, {key})",
            )
        )
    return SqlProposal(
        "encrypt-column",
        table,
        tuple(found),
        tuple(statements),
        tuple(undo),
        tuple(checks),
        breaks=(
            "it writes every row anew, and locks the table meanwhile; triggers that run on a change run for each",
            "searching, sorting and joining by the encrypted column is over: programs decrypt it, with the key",
        ),
        notes=(
            "the clear column is still there: drop it after a copy once programs read the other one",
            f"the key goes to the server with each session (SET {KEY}), and whoever controls the server can take it",
            "where that is too much, let the application encrypt",
            "rows that were changed lie in the clear on the server's disk until they are vacuumed, and in its backups and logs until these end",
        ),
        needs_key=True,
    )


def drop_after_copy(table: Table, found: Found) -> SqlProposal:
    refusal = _cannot_be_dropped(table, tuple(found))
    if refusal:
        return SqlProposal("drop-after-copy", table, tuple(found), refusal=refusal)
    copy = f"{quoted(KEPT)}.{quoted(fitting(f'{table.schema}_{table.name}', '_' + '_'.join(found))[:_LONGEST])}"
    kept = ", ".join(map(quoted, (*table.key, *found)))
    matching = " AND ".join(f"c.{quoted(each)} = t.{quoted(each)}" for each in table.key)
    same = " AND ".join(f"c.{quoted(each)}::text IS NOT DISTINCT FROM t.{quoted(each)}::text" for each in found)
    again = f"SELECT FROM {copy} c WHERE {matching} AND {same}"
    statements = (
        f"CREATE SCHEMA IF NOT EXISTS {quoted(KEPT)}",
        f"REVOKE ALL ON SCHEMA {quoted(KEPT)} FROM PUBLIC",
        f"LOCK TABLE {named(table)} IN ACCESS EXCLUSIVE MODE",
        f"CREATE TABLE {copy} AS SELECT {kept} FROM {named(table)}",
        f"REVOKE ALL ON {copy} FROM PUBLIC",
        # a row that is not there as it was divides by nothing, and the whole of it is taken back
        f"SELECT 1 / (CASE WHEN EXISTS (SELECT FROM {named(table)} t WHERE NOT EXISTS ({again})) THEN 0 ELSE 1 END)",
        f"ALTER TABLE {named(table)} {', '.join(f'DROP COLUMN {quoted(each)}' for each in found)}",
    )
    return SqlProposal(
        "drop-after-copy",
        table,
        tuple(found),
        statements,
        checks=(
            Check(
                "the copy has all rows",
                f"SELECT (SELECT count(*) FROM {copy}) - (SELECT count(*) FROM {named(table)})",
            ),
        ),
        breaks=tuple(_breaks(table, tuple(found))),
        notes=(
            f"the copy lies in the schema {KEPT}, which its owner and superusers read: dump it, seal the dump, and drop it",
            "what was dropped lies on the server's disk until the table is written anew (VACUUM FULL), and in backups until these end",
        ),
    )


def _cannot_be_dropped(table: Table, columns: Sequence[str]) -> str:
    if why := why_no_copy(table, columns):
        return why
    views = _views(table, columns)
    if views:
        return f"{', '.join(views)} would have to go first: PostgreSQL does not drop what a view reads"
    generated = [
        each.name for each in table.columns if each.generated and any(name in each.generated for name in columns)
    ]
    if generated:
        return f"the generated column {', '.join(generated)} is made of it, and would have to go first"
    return ""


def _breaks(table: Table, columns: Sequence[str]) -> list[str]:
    told = [f"{each} goes with it" for column in columns for each in table.depends.get(column, ())]
    return [*dict.fromkeys(told), "every program that names the column, or takes columns by their number"]


def prepare(connection: Any, key: str) -> None:
    """Give the session the key; it stands in no statement."""
    connection.execute("SELECT set_config(%s, %s, true)", (KEY, key))
