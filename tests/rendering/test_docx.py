"""A DOCX that Word opens: well formed in every part, the same bytes each time, and what is filled in comes back."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from lxml import etree

from bailee.errors import InvalidInput
from bailee.rendering import (
    Blank,
    Break,
    Choices,
    Document,
    Heading,
    List,
    Paragraph,
    Rich,
    Span,
    Table,
    docx,
    html,
    pdf,
    plain_text,
)
from bailee.rendering.docx_answers import answers

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DECISION = Choices("1.decision", (("accept", "Accept"), ("refuse", "Refuse")))
DOCUMENT = Document(
    "Questions", "en", date(2026, 11, 25),
    (
        Heading(1, "One & <two>"), Heading(2, "Three"), Paragraph("Plain", strong=True), List(("a", "b")),
        Rich((Span("kept "), Span("gone", "removed"), Span("come", "inserted"), Span(" law", "strong", note="NY GBL § 899-bb"))),
        Table("Held", ("What", "Where"), (("SSN", "× HR"),), widths=(1, 3), marked=True), DECISION, Blank("1.note", "Note", 2), Break(),
    ),
    subtitle="Alice’s shop", foot="packet", author="bailee", mark="Privileged", draft=True,
)  # fmt: skip


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def filled(content: bytes, before: str, after: str) -> bytes:
    """The file as Word saves it with something changed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, part in parts(content).items():
            archive.writestr(name, part.decode().replace(before, after) if name == "word/document.xml" else part)
    return packed.getvalue()


def test_every_part_is_well_formed_and_every_relation_leads_somewhere() -> None:
    made = parts(docx.render(DOCUMENT))
    for content in made.values():
        etree.fromstring(content)
    targets = etree.fromstring(made["word/_rels/document.xml.rels"]).xpath("//@Target")
    assert {f"word/{target}" for target in targets} <= made.keys()


def test_headings_tables_footnotes_and_redlines_are_what_word_knows_as_such() -> None:
    made = parts(docx.render(DOCUMENT))
    body = etree.fromstring(made["word/document.xml"])
    styles = [each.get(f"{W}val") for each in body.iter(f"{W}pStyle")]
    assert {"Title", "Heading1", "Heading2", "ListBullet", "Caption"} <= set(styles)
    known = {each.get(f"{W}styleId") for each in etree.fromstring(made["word/styles.xml"]).iter(f"{W}style")}
    assert set(styles) <= known
    assert body.find(f".//{W}tbl//{W}tblHeader") is not None
    assert [each.get(f"{W}id") for each in body.iter(f"{W}footnoteReference")] == ["1"]
    assert "NY GBL § 899-bb" in made["word/footnotes.xml"].decode()
    runs = {"".join(run.itertext()): run for run in body.iter(f"{W}r")}
    assert runs["gone"].find(f".//{W}strike") is not None and runs["come"].find(f".//{W}u") is not None
    assert "DRAFT — not reviewed by counsel" in made["word/header1.xml"].decode() + made["word/document.xml"].decode()


def test_the_same_document_is_the_same_bytes_and_its_paper_is_asked_for() -> None:
    assert docx.render(DOCUMENT) == docx.render(DOCUMENT)
    letter = parts(docx.render(replace(DOCUMENT, paper="letter")))["word/document.xml"]
    assert b'w:w="12240" w:h="15840"' in letter


def test_a_control_character_is_refused_without_quoting_the_text() -> None:
    with pytest.raises(InvalidInput) as error:
        docx.render(replace(DOCUMENT, title="219-09-9999\x00"))
    assert "219" not in str(error.value) + error.value.hint


def test_what_was_ticked_and_written_comes_back() -> None:
    sent = docx.render(DOCUMENT, {"packet": "p-1"})
    assert answers(sent).ticked == {"1.decision": ()} and answers(sent).written == {"1.note": ""}
    ticked = filled(sent, '<w14:checked w14:val="0"/>', '<w14:checked w14:val="1"/>')
    assert answers(ticked).ticked == {"1.decision": ("accept", "refuse")}
    written = filled(filled(sent, "<w:showingPlcHdr/>", ""), "click to write", "as agreed</w:t><w:br/><w:t>later")
    assert answers(written).written == {"1.note": "as agreed\nlater"} and answers(written).properties == {
        "packet": "p-1"
    }


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04 truncated"])
def test_what_is_no_docx_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidInput, match="no DOCX"):
        answers(content)


def test_entities_of_a_file_that_came_back_are_not_followed(tmp_path: object) -> None:
    bad = io.BytesIO()
    with zipfile.ZipFile(bad, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')
    assert answers(bad.getvalue()).written == {}


def test_the_other_forms_show_the_same() -> None:
    page, text = html.render(DOCUMENT), plain_text.render(DOCUMENT)
    assert "<ins>come</ins>" in page and "<del>gone</del>" in page and "NY GBL § 899-bb" in page and "☐ Accept" in page
    assert "[-gone-][+come+]" in text and "[ ] Accept" in text and "Privileged" in text
    assert pdf.render(DOCUMENT) == pdf.render(DOCUMENT)
