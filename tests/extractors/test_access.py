"""Access: tables by their catalogue, text narrow and wide, memos wherever they lie, rows that moved or were deleted."""

from __future__ import annotations

import struct

import pytest
from reading import read, reasons, texts

from bailee.extractors.interface import Unread, Unreadable
from bailee.text import Part
from bailee.vocabulary import Reason

PAGE = 4096
LONG, TEXT, MEMO = 4, 10, 12


def definition(columns: list[tuple[str, int]]) -> bytes:
    """A table's page of Access 2000 to 2019, by the notes of mdbtools."""
    variable = [index for index, (_, kind) in enumerate(columns) if kind != LONG]
    head = bytearray(63)
    head[0:2] = b"\x02\x01"
    head[40] = 0x4E
    struct.pack_into("<HHH", head, 41, len(columns), len(variable), len(columns))
    body = b""
    place = 0
    for number, (_, kind) in enumerate(columns):
        fixed = kind == LONG
        entry = bytearray(25)
        entry[0] = kind
        struct.pack_into("<HH", entry, 5, number, 0 if fixed else variable.index(number))
        entry[15] = 1 if fixed else 0
        struct.pack_into("<HH", entry, 21, place if fixed else 0, 4)
        place += 4 if fixed else 0
        body += bytes(entry)
    names = b"".join(struct.pack("<H", len(name) * 2) + name.encode("utf-16-le") for name, _ in columns)
    return (bytes(head) + body + names).ljust(PAGE, b"\0")


def row(columns: list[tuple[str, int]], values: list[int | bytes]) -> bytes:
    fixed = b"".join(struct.pack("<i", value) for value in values if isinstance(value, int))
    out = struct.pack("<H", len(columns)) + fixed
    places = []
    for value in values:
        if isinstance(value, bytes):
            places.append(len(out))
            out += value
    ends = [len(out), *reversed(places)]
    mask = (1 << len(columns)) - 1
    return (
        out
        + b"".join(struct.pack("<H", place) for place in ends)
        + struct.pack("<H", len(places))
        + struct.pack("<B", mask)
    )


def data(owner: bytes, rows: list[tuple[bytes, int]]) -> bytes:
    """A page of rows, each with its flags; they grow from the end."""
    page = bytearray(PAGE)
    page[0:2] = b"\x01\x01"
    page[4:8] = owner
    struct.pack_into("<H", page, 12, len(rows))
    end = PAGE
    for index, (content, flags) in enumerate(rows):
        end -= len(content)
        page[end : end + len(content)] = content
        struct.pack_into("<H", page, 14 + 2 * index, end | flags)
    return bytes(page)


def narrow(text: str) -> bytes:
    return b"\xff\xfe" + text.encode("latin-1")


def memo(content: bytes, *, inline: bool) -> bytes:
    if inline:
        return struct.pack("<I", len(content) | 0x80000000) + bytes(8) + content
    return struct.pack("<I", len(content) | 0x40000000) + struct.pack("<I", 6 << 8) + bytes(4)  # row 0 of page 6


CATALOGUE = [("Id", LONG), ("Name", TEXT), ("Type", LONG)]
STAFF = [("Id", LONG), ("Name", TEXT), ("Note", MEMO)]


@pytest.fixture
def database() -> bytes:
    head = bytearray(PAGE)
    head[0:20] = b"\0\x01\0\0Standard Jet DB\0"
    head[0x14] = 1
    from bailee.extractors.access import _rc4  # the header is written over with a key that everybody knows

    head[0x18 : 0x18 + 128] = _rc4(bytes.fromhex("c7da396b"), bytes(128))
    catalogue = [(row(CATALOGUE, [4, narrow("Staff"), 1]), 0)]
    moved = row(STAFF, [3, narrow("Cy Moved"), memo(narrow("far away"), inline=True)])
    staff = [
        (row(STAFF, [1, narrow("Ann Roe"), memo(narrow("kept here"), inline=True)]), 0),
        (row(STAFF, [2, "Жан".encode("utf-16-le"), memo(narrow("kept elsewhere"), inline=False)]), 0),
        (struct.pack("<BHB", 1, 6, 0), 0x4000),  # row 1 of page 6
        (row(STAFF, [9, narrow("Dee Gone"), memo(narrow("was here"), inline=True)]), 0x8000),
    ]
    pages = [
        bytes(head), bytes(PAGE), definition(CATALOGUE), data(struct.pack("<I", 2), catalogue),
        definition(STAFF), data(struct.pack("<I", 4), staff), data(b"LVAL", [(narrow("kept elsewhere"), 0), (moved, 0)]),
    ]  # fmt: skip
    return b"".join(pages)


def test_rows_stand_under_the_columns_of_their_table(database: bytes) -> None:
    staff = next(text for text in texts(database, "a.mdb") if text.locator.segments[-1] == "table Staff")
    assert staff.cells is not None and staff.cells.headers == ("Id", "Name", "Note")
    assert staff.content.splitlines()[1:] == [
        "1\tAnn Roe\tkept here",
        "2\tЖан\tkept elsewhere",
        "3\tCy Moved\tfar away",
    ]


def test_a_deleted_row_is_hidden(database: bytes) -> None:
    (hidden,) = [text for text in texts(database, "a.mdb") if text.part is Part.HIDDEN]
    assert "Dee Gone" in hidden.content and hidden.locator.segments[-1] == "deleted rows"


def test_a_lost_catalogue_loses_names_and_no_rows(database: bytes) -> None:
    broken = database[: 2 * PAGE] + bytes(PAGE) + database[3 * PAGE :]
    assert "Ann Roe" in "".join(text.content for text in texts(broken, "a.mdb"))


def test_a_cut_database_is_said(database: bytes) -> None:
    pieces = read(database[: 6 * PAGE + 100], "a.mdb")
    assert Reason.DAMAGED in {piece.reason for piece in pieces if isinstance(piece, Unread)}


def test_an_encrypted_one_is_said(database: bytes) -> None:
    from bailee.extractors.access import _rc4

    newer = bytearray(database)
    newer[0x14] = 3
    plain = bytearray(128)
    plain[0x3E - 0x18 : 0x42 - 0x18] = b"keys"
    newer[0x18 : 0x18 + 128] = _rc4(bytes.fromhex("c7da396b"), bytes(plain))
    assert reasons(bytes(newer), "a.accdb") == {Reason.ENCRYPTED}


def test_an_encoded_one_is_decoded_with_the_key_in_its_header(database: bytes) -> None:
    from bailee.extractors.access import _rc4

    plain = bytearray(128)
    plain[0x3E - 0x18 : 0x42 - 0x18] = b"keys"
    head = bytearray(database[:PAGE])
    head[0x18 : 0x18 + 128] = _rc4(bytes.fromhex("c7da396b"), bytes(plain))
    key = int.from_bytes(b"keys", "little")
    pages = [
        _rc4((key ^ number).to_bytes(4, "little"), database[number * PAGE : (number + 1) * PAGE])
        for number in range(1, 7)
    ]
    assert "Ann Roe" in "".join(text.content for text in texts(bytes(head) + b"".join(pages), "a.mdb"))


def test_pages_that_point_at_each_other_end(database: bytes) -> None:
    looped = bytearray(database)
    looped[4 * PAGE + 4 : 4 * PAGE + 8] = struct.pack("<I", 4)
    try:
        read(bytes(looped), "a.mdb")
    except Unreadable as refusal:
        assert refusal.reason is Reason.DAMAGED
