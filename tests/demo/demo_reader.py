"""Reads a file of the sample company place by place, with no extractor of bailee: the manifest is checked by other eyes."""

from __future__ import annotations

import email
import gzip
import html
import io
import re
import sqlite3
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default
from pathlib import Path, PurePosixPath

import pypdfium2
import pypdfium2.raw as raw
from lxml import etree

from bailee.demo.filing import Manifest

Place = tuple[str, ...]


@dataclass
class Sample:
    """A company as it was written: where, what was planted, and what stands in which place."""

    folder: Path
    manifest: Manifest
    texts: dict[Place, str]


def _decode(data: bytes) -> str:
    if data[:2] == b"\xff\xfe":
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def _xml_text(data: bytes) -> str:
    """Text of each paragraph or cell on a line of its own, attribute values too."""
    out = []
    for element in etree.fromstring(data).iter():
        name = etree.QName(element).localname
        if name == "line-break":
            out.append(f"\n{element.tail or ''}")
        if name in ("p", "tc", "si", "c", "comment", "property", "br"):
            out.append("\n")
        out += [element.text or "", *(f"\n{v}\n" for k, v in element.attrib.items() if k in ("name",))]
    return "".join(out)


def _office(archive: zipfile.ZipFile) -> Iterator[tuple[Place, str]]:
    names = archive.namelist()
    text = {name: _xml_text(archive.read(name)) for name in names if name.endswith(".xml")}
    if "mimetype" in names:
        if b"spreadsheet" in archive.read("mimetype"):
            space = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
            for table in etree.fromstring(archive.read("content.xml")).iter(f"{space}table"):
                name = table.get(f"{space}name") or ""
                yield (f"sheet {name}",), name + "\n" + _xml_text(etree.tostring(table))
            return
        for place in ("body", "annotations"):
            yield (place,), text["content.xml"]
        yield ("header and footer",), text["styles.xml"]
        return
    fixed = {"word/document.xml": "body", "word/comments.xml": "comments", "word/footnotes.xml": "footnotes", "word/header1.xml": "header 1", "word/footer1.xml": "footer 1", "docProps/custom.xml": "custom properties"}  # fmt: skip
    for name, content in text.items():
        if name in fixed:
            yield (fixed[name],), content
        elif found := re.fullmatch(r"ppt/(slides|notesSlides)/\w+?(\d+)\.xml", name):
            yield (f"slide {found[2]}" + (" notes" if found[1] == "notesSlides" else ""),), content
    if "xl/workbook.xml" in names:
        shared = (
            [_xml_text(etree.tostring(si)) for si in etree.fromstring(archive.read("xl/sharedStrings.xml"))]
            if "xl/sharedStrings.xml" in names
            else []
        )
        for number, sheet in enumerate(
            re.findall(r'<sheet name="([^"]*)"', archive.read("xl/workbook.xml").decode()), 1
        ):
            sheet = html.unescape(sheet)
            cells = re.findall(r't="s"><v>(\d+)</v>', archive.read(f"xl/worksheets/sheet{number}.xml").decode())
            yield (
                (f"sheet {sheet}",),
                "\n".join([sheet, text[f"xl/worksheets/sheet{number}.xml"], *(shared[int(c)] for c in cells)]),
            )
            if f"xl/comments{number}.xml" in names:
                yield (f"sheet {sheet} comments",), text[f"xl/comments{number}.xml"]


def _pdf(data: bytes) -> Iterator[tuple[Place, str]]:
    document = pypdfium2.PdfDocument(data)
    for number, page in enumerate(document, 1):
        yield (f"page {number}",), page.get_textpage().get_text_range()
        for index in range(raw.FPDFPage_GetAnnotCount(page)):
            annotation = raw.FPDFPage_GetAnnot(page, index)
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            key = b"V" if kind == raw.FPDF_ANNOT_WIDGET else b"Contents"
            size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
            buffer = (raw.FPDF_WCHAR * (size // 2))()
            raw.FPDFAnnot_GetStringValue(annotation, key, buffer, size)
            yield ("form" if key == b"V" else "annotations",), bytes(buffer).decode("utf-16-le").rstrip("\0")
    yield ("metadata",), "\n".join(document.get_metadata_dict().values())
    for index in range(document.count_attachments()):
        attached = document.get_attachment(index)
        yield from read(attached.get_name(), bytes(attached.get_data()), (f"attachment {index + 1}",))
    document.close()


def _mail(message: EmailMessage) -> Iterator[tuple[Place, str]]:
    yield ("headers",), "\n".join(f"{k}: {v}" for k, v in message.items())
    body = message.get_body(("plain",))
    page = message.get_body(("html",))
    if body:
        yield ("body",), body.get_content()
    if page:
        yield ("body html",), html.unescape(re.sub(r"<[^>]+>", "", page.get_content()))
    for number, part in enumerate(message.iter_attachments(), 1):
        place = f"attachment {number}"
        yield (place,), part.get_filename() or ""
        content = part.get_content()
        if isinstance(content, EmailMessage):
            yield from (((place, *rest), text) for rest, text in _mail(content))
        else:
            data = content.encode() if isinstance(content, str) else content
            yield from read(part.get_filename() or "", data, (place,))


def read(name: str, data: bytes, base: Place = ()) -> Iterator[tuple[Place, str]]:
    """(place, text) for each place of a file; names of members stand in their own place."""
    yield base, name
    for place, text in _inside(name, data):
        yield (*base, *place), text


def _inside(name: str, data: bytes) -> Iterator[tuple[Place, str]]:
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if {"[Content_Types].xml", "mimetype"} & set(archive.namelist()):
                yield from _office(archive)
            elif not any(info.flag_bits & 1 for info in archive.infolist()):
                for member in archive.namelist():
                    yield from read(member, archive.read(member), (member,))
    elif data[:2] == b"\x1f\x8b":
        inner = PurePosixPath(name).name.removesuffix(".gz")
        yield from read(inner, gzip.decompress(data), (inner,))
    elif data[257:262] == b"ustar":
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            for member in archive:
                file = archive.extractfile(member)
                assert file is not None
                yield from read(member.name, file.read(), (member.name,))
    elif data[:4] == b"%PDF":
        if b"/Encrypt" not in data:
            yield from _pdf(data)
    elif data[:6] == b"SQLite":
        connection = sqlite3.connect(":memory:")
        connection.deserialize(data)
        for (table,) in connection.execute("SELECT name FROM sqlite_master").fetchall():
            rows = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (our own tables)
            yield (f"table {table}",), "\n".join(str(cell) for row in rows for cell in row)
        connection.close()
    elif data[:5] == b"From ":
        parts = re.split(rb"^From MAILER-DAEMON .*\n", data, flags=re.MULTILINE)[1:]
        for number, part in enumerate(parts, 1):
            yield from (((f"message {number}", *rest), text) for rest, text in _mail(_message(part)))
    elif re.match(rb"From: .*\r\n", data):
        yield from _mail(_message(data))
    elif name.endswith(".html"):
        page = data.decode()
        visible = re.sub(r"<!--.*?-->|<[^>]+>", "", page, flags=re.DOTALL)
        yield ("text",), html.unescape(visible)
        yield ("hidden",), html.unescape(visible)
        yield ("comments",), " ".join(re.findall(r"<!--(.*?)-->", page))
        yield ("attributes",), html.unescape(" ".join(re.findall(r'title="([^"]*)"', page)))
    elif (
        data[:8] != b"\x89PNG\r\n\x1a\n" and b"ftyp" not in data[:16] and data[:4] not in (b"RIFF", b"\x1a\x45\xdf\xa3")
    ):
        text = _decode(data)
        yield (), html.unescape(text) if text.startswith("<?xml") else text


def _message(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def read_all(folder: Path) -> dict[tuple[str, ...], str]:
    """Every place of every file: its locator, and all text that stands there."""
    found: dict[tuple[str, ...], str] = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        relative = path.relative_to(folder).as_posix()
        for place, text in read(relative, path.read_bytes()):
            key = (relative, *place)
            found[key] = found.get(key, "") + "\n" + text
    return found
