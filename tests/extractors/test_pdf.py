"""PDF: a word in every place is found; bombs, loops, broken and locked files end with a reason."""

from __future__ import annotations

import zlib

import pdfs
import pytest
from reading import read, reasons, texts, words_by_place

from bailee.items import Item
from bailee.text import Part
from bailee.vocabulary import Reason


@pytest.mark.parametrize(
    ("segment", "words"),
    [
        ("page 1", "prepage 512-44-7313"),
        ("form", "Social Security Number prefield"),
        ("annotations", "prenote prewriter mailto:prelink@example.org prefilenote staff.csv"),
        ("metadata", "pretitle preauthor preown prexmp prevalue"),
    ],
)
def test_each_place_of_a_pdf_is_read(segment: str, words: str) -> None:
    said = words_by_place(pdfs.full())[segment]
    assert [word for word in words.split() if word not in said] == []


def test_attached_files_are_items() -> None:
    attached = [piece for piece in read(pdfs.full()) if isinstance(piece, Item)]
    assert {(item.locator.segments[-1], item.name, item.data) for item in attached} >= {
        ("attachment 1", "staff.csv", b"name,ssn\npreattached,1\n")
    }


def test_a_field_is_read_with_its_label() -> None:
    assert words_by_place(pdfs.full())["form"] == "Social Security Number (ssn): prefield\n"


def test_a_whole_pdf_is_read_whole() -> None:
    assert reasons(pdfs.full()) == set()


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.97])
def test_a_pdf_cut_short_is_told(share: float) -> None:
    data = pdfs.full()
    assert reasons(data[: int(len(data) * share)]) == {Reason.DAMAGED}


def test_a_flipped_bit_in_a_page_is_told() -> None:
    data = bytearray(pdfs.full())
    at = data.index(zlib.compress(pdfs.shown("prepage", "512-44-7313"), 9))
    data[at + 20] ^= 0x55
    assert reasons(bytes(data)) == {Reason.DAMAGED}


def test_a_stream_deflated_twice_that_grows_to_gigabytes_is_refused_at_once() -> None:
    page = b"<< /Type /Page /Parent 3 0 R /MediaBox [0 0 9 9] /Contents 5 0 R >>"
    bomb = pdfs.written([
        b"<< /Type /Catalog /Pages 3 0 R >>", b"<< >>", b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>", page,
        pdfs.stream(zlib.compress(b" " * (300 << 20), 9)),
    ])  # fmt: skip
    bomb = bomb.replace(b"/Filter [/FlateDecode ]", b"/Filter [/FlateDecode /FlateDecode]")
    assert len(bomb) < 5_000
    assert reasons(bomb) == {Reason.TOO_BIG}


def test_pages_that_are_their_own_parents_end() -> None:
    loop = pdfs.written(
        [b"<< /Type /Catalog /Pages 3 0 R >>", b"<< >>", b"<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 1000000000 >>"]
    )
    assert reasons(loop) == {Reason.DAMAGED}


def test_a_pdf_behind_a_password_is_named_as_such() -> None:
    trailer = (
        b"/Root 1 0 R /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]"
        % (b"41" * 32, b"42" * 32)
    )
    locked = pdfs.written(
        [b"<< /Type /Catalog /Pages 3 0 R >>", b"<< >>", b"<< /Type /Pages /Kids [] /Count 0 >>"], trailer
    )
    assert reasons(locked) == {Reason.ENCRYPTED}


def test_what_is_no_pdf_but_begins_like_one_is_damaged() -> None:
    assert reasons(b"%PDF-1.7\n" + b"nothing here\n" * 99) == {Reason.DAMAGED}


def test_a_table_that_goes_on_over_pages_keeps_the_names_of_its_columns() -> None:
    head = ("Employee", "SSN", "Account")
    rows = [(f"Ann {letter}", f"51244{number:04}", f"40000{number:05}") for number, letter in enumerate("ABCDEFGH")]
    data = pdfs.tables([[head, *rows[:4]], rows[4:]])
    tables = [text for text in texts(data) if text.cells is not None]
    assert [table.locator.segments[-1] for table in tables] == ["page 1", "page 2"]
    assert [table.cells.headers for table in tables if table.cells] == [head, head]
    assert "Ann H\t512440007\t4000000007" in tables[1].content


def test_a_page_before_the_last_save_is_read_as_hidden() -> None:
    first = pdfs.tables([[("before",)]])
    at = len(first)
    changed = b"4 0 obj\n" + pdfs.stream(pdfs.shown("after")) + b"\nendobj\n"
    previous = int(first[first.rindex(b"startxref") + 10 :].split()[0])
    saved = first + changed + b"xref\n4 1\n%010d 00000 n \n" % at
    saved += b"trailer << /Size 6 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (previous, at + len(changed))
    assert words_by_place(saved)["page 1"].strip() == "after"
    (before,) = [text for text in texts(saved) if "before save 1" in text.locator.segments]
    assert (before.content, before.part) == ("before", Part.HIDDEN)


def test_a_form_in_xml_that_is_one_stream_is_read() -> None:
    form = b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'><data><ssn>512-44-7313</ssn></data></xdp:xdp>"
    file = pdfs.written([
        b"<< /Type /Catalog /Pages 3 0 R /AcroForm << /Fields [] /XFA 5 0 R >> >>", b"<< /Title (form) >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>", b"<< /Type /Page /Parent 3 0 R /MediaBox [0 0 9 9] >>", pdfs.stream(form),
    ])  # fmt: skip
    assert words_by_place(file)["form"].strip() == "ssn: 512-44-7313"


def test_a_form_is_read_line_by_line_and_not_as_a_table() -> None:
    rows = [
        ("Insured name", "Ann Roe", ""),
        ("Policy number", "5124473", "x"),
        ("Phone", "5551234567", "y"),
        ("Date", "20260101", ""),
    ]
    assert [text.cells for text in texts(pdfs.tables([rows])) if text.locator.segments[-1] == "page 1"] == [None]


def test_words_over_each_other_are_read_as_the_page_says_them() -> None:
    rows = [("name", "ssn", "pay")] + [("Ann Roe", f"51244{number:04}", "4000") for number in range(4)]
    (text,) = [text for text in texts(pdfs.tables([rows], step=2)) if text.locator.segments[-1] == "page 1"]
    assert text.cells is None and "512440003" in text.content


def drawing(pages: list[bytes], forms: dict[int, tuple[bytes, bytes]]) -> bytes:
    """A PDF whose pages draw as said; forms by number, each with the forms that it names and what it draws."""
    kids = b" ".join(b"%d 0 R" % (100 + number) for number in range(len(pages)))
    parts = [
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
        b"2 0 obj<</Type/Pages/Kids[%s]/Count %d>>endobj" % (kids, len(pages)),
        b"3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj",
        b"4 0 obj<</Font<</T 3 0 R>>/XObject<<%s>>>>endobj" % b"".join(b"/F%d %d 0 R" % (one, one) for one in forms),
    ]
    for number, content in enumerate(pages):
        parts.append(
            b"%d 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents %d 0 R/Resources 4 0 R>>endobj"
            % (100 + number, 200 + number)
        )
        parts.append(b"%d 0 obj<</Length %d>>stream\n%s\nendstream endobj" % (200 + number, len(content), content))
    for number, (resources, content) in forms.items():
        parts.append(
            b"%d 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 300 300]/Resources %s/Length %d>>stream\n%s\nendstream endobj"
            % (number, resources, len(content), content)
        )
    return b"%PDF-1.4\n" + b"\n".join(parts) + b"\ntrailer<</Root 1 0 R>>\n%%EOF\n"


SAID = b"BT /T 12 Tf 20 %d Td (%s) Tj ET"


@pytest.mark.parametrize(
    "forms",
    [
        {5: (b"<</XObject<</F5 5 0 R>>>>", b"/F5 Do /F5 Do")},
        {5: (b"4 0 R", b"/F5 Do")},
        {5: (b"4 0 R", b"/F6 Do"), 6: (b"4 0 R", b"/F7 Do"), 7: (b"4 0 R", b"/F5 Do")},
    ],
)
def test_a_drawing_that_draws_itself_is_said_and_the_other_pages_are_read(
    forms: dict[int, tuple[bytes, bytes]],
) -> None:
    data = drawing([SAID % (200, b"Ann Roe"), b"/F5 Do", SAID % (200, b"Ben Poe")], forms)
    said = words_by_place(data)
    assert ("Ann Roe" in said["page 1"], "Ben Poe" in said["page 3"]) == (True, True)
    assert reasons(data) == {Reason.DAMAGED}


def test_a_drawing_whose_resources_merely_name_it_is_drawn() -> None:
    data = drawing([b"/F5 Do"], {5: (b"4 0 R", b"/F6 Do"), 6: (b"4 0 R", SAID % (100, b"Ann Roe"))})
    assert "Ann Roe" in words_by_place(data)["page 1"] and reasons(data) == set()


def test_text_that_no_font_draws_is_said_and_an_empty_page_is_empty() -> None:
    assert reasons(drawing([b"BT (Ann Roe) Tj ET"], {})) == {Reason.DAMAGED}
    assert reasons(drawing([b"BT (Ann Roe) Tj ET", SAID % (100, b"Ben Poe")], {})) == set()
    assert reasons(drawing([b"0 0 m"], {})) == set()
