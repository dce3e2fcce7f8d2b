"""A document as plain text, 78 columns: for a mail's text part, for a terminal, for comparing versions."""

from __future__ import annotations

import textwrap

from bailee.rendering.document import Block, Document, Form, Heading, List, Paragraph, Table

_WIDTH = 78


def render(document: Document) -> str:
    """The text, ending in a newline."""
    parts = [_wrap(document.title.upper())]
    if document.subtitle:
        parts.append(_wrap(document.subtitle))
    if document.draft:
        parts.append("DRAFT. Not reviewed, not published.")
    parts += [_block(block) for block in document.blocks]
    if document.foot:
        parts += ["-" * _WIDTH, _wrap(document.foot)]
    return "\n\n".join(parts) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(level, text):
            return _wrap(text.upper() if level == 1 else text)
        case Paragraph(text, _):
            return _wrap(text)
        case List(items):
            return "\n".join(_wrap(item, "- ") for item in items)
        case Table(caption, head, rows):
            return "\n\n".join([_wrap(caption), *(_record(head, row) for row in rows)])
        case Form(statements, lines):
            said = [_wrap(statement, "[ ] ") for statement in statements]
            return "\n".join(
                [*said, "", *(_wrap(f"{line}: {'_' * max(_WIDTH - len(line) - 2, 20)}") for line in lines)]
            )


def _record(head: tuple[str, ...], row: tuple[str, ...]) -> str:
    first, *rest = row
    return "\n".join(
        [_wrap(first, "* "), *(_wrap(f"{name}: {cell}", "    ") for name, cell in zip(head[1:], rest, strict=True))]
    )


def _wrap(text: str, lead: str = "") -> str:
    return textwrap.fill(text, _WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead))
