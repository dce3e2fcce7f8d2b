"""SQL for columns with personal data, on real servers: what masks, masks; what is taken back, is as it was; names are quoted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bailee.errors import BrokenEvidence, CannotRead, InvalidInput, NotAllowed
from bailee.protection.databases import SqlProposal, Table, mysql, postgresql, sqlite
from bailee.protection.databases.carrying_out import Approval, carry_out
from bailee.protection.databases.proposing import propose, script
from bailee.protection.databases.shapes import Check
from simulators import database_servers as servers

STAFF = [(1, "Maria Gonzalez", "512-44-7313"), (2, "Peter Schmidt", None), (3, "Aisha Khan", "514-46-7315")]
HOSTILE = 'pe"o`ple; DROP TABLE keep; --'
COLUMN = "s's\"n`"
FOUND = {"ssn": {"social-security-number"}}
YES = Approval("prop-1", "alice", "bob")
SELF = Approval("prop-1", "alice", "alice")


@pytest.fixture(scope="module")
def boss() -> Iterator[Any]:
    psycopg = pytest.importorskip("psycopg")
    with servers.postgresql() as server:
        if server is None:
            pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
        with psycopg.connect(
            host="127.0.0.1", port=server.port, user=servers.BOSS, password=servers.BOSS_PASSWORD, dbname="postgres", autocommit=True
        ) as connection:  # fmt: skip
            connection.execute('CREATE ROLE office LOGIN; CREATE ROLE shop LOGIN; CREATE ROLE "o\'brien" LOGIN')
            yield connection


@pytest.fixture
def people(boss: Any) -> Iterator[Any]:
    """A table with everything that may hang on a column."""
    boss.execute("DROP SCHEMA IF EXISTS hr CASCADE; DROP SCHEMA IF EXISTS bailee_kept CASCADE; CREATE SCHEMA hr")
    boss.execute("CREATE TABLE hr.people (id int PRIMARY KEY, name text, ssn text, note jsonb, born date)")
    for row in STAFF:
        boss.execute("INSERT INTO hr.people VALUES (%s, %s, %s, '{\"a\": 1}', '1980-05-03')", row)
    boss.execute('GRANT USAGE ON SCHEMA hr TO office, shop, "o\'brien"')
    boss.execute('GRANT SELECT ON hr.people TO office, "o\'brien"; GRANT SELECT (ssn) ON hr.people TO shop')
    yield boss
    boss.execute("DROP SCHEMA IF EXISTS hr CASCADE; DROP SCHEMA IF EXISTS bailee_kept CASCADE")


def one(dialect: Any, table: Table, act: str, found: Any = FOUND) -> SqlProposal:
    (proposal,) = propose(dialect, table, found, (act,))
    return proposal


def rows(connection: Any, query: str) -> list[Any]:
    cursor = connection.cursor()
    cursor.execute(query)
    found = [tuple(row) for row in cursor.fetchall()]
    cursor.close()
    return found


# --- PostgreSQL


def test_postgresql_says_what_hangs_on_a_column(people: Any) -> None:
    people.execute("CREATE INDEX by_ssn ON hr.people (ssn); ALTER TABLE hr.people ADD CHECK (length(ssn) > 3)")
    people.execute(
        "CREATE VIEW hr.listed AS SELECT name, ssn FROM hr.people; CREATE VIEW hr.names AS SELECT name FROM hr.people"
    )
    people.execute("ALTER TABLE hr.people ADD last4 text GENERATED ALWAYS AS (right(ssn, 4)) STORED")
    table = postgresql.inspect(people, "hr", "people")
    hanging = " | ".join(table.depends["ssn"])
    assert (
        all(each in hanging for each in ("index hr.by_ssn", "constraint people_ssn_check", "view hr.listed"))
        and "names" not in hanging
    )
    assert [(each.grantee, each.column) for each in table.grants] == [("o'brien", ""), ("office", ""), ("shop", "ssn")]
    assert table.key == ("id",) and table.column("last4").generated  # type: ignore[union-attr] # it is there
    assert "view hr.listed" in one(postgresql, table, "drop-after-copy").refusal


def test_a_masking_view_masks_and_shows_the_rest(people: Any) -> None:
    table = postgresql.inspect(people, "hr", "people")
    proposal = one(postgresql, table, "mask-view")
    held = carry_out(people, postgresql, proposal, SELF)  # it can be undone: nobody else is needed
    assert any("mask" in each for each in held)
    assert rows(people, "SELECT id, name, ssn FROM hr.people_masked ORDER BY id") == [
        (1, "Maria Gonzalez", "•••"),
        (2, "Peter Schmidt", None),
        (3, "Aisha Khan", "•••"),
    ]
    assert rows(people, "SELECT ssn FROM hr.people ORDER BY id")[0] == ("512-44-7313",)
    assert rows(people, "SELECT has_table_privilege('office', 'hr.people_masked', 'SELECT')") == [(True,)]
    for statement in proposal.undo:
        people.execute(statement)
    assert postgresql.inspect(people, "hr", "people") == table


def test_of_a_card_the_last_four_stay_and_of_a_short_value_nothing(people: Any) -> None:
    people.execute(
        "UPDATE hr.people SET ssn = '4111111111111111' WHERE id = 1; UPDATE hr.people SET ssn = '12345' WHERE id = 3"
    )
    table = postgresql.inspect(people, "hr", "people")
    carry_out(people, postgresql, one(postgresql, table, "mask-view", {"ssn": {"payment-card"}}), YES)
    assert rows(people, "SELECT ssn FROM hr.people_masked ORDER BY id") == [("•••1111",), (None,), ("•••",)]
    both = one(postgresql, table, "mask-view", {"ssn": {"payment-card", "social-security-number"}})
    assert "right(" not in both.statements[0]


def test_the_right_to_read_goes_and_comes_back(people: Any) -> None:
    def may(who: str, column: str) -> bool:
        return bool(rows(people, f"SELECT has_column_privilege('{who}', 'hr.people', '{column}', 'SELECT')")[0][0])

    table = postgresql.inspect(people, "hr", "people")
    proposal = one(postgresql, table, "revoke")
    assert may("office", "ssn") and may("shop", "ssn") and may("office", "name")
    carry_out(people, postgresql, proposal, YES)
    assert not may("office", "ssn") and not may("shop", "ssn") and may("office", "name") and not may("o''brien", "ssn")
    for statement in proposal.undo:
        people.execute(statement)
    assert may("office", "ssn") and may("shop", "ssn") and not may("shop", "name")
    assert postgresql.inspect(people, "hr", "people").grants == table.grants


def test_a_right_that_comes_from_elsewhere_is_seen_and_all_is_taken_back(people: Any) -> None:
    people.execute("CREATE ROLE wider; GRANT SELECT ON hr.people TO wider; GRANT wider TO office")
    try:
        table = postgresql.inspect(people, "hr", "people")
        people.execute(
            "CREATE ROLE widest; GRANT SELECT ON hr.people TO widest; GRANT widest TO office"
        )  # after it was looked at
        with pytest.raises(BrokenEvidence, match="office may not read"):
            carry_out(people, postgresql, one(postgresql, table, "revoke"), YES)
        people.execute("DROP OWNED BY widest; DROP ROLE widest")
        assert postgresql.inspect(people, "hr", "people").grants == table.grants
    finally:
        people.execute("DROP OWNED BY wider; DROP ROLE wider")


def test_pgcrypto_encrypts_beside_the_clear_column_with_a_key_that_no_statement_holds(people: Any) -> None:
    table = postgresql.inspect(people, "hr", "people")
    if not table.has_pgcrypto:
        assert "pgcrypto" in one(postgresql, table, "encrypt-column").refusal
        pytest.skip("this PostgreSQL has no pgcrypto")
    proposal = one(postgresql, table, "encrypt-column")
    with pytest.raises(NotAllowed, match="key"):
        carry_out(people, postgresql, proposal, YES)
    carry_out(people, postgresql, proposal, YES, key="canary-key-of-the-column")
    assert "canary-key" not in "".join(proposal.statements)
    kept = rows(people, "SELECT ssn_encrypted FROM hr.people WHERE id = 1")[0][0]
    assert b"512-44-7313" not in bytes(kept) and len(kept) > 60
    assert rows(
        people, "SELECT pgp_sym_decrypt(ssn_encrypted, 'canary-key-of-the-column') FROM hr.people WHERE id = 1"
    ) == [("512-44-7313",)]


def test_a_column_is_dropped_only_by_two_people_and_its_copy_is_whole(people: Any) -> None:
    table = postgresql.inspect(people, "hr", "people")
    proposal = one(postgresql, table, "drop-after-copy")
    assert proposal.is_irreversible and not proposal.undo
    for nobody in (None, SELF):
        with pytest.raises(NotAllowed):
            carry_out(people, postgresql, proposal, nobody)
    assert rows(people, "SELECT count(ssn) FROM hr.people") == [(2,)]
    carry_out(people, postgresql, proposal, YES)
    assert rows(people, 'SELECT id, ssn FROM bailee_kept."hr_people_ssn" ORDER BY id') == [
        (row[0], row[2]) for row in STAFF
    ]
    assert postgresql.inspect(people, "hr", "people").column("ssn") is None
    assert rows(people, "SELECT has_schema_privilege('office', 'bailee_kept', 'USAGE')") == [(False,)]


def test_a_check_that_does_not_hold_takes_all_of_it_back(people: Any) -> None:
    from dataclasses import replace

    table = postgresql.inspect(people, "hr", "people")
    wrong = Check("the moon is cheese", "SELECT 1")
    for act in ("mask-view", "drop-after-copy"):
        proposal = replace(one(postgresql, table, act), checks=(wrong,))
        with pytest.raises(BrokenEvidence, match="moon"):
            carry_out(people, postgresql, proposal, YES)
    assert postgresql.inspect(people, "hr", "people") == table
    assert rows(people, "SELECT to_regclass('hr.people_masked'), to_regnamespace('bailee_kept')") == [(None, None)]


def test_a_statement_that_is_refused_changes_nothing_and_no_row_is_quoted(people: Any) -> None:
    table = postgresql.inspect(people, "hr", "people")
    people.execute("CREATE TABLE hr.people_masked (x text)")
    with pytest.raises(CannotRead) as refused:
        carry_out(people, postgresql, one(postgresql, table, "mask-view"), YES)
    assert "512-44" not in f"{refused.value} {refused.value.hint}"
    assert rows(people, "SELECT count(*) FROM hr.people_masked") == [(0,)]


def test_hostile_names_stay_names(people: Any) -> None:
    from psycopg import sql

    people.execute("CREATE TABLE hr.keep (x int)")
    made = sql.SQL("CREATE TABLE hr.{} (id int PRIMARY KEY, {} text)").format(
        sql.Identifier(HOSTILE), sql.Identifier(COLUMN)
    )
    people.execute(made)
    people.execute(sql.SQL("INSERT INTO hr.{} VALUES (1, '512-44-7313')").format(sql.Identifier(HOSTILE)))
    table = postgresql.inspect(people, "hr", HOSTILE)
    for act in ("mask-view", "drop-after-copy"):
        carry_out(people, postgresql, one(postgresql, table, act, {COLUMN: {"social-security-number"}}), YES)
        if act == "mask-view":
            people.execute(sql.SQL("DROP VIEW hr.{}").format(sql.Identifier(HOSTILE + "_masked")))
    assert rows(people, "SELECT count(*) FROM hr.keep") == [(0,)]
    assert len(postgresql.inspect(people, "hr", HOSTILE).columns) == 1


def test_a_script_is_what_the_servers_own_client_runs(people: Any) -> None:
    table = postgresql.inspect(people, "hr", "people")
    text = script(one(postgresql, table, "mask-view"))
    people.execute("\n".join(line for line in text.splitlines() if not line.startswith("--")))
    assert rows(people, "SELECT count(*) FROM hr.people_masked WHERE ssn = '•••'") == [(2,)]
    broken = script(one(postgresql, Table("a\nDROP TABLE x", "s", table.columns), "mask-view"))
    assert not any(line.startswith("DROP TABLE x") and not broken for line in broken.splitlines())
    assert broken.splitlines()[0] == "-- a view that masks: s.a DROP TABLE x (ssn)"


def test_no_such_column_is_said(people: Any) -> None:
    table = postgresql.inspect(people, "hr", "people")
    with pytest.raises(InvalidInput, match="no column"):
        propose(postgresql, table, {"gone": {"x"}})
    with pytest.raises(InvalidInput):
        postgresql.inspect(people, "hr", "nothing")


# --- SQLite


@pytest.fixture
def till(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(tmp_path / "till.db", isolation_level=None)) as connection:
        connection.execute("CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, ssn TEXT)")
        connection.executemany("INSERT INTO people VALUES (?, ?, ?)", STAFF)
        yield connection


def test_sqlite_masks_and_says_that_the_file_is_what_is_to_be_closed(till: sqlite3.Connection) -> None:
    table = sqlite.inspect(till, "", "people")
    carry_out(till, sqlite, one(sqlite, table, "mask-view"), SELF)
    assert rows(till, "SELECT ssn FROM people_masked ORDER BY id") == [("•••",), (None,), ("•••",)]
    assert (
        "accounts" in one(sqlite, table, "revoke").refusal
        and "encryption" in one(sqlite, table, "encrypt-column").refusal
    )


def test_sqlite_drops_after_a_copy_into_another_file(till: sqlite3.Connection, tmp_path: Path) -> None:
    till.execute("ATTACH ? AS bailee_kept", (str(tmp_path / "kept.db"),))
    carry_out(till, sqlite, one(sqlite, sqlite.inspect(till, "", "people"), "drop-after-copy"), YES)
    assert rows(till, 'SELECT * FROM bailee_kept."people_ssn" ORDER BY id') == [(row[0], row[2]) for row in STAFF]
    assert sqlite.inspect(till, "", "people").column("ssn") is None


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ("CREATE INDEX by_ssn ON people (ssn)", "index by_ssn"),
        ("CREATE VIEW listed AS SELECT ssn FROM people", "view listed"),
        ("CREATE TRIGGER t AFTER UPDATE OF ssn ON people BEGIN SELECT 1; END", "trigger t"),
        ("CREATE TABLE other (x REFERENCES people (ssn))", "foreign key of other"),
    ],
)
def test_sqlite_says_what_hangs_on_a_column(till: sqlite3.Connection, more: str, why: str) -> None:
    till.execute(more)
    assert why in one(sqlite, sqlite.inspect(till, "", "people"), "drop-after-copy").refusal


def test_sqlite_without_a_key_drops_nothing(till: sqlite3.Connection) -> None:
    till.execute("CREATE TABLE loose (ssn TEXT)")
    assert "primary key" in one(sqlite, sqlite.inspect(till, "", "loose"), "drop-after-copy").refusal
    till.execute("CREATE TABLE keyed (ssn TEXT PRIMARY KEY)")
    assert "primary key" in one(sqlite, sqlite.inspect(till, "", "keyed"), "drop-after-copy").refusal


def test_sqlite_quotes_hostile_names(till: sqlite3.Connection) -> None:
    name, column = HOSTILE.replace('"', '""'), COLUMN.replace('"', '""')
    till.execute(f'CREATE TABLE "{name}" (id INTEGER PRIMARY KEY, "{column}" TEXT)')
    till.execute("CREATE TABLE keep (x)")
    till.execute(f"INSERT INTO \"{name}\" VALUES (1, '512-44-7313')")  # noqa: S608 - a name of the test's, quoted
    table = sqlite.inspect(till, "", HOSTILE)
    carry_out(till, sqlite, one(sqlite, table, "mask-view", {COLUMN: {"social-security-number"}}), YES)
    shown = f'SELECT "{column}" FROM "{name}_masked"'  # noqa: S608 - as above
    assert rows(till, shown) == [("•••",)] and rows(till, "SELECT count(*) FROM keep") == [(0,)]


def test_a_check_that_does_not_hold_takes_it_back_in_sqlite(till: sqlite3.Connection) -> None:
    from dataclasses import replace

    table = sqlite.inspect(till, "", "people")
    with pytest.raises(BrokenEvidence):
        carry_out(till, sqlite, replace(one(sqlite, table, "mask-view"), checks=(Check("never", "SELECT 1"),)), YES)
    assert rows(till, "SELECT name FROM sqlite_master ORDER BY name") == [("people",)]


# --- MySQL and MariaDB


@pytest.fixture(scope="module")
def root() -> Iterator[Any]:
    pymysql = pytest.importorskip("pymysql")
    with servers.mariadb() as server:
        if server is None:
            pytest.skip("MariaDB is not installed (apt-get install mariadb-server)")
        with closing(
            pymysql.connect(unix_socket=str(server.socket), user="root", charset="utf8mb4", autocommit=True)
        ) as connection:
            yield connection


@pytest.fixture
def crm(root: Any) -> Any:
    with root.cursor() as cursor:
        for statement in (
            "DROP DATABASE IF EXISTS crm", "DROP DATABASE IF EXISTS bailee_kept", "CREATE DATABASE crm",
            "CREATE TABLE crm.people (id INT PRIMARY KEY, name VARCHAR(60), ssn VARCHAR(20), INDEX by_ssn (ssn)) CHARACTER SET latin1",
            "CREATE OR REPLACE USER office@localhost", "CREATE OR REPLACE USER `o'brien`@`%`", "CREATE OR REPLACE USER wide@localhost",
            "GRANT SELECT ON crm.people TO office@localhost", "GRANT SELECT (ssn) ON crm.people TO `o'brien`@`%`",
            "GRANT SELECT ON crm.* TO wide@localhost", "CREATE VIEW crm.listed AS SELECT ssn FROM crm.people",
        ):  # fmt: skip
            cursor.execute(statement)
        cursor.executemany("INSERT INTO crm.people VALUES (%s, %s, %s)", STAFF)
    return root


def test_mysql_masks(crm: Any) -> None:
    table = mysql.inspect(crm, "crm", "people")
    assert set(table.depends["ssn"]) == {"index by_ssn", "view crm.listed"} and table.product == "MariaDB"
    proposal = one(mysql, table, "mask-view")
    carry_out(crm, mysql, proposal, SELF)
    assert rows(crm, "SELECT id, name, ssn FROM crm.people_masked ORDER BY id") == [
        (1, "Maria Gonzalez", "•••"),
        (2, "Peter Schmidt", None),
        (3, "Aisha Khan", "•••"),
    ]
    carded = one(mysql, table, "mask-view", {"ssn": {"payment-card"}})
    rows(crm, "SELECT 1")
    with crm.cursor() as cursor:
        cursor.execute(proposal.undo[0])
    carry_out(crm, mysql, carded, SELF)
    assert rows(crm, "SELECT ssn FROM crm.people_masked WHERE id = 1") == [("•••7313",)]


def test_mysql_takes_the_right_and_says_which_it_cannot_take(crm: Any) -> None:
    table = mysql.inspect(crm, "crm", "people")
    proposal = one(mysql, table, "revoke")
    assert any("wide" in each and "database crm" in each for each in proposal.notes)
    carry_out(crm, mysql, proposal, YES)
    left = mysql.inspect(crm, "crm", "people")
    assert {(each.grantee, each.column) for each in left.grants if not each.from_above} == {
        ("'office'@'localhost'", "id"),
        ("'office'@'localhost'", "name"),
    }
    with crm.cursor() as cursor:
        for statement in proposal.undo:
            cursor.execute(statement)
    assert set(mysql.inspect(crm, "crm", "people").grants) == set(table.grants)


def test_mysql_takes_back_step_by_step_what_a_check_does_not_hold(crm: Any) -> None:
    from dataclasses import replace

    table = mysql.inspect(crm, "crm", "people")
    proposal = one(mysql, table, "mask-view")
    assert not proposal.in_one_transaction
    with pytest.raises(BrokenEvidence):
        carry_out(crm, mysql, replace(proposal, checks=(*proposal.checks, Check("never", "SELECT 1"))), YES)
    assert rows(crm, "SELECT COUNT(*) FROM information_schema.views WHERE table_name = 'people_masked'") == [(0,)]


def test_mysql_drops_after_a_copy_that_was_checked(crm: Any) -> None:
    from dataclasses import replace

    proposal = one(mysql, mysql.inspect(crm, "crm", "people"), "drop-after-copy")
    never = replace(proposal, checks=(Check("never", "SELECT 1"),))
    with pytest.raises(BrokenEvidence):
        carry_out(crm, mysql, never, YES)
    assert rows(crm, "SELECT COUNT(ssn) FROM crm.people") == [(2,)]  # it was not dropped
    with crm.cursor() as cursor:
        cursor.execute("DROP DATABASE bailee_kept")
    carry_out(crm, mysql, proposal, YES)
    assert rows(crm, "SELECT id, ssn FROM bailee_kept.crm_people_ssn ORDER BY id") == [
        (row[0], row[2]) for row in STAFF
    ]
    assert mysql.inspect(crm, "crm", "people").column("ssn") is None


def test_mysql_quotes_hostile_names(crm: Any) -> None:
    name, column = HOSTILE.replace("`", "``"), COLUMN.replace("`", "``")
    with crm.cursor() as cursor:
        cursor.execute(f"CREATE TABLE crm.`{name}` (id INT PRIMARY KEY, `{column}` TEXT)")
        cursor.execute("CREATE TABLE crm.`keep` (x INT)")
        cursor.execute(f"INSERT INTO crm.`{name}` VALUES (1, '512-44-7313')")  # noqa: S608 - a name of the test's, quoted
    table = mysql.inspect(crm, "crm", HOSTILE)
    carry_out(crm, mysql, one(mysql, table, "mask-view", {COLUMN: {"social-security-number"}}), YES)
    assert rows(crm, f"SELECT `{column}` FROM crm.`{name}_masked`") == [("•••",)]  # noqa: S608 - as above
    assert rows(crm, "SELECT COUNT(*) FROM crm.keep") == [(0,)]
    assert "application" in one(mysql, table, "encrypt-column", {COLUMN: {"x"}}).refusal
