"""Needle files: data. Tables in text, columns, dumps, databases, notebooks, property lists, the registry, shortcuts, event logs."""

from __future__ import annotations

import base64
import io
import json
import plistlib
import sqlite3
import struct
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from needles_files import Plant, file

BESIDE: dict[str, dict[str, bytes]] = {}  # files that lie beside a needle file, by its name


# --- text


@file("staff.csv")
def _(plant: Plant) -> bytes:
    return f'{plant("title")}\n\nname;note\nAnn;"{plant("quoted, over lines")}\nmore"\nBo;{plant("cell")}\n'.encode()


@file("staff.tsv")
def _(plant: Plant) -> bytes:
    return f"name\tnote\nAnn\t{plant('cell')}\n".encode("utf-16")


@file("people.jsonl")
def _(plant: Plant) -> bytes:
    rows = [
        {"name": plant("value"), "tel": {"home": plant("nested value")}},
        {"name": "x", "tags": [plant("in a list")]},
    ]
    return "\n".join(json.dumps(row) for row in rows).encode()


# --- columns


def _columns(plant: Plant, *, simple: bool = False) -> Any:
    import pyarrow

    plain = {
        "name": [plant("cell"), "Bo"],
        "tags": [[plant("in a list")], []],
        "home": [{"city": plant("in a structure")}, None],
    }
    if simple:
        return pyarrow.table(plain)
    return pyarrow.table(
        {
            **plain,
            "raw": [plant("in bytes").encode(), None],
            "file": [f"{{\\rtf1 {plant('file in a cell')} and more words}}".encode(), None],
        }
    )


@file("staff.parquet")
def _(plant: Plant) -> bytes:
    from pyarrow import parquet

    table = _columns(plant).replace_schema_metadata({"note": plant("note of the file")})
    parquet.write_table(table, out := io.BytesIO(), compression="zstd")
    return out.getvalue()


@file("staff.arrow")
def _(plant: Plant) -> bytes:
    from pyarrow import ipc

    table, out = _columns(plant), io.BytesIO()
    with ipc.new_file(out, table.schema) as writer:
        writer.write_table(table)
    return out.getvalue()


@file("staff.arrows")
def _(plant: Plant) -> bytes:
    from pyarrow import ipc

    table, out = _columns(plant), io.BytesIO()
    with ipc.new_stream(out, table.schema) as writer:
        writer.write_table(table)
    return out.getvalue()


@file("staff.feather")
def _(plant: Plant) -> bytes:
    from pyarrow import feather

    feather.write_feather(_columns(plant), out := io.BytesIO(), compression="lz4")
    return out.getvalue()


@file("staff.orc")
def _(plant: Plant) -> bytes:
    from pyarrow import orc

    orc.write_table(_columns(plant, simple=True), out := io.BytesIO())
    return out.getvalue()


def _avro(plant: Plant, codec: str) -> bytes:
    import fastavro

    fields = [
        {"name": "name", "type": "string", "doc": plant("description of a field")},
        {"name": "ssn", "type": ["null", "string"]},
    ]
    rows = [{"name": plant("cell"), "ssn": None}, {"name": "Bo", "ssn": plant("cell of a union")}]
    fastavro.writer(out := io.BytesIO(), {"type": "record", "name": "Staff", "fields": fields}, rows, codec=codec)
    return out.getvalue()


@file("staff.avro")
def _(plant: Plant) -> bytes:
    return _avro(plant, "deflate")


@file("snappy.avro")
def _(plant: Plant) -> bytes:
    return _avro(plant, "snappy")


@file("staff.dbf")
def _(plant: Plant) -> bytes:
    fields = (("NAME", b"C", 20), ("NOTE", b"M", 10))
    rows = [(b" ", plant("cell"), "         1"), (b"*", plant("deleted row"), "")]
    head = struct.pack("<BBBBIHH20x", 0x83, 124, 5, 1, len(rows), 32 + 32 * len(fields) + 1, 31)
    for name, kind, length in fields:
        head += name.encode().ljust(11, b"\0") + kind + bytes(4) + bytes([length, 0]) + bytes(14)
    body = b"".join(mark + name.encode().ljust(20) + memo.encode().ljust(10) for mark, name, memo in rows)
    BESIDE["staff.dbf"] = {"staff.dbt": bytes(512) + plant("memo beside it").encode() + b"\x1a\x1a"}
    return head + b"\r" + body + b"\x1a"


# --- dumps


@file("mysql.sql")
def _(plant: Plant) -> bytes:
    return (
        f"-- MySQL dump 10.13\n-- {plant('comment')}\nCREATE TABLE `e` (\n `id` int,\n `n` text COMMENT '{plant('comment of a column')}',\n `b` blob,\n KEY `k` (`id`)\n) ENGINE=InnoDB;\n"
        f"INSERT INTO `e` VALUES (1,'O\\'Neil {plant('after a quote')}',0x{plant('in hexadecimal').encode().hex()}),(2,'{plant('second row')}',_binary 'x');\n"
    ).encode()


@file("postgresql.sql")
def _(plant: Plant) -> bytes:
    return (
        "-- PostgreSQL database dump\nCREATE TABLE public.p (\n    id integer,\n    note text\n);\n"
        f"COPY public.p (id, note) FROM stdin;\n1\t{plant('row of COPY')}\n2\t\\N\n\\.\n\nINSERT INTO public.p VALUES (3, 'C:\\'), (4, '{plant('after a backslash')}');\n"
    ).encode()


@file("sqlserver.sql")
def _(plant: Plant) -> bytes:
    return (
        f"USE [HR]\r\nGO\r\nINSERT [dbo].[Staff] ([Id], [Last Name]) VALUES (1, N'{plant('national string')}, Jr.')\r\nGO\r\n"
        f"INSERT [dbo].[Staff] ([Id], [Last Name]) VALUES (2, CAST(N'{plant('inside a call')}' AS nvarchar(50)))\r\nGO\r\n"
    ).encode("utf-16")


@file("oracle.sql")
def _(plant: Plant) -> bytes:
    return (
        "REM INSERTING into HR.EMP\nSET DEFINE OFF;\n"
        f"Insert into HR.EMP (ID,NAME,HIRED) values (1,'{plant('cell')}',to_date('17-DEC-80','DD-MON-RR'));\n"
        f"Insert into HR.EMP (ID,NAME,HIRED) values (2,'x',to_char('{plant('inside a call')}'));\n"
    ).encode()


@file("sqlite.sql")
def _(plant: Plant) -> bytes:
    return (
        "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE people(id INTEGER, name TEXT);\n"
        f"INSERT INTO people VALUES(1,'it''s {plant('cell')}');\nINSERT INTO people VALUES(2,X'{plant('in hexadecimal').encode().hex()}');\nCOMMIT;\n"
    ).encode()


# --- databases


@file("live.db")
def _(plant: Plant) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "live.db")
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("CREATE TABLE staff (id INTEGER PRIMARY KEY, name TEXT, note BLOB, pay REAL)")
        connection.execute("CREATE TABLE dropped (who TEXT, what TEXT)")
        connection.execute("CREATE VIEW v AS SELECT name AS {} FROM staff".replace("{}", plant("in a view")))
        connection.executemany(
            "INSERT INTO staff (name, note, pay) VALUES (?, ?, 1.5)", [(f"filler {n} of many", None) for n in range(40)]
        )
        connection.execute(
            "INSERT INTO staff (name, note, pay) VALUES (?, ?, 2.5)", (plant("cell"), plant("words in a BLOB").encode())
        )
        connection.execute("INSERT INTO staff (name, note, pay) VALUES (?, NULL, 3.5)", (plant("deleted row"),))
        connection.executemany(
            "INSERT INTO dropped VALUES (?, ?)", [(plant("dropped table"), "x"), ("y", plant("dropped table, second"))]
        )
        connection.commit()
        connection.execute("DELETE FROM staff WHERE pay = 3.5")
        connection.execute("DROP TABLE dropped")
        connection.commit()
        connection.close()
        return path.read_bytes()


@file("log.db")
def _(plant: Plant) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "log.db")
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE staff (id INTEGER PRIMARY KEY, name TEXT, note TEXT)")
        connection.execute("INSERT INTO staff VALUES (1, ?, 'x')", (plant("row that the log deletes"),))
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint")
        connection.execute("INSERT INTO staff VALUES (2, ?, 'y')", (plant("row in the log"),))
        connection.execute("INSERT INTO staff VALUES (3, ?, 'z')", (plant("row of an older page of the log"),))
        connection.commit()
        connection.execute("DELETE FROM staff WHERE id IN (1, 3)")
        connection.commit()
        data, log = path.read_bytes(), path.with_name("log.db-wal").read_bytes()
        connection.close()
    BESIDE["log.db"] = {"log.db-wal": log}
    return data


@file("cache.bdb")
def _(plant: Plant) -> bytes:
    meta = bytearray(512)
    struct.pack_into("<IIIIIBBBB", meta, 0, 0, 1, 0, 0x053162, 9, 0, 0, 0, 9)
    struct.pack_into("<I", meta, 12, 0x053162)
    struct.pack_into("<I", meta, 20, 512)
    page = bytearray(512)
    at, offsets = 512, []
    for content in (plant("key").encode(), plant("value").encode()):
        entry = struct.pack("<HB", len(content), 1) + content
        at -= len(entry)
        page[at : at + len(entry)] = entry
        offsets.append(at)
    struct.pack_into("<HHBB", page, 20, len(offsets), at, 1, 5)
    struct.pack_into(f"<{len(offsets)}H", page, 26, *offsets)
    return bytes(meta + page)


# --- others


@file("analysis.ipynb")
def _(plant: Plant) -> bytes:
    picture = {"text/plain": "<Figure>", "text/html": f"<table><tr><td>{plant('table that was shown')}</table>"}
    attached = {"note.txt": {"text/plain": base64.b64encode(b"x").decode() + plant("attachment")}}
    cells = [
        {
            "cell_type": "markdown",
            "source": [plant("text")],
            "metadata": {"author": plant("property of a cell")},
            "attachments": attached,
        },
        {
            "cell_type": "code",
            "source": f"x = '{plant('code')}'",
            "outputs": [
                {"output_type": "stream", "text": [plant("printed")]},
                {"output_type": "execute_result", "data": picture},
                {"output_type": "error", "evalue": plant("error"), "traceback": [plant("traceback")]},
            ],
        },
        {"cell_type": "raw", "source": plant("raw cell")},
    ]
    return json.dumps({"nbformat": 4, "metadata": {"title": plant("property")}, "cells": cells}).encode()


@file("settings.plist")
def _(plant: Plant) -> bytes:
    value = {
        "owner": plant("value"),
        "recent": [plant("in a list")],
        "raw": plant("in bytes").encode(),
        plant("name of a key"): 1,
    }
    return plistlib.dumps(value, fmt=plistlib.FMT_BINARY)


@file("xml.plist")
def _(plant: Plant) -> bytes:
    return plistlib.dumps({"owner": {"name": plant("value")}, "raw": plant("in bytes").encode()})


@file("page.webloc")
def _(plant: Plant) -> bytes:
    return plistlib.dumps({"URL": f"https://example.org/{plant('address')}"})


@file("export.reg")
def _(plant: Plant) -> bytes:
    raw = ",".join(f"{byte:02x}" for byte in (plant("string in hexadecimal") + "\0").encode("utf-16-le"))
    half = raw.index(",", len(raw) // 2) + 1
    return (
        f'Windows Registry Editor Version 5.00\r\n\r\n[HKEY_CURRENT_USER\\Software\\{plant("key")}]\r\n"{plant("name")}"="{plant("value")}"\r\n'
        f'"Wide"=hex(2):{raw[:half]}\\\r\n  {raw[half:]}\r\n@="{plant("default value")}"\r\n'
    ).encode("utf-16")


@file("NTUSER.DAT")
def _(plant: Plant) -> bytes:
    cells = bytearray()

    def cell(content: bytes, *, free: bool = False) -> int:
        offset = 32 + len(cells)
        size = (len(content) + 4 + 7) // 8 * 8
        cells.extend(struct.pack("<i", size if free else -size) + content.ljust(size - 4, b"\0"))
        return offset

    def value(name: str, text: str, kind: int = 1, *, free: bool = False) -> int:
        raw = (text + "\0").encode("utf-16-le")
        return cell(
            b"vk" + struct.pack("<HIIIHH", len(name), len(raw), cell(raw), kind, 1, 0) + name.encode(), free=free
        )

    def key(name: str, values: list[int], children: list[int], root: bool = False) -> int:
        listing = cell(b"".join(struct.pack("<I", each) for each in values)) if values else 0xFFFFFFFF
        below = (
            cell(b"lh" + struct.pack("<H", len(children)) + b"".join(struct.pack("<II", each, 0) for each in children))
            if children
            else 0xFFFFFFFF
        )
        fixed = struct.pack(
            "<HQIIIIIIIII",
            0x24 if root else 0x20,
            0,
            0,
            0,
            len(children),
            0,
            below,
            0xFFFFFFFF,
            len(values),
            listing,
            0xFFFFFFFF,
        )
        rest = struct.pack("<IIIIIIHH", 0xFFFFFFFF, 0, 0, 0, 0, 0, len(name), 0)
        return cell(b"nk" + fixed + rest + name.encode())

    child = key(
        plant("key").upper().lower(),
        [value("Owner", plant("value")), value("Recent", f"a\0{plant('second of several strings')}\0", 7)],
        [],
    )
    value("Old", plant("deleted value"), free=True)
    root = key("ROOT", [], [child], root=True)
    body = b"hbin" + struct.pack("<II20x", 0, (32 + len(cells) + 4095) // 4096 * 4096) + bytes(cells)
    body = body.ljust((len(body) + 4095) // 4096 * 4096, b"\0")
    head = b"regf" + struct.pack("<IIQIIIIII", 1, 1, 0, 1, 5, 0, 1, root, len(body))
    return head.ljust(4096, b"\0") + body


@file("report.lnk")
def _(plant: Plant) -> bytes:
    flags = 0x02 | 0x04 | 0x08 | 0x20 | 0x80
    head = struct.pack("<I16sI", 0x4C, bytes.fromhex("0114020000000000c000000000000046"), flags).ljust(76, b"\0")
    share = struct.pack("<IIIII", 20 + 22, 2, 20, 0, 0) + f"\\\\srv\\{plant('share')}".encode() + b"\0"
    local = f"C:\\Users\\{plant('path')}\\report.docx".encode() + b"\0"
    size = 28 + len(local) + len(share)
    info = struct.pack("<7I", size, 28, 3, 0, 28, 28 + len(local), 28 + len(local) - 1) + local + share

    def string(text: str) -> bytes:
        return struct.pack("<H", len(text)) + text.encode("utf-16-le")

    tracker = (
        struct.pack("<IIII", 0x60, 0xA0000003, 0x58, 0) + plant("machine")[:15].encode().ljust(16, b"\0") + bytes(64)
    )
    return (
        head
        + info
        + string(plant("description"))
        + string(".\\report.docx")
        + string(plant("arguments"))
        + tracker
        + bytes(4)
    )


@file("site.url")
def _(plant: Plant) -> bytes:
    return f"[InternetShortcut]\r\nURL=https://example.org/{plant('address')}\r\n".encode()


@file("app.desktop")
def _(plant: Plant) -> bytes:
    return f"[Desktop Entry]\nName={plant('name')}\nExec=run {plant('command')}\n".encode()


@file("old.evt")
def _(plant: Plant) -> bytes:
    head = struct.pack("<I4s10I", 0x30, b"LfLe", 1, 1, 0x30, 0, 2, 1, 0x10000, 0, 0, 0x30)
    names = f"Security\0{plant('machine')}\0".encode("utf-16-le")
    strings = f"{plant('string')}\0{plant('second string')}\0".encode("utf-16-le")
    fixed_length = 56
    strings_at = fixed_length + len(names)
    length = (strings_at + len(strings) + 4 + 3) // 4 * 4
    record = struct.pack(
        "<I4sIIIIHHHHIIIIII",
        length,
        b"LfLe",
        1,
        1_717_401_602,
        1_717_401_602,
        528,
        8,
        2,
        2,
        0,
        0,
        strings_at,
        0,
        0,
        0,
        0,
    )
    record = (record + names + strings).ljust(length - 4, b"\0") + struct.pack("<I", length)
    return head + record


@file("security.evtx")
def _(plant: Plant) -> bytes:
    """One chunk, its elements written out without templates: [MS-EVEN6] 2.2.12 to 2.2.17, libevtx' description of the file."""
    chunk = bytearray(512)

    def name(text: str) -> bytes:
        return struct.pack("<IHH", 0, 0, len(text)) + (text + "\0").encode("utf-16-le")

    def element(at: int, tag: str, content: Callable[[int], bytes], attribute: tuple[str, str] | None = None) -> bytes:
        start = at + 9
        head = struct.pack("<I", start) + name(tag)
        if attribute is not None:
            key_at = at + 5 + len(head) + 4 + 5
            value = b"\x05\x01" + struct.pack("<H", len(attribute[1])) + attribute[1].encode("utf-16-le")
            inner = b"\x06" + struct.pack("<I", key_at) + name(attribute[0]) + value
            head += struct.pack("<I", len(inner)) + inner
        body = head + b"\x02"
        body += content(at + 5 + len(body)) + b"\x04"
        return struct.pack("<BI", 0x41 if attribute else 1, len(body)) + body

    def text(words: str) -> Callable[[int], bytes]:
        return lambda at: b"\x05\x01" + struct.pack("<H", len(words)) + words.encode("utf-16-le")

    def both(*parts: Callable[[int], bytes]) -> Callable[[int], bytes]:
        def written(at: int) -> bytes:
            out = b""
            for part in parts:
                out += part(at + len(out))
            return out

        return written

    system = both(
        lambda at: element(at, "EventID", text("4624")), lambda at: element(at, "Computer", text(plant("machine")))
    )
    data = both(
        lambda at: element(at, "Data", text(plant("account")), ("Name", "TargetUserName")),
        lambda at: element(at, "Data", text(plant("address")), ("Name", "IpAddress")),
    )
    start = 512 + 24
    event = element(
        start + 4, "Event", both(lambda at: element(at, "System", system), lambda at: element(at, "EventData", data))
    )
    xml = b"\x0f\x01\x01\x00" + event + b"\x00"
    size = 24 + len(xml) + 4
    record = struct.pack("<4sIQQ", b"**\0\0", size, 1, 133_000_000_000_000_000) + xml + struct.pack("<I", size)
    chunk += record
    struct.pack_into("<8sQQQQIII", chunk, 0, b"ElfChnk\0", 1, 1, 1, 1, 128, 512, len(chunk))
    struct.pack_into("<I", chunk, 52, zlib.crc32(bytes(chunk[512:])))
    struct.pack_into("<I", chunk, 124, zlib.crc32(bytes(chunk[:120]) + bytes(chunk[128:512])))
    head = bytearray(4096)
    struct.pack_into("<8sQQQIHHHH", head, 0, b"ElfFile\0", 0, 0, 2, 128, 1, 3, 4096, 1)
    struct.pack_into("<I", head, 124, zlib.crc32(bytes(head[:120])))
    return bytes(head) + bytes(chunk).ljust(65_536, b"\0")
