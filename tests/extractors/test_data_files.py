"""Data files: each in its own ways of being long, hurt, hostile or odd."""

from __future__ import annotations

import io
import json
import plistlib
import resource
import sqlite3
import struct
import time
from pathlib import Path

import pytest
from reading import read, reasons, texts, words_by_place

from bailee.extractors import extractor_for
from bailee.extractors.data_types import SQL
from bailee.extractors.interface import Budget, Unread, Unreadable
from bailee.extractors.recognition import recognise
from bailee.items import Item
from bailee.text import Part, Text
from bailee.vocabulary import Locator, Reason


def headers_of(data: bytes, name: str) -> list[tuple[str, ...]]:
    return [text.cells.headers for text in texts(data, name) if text.cells]


def test_a_dump_gives_its_columns_to_rows_that_name_none() -> None:
    dump = b"CREATE TABLE `t` (`id` int, `ssn` char(11) DEFAULT 'a, b', KEY (`id`)) ENGINE=x;\nINSERT INTO `t` VALUES (1,'219-09-9999');\n"
    (table,) = [text for text in texts(dump, "a.sql") if text.cells]
    assert table.cells.header_at(table.content.index("219")) == "ssn"


@pytest.mark.parametrize(
    ("statement", "cells"),
    [
        (b"INSERT INTO t (a,b) VALUES ('it''s; (x','y');", ["it's; (x", "y"]),
        (b"INSERT INTO `t` (a,b) VALUES ('it\\'s','line\\nnext');", ["it's", "line next"]),
        (b"INSERT INTO t (a,b) VALUES (E'x', N'y');", ["x", "y"]),
        (b"INSERT INTO t (a,b) VALUES (NULL, -1.5e3);", ["", "-1.5e3"]),
        (b"INSERT INTO t (a,b) VALUES (0x416e6e, CONCAT('a','b'));", ["Ann", "a b"]),
        (b"insert into t(a,b)values('\xc3\xa9',1)", ["é", "1"]),
        (b"REPLACE INTO t (a, b) VALUES ('x', 'y')", ["x", "y"]),
        (b"INSERT OR IGNORE INTO \"s\".\"t\" (a, b)\nVALUES\n  ('x', 'y');", ["x", "y"]),
    ],
)
def test_values_of_a_statement_are_its_cells(statement: bytes, cells: list[str]) -> None:
    (table,) = [text for text in texts(statement, "a.sql") if text.cells]
    assert table.content.split("\n")[1].split("\t") == cells


def test_a_statement_that_never_ends_is_read_as_text() -> None:
    found = words_by_place(b"INSERT INTO t (a) VALUES ('unclosed 219-09-9999\nmore\n", "a.sql")
    assert "219-09-9999" in "".join(found.values())


def test_a_dump_of_a_hundred_megabytes_takes_no_memory_of_its_size(tmp_path: Path) -> None:
    path = tmp_path / "big.sql"
    row = b"(1,'Ann Roe','219-09-9999','12 Main Street')"
    with path.open("wb") as file:
        file.write(b"CREATE TABLE t (id int, name text, ssn text, street text);\n")
        for _ in range(400):
            file.write(b"INSERT INTO t VALUES " + b",".join([row] * 1000) + b";\n")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    item = Item(Locator(("big.sql",)), path.stat().st_size, path=path)
    extractor = extractor_for(recognise(item))
    assert extractor is not None
    rows = sum(piece.content.count("219-") for piece in extractor.extract(item, Budget()) if isinstance(piece, Text))
    assert rows == 400_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40_000


@pytest.mark.parametrize("word", ["CREATE TABLE", "INSERT INTO", "COPY t FROM stdin"])
def test_half_a_statement_at_every_length_is_read(word: str) -> None:
    whole = f"{word} t (a, b) VALUES ('x','y');\n".encode()
    for length in range(1, len(whole)):
        assert read(whole[:length], "a.sql") is not None


def test_rows_of_a_log_stand_under_the_fields_it_names() -> None:
    log = b"#Fields: date cs-username\n2024-06-03 ann\n#Fields: date c-ip\n2024-06-03 10.0.3.17\n"
    assert headers_of(log, "u_ex.log") == [("date", "cs-username"), ("date", "c-ip")]


def test_a_deleted_row_is_hidden_and_under_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA secure_delete = OFF")
    connection.execute("CREATE TABLE staff (id INTEGER PRIMARY KEY, name TEXT, ssn TEXT)")
    connection.executemany(
        "INSERT INTO staff (name, ssn) VALUES (?, ?)", [(f"Person {n}", f"219-09-{n:04d}") for n in range(50)]
    )
    connection.commit()
    connection.execute("DELETE FROM staff WHERE id = 7")
    connection.commit()
    connection.close()
    hidden = [text for text in texts(path) if text.part is Part.HIDDEN and text.cells]
    assert [text.locator.segments[1:] for text in hidden] == [("table staff", "deleted rows")]
    assert hidden[0].cells is not None and hidden[0].cells.header_at(hidden[0].content.index("219-09-0006")) == "ssn"


def test_a_deleted_row_that_lies_by_itself_is_whole_from_its_first_column_on(tmp_path: Path) -> None:
    path = tmp_path / "staff.db"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA secure_delete = OFF")
    connection.execute("CREATE TABLE staff (name TEXT, photo BLOB, ssn TEXT)")
    rows = [(f"Ann {n}", b"", f"512-44-73{n}") for n in range(10, 60)]
    connection.executemany("INSERT INTO staff VALUES (?, ?, ?)", rows)
    connection.commit()
    connection.execute("DELETE FROM staff WHERE ssn = '512-44-7331'")
    connection.commit()
    connection.close()
    hidden = [text.content for text in texts(path) if text.part is Part.HIDDEN]
    assert [line.split("\t") for text in hidden for line in text.splitlines()[1:]] == [["Ann 31", "", "512-44-7331"]]


def test_what_was_deleted_with_care_is_not_invented(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("CREATE TABLE staff (id INTEGER PRIMARY KEY, name TEXT)")
    connection.executemany("INSERT INTO staff (name) VALUES (?)", [(f"Person {n}",) for n in range(50)])
    connection.commit()
    connection.execute("DELETE FROM staff WHERE id < 20")
    connection.commit()
    connection.close()
    assert not [text for text in texts(path) if text.part is Part.HIDDEN and text.cells]


def test_a_dbase_row_that_is_marked_as_deleted_is_hidden() -> None:
    head = (
        struct.pack("<BBBBIHH20x", 3, 124, 5, 1, 2, 65, 12)
        + b"SSN".ljust(11, b"\0")
        + b"C"
        + bytes(4)
        + b"\x0b\0"
        + bytes(14)
        + b"\r"
    )
    found = {text.part: text.content for text in texts(head + b" 219-09-9999" + b"*219-09-0000" + b"\x1a", "a.dbf")}
    assert "219-09-9999" in found[Part.BODY] and "219-09-0000" in found[Part.HIDDEN]


def test_a_dbase_file_that_lost_its_tail_is_said() -> None:
    head = (
        struct.pack("<BBBBIHH20x", 3, 124, 5, 1, 9, 65, 12)
        + b"SSN".ljust(11, b"\0")
        + b"C"
        + bytes(4)
        + b"\x0b\0"
        + bytes(14)
        + b"\r"
    )
    assert reasons(head + b" 219-09-9999" + b" 219-", "a.dbf") == {Reason.DAMAGED}


def test_columns_of_parquet_are_headers() -> None:
    import pyarrow
    from pyarrow import parquet

    parquet.write_table(pyarrow.table({"ssn": ["219-09-9999"], "born": [None]}), out := io.BytesIO())
    (table,) = texts(out.getvalue(), "a.parquet")
    assert table.cells is not None and table.cells.headers == ("ssn", "born")


def test_an_avro_block_that_lies_about_its_length_is_damaged() -> None:
    import fastavro

    schema = {"type": "record", "name": "t", "fields": [{"name": "a", "type": "string"}]}
    fastavro.writer(out := io.BytesIO(), schema, [], codec="snappy")
    mark = out.getvalue()[-16:]
    # two gigabytes, it says, in ten bytes
    data = out.getvalue() + b"\x02\x14" + b"\xff\xff\xff\xff\x07" + bytes(5) + mark
    began = time.process_time()
    assert reasons(data, "a.avro") & {Reason.DAMAGED, Reason.TOO_BIG}
    assert time.process_time() - began < 5


def test_a_property_list_that_is_a_list_of_records_is_a_table() -> None:
    data = plistlib.dumps([{"name": f"Ann {n}", "ssn": f"219-09-{n:04d}"} for n in range(5)])
    assert headers_of(data, "a.plist") == [("name", "ssn")]


def test_a_deep_property_list_and_a_deep_notebook_end() -> None:
    deep: object = "x"
    for _ in range(300):
        deep = [deep]
    assert reasons(plistlib.dumps(deep), "a.plist") <= {Reason.TOO_DEEP, Reason.DAMAGED}
    nested = '{"nbformat": 4, "cells": [], "metadata": ' + '{"a":' * 5000 + "1" + "}" * 5000 + "}"
    assert isinstance(read(nested.encode(), "a.ipynb"), list)


def test_a_notebook_that_is_broken_is_read_as_text() -> None:
    data = json.dumps({"nbformat": 4, "cells": [{"cell_type": "code", "source": "ssn = '219-09-9999'"}]})[:-3].encode()
    assert "219-09-9999" in "".join(words_by_place(data, "a.ipynb").values())


@pytest.mark.parametrize("kind", ["a.reg", "a.url", "a.lnk", "a.evt", "a.bdb", "a.dbx", "a.mdb"])
def test_nothing_but_a_beginning_is_damaged_or_empty_and_never_more(kind: str) -> None:
    starts = {
        "a.reg": b"Windows Registry Editor Version 5.00\r\n", "a.url": b"[InternetShortcut]\r\nURL=", "a.lnk": b"\x4c\0\0\0\x01\x14\x02\0" + bytes(30),
        "a.evt": bytes(4) + b"LfLe" + bytes(60), "a.bdb": bytes(12) + b"\x62\x31\x05\0" + bytes(600), "a.dbx": b"\xcf\xad\x12\xfe" + bytes(600),
        "a.mdb": b"\0\x01\0\0Standard Jet DB\0" + bytes(5000),
    }  # fmt: skip
    try:
        pieces = read(starts[kind], kind)
    except Unreadable as refusal:
        assert refusal.reason is Reason.DAMAGED
    else:
        assert all(isinstance(piece, Unread | Text) for piece in pieces)


def test_a_dump_of_a_directory_shows_names_that_stand_in_base64_and_holds_photographs() -> None:
    dump = b"version: 1\n\n# staff\ndn: uid=roe,dc=example\nsn:: TcO8bGxlcg==\nssn: 512-44-\n 7313\njpegPhoto:: /9j/4AAQSkZJRgABAQ==\n"
    assert texts(dump, "staff.ldif")[0].content.endswith("sn: Müller\nssn: 512-44-7313")
    assert [item.data[:3] for item in read(dump, "staff.ldif") if isinstance(item, Item)] == [b"\xff\xd8\xff"]


PG_DUMP = """--
-- PostgreSQL database dump
--
\\restrict xyz
SET statement_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);
COPY public.patients (id, name, ssn) FROM stdin;
1\tMaria Ortega\t519-22-4410
2\tBo Chu\t631-40-2271
\\.
"""
NAMELESS = {
    "pg_dump": PG_DUMP,
    "one table of pg_dump": "COPY public.patients (id, name, ssn) FROM stdin;\n1\tMaria Ortega\t519-22-4410\n2\tBo Chu\t631-40-2271\n\\.\n",
    "mysqldump": "mysqldump: [Warning] Using a password on the command line interface can be insecure.\n-- MySQL dump 10.13\nLOCK TABLES `patients` WRITE;\n"
    "INSERT INTO `patients` (`id`,`name`,`ssn`) VALUES (1,'Maria Ortega','519-22-4410'),(2,'Bo Chu','631-40-2271');\nUNLOCK TABLES;\n",
    "one statement": "INSERT INTO patients (id, name, ssn) VALUES (1,'Maria (Mia) Ortega','519-22-4410'),\n(2,'Bo Chu','631-40-2271');\n",
    "SQL Server": "USE [clinic]\nGO\nINSERT [dbo].[patients] ([id], [name], [ssn]) VALUES (1, N'Maria Ortega', N'519-22-4410')\nGO\n",
    "SQLite": "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE patients (id int, name text, ssn text);\nINSERT INTO patients VALUES(1,'Maria Ortega','519-22-4410');\nCOMMIT;\n",
}


@pytest.mark.parametrize("name", ["dump", "dump.bak", "clinic.txt", "old.dat"])
@pytest.mark.parametrize("tool", NAMELESS)
def test_a_dump_is_told_by_its_content(tool: str, name: str) -> None:
    for data in (NAMELESS[tool].encode(), NAMELESS[tool].replace("\n", "\r\n").encode("utf-8-sig")):
        tables = [text for text in texts(data, name) if text.cells]
        assert [text.cells.headers for text in tables if text.cells] == [("id", "name", "ssn")]
        assert "519-22-4410" in tables[0].content


@pytest.mark.parametrize(
    "text",
    [
        "Insert into the box what you like, and copy the rest from the list.\nCreate a table of contents.\n",
        "How to add a row\n\nINSERT INTO t (a) VALUES (1);\n\nThat was all.\n",
        "2024-05-01 10:00:00 LOG: statement: INSERT INTO t (a) VALUES (1);\n" * 5,
        "Use the door on the left.\nSet the alarm when you go.\nDrop the key in the box.\n",
        'db.execute("INSERT INTO t (a) VALUES (1)")\ndb.execute("INSERT INTO t (a) VALUES (2)")\n',
    ],
)
def test_what_only_speaks_of_statements_is_no_dump(text: str) -> None:
    assert recognise(Item.nested(Locator(()), "notes", text.encode())) != SQL
