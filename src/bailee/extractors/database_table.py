"""Tables of a database server, as a scan brought them: rows under the names of their columns, text and files in BLOBs.

The form is our own, between the process that asks the server and the worker that reads. Its first line says so; the second
tells the columns, each further one is a row, and the last what was left and why.

    BAILEE TABLE 1
    {"columns": [{"name": "ssn", "comment": "Social Security number"}], "comment": "everybody on the payroll"}
    ["512-44-7313"]
    {"left": [["rows beyond the sample", "too-big"]]}

A file in a cell is named by its column and how many came before it, never by the key of its row.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO

from bailee.extractors.cells import LONGEST, blob, long_cell, shown
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.extractors.media_type import DATABASE_TABLE
from bailee.extractors.rows import texts_of
from bailee.items import Item
from bailee.text import Part, Text
from bailee.vocabulary import Locator, Reason

READS = frozenset({DATABASE_TABLE})
_LINE = 256 << 20  # bytes of one row
_COMMENT = 60  # characters of a comment that say what a column is, beside its name


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    with item.open() as lines:
        lines.readline(64)
        head = _told(lines.readline(_LINE))
        if not isinstance(head, dict):
            raise Unreadable(Reason.DAMAGED)
        columns = [(str(column.get("name", "")), str(column.get("comment") or "")) for column in head["columns"]]
        yield from _comments(head, columns, item.locator)
        beside: list[Extracted] = []
        left: list[Unread] = []
        rows = _rows(lines, [name for name, _ in columns], item.locator, budget, beside, left)
        for text in texts_of(rows, item.locator, headers=[_heading(*column) for column in columns]):
            yield text
            yield from beside
            beside.clear()
        yield from beside
        yield from left


def _heading(name: str, comment: str) -> str:
    """What a column is judged by: `c17` says nothing, and its comment may."""
    return f"{name} ({comment})" if 0 < len(comment) <= _COMMENT else name


def _comments(head: dict[str, Any], columns: list[tuple[str, str]], locator: Locator) -> Iterator[Text]:
    lines = [str(head.get("comment") or ""), *(f"{name}: {comment}" for name, comment in columns if comment)]
    if text := "\n".join(filter(None, lines)):
        yield Text.of(text + "\n", locator.inside("comments"), Part.METADATA)


def _rows(
    lines: BinaryIO, names: list[str], locator: Locator, budget: Budget, beside: list[Extracted], left: list[Unread]
) -> Iterator[list[str]]:
    count: Counter[str] = Counter()
    ended = False
    while line := lines.readline(_LINE):
        row = _told(line)
        if isinstance(row, dict):
            ended = True
            left += [Unread(locator.inside(str(what)), Reason(why)) for what, why in row.get("left", [])]
            continue
        cells: list[str] = []
        for name, told in zip(names, row, strict=False):
            value = _value(told)
            text = shown(value)
            if text is None and isinstance(value, bytes):
                count[name] += 1
                beside += blob(value, locator, f"{name}, file {count[name]}", budget)
            elif text is not None and len(text) > LONGEST:
                count[name] += 1
                beside += long_cell(text, locator, f"{name}, text {count[name]}")
                text = ""
            cells.append(text or "")
        yield cells
    if not ended:  # the server went away in the middle
        left.append(Unread(locator, Reason.NOT_CONNECTED))


def _told(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        raise Unreadable(Reason.DAMAGED) from None


def _value(told: object) -> object:
    if not isinstance(told, dict):
        return told
    try:
        return base64.b64decode(str(told.get("base64", "")))
    except (ValueError, binascii.Error):
        return ""
