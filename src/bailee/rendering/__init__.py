"""One tree of a document, and what it becomes: HTML, PDF (typst), DOCX, PPTX, plain text. Notices, letters and reports use it.

>>> from bailee.rendering import Document, Heading, Paragraph, plain_text
>>> from datetime import date
>>> acme = Document("Notice", "en", date(2026, 3, 3), (Heading(1, "Who we are"), Paragraph("Acme.")))
>>> print(plain_text.render(acme)[:26])
NOTICE
<BLANKLINE>
WHO WE ARE
<BLANKLINE>
Acme.
"""

from bailee.rendering.document import (
    DRAFT,
    Aside,
    Blank,
    Block,
    Break,
    Choices,
    Columns,
    Decision,
    Decisions,
    Document,
    Drawing,
    Form,
    Heading,
    Letterhead,
    List,
    Paragraph,
    Rich,
    Span,
    Symbol,
    Table,
    Tile,
    Tiles,
    from_data,
)

__all__ = [
    "DRAFT",
    "Aside",
    "Blank",
    "Block",
    "Break",
    "Choices",
    "Columns",
    "Decision",
    "Decisions",
    "Document",
    "Drawing",
    "Form",
    "Heading",
    "Letterhead",
    "List",
    "Paragraph",
    "Rich",
    "Span",
    "Symbol",
    "Table",
    "Tile",
    "Tiles",
    "from_data",
]
