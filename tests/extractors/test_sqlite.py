"""SQLite: tables under their columns, BLOBs, the log beside the file; nothing is written, damage is told."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import office
import pytest
from reading import read, reasons, texts

from bailee.items import Item
from bailee.vocabulary import Reason


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "till.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute('CREATE TABLE "staff list" (name TEXT, ssn INTEGER, "e mail" TEXT, note BLOB)')
        rows = [("Ann", 512447313, "ann@example.org", "préblob".encode("utf-16-le")), ("Bo", None, None, office.docx())]
        connection.executemany('INSERT INTO "staff list" VALUES (?, ?, ?, ?)', rows)
        connection.execute("CREATE VIRTUAL TABLE words USING fts5(body)")
        connection.execute("INSERT INTO words VALUES ('presearch')")
        connection.execute("CREATE VIEW everyone AS SELECT name, 'preview' FROM \"staff list\"")
        connection.commit()
    return path


def test_a_value_is_read_under_the_name_of_its_column(database: Path) -> None:
    table = next(text for text in texts(database) if text.locator.segments[-1] == "table staff list")
    assert table.content.splitlines()[:2] == ["name\tssn\te mail\tnote", "Ann\t512447313\tann@example.org\tpréblob"]
    assert table.cells is not None and table.cells.header_at(table.content.index("512447313")) == "ssn"


def test_a_file_in_a_blob_is_an_item(database: Path) -> None:
    nested = [piece for piece in read(database) if isinstance(piece, Item)]
    assert [item.locator.segments[1:] for item in nested] == [("table staff list", "row 2 note")]
    assert nested[0].data == office.docx()


def test_tables_behind_an_index_of_words_are_read_and_views_are_not_run(database: Path) -> None:
    said = "\n".join(text.content for text in texts(database))
    assert "presearch" in said and "'preview'" in said


def test_rows_that_stand_only_in_the_log_beside_the_file_are_read(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("INSERT INTO \"staff list\" VALUES ('prenewest', 1, '', NULL)")
        connection.commit()
        for file in tmp_path.glob("till.db*"):
            shutil.copy(file, copy / file.name)
    (copy / "till.db-shm").unlink()
    before = {file.name: file.read_bytes() for file in copy.iterdir()}
    assert any("prenewest" in text.content for text in texts(copy / "till.db"))
    assert {file.name: file.read_bytes() for file in copy.iterdir()} == before  # nothing is written beside it


def test_a_database_inside_another_file_is_read(database: Path) -> None:
    assert any("512447313" in text.content for text in texts(database.read_bytes()))


@pytest.mark.parametrize("share", [0.001, 0.3, 0.7, 0.95])
def test_a_database_cut_short_is_told(database: Path, share: float) -> None:
    data = database.read_bytes()
    assert reasons(data[: max(int(len(data) * share), 50)]) == {Reason.DAMAGED}


def test_a_torn_page_is_told(database: Path) -> None:
    data = bytearray(database.read_bytes())
    data[4096:8192] = b"\xff" * 4096
    assert reasons(bytes(data)) == {Reason.DAMAGED}


@pytest.fixture
def staff(tmp_path: Path) -> Path:
    path = tmp_path / "staff.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE staff (name TEXT, ssn TEXT)")
        connection.executemany(
            "INSERT INTO staff VALUES (?, ?)", [(f"Ann {n}", f"219-45-{n:04d}") for n in range(1000, 4000)]
        )
        connection.execute("CREATE TABLE later (name TEXT)")
        connection.commit()
    return path


def test_rows_before_and_behind_a_damaged_page_are_read(staff: Path) -> None:
    data = bytearray(staff.read_bytes())
    data[10 * 4096 : 11 * 4096] = b"\xaa" * 4096
    found = "".join(text.content for text in texts(bytes(data)))
    assert "219-45-1000" in found and "219-45-3999" in found
    assert reasons(bytes(data)) == {Reason.DAMAGED}


def test_rows_of_a_database_cut_short_are_read_up_to_the_cut(staff: Path) -> None:
    data = staff.read_bytes()
    half = data[: len(data) // 2]
    found = "".join(text.content for text in texts(half))
    assert found.count("219-45-") > 1_300 and reasons(half) == {Reason.DAMAGED}
