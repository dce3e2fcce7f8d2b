"""Databases, on real servers: every table that the login may read, said by column, and nothing ever written."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bailee.findings import Finding
from bailee.scanner import Event, ItemPartly, ItemRead, ScanKeys, Skipped, scan
from bailee.sources import connect, where
from bailee.sources.addresses import Address
from bailee.sources.credentials import Keyring
from bailee.sources.databases import SAMPLE, DatabaseSource
from bailee.sources.interface import Asked
from simulators import database_servers as servers

PASSWORDS = {f"BAILEE_{scheme}_PASSWORD": servers.READER_PASSWORD for scheme in ("POSTGRESQL", "MYSQL", "MARIADB")}
STAFF = [("Maria Gonzalez", "512-44-7313"), ("Peter Schmidt", "513-45-7314"), ("Aisha Khan", "514-46-7315")]
LINES = 40_000


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("pay.csv", "name,ssn\nMaria Gonzalez,512-44-7313\n")
    return buffer.getvalue()


@pytest.fixture(scope="module")
def postgresql() -> Iterator[servers.Server]:
    with servers.postgresql() as server:
        if server is None:
            pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
        fill_postgresql(server)
        yield server


@pytest.fixture(scope="module")
def mariadb() -> Iterator[servers.Server]:
    with servers.mariadb() as server:
        if server is None:
            pytest.skip("MariaDB is not installed (apt-get install mariadb-server)")
        fill_mariadb(server)
        yield server


def boss(server: servers.Server, database: str = "crm") -> Any:
    import psycopg

    return psycopg.connect(
        host="127.0.0.1", port=server.port, user=servers.BOSS, password=servers.BOSS_PASSWORD, dbname=database,
        autocommit=True,
    )  # fmt: skip


def fill_postgresql(server: servers.Server) -> None:
    with boss(server, "postgres") as connection:
        connection.execute("CREATE DATABASE crm")
        connection.execute("CREATE DATABASE shop")
        connection.execute(f"CREATE ROLE {servers.READER} LOGIN PASSWORD '{servers.READER_PASSWORD}'")
    with boss(server, "shop") as connection:
        connection.execute("CREATE TABLE buyers (email text); GRANT SELECT ON buyers TO reader")
        connection.execute("INSERT INTO buyers VALUES ('maria.gonzalez@example.com')")
    with boss(server) as connection:
        connection.execute(
            """
            CREATE SCHEMA hr;
            CREATE TABLE hr.staff (id int PRIMARY KEY, full_name text, c17 text, born date, badge text, photo bytea,
              extra jsonb, phones text[]);
            COMMENT ON COLUMN hr.staff.c17 IS 'Social Security number';
            CREATE TABLE board (ssn text); INSERT INTO board VALUES ('512-44-7313');
            CREATE VIEW hr.names AS SELECT full_name, born FROM hr.staff;
            CREATE VIEW hr.broken AS SELECT 1 / (id - id) AS x FROM hr.staff;
            CREATE TABLE visits (id int, line text) PARTITION BY RANGE (id);
            CREATE TABLE visits_2024 PARTITION OF visits FOR VALUES FROM (0) TO (1000);
            INSERT INTO visits VALUES (1, 'Peter Schmidt, SSN 513-45-7314');
            CREATE TABLE log (id int, line text);
            CREATE TABLE notes (owner text, line text);
            ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
            CREATE POLICY own ON notes USING (owner = current_user);
            INSERT INTO notes VALUES ('reader', 'SSN 514-46-7315'), ('boss', 'SSN 512-44-7313');
            SELECT lo_from_bytea(0, 'SSN 512-44-7313');
            """
        )
        for number, (name, ssn) in enumerate(STAFF):
            connection.execute(
                "INSERT INTO hr.staff VALUES (%s, %s, %s, '1980-05-03', %s, %s, %s, %s)",
                (number, name, ssn, "B7", zipped() if number == 0 else None,
                 json.dumps({"mail": f"someone{number}@example.com"}), ["+1 212 555 0142"]),
            )  # fmt: skip
        connection.execute(
            "INSERT INTO log SELECT i, 'connection ' || i || ' from 203.0.113.' || mod(i, 200) FROM generate_series(1, %s) i",
            (LINES,),
        )
        connection.execute(
            """
            INSERT INTO log VALUES (0, repeat('x', 100000));
            ANALYZE log;
            GRANT USAGE ON SCHEMA hr TO reader;
            GRANT SELECT (id, full_name, c17, born, photo, extra, phones) ON hr.staff TO reader;
            GRANT SELECT ON hr.names, hr.broken, visits_2024, log, notes TO reader;
            GRANT INSERT ON log TO reader;
            """
        )


def fill_mariadb(server: servers.Server) -> None:
    import pymysql

    connection = pymysql.connect(unix_socket=str(server.socket), user="root", autocommit=True)
    with connection, connection.cursor() as cursor:
        for statement in (
            "CREATE DATABASE crm",
            "CREATE DATABASE shop",
            "USE crm",
            f"CREATE USER reader@'127.0.0.1' IDENTIFIED BY '{servers.READER_PASSWORD}'",
            "CREATE TABLE shop.buyers (email text)",
            "INSERT INTO shop.buyers VALUES ('maria.gonzalez@example.com')",
            """CREATE TABLE crm.staff (id int PRIMARY KEY, full_name varchar(80), c17 text COMMENT 'Social Security number',
            born date, badge text, photo longblob, extra json)""",
            "CREATE TABLE crm.board (ssn text)",
            "CREATE VIEW crm.names AS SELECT full_name, born FROM crm.staff",
            "CREATE TABLE crm.old (a int)",
            "CREATE VIEW crm.broken AS SELECT a FROM crm.old",
            "DROP TABLE crm.old",
            "CREATE TABLE crm.log (id int PRIMARY KEY, line text)",
            f"INSERT INTO crm.log SELECT seq, concat('connection ', seq, ' from 203.0.113.', seq % 200) FROM seq_1_to_{LINES}",  # noqa: S608
            "ANALYZE TABLE crm.log",
            "GRANT SELECT (id, full_name, c17, born, photo, extra) ON crm.staff TO reader@'127.0.0.1'",
            *(
                f"GRANT SELECT ON {table} TO reader@'127.0.0.1'"
                for table in ("crm.names", "crm.broken", "crm.log", "shop.buyers")
            ),
            "GRANT DELETE ON shop.buyers TO reader@'127.0.0.1'",
        ):
            cursor.execute(statement)
            cursor.fetchall()
        for number, (name, ssn) in enumerate(STAFF):
            cursor.execute(
                "INSERT INTO crm.staff VALUES (%s, %s, %s, '1980-05-03', 'B7', %s, %s)",
                (number, name, ssn, zipped() if number == 0 else None,
                 json.dumps({"mail": f"someone{number}@example.com"})),
            )  # fmt: skip


def source_of(address: str, rows: str = "sampled", environment: dict[str, str] | None = None) -> DatabaseSource:
    place = where(address)
    assert isinstance(place, Address)
    source = connect(place, Keyring((), PASSWORDS if environment is None else environment), Asked(rows=rows))
    assert isinstance(source, DatabaseSource)
    return source


def scanned(address: str, tmp_path: Path, rows: str = "sampled") -> tuple[list[Event], DatabaseSource]:
    source = source_of(address, rows)
    place = where(address)
    return list(scan(place, keys=ScanKeys.random(), source=source, spool=tmp_path / "spool", jobs=2)), source


def found(events: list[Event]) -> set[tuple[str, str]]:
    return {(" / ".join(event.locator.segments), event.detector) for event in events if isinstance(event, Finding)}


def outcomes(events: list[Event]) -> dict[str, str]:
    told = {}
    for event in events:
        if isinstance(event, Skipped):
            told[event.locator.item] = event.reason.value
        elif isinstance(event, ItemRead | ItemPartly):
            told[event.locator.item] = "partly" if isinstance(event, ItemPartly) else "read"
    return told


def test_every_table_of_postgresql_is_told_by_what_became_of_it(postgresql: servers.Server, tmp_path: Path) -> None:
    events, _ = scanned(postgresql.address("postgresql", "crm"), tmp_path)
    assert outcomes(events) == {
        "hr.staff": "partly",  # a column is not granted
        "hr.names (view)": "read",
        "hr.broken (view)": "damaged",
        "public.board": "no-permission",
        "public.visits_2024": "read",
        "public.log": "partly",  # a share of it
        "public.notes": "partly",  # its rows are told apart by whom they belong to
    }
    parts = {event.locator.item: event.parts for event in events if isinstance(event, ItemPartly)}
    assert [str(locator) for locator, _ in parts["hr.staff"]] == ["hr.staff / column badge"]
    assert [reason.value for _, reason in parts["public.log"]] == ["too-big"]
    assert [reason.value for _, reason in parts["public.notes"]] == ["no-permission"]


def test_findings_say_the_column_and_what_lies_in_a_cell_is_read(postgresql: servers.Server, tmp_path: Path) -> None:
    told = found(scanned(postgresql.address("postgresql", "crm"), tmp_path)[0])
    assert ("hr.staff / column c17 (Social Security number)", "us-ssn") in told
    assert ("hr.staff / photo, file 1 / pay.csv", "us-ssn") in told
    assert ("hr.staff / column extra", "email-address") in told
    assert ("hr.names (view) / column full_name", "person-name") in told
    assert ("public.visits_2024 / column line", "us-ssn") in told


def test_the_values_of_one_row_share_a_group_across_columns(postgresql: servers.Server, tmp_path: Path) -> None:
    events, _ = scanned(postgresql.address("postgresql", "crm"), tmp_path)
    groups: dict[str, set[str]] = {}
    for event in events:
        if isinstance(event, Finding) and event.locator.item == "hr.staff" and len(event.locator.segments) == 2:
            groups.setdefault(event.detector, set()).add(event.group)
    assert len(groups["us-ssn"]) == 3 and groups["us-ssn"] == groups["email-address"]


def test_every_row_is_read_where_that_is_asked_for(postgresql: servers.Server, tmp_path: Path) -> None:
    events, source = scanned(postgresql.address("postgresql", "crm"), tmp_path, rows="full")
    assert outcomes(events)["public.log"] == "read", [event.parts for event in events if isinstance(event, ItemPartly)]
    assert {note.ident for note in source.notes()} == {"can-write", "large-objects"}


def test_a_share_is_spread_over_the_table_and_said(postgresql: servers.Server) -> None:
    source = source_of(postgresql.address("postgresql", "crm"))
    (log,) = [entry for entry in source.items() if entry.locator.item == "public.log"]
    with log.open() as stream:  # type: ignore[union-attr]
        rows = [json.loads(line) for line in stream.read().splitlines()[1:]]  # type: ignore[union-attr]
    numbers = [int(row[0]) for row in rows[1:-1]]
    assert SAMPLE * 0.5 < len(numbers) < SAMPLE * 1.5 and max(numbers) > LINES * 0.75 and min(numbers) < LINES * 0.25
    (note,) = [note for note in source.notes() if note.ident == "sampled"]
    assert f"rows of about {LINES + 1:,}" in note.says


def test_a_large_table_is_cut_by_its_pages_and_no_row_is_lost(
    postgresql: servers.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bailee.sources.postgresql.PART_BYTES", 512 << 10)
    source = source_of(postgresql.address("postgresql", "crm"), rows="full")
    numbers: list[int] = []
    parts = [entry for entry in source.items() if entry.locator.item.startswith("public.log")]
    for part in parts:
        with part.open() as stream:  # type: ignore[union-attr]
            numbers += [int(row[0]) for row in map(json.loads, stream.read().splitlines()[2:-1])]  # type: ignore[union-attr]
    assert len(parts) > 3 and sorted(numbers) == list(range(LINES + 1))


def test_the_session_can_write_nothing_whatever_the_login_may(postgresql: servers.Server) -> None:
    import psycopg

    source = source_of(postgresql.address("postgresql", "crm"))
    with source.server._connected("crm") as connection, pytest.raises(psycopg.errors.ReadOnlySqlTransaction):  # type: ignore[attr-defined]
        connection.execute("INSERT INTO log VALUES (1, 'x')")
    assert "can-write" in {note.ident for note in (list(source.items()), source.notes())[1]}


def test_all_databases_are_read_where_none_is_named(
    postgresql: servers.Server, mariadb: servers.Server, tmp_path: Path
) -> None:
    for address in (postgresql.address("postgresql"), mariadb.address("mysql")):
        told = found(scanned(address, tmp_path)[0])
        assert any(where.startswith("shop/") and where.endswith("buyers / column email") for where, _ in told)
        assert any(where.startswith("crm/") and "staff" in where for where, _ in told)


def test_mariadb_is_read_like_postgresql(mariadb: servers.Server, tmp_path: Path) -> None:
    events, source = scanned(mariadb.address("mariadb", "crm"), tmp_path)
    assert outcomes(events) == {
        "staff": "read", "names (view)": "read", "broken (view)": "no-permission", "log": "partly",
    }  # fmt: skip
    told = found(events)
    assert ("staff / column c17 (Social Security number)", "us-ssn") in told
    assert ("staff / photo, file 1 / pay.csv", "us-ssn") in told
    assert ("names (view) / column full_name", "person-name") in told
    assert [note.ident for note in source.notes()] == ["sampled"]


def test_mariadb_is_cut_by_the_key_and_no_row_is_lost(mariadb: servers.Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bailee.sources.mysql.PART_BYTES", 512 << 10)
    source = source_of(mariadb.address("mysql", "crm"), rows="full")
    numbers: list[int] = []
    parts = [entry for entry in source.items() if entry.locator.item.startswith("log")]
    for part in parts:
        with part.open() as stream:  # type: ignore[union-attr]
            numbers += [int(row[0]) for row in map(json.loads, stream.read().splitlines()[2:-1])]  # type: ignore[union-attr]
    assert len(parts) > 1 and sorted(numbers) == list(range(1, LINES + 1))


def test_mariadb_refuses_to_write_for_us(mariadb: servers.Server) -> None:
    import pymysql

    source = source_of(mariadb.address("mysql", "crm"))
    with source.server._connected("crm") as connection, connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("START TRANSACTION")
        with pytest.raises(pymysql.err.Error) as refused:
            cursor.execute("DELETE FROM shop.buyers")
    assert refused.value.args[0] == 1792  # Cannot execute statement in a READ ONLY transaction


@pytest.mark.parametrize("password", ["wrong-canary-Q7", ""])
@pytest.mark.parametrize("scheme", ["postgresql", "mysql"])
def test_a_wrong_password_or_none_is_no_permission_and_is_told_nowhere(
    scheme: str, password: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    server = request.getfixturevalue("postgresql" if scheme == "postgresql" else "mariadb")
    place = where(server.address(scheme, "crm"))
    assert isinstance(place, Address)
    given = {f"BAILEE_{scheme.upper()}_PASSWORD": password} if password else {}
    source = connect(place, Keyring((), given))
    events = list(scan(place, keys=ScanKeys.random(), source=source, spool=tmp_path))
    assert outcomes(events) == {".": "no-permission"}
    assert [note.ident for note in source.notes()] == ["refused"]
    assert "wrong-canary-Q7" not in f"{events} {source!r} {place!r}"


def test_a_server_that_is_not_there_is_not_connected(tmp_path: Path) -> None:
    for scheme in ("postgresql", "mysql"):
        events, _ = scanned(f"{scheme}://reader@127.0.0.1:1/crm", tmp_path)
        assert outcomes(events) == {".": "not-connected"}


def test_a_connection_that_is_cut_in_the_middle_leaves_what_was_read(
    postgresql: servers.Server, tmp_path: Path
) -> None:
    source = source_of(postgresql.address("postgresql", "crm"), rows="full")
    (log,) = [entry for entry in source.items() if entry.locator.item == "public.log"]
    with log.open() as stream:  # type: ignore[union-attr]
        stream.read(10_000)  # type: ignore[union-attr]
        with boss(server=postgresql) as connection:
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'reader'")
        last = stream.read().splitlines()[-1]  # type: ignore[union-attr]
    assert json.loads(last) == {"left": [["rows behind those", "not-connected"]]}


def test_a_view_that_takes_too_long_is_given_up(
    postgresql: servers.Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with boss(postgresql, "shop") as connection:
        connection.execute(
            "CREATE VIEW slow AS SELECT pg_sleep(30)::text, email FROM buyers; GRANT SELECT ON slow TO reader"
        )
    monkeypatch.setattr("bailee.sources.postgresql.STATEMENT_SECONDS", 1)
    told = outcomes(scanned(postgresql.address("postgresql", "shop"), tmp_path)[0])
    assert told == {"public.buyers": "read", "public.slow (view)": "timed-out"}


def test_a_cell_of_many_megabytes_is_left_and_said(postgresql: servers.Server, mariadb: servers.Server) -> None:
    import pymysql

    with boss(postgresql, "shop") as connection:
        connection.execute("CREATE TABLE films (name text, film bytea); GRANT SELECT ON films TO reader")
        connection.execute("ALTER TABLE films ALTER film SET STORAGE EXTERNAL")
        connection.execute("INSERT INTO films VALUES ('a', decode(repeat('00', 20000000), 'hex')), ('b', 'short')")
    with (
        pymysql.connect(unix_socket=str(mariadb.socket), user="root", autocommit=True) as other,
        other.cursor() as cursor,
    ):
        cursor.execute("SET GLOBAL max_allowed_packet = 67108864")
        cursor.execute("CREATE TABLE shop.films (name text, film longblob)")
        cursor.execute("GRANT SELECT ON shop.films TO reader@'127.0.0.1'")
    with (
        pymysql.connect(unix_socket=str(mariadb.socket), user="root", autocommit=True) as other,
        other.cursor() as cursor,
    ):
        cursor.execute("INSERT INTO shop.films VALUES ('a', %s), ('b', 'short')", (bytes(20_000_000),))
    for address in (postgresql.address("postgresql", "shop"), mariadb.address("mysql", "shop")):
        (films,) = [entry for entry in source_of(address).items() if entry.locator.item.endswith("films")]
        with films.open() as stream:  # type: ignore[union-attr]
            rows = [json.loads(line) for line in stream.read().splitlines()[2:]]  # type: ignore[union-attr]
        assert [row[0] for row in rows[:-1]] == ["a", "b"] and rows[0][1] is None
        assert rows[-1] == {"left": [["cells of more than 16 MiB", "too-big"]]}


def test_a_database_without_an_encoding_is_read(postgresql: servers.Server, tmp_path: Path) -> None:
    with boss(postgresql, "postgres") as connection:
        connection.execute("CREATE DATABASE old ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")
    with boss(postgresql, "old") as connection:
        connection.execute("CREATE TABLE staff (line text); GRANT SELECT ON staff TO reader")
        connection.execute(r"INSERT INTO staff VALUES (E'Jos\351 Mu\361oz, SSN 512-44-7313'), ('Ann, SSN 513-45-7314')")
    events, _ = scanned(postgresql.address("postgresql", "old"), tmp_path)
    assert outcomes(events) == {"public.staff": "read"}
    assert len([event for event in events if isinstance(event, Finding) and event.detector == "us-ssn"]) == 2


def test_an_address_of_a_file_is_that_file(tmp_path: Path) -> None:
    assert where(f"sqlite://{tmp_path}/till.db") == tmp_path / "till.db"


@pytest.mark.skipif(os.geteuid() != 0, reason="shows that servers do not run as root")
def test_the_servers_of_these_tests_do_not_run_as_root(postgresql: servers.Server) -> None:
    assert Path(f"/proc/{postgresql.process.pid}").stat().st_uid != 0
