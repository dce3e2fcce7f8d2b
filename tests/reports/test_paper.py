"""The report on paper: one page for the owner, the same words as the page, tagged and archivable."""

from __future__ import annotations

import pypdfium2

from bailee.inventory import Coverage
from bailee.reports import paper
from reports.sample_report import sample


def text_of(content: bytes, number: int = 0) -> str:
    document = pypdfium2.PdfDocument(content)
    return " ".join(document[number].get_textpage().get_text_range().split())


def test_the_first_page_holds_sentence_decisions_rows_and_what_was_not_read() -> None:
    first = text_of(paper.render(sample()))
    assert "You hold personal data of 44 employees, 6,180–6,420 patients and 3–12 people not yet placed." in first
    for words in (
        "Decide first",
        "Encrypt 41 files",
        "× Exposed",
        "Could not read 1 of 413 files",
        "Checked by counsel",
    ):
        assert words in first


def test_the_same_report_gives_the_same_bytes() -> None:
    assert paper.render(sample()) == paper.render(sample())


def test_it_is_tagged_and_archivable() -> None:
    content = paper.render(sample())
    for mark in (b"/StructTreeRoot", b"/Lang", b"pdfaid:part", b"pdfuaid:part"):
        assert mark in content


def test_a_hostile_name_is_text() -> None:
    name = '#panic("x") $x$ <script> \\ @cite [a]'
    content = paper.render(sample(organisation=name))
    assert name.replace(" ", "") in text_of(content).replace(" ", "")


def test_an_empty_report_is_a_page() -> None:
    empty = sample(holdings=(), coverage=Coverage(0, 0, 0, 0, ()), skipped=(), looked_at=False)
    assert "Nothing is held that was found or declared." in text_of(paper.render(empty))
