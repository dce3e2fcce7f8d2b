"""A document as a workbook: what it says on a first sheet, each of its tables on one of its own. Numbers are numbers.

>>> from datetime import date
>>> made = Document("A", "en", date(2026, 11, 26), (Heading(1, "Files"), Table("By cause", ("Cause", "Files"), (("=cmd|x", "1,284"),))))
>>> [(sheet.name, list(sheet.rows)) for sheet in sheets(made)][1]
('Files', [('=cmd|x', 1284)])
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bailee.rendering import xlsx
from bailee.rendering.document import (
    Aside,
    Block,
    Columns,
    Decisions,
    Document,
    Drawing,
    Heading,
    List,
    Paragraph,
    Rich,
    Table,
    Tiles,
)

_NUMBER = re.compile(r"-?\d{1,3}(,\d{3})*(\.\d+)?|-?\d+(\.\d+)?")


def render(document: Document) -> bytes:
    """The workbook's bytes."""
    return xlsx.book(sheets(document))


def sheets(document: Document) -> list[xlsx.Sheet]:
    """Its sheets, in the order of the document."""
    said: list[tuple[object, ...]] = [(document.subtitle, "")]
    letterhead = document.letterhead
    if letterhead:
        said.append(("For", letterhead.organisation))
        said += [("Made by", letterhead.provider)] if letterhead.provider else []
    if document.mark:
        said.insert(0, (document.mark, ""))
    made: list[xlsx.Sheet] = []
    section = document.title
    for block in _flat(document.blocks):
        match block:
            case Heading(level, text):
                section = text if level == 1 else section
                said.append((text.upper() if level == 1 else text, ""))
            case Table(caption, head, rows):
                cells = [tuple(map(value, row)) for row in rows]
                if document.mark:
                    cells.insert(0, (document.mark, *("",) * (len(head) - 1)))
                widths = [max(8, min(60, *_longest(column))) for column in zip(head, *rows, strict=True)]
                name = section if all(sheet.name != section for sheet in made) else caption or section
                made.append(xlsx.Sheet(name, head, cells, widths))
                said.append((caption or section, f"{len(rows):,} rows on a sheet of their own"))
            case Tiles(tiles):
                said += [(each.label, value(each.figure)) + ((each.note,) if each.note else ()) for each in tiles]
            case Decisions(decided):
                said += [(f"{each.what} {each.then}".strip(), each.who, each.by) for each in decided]
            case Paragraph(text, _):
                said.append((text, ""))
            case Rich(spans, _):
                said.append(("".join(span.text for span in spans), ""))
            case List(items):
                said += [(item, "") for item in items]
            case Aside(text, title):
                said.append((f"{title} {text}".strip(), ""))
            case Drawing(_, label):
                said.append((label, ""))
            case _:
                pass  # what is filled in by hand
    said += [(text, "") for text in (letterhead.closing if letterhead else "", document.foot) if text]
    return [xlsx.Sheet("Report", (document.title, "", ""), said, (70, 28, 28)), *made]


def _flat(blocks: Iterable[Block]) -> Iterable[Block]:
    for block in blocks:
        if isinstance(block, Columns):
            yield from _flat((*block.left, *block.right))
        else:
            yield block


def _longest(column: Iterable[str]) -> tuple[int, ...]:
    return tuple(len(cell) + 2 for cell in column)


def value(cell: str) -> object:
    """A number where a cell is nothing else.

    >>> value("1,284"), value("41–44"), value("2026-11-26"), value(".98"), value("007")
    (1284, '41–44', '2026-11-26', '.98', '007')
    """
    if not _NUMBER.fullmatch(cell) or (cell.startswith("0") and cell != "0" and not cell.startswith("0.")):
        return cell
    bare = cell.replace(",", "")
    return float(bare) if "." in bare else int(bare)
