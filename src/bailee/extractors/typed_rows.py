"""Rows of data files, whose cells have types, as tables: numbers, dates, words in bytes, lists; and files that lie in a cell.

>>> shown(None), shown(1.5), shown(b"Ann"), shown([{"ssn": "1"}, None]), shown(bytes(range(200)) * 2)
('', '1.5', 'Ann', 'ssn: 1', None)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from bailee.extractors import cells
from bailee.extractors.interface import Budget, Extracted
from bailee.extractors.rows import texts_of
from bailee.text import Part
from bailee.vocabulary import Locator

_LEVELS = 20


def shown(value: object) -> str | None:
    """A cell as text; None where it is a file, or other bytes that are no words."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bytes | bytearray | memoryview):
        return cells.shown(bytes(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict | list | tuple | set):
        return " ; ".join(_inside(value, _LEVELS))
    return str(value)


def _inside(value: Any, levels: int) -> Iterator[str]:
    if not levels:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            for text in _inside(inner, levels - 1):
                yield f"{key}: {text}"
    elif isinstance(value, list | tuple | set):
        for inner in value:
            yield from _inside(inner, levels - 1)
    elif words := shown(value):
        yield words


def table(
    rows: Iterable[Sequence[Any]], headers: Sequence[str], place: Locator, budget: Budget, part: Part = Part.BODY
) -> Iterator[Extracted]:
    """A table whose columns have names, with what lies in its cells: after each stretch of rows, its files and long texts."""
    beside: list[Extracted] = []
    for text in texts_of(_texts(rows, headers, place, budget, beside), place, headers=headers, part=part):
        yield text
        yield from beside
        beside.clear()
    yield from beside


def _texts(
    rows: Iterable[Sequence[Any]], headers: Sequence[str], place: Locator, budget: Budget, beside: list[Extracted]
) -> Iterator[list[str]]:
    yield list(headers)
    for number, row in enumerate(rows, 1):
        words: list[str] = []
        for index, value in enumerate(row):
            text = value if isinstance(value, str) else shown(value)
            if text is None or len(text) > cells.LONGEST:
                segment = f"row {number} {headers[index] if index < len(headers) else index + 1}"
                beside += (
                    cells.blob(bytes(value), place, segment, budget)
                    if text is None
                    else cells.long_cell(text, place, segment)
                )
                text = ""
            words.append(text)
        yield words
