"""The words of a document as lines that a person may edit, and the way back.

>>> from bailee.rendering import Heading, List, Paragraph, Table
>>> blocks = (Heading(1, "Who"), Paragraph("Acme."), List(("a", "b")), Table("Held", ("What", "Kept"), (("SSN", "7 | 8 years"),)))
>>> for line in as_lines(blocks): print(line)
## Who
Acme.
- a
- b
| Held |
| What | Kept |
| SSN | 7 \\| 8 years |
>>> as_blocks(as_lines(blocks)) == blocks
True

A line is a heading (`##`, `###`), an item (`-`), a row of a table (`|`; caption, head, rows), a box to tick (`[ ]`), a line to
fill in (`____`), a new page (`[new page]`), a paragraph in bold (`**…**`), or a paragraph. What looks like one of these and is none begins with `\\`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from bailee.rendering import Block, Break, Form, Heading, List, Paragraph, Rich, Symbol, Table

_CAMERA = "[camera] "  # the one drawing that there is
_PAGE = "[new page]"
_MARKS = ("## ", "### ", "- ", "|", "[ ] ", "____ ", _CAMERA, _PAGE, "**", "\\")
_CELL = re.compile(r"(?<!\\)\|")


def as_lines(blocks: Iterable[Block]) -> tuple[str, ...]:
    """One line a heading, paragraph, item and row."""
    return tuple(line for block in blocks for line in _lines(block))


def _lines(block: Block) -> list[str]:
    match block:
        case Heading(level, text):
            return [f"{'#' * (level + 1)} {_flat(text)}"]
        case Paragraph(text, strong):
            return [f"**{_flat(text)}**" if strong else _plain(text)]
        case Rich(spans, is_item):
            said = _flat("".join(span.text for span in spans))
            return [f"- {said}" if is_item else _plain(said)]
        case List(items):
            return [f"- {_flat(item)}" for item in items]
        case Table(caption, head, rows):
            return [_row((caption,)), _row(head), *(_row(row) for row in rows)]
        case Form(statements, lines):
            return [*(f"[ ] {_flat(each)}" for each in statements), *(f"____ {_flat(each)}" for each in lines)]
        case Symbol(name, label):
            return [f"[{name}] {_flat(label)}"]
        case Break():
            return [_PAGE]
        case _:
            return []


def _flat(text: str) -> str:
    return " ".join(text.split())


def _plain(text: str) -> str:
    said = _flat(text)
    return f"\\{said}" if said.startswith(_MARKS) else said


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(_flat(cell).replace("|", "\\|") for cell in cells) + " |"


def bare(line: str) -> str:
    """A line as it reads, without the marks that say what it is.

    >>> bare("## Who"), bare("| SSN | 7 years |"), bare("**Please read.**")
    ('Who', 'SSN · 7 years', 'Please read.')
    """
    if line.startswith("|"):
        return " · ".join(_cells(line))
    if line.startswith("**") and line.endswith("**"):
        return line[2:-2]
    return re.sub(r"^(#{2,3} |- |\[ \] |____ |\\)", "", line)


def as_blocks(lines: Iterable[str]) -> tuple[Block, ...]:
    """The blocks that these lines are. Any text is some: a line that is nothing else is a paragraph."""
    made: list[Block] = []
    said = (line.strip() for line in lines)
    for sort, group in groupby((line for line in said if line), key=_sort):
        made += _made(sort, list(group))
    return tuple(made)


def _sort(line: str) -> str:
    if line.startswith(("[ ] ", "____ ")):
        return "form"
    if line == _PAGE:
        return _PAGE
    return next((mark for mark in (_CAMERA, "### ", "## ", "- ", "|") if line.startswith(mark)), "")


def _made(sort: str, lines: list[str]) -> list[Block]:
    if sort in ("## ", "### "):
        return [Heading(len(sort) - 2, line[len(sort) :]) for line in lines]
    if sort == _PAGE:
        return [Break() for _ in lines]
    if sort == _CAMERA:
        return [Symbol("camera", line[len(sort) :]) for line in lines]
    if sort == "- ":
        return [List(tuple(line[2:] for line in lines))]
    if sort == "|":
        return _tables([_cells(line) for line in lines])
    if sort == "form":
        return _forms(lines)
    return [
        Paragraph(line[2:-2], strong=True)
        if line.startswith("**") and line.endswith("**") and len(line) > 4
        else Paragraph(line.removeprefix("\\"))
        for line in lines
    ]


def _forms(lines: list[str]) -> list[Block]:
    """A statement after a line to fill in begins another form."""
    made: list[Block] = []
    statements: list[str] = []
    fill: list[str] = []
    for line in lines:
        if line.startswith("[ ] ") and fill:
            made.append(Form(tuple(statements), tuple(fill)))
            statements, fill = [], []
        (statements if line.startswith("[ ] ") else fill).append(line[4:].strip())
    return [*made, Form(tuple(statements), tuple(fill))]


def _cells(line: str) -> tuple[str, ...]:
    inside = line.strip().removeprefix("|")
    inside = inside[:-1] if inside.endswith("|") and not inside.endswith("\\|") else inside
    return tuple(cell.strip().replace("\\|", "|") for cell in _CELL.split(inside))


def _tables(rows: list[tuple[str, ...]]) -> list[Block]:
    """A row of one cell is the caption of the table that follows; rows get as many cells as its head has."""
    made: list[Block] = []
    while rows:
        caption = rows.pop(0)[0] if len(rows[0]) == 1 else ""
        if not rows:
            made.append(Paragraph(caption))
            break
        head = rows.pop(0)
        body = []
        while rows and not (len(rows[0]) == 1 and len(head) > 1):
            row = rows.pop(0)
            body.append((*row[: len(head) - 1], " ".join(row[len(head) - 1 :])) if len(row) > len(head) else row)
        made.append(Table(caption, head, tuple((*row, *("",) * (len(head) - len(row))) for row in body)))
    return made
