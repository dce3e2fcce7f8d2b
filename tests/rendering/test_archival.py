"""What PDF/A-2a, PDF/A-3a and PDF/UA-1 ask of a file, read back from ours: nothing else here validates them.

No validator of these norms comes as a Python package, so this reads what they ask that a program can see: ISO 19005-2 and -3
(6.1 to 6.8), ISO 14289-1 (7.1, 7.2, 7.21). Whether a tag says what its text is, people look at.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pypdfium2 as pdfium
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from lxml import etree
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject
from pyhanko.pdf_utils.reader import PdfFileReader

from bailee.evidence.sealing import seal_pdf
from bailee.notices.sheets import Form as Form_of_sheet
from bailee.notices.sheets import Sheet, sheets
from bailee.notices.signatures import certificate, evidence_of
from bailee.rendering import Document, Form, Heading, List, Paragraph, Symbol, Table, glyphs, pdf, recovery_kit
from bailee.rendering.recovery_kit import RecoveryKit

_PDFA, _PDFUA = "http://www.aiim.org/pdfa/ns/id/", "http://www.aiim.org/pdfua/ns/id/"
HOSTILE = (
    "தமிழ்", "👍🏽 ok", "𠮷野家", "ሰላም", "a\x00b\x1b[31m", "\u202egnp.exe", "\ud800", "x" * 300, "王" * 300, "م" * 300,
    "\u05a2\u05b8\u05a3\u05c5\u05a5\u05b3\u05c1 \u0595\u05b9\u05b4" * 40,  # a line of it, broken, ends typst
    "\u0710\u0712 \u06f1" * 80, "a\u00ad" * 200, "e" + "\u0301" * 60, "{{7*7}} #read(\"/etc/passwd\") $x$ <b>",
)  # fmt: skip
LABELS = dict.fromkeys(
    ("version", "before", "after", "code", "whole", "name", "date", "signature", "witness", "declines", "back"), "x "
)
NAME = "Ελένη Шевченко Nguyễn Թ שרה გიორგი محمد الأحمد अनीता शर्मा สมชาย ใจดี 王小明 髙﨑 サクラ 김민준 த"


def notice() -> bytes:
    blocks = (
        Heading(1, "What we hold"), Paragraph("In short.", strong=True), List(("pay", "hours")), Symbol("camera", "A camera"),
        Table("What, and why", ("What", "Why"), (("Pay", "wages"), ("Hours", "pay"))), Heading(2, "More"), Form(("Read",), ("Name",)),
    )  # fmt: skip
    return pdf.render(
        Document("Notice", "es", date(2026, 11, 26), blocks, author="Harbour Dental", foot="notice", draft=True)
    )


def page_of_signature() -> bytes:
    from datetime import UTC, datetime

    at = datetime(2026, 11, 26, 9, tzinfo=UTC)
    told = evidence_of(
        receipt="7f3a91c40be2", organisation={"ident": "harbour", "name": "Harbour Dental"}, signer={"name": NAME, "number": "E1"},
        notice={"kind": "employee-privacy-notice", "title": "Notice", "version": 1, "language": "en", "sha256": "a" * 64},
        identified_by="account", acts=[("asked", at), ("signed", at)], signed_at=at, language="en",
    )  # fmt: skip
    made = pdf.render(certificate(told), attached={"evidence.json": "{}"})
    return seal_pdf(made, ec.generate_private_key(ec.SECP256R1()), "Harbour Dental")


MADE = {"notice": notice, "certificate": page_of_signature}


@pytest.fixture(scope="module", params=MADE)
def made(request: pytest.FixtureRequest) -> tuple[str, bytes, PdfFileReader]:
    content = MADE[request.param]()
    return request.param, content, PdfFileReader(io.BytesIO(content))


def objects(reader: PdfFileReader) -> Iterator[Any]:
    """Everything that the file holds and its root leads to, once each."""
    seen: set[int] = set()
    waiting: list[Any] = [reader.root]
    while waiting:
        each = waiting.pop()
        each = each.get_object() if hasattr(each, "get_object") else each
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        if isinstance(each, DictionaryObject):
            waiting += [each.raw_get(key) for key in each if key not in ("/Parent", "/P", "/Pg")]
        elif isinstance(each, ArrayObject):
            waiting += [each.raw_get(index) for index in range(len(each))]


def metadata(reader: PdfFileReader, space: str, name: str) -> str:
    """A property of the metadata (XMP), as an element or as an attribute; empty where it is not there."""
    tree = etree.fromstring(reader.root["/Metadata"].data)
    found = [each.get(f"{{{space}}}{name}") or "".join(each.itertext()) for each in tree.iter() if each.tag == f"{{{space}}}{name}" or f"{{{space}}}{name}" in each.attrib]  # fmt: skip
    return found[0] if found else ""


def test_it_is_open_to_everybody_and_runs_nothing(made: tuple[str, bytes, PdfFileReader]) -> None:
    _, content, reader = made
    assert (
        not reader.encrypted and content.startswith(b"%PDF-1.7\n%") and len(reader.trailer["/ID"]) == 2
    )  # 6.1.2, 6.1.3
    held = [each for each in objects(reader) if isinstance(each, dict)]
    assert not {key for each in held for key in ("/JS", "/JavaScript", "/AA", "/OpenAction") if key in each}  # 6.5.1
    actions = {str(each["/S"]) for each in held if each.get("/Type") == "/Action"}
    assert not actions - {"/GoTo", "/URI"}
    assert not {str(each.get("/Filter")) for each in held} & {"/LZWDecode", "/Crypt"}  # 6.1.7


def test_its_colours_and_its_fonts_are_in_it(made: tuple[str, bytes, PdfFileReader]) -> None:
    _, _, reader = made
    (intent,) = [each for each in reader.root["/OutputIntents"] if each.get_object()["/S"] == "/GTS_PDFA1"]
    profile = intent.get_object()["/DestOutputProfile"]
    assert profile["/N"] == 3 and profile.data[36:40] == b"acsp"  # 6.2.3: a colour profile of ICC
    fonts = [each for each in objects(reader) if isinstance(each, dict) and each.get("/Type") == "/Font"]
    used = [each for each in fonts if each["/Subtype"] == "/Type0"]
    assert used and {str(each["/Subtype"]) for each in fonts} <= {"/Type0", "/CIDFontType0", "/CIDFontType2"}
    for font in used:
        (below,) = [each.get_object() for each in font["/DescendantFonts"]]
        about = below["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & about.keys(), font["/BaseFont"]  # 6.2.11.4: embedded
        assert (
            "beginbfchar" in (mapped := font["/ToUnicode"].data.decode()) or "beginbfrange" in mapped
        )  # 6.2.11.7: read aloud
        assert re.match(r"/[A-Z]{6}\+", str(font["/BaseFont"])) and font["/Encoding"] == "/Identity-H"


def test_it_says_which_norm_it_keeps_what_it_is_called_and_in_which_language(
    made: tuple[str, bytes, PdfFileReader],
) -> None:
    name, _, reader = made
    root = reader.root
    part, title = ("2", "Notice") if name == "notice" else ("3", "Certificate of a signature")
    assert (metadata(reader, _PDFA, "part"), metadata(reader, _PDFA, "conformance")) == (part, "A")  # 6.6.4
    assert metadata(reader, _PDFUA, "part") == ("1" if name == "notice" else "")
    assert metadata(reader, "http://purl.org/dc/elements/1.1/", "title") == title
    if name == "notice":  # a certificate claims no PDF/UA: the field of its seal has no tag
        assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712 - an object of PDF; 14289-1, 7.1
    assert root["/Metadata"]["/Subtype"] == "/XML" and "/Filter" not in root["/Metadata"]
    assert str(root["/Lang"]).startswith("es" if name == "notice" else "en") and root["/MarkInfo"]["/Marked"] == True  # noqa: E712


def test_its_structure_leads_through_all_of_it_in_roles_that_readers_know(
    made: tuple[str, bytes, PdfFileReader],
) -> None:
    name, _, reader = made
    tree = reader.root["/StructTreeRoot"]
    roles = [str(each["/S"]) for each in objects(reader) if isinstance(each, dict) and "/S" in each and "/P" in each]
    mapped = {str(key): str(value) for key, value in tree.get("/RoleMap", {}).items()}
    known = {
        "/Document", "/Part", "/Sect", "/Div", "/P", "/H1", "/H2", "/H3", "/L", "/LI", "/Lbl", "/LBody", "/Table", "/THead", "/TBody",
        "/TR", "/TH", "/TD", "/Figure", "/Caption", "/Span", "/Link", "/Strong", "/Em", "/Title", "/NonStruct", "/Form", "/Artifact",
    }  # fmt: skip
    assert {mapped.get(role, role) for role in roles} <= known, {mapped.get(role, role) for role in roles} - known
    heads = {"/TH"} if name == "notice" else set()  # a table of two columns without a word over them has no head
    assert (
        heads | {"/Document", "/H1", "/P", "/L", "/LI", "/Table", "/TR", "/TD"} <= set(roles) and "/ParentTree" in tree
    )
    figures = [each for each in objects(reader) if isinstance(each, dict) and each.get("/S") == "/Figure"]
    assert len(figures) == (name == "notice") and all(str(each["/Alt"]) for each in figures)  # 14289-1, 7.3
    for page in reader.root["/Pages"]["/Kids"]:
        assert "/StructParents" in page.get_object()


def test_a_certificate_carries_its_evidence_as_its_source_and_an_unseen_field_that_prints() -> None:
    reader = PdfFileReader(io.BytesIO(page_of_signature()))
    (spec,) = [each.get_object() for each in reader.root["/AF"]]  # 19005-3, 6.8
    assert (
        str(spec["/AFRelationship"]) in ("/Source", "/Data", "/Supplement")
        and spec["/UF"] == spec["/F"] == "evidence.json"
    )
    inside = spec["/EF"]["/F"]
    assert str(inside["/Subtype"]) == "/application/json" and inside.data == b"{}" and "/ModDate" in inside["/Params"]
    names = reader.root["/Names"]["/EmbeddedFiles"]["/Names"]
    assert [str(each) for each in names if not hasattr(each, "get_object") or isinstance(each.get_object(), str)] == [
        "evidence.json"
    ]
    (field,) = [each.get_object() for each in reader.root["/AcroForm"]["/Fields"]]
    assert (
        field["/FT"] == "/Sig" and field["/F"] & 4 and not field["/F"] & (2 | 32)
    )  # 6.3.2: printed, neither hidden nor unseen
    assert "/NeedAppearances" not in reader.root["/AcroForm"] or not reader.root["/AcroForm"]["/NeedAppearances"]


def test_each_letter_that_the_fonts_are_said_to_have_is_printed_and_what_they_lack_has_its_number() -> None:
    there = [each for each in map(chr, range(0x20, 0x1_D800)) if glyphs.has(each)]
    assert len(there) > 40_000
    letters = " ".join(there)
    lines = tuple(Paragraph(letters[start : start + 90]) for start in range(0, len(letters), 90))
    made = pdf.render(Document("Letters", "en", date(2026, 11, 26), lines))
    document = pdfium.PdfDocument(made)
    assert not re.search(r"U\+[0-9A-F]{4}", "".join(page.get_textpage().get_text_range() for page in document))
    assert glyphs.spelled("Ελένη Шевченко Nguyễn שרה 王小明") == "Ελένη Шевченко Nguyễn שרה 王小明"
    assert [glyphs.spelled(each) for each in ("அ", "𠮷", "\u2041", "\ud800", "\u0378", "\u1112\u1161\u11ab")] == [
        "U+0B85 ", "U+20BB7 ", "U+2041 ", "U+D800 ", "U+0378 ", "한",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        "王小明",
        "山田 太郎",
        "髙﨑 サクラ",
        "김민준",
        "محمد الأحمد",
        "שרה כהן",
        "अनीता शर्मा",
        "สมชาย ใจดี",
        "Шевченко",
        "Ελένη",
    ],
)
def test_a_name_is_read_back_out_of_a_document_a_letter_a_sheet_and_a_kit_as_it_was_written(name: str) -> None:
    on = date(2026, 12, 1)
    form = Form_of_sheet("Notice", "en", ("I have read it.",), "Signing says that you were told.", (), LABELS)
    kit = RecoveryKit(name, ("AAAA",), "age1", name, "1 Dec 2026")
    document = Document(name, "en", on, (Paragraph(name), Table("Who", ("Name",), ((name,),))), author=name, foot=name)
    made = {
        "notice": pdf.render(document),
        "report": pdf.render(replace(document, look="report")),
        "sheet": sheets([Sheet(name, "E1", "K7QWN2PLR4ST", form)], organisation=name, on=on),
        "kit": recovery_kit.render(kit),
    }
    for sort, content in made.items():
        text = "".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(content))
        read = unicodedata.normalize("NFKC", text)
        assert set(name) <= set(read), sort
        assert "U+" not in read, sort


@pytest.mark.parametrize("text", HOSTILE)
def test_no_letter_keeps_a_document_from_being_made(text: str) -> None:
    assert pdf.render(Document(text, "en", date(2026, 12, 1), (Paragraph(text), Table("Who", ("Name",), ((text,),)))))


@pytest.mark.parametrize("name", ["W" * 300, "王" * 300])
def test_a_name_wider_than_its_line_stays_on_the_page(name: str) -> None:
    on = date(2026, 12, 1)
    form = Form_of_sheet("Notice", "en", ("I have read it.",), "Signing says that you were told.", (), LABELS)
    one = pdf.render(Document("Notice", "en", on, (Paragraph(name), Table("Who", ("Name", "No."), ((name, "1"),)))))
    for content in (one, sheets([Sheet(name, "E1", "K7QWN2PLR4ST", form)], organisation="Harbour Dental", on=on)):
        (page,) = pdfium.PdfDocument(content)
        text = page.get_textpage()
        edges = [text.get_charbox(index)[2] for index in range(text.count_chars())]
        assert text.get_text_range().count(name[0]) >= 300 and max(edges) < page.get_width() - 40


def test_an_override_of_direction_turns_nothing_on_paper() -> None:
    made = pdf.render(Document("Notice", "en", date(2026, 12, 1), (Paragraph("For \u202egnp.exe, E6"),)))
    text = pdfium.PdfDocument(made)[0].get_textpage().get_text_range()
    assert "U+202E gnp.exe, E6" in text
