"""Blocks of a report as its preview shows them: pairs of a sort and what it holds (reports/blocks.html)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from bailee.rendering import Aside, Blank, Block, Columns, Decisions, Drawing, Table, Tiles
from bailee.rendering.states import TONES
from bailee.web.counsel.blocks import shown_block


def shown_blocks(blocks: Iterable[Block]) -> list[tuple[str, Any]]:
    """Each block as the template knows it; what is paper's alone is left out."""
    return [made for block in blocks if (made := _shown(block)) is not None]


def _shown(block: Block) -> tuple[str, Any] | None:
    match block:
        case Tiles(tiles):
            return "tiles", [(TONES.get(each.sign, ""), each.label, each.figure, each.note) for each in tiles]
        case Decisions(rows):
            return "decisions", rows
        case Drawing(svg, label):
            return "drawing", (Markup(svg.replace("<svg ", '<svg aria-hidden="true" ', 1)), label)  # noqa: S704 - drawn by us
        case Aside(text, title):
            return "aside", (title, text)
        case Columns(left, right):
            return "columns", (shown_blocks(left), shown_blocks(right))
        case Table():
            return "report-table", (
                block,
                [[_cell(cell, is_marked=block.marked) for cell in row] for row in block.rows],
            )
        case Blank(_, label, _):
            return "text", f"{label}: ______"
        case _:
            return shown_block(block)


def _cell(text: str, *, is_marked: bool) -> tuple[str, str, str]:
    """A cell as state, word and the rest.

    >>> _cell("× Exposed. 12 accounts", is_marked=True), _cell("3", is_marked=False)
    (('red', 'Exposed', '. 12 accounts'), ('', '', '3'))
    """
    tone = TONES.get(text[:1], "") if is_marked and len(text) > 1 else ""
    if not tone:
        return "", "", text
    word, dot, rest = text[1:].strip().partition(". ")
    return tone, word, f"{dot}{rest}" if rest else ""
