"""Rules that the database keeps by itself, and operations that put a new table under them.

    operations = [migrations.CreateModel(name="Site", …), rules.keep_apart("site"), rules.append_only("site")]

PostgreSQL shows a transaction the rows of its own organisations alone; SQLite has no rules by row. Both refuse to change
what is only ever appended. A table of an organisation's that has no rule fails a test, found by looking at the database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.migrations.operations.base import Operation

# Raises where a transaction did not say whose rows it is about: then nothing is answered, rather than nothing found.
_WHOSE = """
CREATE FUNCTION bailee_organisations() RETURNS bigint[] LANGUAGE plpgsql STABLE AS $$
DECLARE listed text := current_setting('bailee.organisations', true);
BEGIN
  IF listed IS NULL OR listed = '' THEN
    RAISE EXCEPTION 'this transaction does not say whose rows it is about' USING ERRCODE = 'BL001';
  END IF;
  RETURN listed::bigint[];
END $$
"""
_APPENDED = """
CREATE FUNCTION bailee_appended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'rows of % are appended, never changed', TG_TABLE_NAME; END $$
"""
_MINE = "organisation_id = ANY ((SELECT bailee_organisations())::bigint[])"
# Looked up by its name before its number is known, and listed where a program asks for all by `*`: read, never changed.
_BY_NAME = "current_setting('bailee.organisation', true) IN (ident, '*')"


class Rule(Operation):
    """Statements for each database. They ask for no models, which Django would make anew for each: that took half of the time."""

    reduces_to_sql = True
    reversible = True

    def __init__(
        self, statements: Mapping[str, tuple[str, ...] | Callable[[Any], None]], *, moves_rows: bool = False
    ) -> None:
        self.statements = statements
        self.moves_rows = moves_rows  # of before: a new store has none

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Models stay what they are."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self.lay(schema_editor)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """A later store is not made an earlier one."""

    def lay(self, schema_editor: Any) -> None:
        statements = self.statements.get(schema_editor.connection.vendor, ())
        if callable(statements):
            statements(schema_editor)
            return
        for statement in statements:
            schema_editor.execute(statement, params=None)


def set_up() -> Rule:
    """What the other rules call."""
    return _by_vendor(sqlite=(), postgresql=(_WHOSE, _APPENDED))


def keep_apart(table: str) -> Rule:
    """A transaction sees and writes rows of its own organisations alone, also one of the tables' owner."""
    by_name = f"CREATE POLICY by_name ON organisation FOR SELECT USING ({_BY_NAME})"
    return _by_vendor(
        sqlite=(),
        postgresql=(
            f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
            f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
            f'CREATE POLICY by_organisation ON "{table}" USING ({_MINE}) WITH CHECK ({_MINE})',
            *((by_name,) if table == "organisation" else ()),
        ),
    )


def look_up_own_memberships() -> Rule:
    """`bailee.account` shows the member rows of that account, in all organisations: read, never changed, and no others."""
    whose = "account <> '' AND account = current_setting('bailee.account', true)"
    return _by_vendor(sqlite=(), postgresql=(f"CREATE POLICY by_account ON member FOR SELECT USING ({whose})",))


def look_up_tokens() -> Rule:
    """`bailee.token` shows the rows of the token with that digest, in all organisations: read, never changed, and no others."""
    whose = "digest <> '' AND digest = current_setting('bailee.token', true)"
    return _by_vendor(sqlite=(), postgresql=(f"CREATE POLICY by_digest ON api_token FOR SELECT USING ({whose})",))


def list_clients() -> Rule:
    """A provider's transaction sees which organisations are its clients; their rows, only where it says that it is about them."""
    theirs = "provider_id = ANY ((SELECT bailee_organisations())::bigint[])"
    return _by_vendor(sqlite=(), postgresql=(f"CREATE POLICY by_provider ON organisation FOR SELECT USING ({theirs})",))


def former_roles() -> Rule:
    """`owner` and `reader` of before are a client's owner and auditor now."""
    renamed = (
        "UPDATE member SET role = CASE role WHEN 'owner' THEN 'client-owner' WHEN 'reader' THEN 'client-auditor' ELSE role END",
    )
    hidden = "SELECT set_config('bailee.organisations', '', true), set_config('bailee.organisation', '', true)"
    return _by_vendor(sqlite=renamed, postgresql=(*_all_in_sight(), *renamed, hidden), moves_rows=True)


def _all_in_sight() -> tuple[str, ...]:
    """From here on a migration sees the rows of every organisation, on PostgreSQL; to its end, for keys are checked last."""
    every = "(SELECT '{' || coalesce(string_agg(organisation_id::text, ','), '') || '}' FROM organisation)"
    return (
        "SELECT set_config('bailee.organisations', '{}', true), set_config('bailee.organisation', '*', true)",
        f"SELECT set_config('bailee.organisations', {every}, true)",
    )


def rights_of_before() -> Rule:
    """Owner, mode and group of each file become a row that all files with the same share."""
    same = """mode || ' ' || owner || ' ' || "group" AS ident, mode, owner, "group" FROM scanned_file WHERE mode IS NOT NULL"""
    moved = (
        f'INSERT INTO file_rights (organisation_id, ident, mode, owner, "group") SELECT DISTINCT organisation_id, {same}',
        """UPDATE scanned_file SET rights_id = (
          SELECT id FROM file_rights AS r WHERE r.organisation_id = scanned_file.organisation_id
            AND r.ident = scanned_file.mode || ' ' || scanned_file.owner || ' ' || scanned_file."group"
        ) WHERE mode IS NOT NULL""",
    )
    sights = (*_all_in_sight(), *moved, "SET CONSTRAINTS ALL IMMEDIATE")
    return _by_vendor(sqlite=moved, postgresql=sights, moves_rows=True)


def queue() -> Rule:
    """Tables of the program that hands jobs out, on PostgreSQL."""

    def lay(schema_editor: Any) -> None:
        from bailee.store.work.queue_tables import schema  # which only PostgreSQL needs

        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('procrastinate_jobs')")
            if cursor.fetchone()[0] is None:
                cursor.connection.execute(schema())

    return Rule({"postgresql": lay})


def append_only(table: str) -> Rule:
    """Rows are neither changed nor deleted."""
    refused = f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are appended, never changed'); END;"
    return _by_vendor(
        sqlite=tuple(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} {refused}"
            for verb in ("UPDATE", "DELETE")
        ),
        postgresql=(
            *(
                f'CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON "{table}" FOR EACH ROW EXECUTE FUNCTION bailee_appended()'
                for verb in ("UPDATE", "DELETE")
            ),
            f'CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION bailee_appended()',
        ),
    )


def erasable(table: str, emptied: tuple[str, ...], kept: tuple[str, ...]) -> Rule:
    """In place of what `append_only` refuses of a change: what a row says may be emptied, all of it, while the rest stays."""
    empty = " AND ".join(f"NEW.{column} = ''" for column in emptied)
    same = " AND ".join(f"NEW.{column} = OLD.{column}" for column in kept)
    other = f"NOT ({empty} AND {same})"
    name = f"{table}_no_update"
    refused = f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are appended, never changed'); END;"
    return _by_vendor(
        sqlite=(f"DROP TRIGGER {name}", f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} WHEN {other} {refused}"),
        postgresql=(
            f'DROP TRIGGER {name} ON "{table}"',
            f'CREATE TRIGGER {name} BEFORE UPDATE ON "{table}" FOR EACH ROW WHEN ({other}) EXECUTE FUNCTION bailee_appended()',
        ),
    )


def leaves_with_its_finding(table: str) -> Rule:
    """In place of what `append_only` refuses of a deletion: a row about a finding that is gone may go with it, to an archive."""
    name = f"{table}_no_delete"
    refused = f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are appended, never changed'); END;"
    stays = (
        "OLD.finding_id IS NULL OR NOT EXISTS (SELECT 1 FROM finding WHERE id = OLD.finding_id AND gone_at IS NOT NULL)"
    )
    body = (
        f"BEGIN IF {stays} THEN RAISE EXCEPTION 'rows of {table} are appended, never changed'; END IF; RETURN OLD; END"
    )
    return _by_vendor(
        sqlite=(f"DROP TRIGGER {name}", f"CREATE TRIGGER {name} BEFORE DELETE ON {table} WHEN {stays} {refused}"),
        postgresql=(
            f'DROP TRIGGER {name} ON "{table}"',
            f"CREATE FUNCTION bailee_{table}_stays() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
            f'CREATE TRIGGER {name} BEFORE DELETE ON "{table}" FOR EACH ROW EXECUTE FUNCTION bailee_{table}_stays()',
        ),
    )


def frozen(table: str, columns: tuple[str, ...]) -> Rule:
    """What these columns hold is never changed, and no row is deleted; the others may be."""
    differ = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)
    says = f"BEGIN SELECT RAISE(ABORT, 'what a row of {table} says is never changed'); END;"
    apart = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)
    body = f"BEGIN RAISE EXCEPTION 'what a row of {table} says is never changed'; END"
    kept = f"EXECUTE FUNCTION bailee_{table}_frozen()"
    return _by_vendor(
        sqlite=(
            f"CREATE TRIGGER {table}_frozen BEFORE UPDATE ON {table} WHEN {differ} {says}",
            f"CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} {says}",
        ),
        postgresql=(
            f"CREATE FUNCTION bailee_{table}_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
            f'CREATE TRIGGER {table}_frozen BEFORE UPDATE ON "{table}" FOR EACH ROW WHEN ({apart}) {kept}',
            f'CREATE TRIGGER {table}_stays BEFORE DELETE ON "{table}" FOR EACH ROW {kept}',
        ),
    )


def never_emptied() -> Rule:
    """What is only ever appended is not emptied either, in stores from before that was refused: TRUNCATE fires no row's trigger."""
    each = """
    DO $$ DECLARE emptied text; BEGIN
      FOR emptied IN SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%\\_no\\_delete' AND NOT tgisinternal LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER %I BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION bailee_appended()',
          trim(both '"' from emptied) || '_no_truncate', emptied);
      END LOOP;
    END $$
    """
    return _by_vendor(sqlite=(), postgresql=(each,))


def _by_vendor(*, sqlite: tuple[str, ...], postgresql: tuple[str, ...], moves_rows: bool = False) -> Rule:
    return Rule({"sqlite": sqlite, "postgresql": postgresql}, moves_rows=moves_rows)
