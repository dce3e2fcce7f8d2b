"""What only some documents do: they lock themselves, lie in each other, reach to the last corner of a sheet."""

from __future__ import annotations

import base64
import io
import struct
import zipfile

import office
import pytest
from reading import read, reasons, texts, words_by_place

from bailee.extractors.compound_file import compound_file
from bailee.extractors.excel_cells import Cells
from bailee.items import Item
from bailee.text import Part
from bailee.vocabulary import Reason


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def named_types(package: bytes) -> bytes:
    """The same package with the name space that the library which locks it looks for."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            space = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            target.writestr(name, source.read(name).replace(b"<Types>", space))
    return out.getvalue()


def workbook(*cells: bytes, before: bytes = b"") -> bytes:
    """A stream of Excel 97 with one sheet."""
    begin = struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 6)
    bound = record(0x85, struct.pack("<IBBB", 0, 0, 0, 3) + b"\0Pay")
    head = record(0x809, begin) + before + bound + record(0x0A, b"")
    bound = record(0x85, struct.pack("<IBBB", len(head), 0, 0, 3) + b"\0Pay")
    sheet = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6)) + b"".join(cells) + record(0x0A, b"")
    return record(0x809, begin) + before + bound + record(0x0A, b"") + sheet


def label(row: int, column: int, text: str) -> bytes:
    return record(0x204, struct.pack("<HHHHB", row, column, 0, len(text), 0) + text.encode())


def test_a_cell_in_the_last_corner_of_an_old_sheet_costs_one_cell() -> None:
    cells = Cells(workbook(label(0, 0, "first"), label(65535, 255, "last")))
    assert cells.sheets[0].shown_rows() == [{0: "first"}, {255: "last"}]


def test_a_hidden_row_of_an_old_sheet_is_marked_as_hidden() -> None:
    row = record(0x208, struct.pack("<HHHHHHI", 1, 0, 1, 255, 0, 0, 0x20))
    data = compound_file({("Workbook",): workbook(row, label(0, 0, "shown"), label(1, 0, "unseen"))})
    assert {text.part for text in texts(data) if "unseen" in text.content} == {Part.HIDDEN}


def test_numbers_of_an_old_sheet_are_read_as_its_formats_show_them() -> None:
    code = "000\\-00\\-0000"
    formats = record(0x41E, struct.pack("<HHB", 164, len(code), 0) + code.encode()) + record(
        0xE0, struct.pack("<HH", 0, 164) + bytes(16)
    )
    cells = Cells(workbook(record(0x203, struct.pack("<HHHd", 0, 0, 0, 512447313.0)), before=formats))
    assert cells.sheets[0].shown_rows() == [{0: "512-44-7313"}]


def test_a_string_that_goes_on_in_the_next_record_is_whole() -> None:
    table = record(0xFC, struct.pack("<II", 1, 1) + struct.pack("<HB", 6, 0) + b"Ann") + record(
        0x3C, b"\x01" + "Roe".encode("utf-16-le")
    )
    cells = Cells(workbook(record(0xFD, struct.pack("<HHHI", 0, 0, 0, 0)), before=table))
    assert cells.sheets[0].shown_rows() == [{0: "AnnRoe"}]


def test_a_workbook_locked_with_the_program_s_own_password_is_opened() -> None:
    crypto = pytest.importorskip("msoffcrypto")
    plain = named_types(office.xlsx())
    locked = io.BytesIO()
    crypto.OfficeFile(io.BytesIO(plain)).encrypt("VelvetSweatshop", locked)
    assert "preshared" in words_by_place(locked.getvalue())["sheet Pay"]
    locked = io.BytesIO()
    crypto.OfficeFile(io.BytesIO(plain)).encrypt("another one", locked)
    assert reasons(locked.getvalue()) == {Reason.ENCRYPTED}


def test_an_old_document_in_an_old_document_is_an_item_that_can_be_read() -> None:
    inner = workbook(label(0, 0, "within"))
    data = compound_file({("Workbook",): workbook(label(0, 0, "outer")), ("MBD1", "Workbook"): inner})
    (item,) = [piece for piece in read(data) if isinstance(piece, Item)]
    assert item.data is not None and "within" in words_by_place(item.data)["sheet Pay"]


def test_a_file_in_an_electronic_invoice_is_an_item() -> None:
    packed = base64.b64encode(b"%PDF-1.4 " + bytes(range(32, 96))).decode()
    invoice = f"<Invoice><ID>7</ID><EmbeddedDocumentBinaryObject>{packed}</EmbeddedDocumentBinaryObject></Invoice>"
    (item,) = [piece for piece in read(invoice.encode()) if isinstance(piece, Item)]
    assert item.data is not None and item.data.startswith(b"%PDF-1.4")


def test_a_page_in_an_element_of_a_feed_is_read_without_its_tags() -> None:
    feed = "<rss><description>&lt;p&gt;SSN &lt;b&gt;512&lt;/b&gt;-44-7313 &lt;a href='mailto:ann@example.org'&gt;x&lt;/a&gt;</description></rss>"
    said = words_by_place(feed.encode())[""]
    assert "SSN 512-44-7313" in said and "mailto:ann@example.org" in said and "<" not in said


def test_a_digest_in_xml_stays_text() -> None:
    digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    assert digest in words_by_place(f"<a><sum>{digest}</sum></a>".encode())[""]


def test_names_that_a_program_gave_are_no_words_of_a_person() -> None:
    said = words_by_place(office.docx())["body"]
    assert "Picture 1" not in said
