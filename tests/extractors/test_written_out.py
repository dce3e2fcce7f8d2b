"""What is written out in letters is read: base64 in settings and archives, escaped characters, remarks of archives and schemas."""

from __future__ import annotations

import base64
import io
import json
import sqlite3
import tarfile
from pathlib import Path

import pytest

from bailee.items import Item
from bailee.text import Text
from extractors.reading import read

SECRET = "Ann Bell, born 14 May 1988, ann.bell@example.com"
WRITTEN = base64.b64encode(SECRET.encode()).decode()


def everything(data: bytes | Path, name: str = "file") -> str:
    """All text, and the bytes of nested items as they are."""
    pieces = read(data, name)
    said = [piece.content for piece in pieces if isinstance(piece, Text)]
    return "\n".join(said + [piece.read().decode("latin-1") for piece in pieces if isinstance(piece, Item)])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.yaml", f"kind: Secret\ndata:\n  note: {WRITTEN}\n"),
        ("b.har", json.dumps({"log": {"entries": [{"response": {"content": {"encoding": "base64", "text": WRITTEN}}}]}})),
        ("c.ipynb", json.dumps({"nbformat": 4, "cells": [{"cell_type": "markdown", "source": ["x"], "attachments": {"n.txt": {"text/plain": WRITTEN}}}]})),
        ("d.svg", f'<svg xmlns="http://www.w3.org/2000/svg"><image href="data:text/plain;base64,{WRITTEN}"/></svg>'),
    ],
)  # fmt: skip
def test_base64_in_a_field_is_opened(name: str, content: str) -> None:
    assert SECRET in everything(content.encode(), name)


def test_keys_and_hashes_are_not_opened() -> None:
    token = base64.b64encode(bytes(range(128, 200))).decode()
    assert [piece for piece in read(f"token: {token}\n".encode(), "a.txt") if isinstance(piece, Item)] == []


def test_escaped_characters_are_read_as_what_they_stand_for() -> None:
    escaped = "".join(f"\\u{ord(letter):04x}" for letter in "ann.bell@example.com")
    assert "ann.bell@example.com" in everything(f"contact={escaped}\nother=1\n".encode(), "a.properties")
    assert "ann@example.com" in everything(b"see mailto:ann%40example.com today", "a.txt")


def test_owners_links_and_remarks_of_a_tar_are_read() -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        member = tarfile.TarInfo("a.txt")
        member.uname, member.gname, member.pax_headers = "ann.bell", "payroll-haddad", {"comment": "for Omar"}
        archive.addfile(member, io.BytesIO())
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/home/mei.chen/pay"
        archive.addfile(link)
    said = everything(buffer.getvalue(), "a.tar")
    assert all(word in said for word in ("ann.bell", "payroll-haddad", "for Omar", "mei.chen"))


def test_defaults_of_a_table_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("create table t(a text default 'ann.bell@example.com')")
    connection.commit()
    connection.close()
    assert "ann.bell@example.com" in everything(path)


def test_a_page_behind_the_beginning_of_a_picture_is_read() -> None:
    from bailee.extractors.polyglots import behind
    from bailee.vocabulary import Locator

    data = b"GIF89a/*x*/=1;\n<html><body><p>ann.bell@example.com</p></body></html>"
    pages = list(behind(Item.nested(Locator(()), "a.html", data + b" " * 60)))
    assert any(b"ann.bell@example.com" in page.read() for page in pages)


def test_what_was_written_onto_the_archive_of_an_office_document_is_read() -> None:
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(
            "[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
        )
        archive.writestr(
            "word/document.xml", "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'/>"
        )
        archive.comment = b"for ann.bell@example.com"
    assert "ann.bell@example.com" in everything(buffer.getvalue(), "a.docx")


def test_a_text_that_a_program_packed_into_a_column_is_read(tmp_path: Path) -> None:
    import zlib

    path = tmp_path / "a.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("create table t(x blob)")
    connection.execute("insert into t values(?)", (zlib.compress(SECRET.encode()),))
    connection.commit()
    connection.close()
    packed = [piece for piece in read(path) if isinstance(piece, Item)]
    assert [
        SECRET in "".join(inner.read().decode() for inner in read(piece.read()) if isinstance(inner, Item))
        for piece in packed
    ] == [True]
