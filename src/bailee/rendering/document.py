"""The tree: headings, paragraphs, lists, tables and a form to sign. Plain text in every leaf, never markup."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Heading:
    level: int  # 1 or 2, below the title; never skipped, for readers that jump by headings
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class List:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()  # of the columns, in parts of the whole; empty: all alike
    marked: bool = False  # cells begin with the sign of a state, and may take its colour


@dataclass(frozen=True, slots=True)
class Form:
    """A statement with lines to fill by hand."""

    statements: tuple[str, ...]
    lines: tuple[str, ...]  # what is written on each line: name, date, signature


Block = Heading | Paragraph | List | Table | Form


@dataclass(frozen=True, slots=True)
class Document:
    """A document of one language. `draft` prints a mark on every page; `foot` stands below each page."""

    title: str
    language: str  # BCP 47
    on: date  # of issue; the same document of the same date gives the same bytes
    blocks: tuple[Block, ...]
    draft: bool = False
    subtitle: str = ""
    foot: str = ""
    author: str = ""

    def as_data(self) -> dict[str, Any]:
        """The tree as plain data, each block with its sort: for the PDF template, for hashing and for JSON."""
        blocks = [{"is": type(block).__name__.lower(), **_said(block)} for block in self.blocks]
        return {
            "title": self.title,
            "language": self.language,
            "on": self.on.isoformat(),
            "subtitle": self.subtitle,
            "draft": self.draft,
            "foot": self.foot,
            "author": self.author,
            "blocks": blocks,
        }


def _said(block: Block) -> dict[str, Any]:
    """A block's fields. How a table is laid out is left out where nothing was asked for, so that hashes are over words."""
    layout = ("widths", "marked")
    return {name: value for name, value in asdict(block).items() if name not in layout or value}
