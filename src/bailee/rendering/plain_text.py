"""A document as plain text, 78 columns: for a mail's text part, for a terminal, for comparing versions."""

from __future__ import annotations

import textwrap

from bailee.rendering.document import (
    Aside,
    Blank,
    Block,
    Break,
    Choices,
    Columns,
    Decisions,
    Document,
    Drawing,
    Form,
    Heading,
    List,
    Paragraph,
    Rich,
    Span,
    Symbol,
    Table,
    Tiles,
)

_WIDTH = 78


def render(document: Document) -> str:
    """The text, ending in a newline."""
    parts = [_wrap(document.mark)] if document.mark else []
    parts.append(_wrap(document.title.upper()))
    if document.subtitle:
        parts.append(_wrap(document.subtitle))
    if document.draft:
        parts.append(document.draft_mark)
    parts += [said for block in document.blocks if (said := _block(block))]
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
        case Rich(spans, is_item):
            return _wrap("".join(_span(span) for span in spans), "- " if is_item else "")
        case Choices(_, options):
            return "\n".join(_wrap(words, "[ ] ") for _, words in options)
        case Blank(_, label, lines):
            return "\n".join([_wrap(f"{label}:"), *("_" * _WIDTH for _ in range(lines))])
        case Break():
            return ""
        case Symbol(_, label) | Drawing(_, label):
            return _wrap(f"[{label}]")
        case Tiles(tiles):
            return "\n".join(
                _wrap(f"{each.label}: {each.figure}{f' ({each.note})' if each.note else ''}", "- ") for each in tiles
            )
        case Decisions(rows):
            return "\n".join(
                _wrap(
                    " ".join(filter(None, (each.what, each.then, f"({each.who})" if each.who else "", each.by))), "- "
                )
                for each in rows
            )
        case Aside(text, title):
            return _wrap(f"{title} {text}".strip())
        case Columns(left, right):
            return "\n\n".join(filter(None, map(_block, (*left, *right))))


def _span(span: Span) -> str:
    """Without underlining and striking: in the brackets that redlines have on a typewriter."""
    marks = {"inserted": ("[+", "+]"), "removed": ("[-", "-]")}
    before, after = marks.get(span.look, ("", ""))
    return f"{before}{span.text}{after}{f' ({span.note})' if span.note else ''}"


def _record(head: tuple[str, ...], row: tuple[str, ...]) -> str:
    first, *rest = row
    return "\n".join(
        [
            _wrap(first, "* "),
            *(_wrap(f"{name}: {cell}" if name else cell, "    ") for name, cell in zip(head[1:], rest, strict=True)),
        ]
    )


def _wrap(text: str, lead: str = "") -> str:
    return textwrap.fill(text, _WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead))
