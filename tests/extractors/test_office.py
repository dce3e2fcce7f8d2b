"""Office documents: a word stands in every place where text hides, and each is found, at the place that people know."""

from __future__ import annotations

import io
import zipfile

import office
import pytest
from reading import read, reasons, texts, words_by_place

from bailee.extractors.interface import Budget, Unread, Unreadable
from bailee.items import Item
from bailee.text import Part
from bailee.vocabulary import Reason


def every_word(data: bytes) -> str:
    return "\n".join(words_by_place(data).values())


@pytest.mark.parametrize(
    ("segment", "words"),
    [
        ("body", "prebody precell predeleted preinserted premoved prebox prefallback precontrol prealias prefield prealt prelink prevanished"),
        ("header 1", "preheader"), ("footer 2", "prefooter"), ("comments", "precomment preauthor"), ("footnotes", "prefootnote"),
        ("endnotes", "preendnote"), ("properties", "preproperty"), ("custom properties", "preown"), ("word/settings.xml", "prevariable"),
        ("word/charts/chart1.xml", "prechart"), ("customXml/item1.xml", "preattribute precustom"),
    ],
)  # fmt: skip
def test_each_place_of_a_word_document_is_read(segment: str, words: str) -> None:
    said = words_by_place(office.docx())[segment]
    assert [word for word in words.split() if word not in said] == []


@pytest.mark.parametrize(
    ("segment", "words"),
    [
        ("sheet Pay", "preshared precached preformula prehiddenrow preprompt prechoice presheetheader prelink"),
        ("sheet prename", "prehiddensheet"), ("sheet Pay comments", "precomment preauthor"), ("xl/workbook.xml", "predefined"),
        ("xl/sharedStrings.xml", "preunused"), ("xl/pivotCache/pivotCacheDefinition1.xml", "prepivot"), ("xl/charts/chart1.xml", "prechart"),
        ("xl/drawings/drawing1.xml", "prebox"), ("xl/externalLinks/externalLink1.xml", "preexternal"), ("xl/connections.xml", "preconnection"),
        ("properties", "preproperty"), ("custom properties", "Client: preown"),
    ],
)  # fmt: skip
def test_each_place_of_a_workbook_is_read(segment: str, words: str) -> None:
    said = words_by_place(office.xlsx())[segment]
    assert [word for word in words.split() if word not in said] == []


@pytest.mark.parametrize(
    ("segment", "words"),
    [
        ("slide 1", "prefirst prealt"), ("slide 2", "prehidden"), ("slide 1 notes", "prenote"), ("slide 1 comments", "precomment"),
        ("ppt/slideMasters/slideMaster1.xml", "premaster"), ("ppt/tags/tag1.xml", "pretag"), ("ppt/diagrams/data1.xml", "prediagram"), ("properties", "preproperty"),
    ],
)  # fmt: skip
def test_each_place_of_a_presentation_is_read(segment: str, words: str) -> None:
    said = words_by_place(office.pptx())[segment]
    assert [word for word in words.split() if word not in said] == []


@pytest.mark.parametrize(
    ("make", "segment", "words"),
    [
        (office.odt, "body", "prebody precell predeleted prebox prealt prelink prehidden prefootnote prefield"), (office.odt, "annotations", "precomment preauthor"),
        (office.odt, "header and footer", "preheader prefooter"), (office.odt, "properties", "preproperty Client"), (office.odt, "embedded Object 1 / body", "prechart"),
        (office.ods, "sheet Pay", "precell 512447313 prehiddenrow preformula"), (office.ods, "sheet prename", "prehiddensheet"), (office.ods, "annotations", "precomment"),
        (office.odp, "slide 1", "prefirst"), (office.odp, "slide 1 notes", "prenote"), (office.odp, "slide 2", "presecond"),
    ],
)  # fmt: skip
def test_each_place_of_an_open_document_is_read(make: object, segment: str, words: str) -> None:
    said = words_by_place(make())[segment]  # type: ignore[operator]
    assert [word for word in words.split() if word not in said] == []


def test_a_text_box_written_twice_for_older_programs_is_read_once() -> None:
    assert words_by_place(office.docx())["body"].count("prebox") == 1


def test_a_deleted_value_is_read_in_its_old_sentence() -> None:
    deleted = [
        text.content for text in texts(office.docx()) if text.part is Part.COMMENT and "predeleted" in text.content
    ]
    assert deleted == ["was predeleted\npremoved"]


def test_positions_of_drawings_are_no_text() -> None:
    assert "512447313" not in every_word(office.docx())


def test_numbers_in_a_sheet_are_read_as_shown_under_their_column() -> None:
    sheet = next(text for text in texts(office.xlsx()) if text.locator.segments[-1] == "sheet Pay" and text.cells)
    assert sheet.content.splitlines()[1:3] == ["preshared\t512-44-7313\t2134", "precached\t512447314\t2023-03-15"]
    assert sheet.cells is not None and sheet.cells.header_at(sheet.content.index("512-44")) == "ssn"


def test_hidden_rows_sheets_and_slides_are_marked_as_hidden() -> None:
    hidden = " ".join(
        text.content
        for make in (office.xlsx, office.ods, office.pptx)
        for text in texts(make())
        if text.part is Part.HIDDEN
    )
    assert "prehiddenrow" in hidden and "prehiddensheet" in hidden and "prehidden" in hidden
    assert "precached" not in hidden


def test_files_inside_are_items_of_their_own() -> None:
    nested = {
        piece.locator.segments[-1]: piece
        for piece in read(office.docx()) + read(office.pptx()) + read(office.odt())
        if isinstance(piece, Item)
    }
    assert nested["embedded note.txt"].data == b"preembedded"
    assert nested["embedded book.xlsx"].size == len(office.xlsx())
    assert nested["embedded Object 2"].data == b"preembedded"


def test_a_dropped_file_comes_out_under_its_own_name() -> None:
    from bailee.extractors.ole_objects import native

    assert native(office.ole_package("staff list.csv", b"name,ssn\n")) == ("staff list.csv", b"name,ssn\n")


@pytest.mark.parametrize("make", [office.docx, office.xlsx, office.pptx, office.odt, office.ods, office.odp])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_document_cut_short_is_never_read_in_silence(make: object, share: float) -> None:
    data = make()  # type: ignore[operator]
    assert Reason.DAMAGED in reasons(data[: int(len(data) * share)])


def test_what_is_whole_in_a_document_cut_short_is_still_read() -> None:
    data = office.docx()
    assert "prebody" in every_word(data[: data.index(b"word/comments.xml")])


def test_a_flipped_bit_in_a_part_is_told_at_its_place() -> None:
    data = bytearray(office.docx())
    start = data.index(b"word/header1.xml") + len("word/header1.xml")
    data[start + 12] ^= 0xFF
    found = [piece for piece in read(bytes(data)) if isinstance(piece, Unread)]
    assert [(piece.locator.segments[-1], piece.reason) for piece in found] == [("header 1", Reason.DAMAGED)]


def _with(part: str, content: str | bytes, make: object = office.docx) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(make())) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:  # type: ignore[operator]
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return buffer.getvalue()


def test_a_bomb_of_a_part_is_refused_and_the_rest_read() -> None:
    bomb = _with("word/header1.xml", b"<w:hdr xmlns:w='w'>" + b"<w:p/>" * 10_000_000)
    assert len(bomb) < 200_000
    pieces = read(bomb)
    assert [(piece.locator.segments[-1], piece.reason) for piece in pieces if isinstance(piece, Unread)] == [
        ("header 1", Reason.TOO_BIG)
    ]
    assert "prebody" in every_word(bomb)


def test_a_document_that_is_nothing_but_a_bomb_is_too_big_and_not_damaged() -> None:
    bomb = _with("word/document.xml", b"<w:document xmlns:w='w'>" + b"<w:p/>" * 10_000_000)
    with (
        zipfile.ZipFile(io.BytesIO(bomb)) as whole,
        zipfile.ZipFile(only := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in ("[Content_Types].xml", "word/document.xml"):
            new.writestr(name, whole.read(name))
    with pytest.raises(Unreadable) as failure:
        read(only.getvalue())
    assert failure.value.reason is Reason.TOO_BIG


def test_the_budget_ends_a_document_that_grows_beyond_it() -> None:
    with pytest.raises(Unreadable) as failure:
        read(office.docx(), budget=Budget(bytes_left=500))
    assert failure.value.reason is Reason.TOO_BIG


def test_entities_in_a_part_are_refused() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    swept = _with("word/header1.xml", f"<!DOCTYPE w [{laughs}]><w:hdr xmlns:w='w'><w:p><w:t>&l9;</w:t></w:p></w:hdr>")
    assert reasons(swept) == {Reason.DAMAGED}
    assert "prebody" in every_word(swept)


def test_a_cell_in_the_last_corner_of_a_sheet_costs_one_cell() -> None:
    far = f'<worksheet {office.S}><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>prefar</t></is></c></row></sheetData></worksheet>'
    data = _with("xl/worksheets/sheet2.xml", far, office.xlsx)
    assert words_by_place(data)["sheet prename"] == "1\t\n\tprefar\n\n"


def test_parts_nested_without_end_are_refused() -> None:
    deep = _with("word/header1.xml", "<w:hdr xmlns:w='w'>" + "<w:p>" * 200_000)
    assert reasons(deep) == {Reason.DAMAGED}


def test_encrypted_documents_are_named_as_such() -> None:
    manifest = "<manifest:manifest xmlns:manifest='m'><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    assert reasons(_with("META-INF/manifest.xml", manifest, office.odt)) == {Reason.ENCRYPTED}


def test_a_form_in_a_table_has_labels_and_no_columns() -> None:
    rows = [
        ("Employee name", "Ann Roe"),
        ("SSN:", "512-44-7313"),
        ("Date of birth", "3 May 1980"),
        ("Department", "Sales"),
    ]
    cells = "".join(f"<w:tr>{''.join(f'<w:tc>{office.paragraph(cell)}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    (table,) = [
        text
        for text in texts(_with("word/document.xml", f"<w:document {office.W}><w:tbl>{cells}</w:tbl></w:document>"))
        if text.cells
    ]
    assert table.cells is not None and table.cells.headers == ()
    assert "SSN:\t512-44-7313\n" in table.content
