"""How easily notices read is counted over their sentences alone."""

from __future__ import annotations

from datetime import date

from bailee.notices.reading import of_document
from bailee.notices.wording import wording
from bailee.rendering import Block, Document, Heading, List, Paragraph, Table

PLAIN = Paragraph("We keep it for a year. Then we erase it.")
LAWS = wording("en")("clauses.laws_head")
LEGAL = "Notwithstanding aforementioned considerations, organisational accountability necessitates documentation"


def ease(*blocks: Block, language: str = "en") -> int | None:
    return of_document(Document("A notice", language, date(2026, 11, 26), blocks))


def test_citations_and_headings_count_for_nothing_and_cells_of_tables_do() -> None:
    alone = ease(PLAIN)
    assert alone is not None and alone > 90
    assert ease(PLAIN, Heading(1, LAWS), List((LEGAL,))) == alone
    assert ease(PLAIN, Heading(1, LEGAL)) == alone
    harder = ease(PLAIN, Table("c", ("a",), ((LEGAL,),)))
    assert harder is not None and harder < 60


def test_a_language_without_a_figure_has_none() -> None:
    assert ease(PLAIN, language="fi") is None
