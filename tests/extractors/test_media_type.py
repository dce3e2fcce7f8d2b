"""What an item is shows in its bytes; its name decides only where two readings are as good."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import sqlite3
import tarfile
import zipfile

import office
import pdfs
import pytest

from bailee.extractors import extractor_for, media_type, readable
from bailee.extractors.recognition import recognise
from bailee.items import Item
from bailee.vocabulary import Locator


def kind(data: bytes, name: str = "file") -> str:
    return recognise(Item(Locator((name,)), len(data), data=data))


def _tar(format: int) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=format) as archive:
        info = tarfile.TarInfo("a.txt")
        info.size = 3
        archive.addfile(info, io.BytesIO(b"Ann"))
    return buffer.getvalue()


def _sqlite() -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE a (b)")
    data = connection.serialize()
    connection.close()
    return data


MAIL = b"Received: from a by b; Mon, 1 Jan 2024 00:00:00 +0000\r\nFrom: Ann <ann@example.org>\r\nTo: bo@example.org\r\nSubject: pay\r\n\r\nHello\r\n"
LOG = b"".join(b"2024-05-0%d 12:00:00 firewall: allowed, 10.0.0.1, example.org\n" % day for day in range(1, 9))


@pytest.mark.parametrize(
    ("expected", "data"),
    [
        (media_type.DOCX, office.docx()), (media_type.XLSX, office.xlsx()), (media_type.PPTX, office.pptx()),
        (media_type.DOCM, office.zipped({"[Content_Types].xml": office.types("application/vnd.ms-word.document.macroEnabled"), "word/document.xml": "<a/>"})),
        (media_type.XLTX, office.zipped({"[Content_Types].xml": office.types(media_type.XLTX), "xl/workbook.xml": "<a/>"})),
        (media_type.XLSB, office.zipped({"[Content_Types].xml": '<Types><Override ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'})),
        (media_type.ODT, office.odt()), (media_type.ODS, office.ods()), (media_type.ODP, office.odp()),
        (media_type.OTT, office.zipped({"mimetype": "application/vnd.oasis.opendocument.text-template", "content.xml": "<a/>"})),
        (media_type.EPUB, office.zipped({"mimetype": "application/epub+zip"})), (media_type.ZIP, office.zipped({"a.txt": "Ann"})),
        (media_type.TAR, _tar(tarfile.GNU_FORMAT)), (media_type.TAR, _tar(tarfile.PAX_FORMAT)), (media_type.GZIP, gzip.compress(b"Ann", mtime=0)),
        (media_type.BZIP2, bz2.compress(b"Ann")), (media_type.XZ, lzma.compress(b"Ann")), (media_type.PDF, pdfs.full()), (media_type.RTF, rb"{\rtf1 Ann}"),
        (media_type.SQLITE, _sqlite()), (media_type.MAIL, MAIL), (media_type.MBOX, b"From ann@example.org Mon Jan  1 00:00:00 2024\n" + MAIL),
        (media_type.HTML, b"\n<!-- x --><!DOCTYPE html><p>Ann"), (media_type.HTML, b"<?xml version='1.0'?><html xmlns='x'><body/></html>"),
        (media_type.XML, b"<?xml version='1.0'?><staff/>"), (media_type.XML, b"<staff><name>Ann</name></staff>"), (media_type.SVG, b"<svg xmlns='x'><text>Ann</text></svg>"),
        (media_type.JSON, b'{"name": "Ann"}'), (media_type.JSON, b'[{"name":\n"Ann"}]'), (media_type.JSON_LINES, b'{"name": "Ann"}\n{"name": "Bo"}\n'),
        (media_type.YAML, b"---\nname: Ann\n"), (media_type.CSV, b"name;city\nAnn;Rome\nBo;Oslo\n"), (media_type.TSV, b"name\tcity\nAnn\tRome\nBo\tOslo\n"),
        (media_type.LOG, LOG), (media_type.PLAIN, b"Dear Ann,\nhow are you, Bo?\n"), (media_type.PLAIN, b"From: the boss\nTo: all staff\n\nNo parking, please.\n"),
        (media_type.EMPTY, b""), (media_type.UNKNOWN, random.Random(7).randbytes(2_000)), (media_type.VCARD, b"BEGIN:VCARD\nFN:Ann\nEND:VCARD\n"),
        (media_type.PNG, b"\x89PNG\r\n\x1a\n" + b"\0" * 30), (media_type.JPEG, b"\xff\xd8\xff\xe0" + b"\0" * 30), (media_type.HEIC, b"\0\0\0\x18ftypheic" + b"\0" * 30),
        (media_type.MP4, b"\0\0\0\x18ftypisom" + b"\0" * 30), (media_type.AVI, b"RIFF\0\0\0\0AVI LIST"), (media_type.WAV, b"RIFF\0\0\0\0WAVEfmt "), (media_type.FLAC, b"fLaC" + b"\0" * 30),
        (media_type.SEVEN_ZIP, b"7z\xbc\xaf\x27\x1c" + b"\0" * 30), (media_type.RAR, b"Rar!\x1a\x07\x01\0"), (media_type.CAB, b"MSCF\0\0\0\0" + b"\0" * 30), (media_type.ZSTD, b"\x28\xb5\x2f\xfd" + b"\0" * 9),
        (media_type.ISO, b"\0" * 32769 + b"CD001" + b"\0" * 99), (media_type.PST, b"!BDN" + b"\0" * 30),
    ],
)  # fmt: skip
def test_content_tells_what_an_item_is_whatever_its_name(expected: str, data: bytes) -> None:
    assert {kind(data), kind(data, "misnamed.bin"), kind(data, "photo.jpg")} == {expected}


@pytest.mark.parametrize("data", [b"name,city\n", b"Ann\nBo\n"])
def test_a_name_decides_between_a_table_and_a_list(data: bytes) -> None:
    assert (kind(data, "people.csv"), kind(data, "people.txt")) == (media_type.CSV, media_type.PLAIN)


@pytest.mark.parametrize("make", [office.docx, office.xlsx, office.pptx, office.odt, office.ods])
def test_a_document_cut_short_is_still_what_it_was(make: object) -> None:
    data = make()  # type: ignore[operator]
    assert kind(data[: len(data) // 2]) == kind(data)


def test_a_zip_of_documents_is_an_archive() -> None:
    assert kind(office.zipped({"pay.docx": office.docx(), "word/readme.txt": "x"})) == media_type.ZIP


def test_a_zip_whose_members_are_broken_is_told_and_raises_nothing() -> None:
    data = bytearray(office.docx())
    for at in range(40, len(data), 97):
        data[at] ^= 0x41
        assert isinstance(kind(bytes(data)), str)


def test_a_member_longer_than_any_list_of_types_costs_little() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", b"application/vnd.oasis.opendocument.text" + b" " * (64 << 20))
    assert kind(buffer.getvalue()) == media_type.ODT


def test_every_format_of_ours_has_one_reader_and_unknown_ones_have_none() -> None:
    assert {
        media_type.PLAIN,
        media_type.DOCX,
        media_type.ODS,
        media_type.PDF,
        media_type.SQLITE,
        media_type.HTML,
    } <= readable()
    assert extractor_for(media_type.UNKNOWN) is None


def test_a_picture_of_truevision_is_told_by_its_sign_and_a_file_of_figures_is_none() -> None:
    head = bytes((0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 4, 0, 24, 0)) + bytes(range(48))
    assert kind(head + b"\0" * 8 + b"TRUEVISION-XFILE.\0") == media_type.TGA
    assert kind(bytes(range(256)) * 20) != media_type.TGA
