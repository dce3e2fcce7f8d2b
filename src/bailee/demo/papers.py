"""A document before it has a format: blocks of marked text, and tables. Each writer turns them into bytes.

>>> paper = Paper([title("Memo"), fields([("To", "All staff"), ("Room", "4")]), para("The lift is out.")])
>>> print(as_text(paper, Ink()))
MEMO
<BLANKLINE>
To: All staff
Room: 4
<BLANKLINE>
The lift is out.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from bailee.demo.marks import Ink, Value, plain
from bailee.demo.people import TODAY

Row = tuple[str, ...]
Form = Literal["title", "heading", "para", "fields", "table", "lines", "page"]


@dataclass(frozen=True, slots=True)
class Block:
    form: Form
    text: str = ""
    rows: tuple[Row, ...] = ()  # of a table the first is its header; of fields each is label and value


def title(text: str) -> Block:
    return Block("title", text)


def heading(text: str) -> Block:
    return Block("heading", text)


def para(text: str) -> Block:
    return Block("para", text)


def fields(pairs: Iterable[tuple[str, object]]) -> Block:
    return Block("fields", rows=tuple((label, str(value)) for label, value in pairs))


def grid(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Block:
    return Block("table", rows=(tuple(header), *(tuple(map(str, row)) for row in rows)))


def lines(text: Iterable[str]) -> Block:
    return Block("lines", "\n".join(text))


PAGE = Block("page")

Planted = list[tuple[Value, tuple[str, ...]]]  # a value, and the place in its file: locator segments
Kinds = list[tuple[str, tuple[str, ...], tuple[str, ...]]]  # kind of record, place, owners that it is about
ALSO = "also "  # before a kind that a record may be called, too: right when named, no fault when not


@dataclass(slots=True)
class Paper:
    """A document as an office has it in mind, with the places beside the body where text hides."""

    blocks: list[Block]
    on: date = TODAY
    name: str = "document"  # file name without extension
    header: str = ""
    footer: str = ""
    comments: list[str] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)  # tracked changes
    inserted: list[str] = field(default_factory=list)
    custom: dict[str, str] = field(default_factory=dict)  # custom properties
    author: str = ""
    kind: str = ""  # kind of record that it is
    about: tuple[str, ...] = ()  # owners that the record is about
    also: tuple[str, ...] = ()  # kinds that it may be called, too
    wide: bool = False  # landscape


@dataclass(slots=True)
class Sheet:
    """A table with a name; the cells are marked text, or numbers."""

    name: str
    header: Row
    rows: list[tuple[object, ...]]
    comments: list[tuple[int, int, str]] = field(default_factory=list)  # row, column (0 = header), text
    hidden: bool = False


@dataclass(slots=True)
class Book:
    sheets: list[Sheet]
    on: date = TODAY
    name: str = "table"
    kind: str = ""
    about: tuple[str, ...] = ()
    author: str = ""


@dataclass(slots=True)
class Built:
    """A file's bytes, what was planted in it, and where: places are locator segments after the file itself."""

    name: str  # marked, with extension
    data: bytes
    on: date = TODAY
    planted: Planted = field(default_factory=list)
    kinds: Kinds = field(default_factory=list)

    def within(self, place: str) -> tuple[Planted, Kinds]:
        """The same, seen from the container that holds this file at `place`."""
        return (
            [(value, (place, *rest)) for value, rest in self.planted],
            [(kind, (place, *rest), owners) for kind, rest, owners in self.kinds],
        )


def built(made: Paper | Book, extension: str, data: bytes, ink: Ink) -> Built:
    kinds: Kinds = [(made.kind, (), made.about)] if made.kind else []
    kinds += [(ALSO + kind, (), ()) for kind in made.also] if isinstance(made, Paper) else []
    return Built(f"{made.name}.{extension}", data, made.on, ink.seen, kinds)


def as_text(paper: Paper, ink: Ink, *place: str, leader: str = ": ", width: int = 0) -> str:
    """As a typist lays it out; `leader` stands between label and value."""
    out: list[str] = [ink(paper.header, *place), ""] if paper.header else []
    for block in paper.blocks:
        match block.form:
            case "title":
                out += [ink(block.text, *place).upper(), ""]
            case "heading":
                text = ink(block.text, *place)
                out += [text, "-" * len(text)]
            case "fields":
                for label, value in block.rows:
                    shown = ink(value, *place)
                    out.append(
                        f"{label}{leader}{shown}"
                        if not width
                        else f"{label} {'.' * max(width - len(label), 2)} {shown}"
                    )
                out.append("")
            case "table":
                wide = [max(len(plain(row[c])) for row in block.rows) for c in range(len(block.rows[0]))]
                for row in block.rows:
                    out.append(
                        "  ".join(ink(cell, *place).ljust(w) for cell, w in zip(row, wide, strict=True)).rstrip()
                    )
                out.append("")
            case "page":
                out.append("\f")
            case _:
                out += [ink(block.text, *place), ""]
    out += [ink(note, *place) for note in paper.footnotes]
    if paper.footer:
        out.append(ink(paper.footer, *place))
    return "\n".join(out).rstrip()


def as_html(paper: Paper, ink: Ink, *, hidden: str = "", comment: str = "", link: str = "", mail: str = "") -> str:
    """A page as an export writes it. `mail` is the place when it is a mail's HTML part, else the places of a page."""
    body, unseen, notes, attributes = (
        [(mail,)] * 4 if mail else [("text",), ("hidden",), ("comments",), ("attributes",)]
    )
    first = next((plain(b.text) for b in paper.blocks if b.form == "title"), paper.name)
    out = ["<!DOCTYPE html>", f'<html lang="en"><head><meta charset="utf-8"><title>{html.escape(plain(first))}</title>',
           "<style>td,th{border:1px solid #999;padding:2px 6px}</style></head><body>"]  # fmt: skip
    if paper.header:
        out.append(f"<p>{html.escape(ink(paper.header, *body))}</p>")
    for block in paper.blocks:
        match block.form:
            case "title":
                out.append(f"<h1>{html.escape(ink(block.text, *body))}</h1>")
            case "heading":
                out.append(f"<h2>{html.escape(ink(block.text, *body))}</h2>")
            case "fields":
                rows = (
                    f"<tr><th>{html.escape(a)}</th><td>{html.escape(ink(b, *body))}</td></tr>" for a, b in block.rows
                )
                out.append("<table>" + "\n".join(rows) + "</table>")
            case "table":
                for index, row in enumerate(block.rows):
                    tag = "th" if index == 0 else "td"
                    cells = "".join(f"<{tag}>{html.escape(ink(cell, *body))}</{tag}>" for cell in row)
                    out.append(("<table>" if index == 0 else "") + f"<tr>{cells}</tr>")
                out.append("</table>")
            case "lines":
                out.append(f"<pre>{html.escape(ink(block.text, *body))}</pre>")
            case "para":
                out.append("<p>" + html.escape(ink(block.text, *body)).replace("\n", "<br>\n") + "</p>")
            case _:
                pass
    if hidden:
        out.append(f'<div style="display:none">{html.escape(ink(hidden, *unseen))}</div>')
    if comment:
        out.append(f"<!-- {ink(comment, *notes)} -->")
    if link:
        out.append(f'<p><a href="#top" title="{html.escape(ink(link, *attributes))}">Back to top</a></p>')
    if paper.footer:
        out.append(f"<p>{html.escape(ink(paper.footer, *body))}</p>")
    return "\n".join([*out, "</body></html>", ""])
