"""From a finding to SQL that ran: proposed from the store, approved, carried out, and refused where it is not as it was."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bailee.errors import InvalidInput, NotAllowed
from bailee.operations.propose_sql import approve_sql, keep, run_sql, sql_for
from bailee.operations.scan_store import scan_store
from bailee.protection.databases.proposing import script
from bailee.sources.addresses import parse
from bailee.sources.credentials import Keyring
from cli.running import run
from lying import files, found
from simulators import database_servers as servers
from world import World

STAFF = [(1, "Maria Gonzalez", "512-44-7313"), (2, "Peter Schmidt", "513-45-7314"), (3, "Aisha Khan", "514-46-7315")]
CANARY = "512-44-7313"


@pytest.fixture
def stands_on() -> str:
    return "sqlite"


@pytest.fixture
def till(world: World, tmp_path: Path) -> Path:
    (tmp_path / "shop").mkdir()
    path = tmp_path / "shop" / "till.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, ssn TEXT, note TEXT)")
        connection.executemany("INSERT INTO people VALUES (?, ?, ?, 'nothing')", STAFF)
        connection.execute("CREATE TABLE prices (id INTEGER PRIMARY KEY, cents INTEGER)")
        connection.commit()
    scan_store(world.alice, [path.parent], jobs=1)
    return path


def ssn_of(path: Path, table: str = "people") -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute(f'SELECT ssn FROM "{table}" ORDER BY id')]  # noqa: S608 - the test's own


def test_the_columns_that_hold_what_was_found_are_found(world: World, till: Path) -> None:
    planned = sql_for(world.alice, str(till), Keyring(), acts=("mask-view",))
    (only,) = planned
    assert "ssn" in only.proposal.columns and not {"id", "note"} & set(only.proposal.columns)
    assert CANARY not in script(only.proposal) and "prices" not in script(only.proposal)
    assert sql_for(world.alice, str(till.parent), Keyring(), columns=["people.ssn"], acts=("mask-view",))[
        0
    ].proposal.columns == ("ssn",)


def test_a_file_is_named_from_beside_the_folder_that_its_place_is_called_after(
    world: World, till: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(till.parent.parent)
    (only,) = sql_for(world.alice, f"{till.parent.name}/{till.name}", Keyring(), acts=("mask-view",))
    assert "ssn" in only.proposal.columns


def test_nothing_runs_that_nobody_approved(world: World, till: Path) -> None:
    planned = sql_for(world.alice, str(till), Keyring(), columns=["ssn"], acts=("mask-view", "drop-after-copy"))
    view, drop = keep(world.alice, planned)
    for ident in (view, drop):
        with pytest.raises(NotAllowed, match="approved"):
            run_sql(world.alice, ident, Keyring())
    assert ssn_of(till)[0] == CANARY


def test_what_can_be_undone_one_person_carries_out(world: World, till: Path) -> None:
    (ident,) = keep(world.alice, sql_for(world.alice, str(till), Keyring(), columns=["ssn"], acts=("mask-view",)))
    approve_sql(world.alice, ident, reason="the till shows the view")
    held = run_sql(world.alice, ident, Keyring())
    assert any("mask" in each for each in held) and ssn_of(till, "people_masked") == ["•••"] * 3
    assert [each.state for each in world.alice.proposals(idents=[ident])] == ["applied"]
    with pytest.raises(InvalidInput):
        run_sql(world.alice, ident, Keyring())


def test_what_cannot_be_undone_takes_two(world: World, till: Path) -> None:
    (ident,) = keep(world.alice, sql_for(world.alice, str(till), Keyring(), columns=["ssn"], acts=("drop-after-copy",)))
    with pytest.raises(NotAllowed, match="another person"):
        approve_sql(world.alice, ident, reason="I want it gone")
    with pytest.raises(InvalidInput):
        approve_sql(world.charlie, ident, reason="not mine to see")
    second = another_owner(world)
    approve_sql(second, ident, reason="the seven years are over")
    held = run_sql(world.alice, ident, Keyring())
    copy = till.with_name("till.db.bailee_kept")
    assert copy.stat().st_mode & 0o777 == 0o600 and any(copy.name in each for each in held)
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT ssn FROM people_ssn ORDER BY id").fetchall() == [(row[2],) for row in STAFF]
    with pytest.raises(sqlite3.OperationalError), closing(sqlite3.connect(till)) as connection:
        connection.execute("SELECT ssn FROM people")


def test_approving_files_approves_no_sql(world: World, till: Path) -> None:
    from bailee.operations.approve_protection import approve

    (ident,) = keep(world.alice, sql_for(world.alice, str(till), Keyring(), columns=["ssn"], acts=("mask-view",)))
    with pytest.raises(InvalidInput, match="no file"):
        approve(another_owner(world), [ident], reason="all of it")
    assert world.alice.proposals(idents=[ident])[0].state == "proposed"


def another_owner(world: World) -> Any:
    from bailee.operations.open_store import open_store
    from bailee.permissions import Role
    from bailee.store.organisations import add_member

    add_member(world.home, world.alice.organisation, "dora", name="Dora", role=Role.CLIENT_OWNER)
    return open_store(world.home, organisation=world.alice.organisation, member="dora")


def test_a_table_that_changed_since_is_left(world: World, till: Path) -> None:
    (ident,) = keep(world.alice, sql_for(world.alice, str(till), Keyring(), columns=["ssn"], acts=("mask-view",)))
    approve_sql(world.alice, ident, reason="yes")
    with closing(sqlite3.connect(till)) as connection:
        connection.execute("ALTER TABLE people ADD COLUMN born TEXT")
    with pytest.raises(NotAllowed, match="another one than was approved"):
        run_sql(world.alice, ident, Keyring())


def test_what_is_kept_holds_no_name_and_no_value_in_the_clear(world: World, till: Path) -> None:
    keep(world.alice, sql_for(world.alice, str(till), Keyring()))
    assert found(world.alice, CANARY.encode(), b"CREATE VIEW main") == []
    for file in files(world.home):
        assert b"CREATE VIEW" not in file.read_bytes().replace(b'CREATE VIEW "bailee', b"")


def test_a_folder_without_a_database_is_none(world: World, tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "a.txt").write_text(f"Employee: Maria Gonzalez, SSN {CANARY}\n")
    scan_store(world.alice, [tmp_path / "plain"], jobs=1)
    with pytest.raises(InvalidInput, match="no database"):
        sql_for(world.alice, "plain", Keyring())
    with pytest.raises(InvalidInput, match="no store"):
        sql_for(world.alice, "/nowhere/at/all.db", Keyring())


def test_on_a_terminal(tmp_path: Path) -> None:
    home, path = tmp_path / "home", tmp_path / "till.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE people (id INTEGER PRIMARY KEY, ssn TEXT)")
        connection.executemany("INSERT INTO people VALUES (?, ?)", [(row[0], row[2]) for row in STAFF])
        connection.commit()
    assert run("scan", path, "--jobs", "1", home=home).exit_code == 0
    out = tmp_path / "till.sql"
    done = run("protect", "sql", path, "--out", out, "--propose", home=home)
    assert done.exit_code == 0, done.output
    assert out.stat().st_mode & 0o777 == 0o600 and "CREATE VIEW" in out.read_text() and CANARY not in out.read_text()
    assert run("protect", "sql", path, "--out", out, home=home).exit_code != 0  # it is there
    view = next(line.split()[0] for line in done.output.splitlines() if "mask-view" in line)
    assert run("protect", "sql", "--run", view, home=home).exit_code != 0
    assert run("protect", "sql", "--approve", view, "--reason", "as discussed", home=home).exit_code == 0
    assert "✓" in run("protect", "sql", "--run", view, home=home).output
    assert ssn_of(path, "people_masked") == ["•••"] * 3


# --- a server


@pytest.fixture(scope="module")
def server() -> Iterator[servers.Server]:
    with servers.postgresql() as running:
        if running is None:
            pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
        yield running


def test_of_a_server_from_the_finding_to_the_view(world: World, server: servers.Server) -> None:
    import psycopg

    given = {"host": "127.0.0.1", "port": server.port, "user": servers.BOSS, "password": servers.BOSS_PASSWORD}
    with psycopg.connect(dbname="postgres", autocommit=True, **given) as boss:  # type: ignore[arg-type] # names and values as libpq has them
        boss.execute('CREATE TABLE public."staff.list" (id int PRIMARY KEY, name text, ssn text)')
        for row in STAFF:
            boss.execute('INSERT INTO public."staff.list" VALUES (%s, %s, %s)', row)
        keyring = Keyring(environment={"BAILEE_POSTGRESQL_PASSWORD": servers.BOSS_PASSWORD})
        address = parse(server.address("postgresql", "postgres", servers.BOSS))
        scan_store(world.alice, [address], jobs=1, keyring=keyring)
        (place,) = [each for each in world.alice.places() if each.where == address]
        planned = sql_for(world.alice, place.name, keyring, acts=("mask-view",))
        assert (
            planned and set(planned[0].proposal.columns) >= {"ssn"} and planned[0].proposal.table.name == "staff.list"
        )
        (ident,) = keep(world.alice, sql_for(world.alice, place.name, keyring, columns=["ssn"], acts=("mask-view",)))
        approve_sql(world.alice, ident, reason="yes")
        run_sql(world.alice, ident, keyring)
        assert boss.execute('SELECT ssn FROM public."staff.list_masked"').fetchall() == [("•••",)] * 3


@pytest.fixture(scope="module")
def mariadb() -> Iterator[servers.Server]:
    with servers.mariadb() as running:
        if running is None:
            pytest.skip("MariaDB is not installed (apt-get install mariadb-server)")
        yield running


def test_of_mariadb_from_the_finding_to_the_view(world: World, mariadb: servers.Server) -> None:
    import pymysql

    with closing(
        pymysql.connect(unix_socket=str(mariadb.socket), user="root", charset="utf8mb4", autocommit=True)
    ) as root:
        with root.cursor() as cursor:
            cursor.execute("CREATE DATABASE crm")
            cursor.execute("CREATE TABLE crm.`staff list` (id INT PRIMARY KEY, name VARCHAR(60), ssn VARCHAR(20))")
            cursor.executemany("INSERT INTO crm.`staff list` VALUES (%s, %s, %s)", STAFF)
        address = parse(f"mariadb://root@localhost/crm?socket={mariadb.socket}")
        scan_store(world.alice, [address], jobs=1)
        (place,) = [each for each in world.alice.places() if each.where == address]
        planned = sql_for(world.alice, place.name, Keyring(), columns=["ssn"], acts=("mask-view",))
        (ident,) = keep(world.alice, planned)
        approve_sql(world.alice, ident, reason="yes")
        run_sql(world.alice, ident, Keyring())
        with root.cursor() as cursor:
            cursor.execute("SELECT ssn FROM crm.`staff list_masked`")
            assert list(cursor.fetchall()) == [("•••",)] * 3
