"""Blocks of a document as a template knows them: pairs of a sort and what it holds (counsel/blocks.html)."""

from __future__ import annotations

from bailee.rendering import Block, Form, Heading, List, Paragraph, Rich, Symbol, Table


def shown_block(block: Block) -> tuple[str, object] | None:
    """A block as the template shows it; None for what is paper's alone.

    >>> shown_block(Heading(1, "Who")), shown_block(Paragraph("Acme."))
    (('h1', 'Who'), ('text', 'Acme.'))
    """
    match block:
        case Heading(level, text):
            return f"h{level}", text
        case Paragraph(text, strong):
            return ("strong" if strong else "text"), text
        case Rich(spans, _):
            return "spans", [(span.look, span.text) for span in spans]
        case List(items):
            return "list", items
        case Table():
            return "table", block
        case Form(statements, lines):
            return "list", (*(f"To tick: {each}" for each in statements), *(f"To fill in: {each}" for each in lines))
        case Symbol(_, label):
            return "text", f"Drawing: {label}."
        case _:
            return None
