"""One tree, three forms: every leaf is text in each of them, and a PDF is archivable, tagged and always the same bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from selectolax.lexbor import LexborHTMLParser

from bailee.errors import InvalidInput
from bailee.rendering import Document, Form, Heading, List, Paragraph, Table, html, pdf, plain_text

HOSTILE = [
    "<script>alert(1)</script>",
    "</style><b>x</b>",
    '#eval("1") #panic()',
    "$ x^2 $ *strong* _emph_ `raw`",
    "@cite <label> \\ // comment /* more */",
    "\"quoted\" & 'single'",
    "{{ 7 * 7 }} {% x %}",
]


def tree(text: str, **more: object) -> Document:
    blocks = (
        Heading(1, text), Heading(2, text), Paragraph(text), Paragraph(text, strong=True), List((text, text)),
        Table(text, (text, text), ((text, text),)), Form((text,), (text,)),
    )  # fmt: skip
    return replace(Document(text, "en", date(2026, 11, 25), blocks, subtitle=text, foot=text, author=text), **more)  # type: ignore[arg-type]


def read(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return " ".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize("text", HOSTILE)
def test_html_holds_the_text_and_no_markup_of_it(text: str) -> None:
    page = LexborHTMLParser(html.render(tree(text)))
    assert page.css_first("h1").text() == text and page.css_first("p").text() == text  # type: ignore[union-attr]
    assert not page.css("script, b, img") and len(page.css("style")) == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_pdf_holds_the_text_literally(text: str) -> None:
    squeezed = "".join(read(pdf.render(tree(text))).split()).replace("’", "'").replace("“", '"').replace("”", '"')
    assert squeezed.count("".join(text.split())) >= 8


@pytest.mark.parametrize("text", HOSTILE)
def test_plain_text_holds_the_text(text: str) -> None:
    assert text in plain_text.render(tree(text))


def test_a_pdf_is_the_same_bytes_each_time() -> None:
    assert pdf.render(tree("Acme")) == pdf.render(tree("Acme"))
    assert pdf.render(tree("Acme")) != pdf.render(tree("Acme", on=date(2026, 11, 26)))


def test_a_pdf_says_its_language_title_and_standards_and_is_tagged() -> None:
    content = pdf.render(tree("Was wir über Sie wissen", language="de"))
    for mark in (
        b"/StructTreeRoot",
        b"/MarkInfo",
        b"/Lang(de",
        b"<pdfaid:part>2",
        b"<pdfaid:conformance>A",
        b"<pdfuaid:part>1",
    ):
        assert mark in content
    assert pypdfium2.PdfDocument(content).get_metadata_dict()["Title"] == "Was wir über Sie wissen"
    assert b"/DisplayDocTitle true" in content


@pytest.mark.parametrize("form", ["html", "pdf", "txt"])
def test_a_draft_says_so_and_what_is_none_does_not(form: str) -> None:
    def said(document: Document) -> str:
        if form == "pdf":
            return read(pdf.render(document))
        return html.render(document) if form == "html" else plain_text.render(document)

    assert "not reviewed by counsel" in said(tree("Acme", draft=True)).lower()
    assert "not reviewed" not in said(tree("Acme")).lower()


def test_a_skipped_level_of_headings_is_refused_without_quoting_the_text() -> None:
    document = replace(tree("x"), blocks=(Heading(2, "Secret 219-09-9999"),))
    with pytest.raises(InvalidInput) as error:
        pdf.render(document)
    assert "219" not in str(error.value) + error.value.hint


def test_how_a_table_is_laid_out_is_no_part_of_what_it_says() -> None:
    plain, wide = Table("c", ("a", "b"), (("1", "2"),)), Table("c", ("a", "b"), (("1", "2"),), widths=(1, 2))
    document = tree("x")
    assert "widths" not in str(replace(document, blocks=(plain,)).as_data())
    assert replace(document, blocks=(wide,)).as_data()["blocks"][0]["widths"] == (1, 2)


def test_plain_text_is_never_wider_than_a_mail() -> None:
    assert max(map(len, plain_text.render(tree("a word and another one " * 20)).splitlines())) <= 78
