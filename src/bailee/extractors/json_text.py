"""JSON and JSON lines: lists of objects as tables under their keys, everything else as `path: value`.

A value is read with the key it stands under, however deep. What is too big to take apart, or broken, is read as text.

>>> from bailee.vocabulary import Locator
>>> item = Item.nested(Locator(()), "a.json", b'{"staff": [{"ssn": "078051120", "tel": {"home": "1"}}], "owner": {"name": "Ann"}}')
>>> table, lines = extract(item, Budget())
>>> table.cells.headers, table.content, lines.content
(('ssn', 'tel.home'), 'ssn\\ttel.home\\n078051120\\t1\\n', 'owner.name: Ann\\n')
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bailee.extractors import plain_text
from bailee.extractors.encodings import HEAD, decoded, encoding_of
from bailee.extractors.interface import Budget, Extracted
from bailee.extractors.media_type import JSON, JSON_LINES
from bailee.extractors.written_out import opened
from bailee.items import Item
from bailee.text import Text
from bailee.vocabulary import Locator

READS = frozenset({JSON, JSON_LINES})
WHOLE = 12 << 20  # characters taken apart at once; objects take about ten times that
LONGEST_RECORD = 2 << 20
COLUMNS = 120  # more than that is no table, but a tree
BATCH = 2_000  # records of one table
INSIDE = 10  # a list of objects in an object is part of its row up to that length


class Pairs(list[tuple[str, Any]]):
    """An object as it was written: a key that stands twice has both values."""


_DECODER = json.JSONDecoder(object_pairs_hook=Pairs, parse_int=str, parse_float=str, parse_constant=str, strict=False)


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    for piece in _said(item, budget):
        yield piece
        if isinstance(piece, Text):
            yield from opened(piece.content, item.locator, budget)


def _said(item: Item, budget: Budget) -> Iterator[Extracted]:
    encoding = encoding_of(item.read(HEAD)) or "utf-8"
    writer = _Writer(item.locator)
    with item.open() as stream:
        source = _Source(decoded(stream, encoding))
        start = source.skip_blanks()
        whole = source.fill(WHOLE)
        if whole:
            try:
                value, end = _DECODER.raw_decode(source.text, start)
            except (ValueError, RecursionError):
                end = -1
            if end >= 0 and not source.text[end:].strip():
                yield from writer.value(value)
                return
        if source.text[start : start + 1] == "[" or _is_whole_line(source.text, start):
            yield from _records(source, start, writer)
            return
    yield from plain_text.extract(item, budget)


class _Source:
    """Text of a stream, as much of it as was asked for."""

    def __init__(self, stretches: Iterator[str]) -> None:
        self._stretches = stretches
        self.text = ""
        self.ended = False

    def fill(self, size: int) -> bool:
        """Have `size` characters where there are so many; whether that was all."""
        parts, length = [self.text], len(self.text)
        while length <= size and not self.ended:
            stretch = next(self._stretches, None)
            if stretch is None:
                self.ended = True
            else:
                parts.append(stretch)
                length += len(stretch)
        self.text = "".join(parts)
        return self.ended

    def drop(self, count: int) -> None:
        self.text = self.text[count:]

    def skip_blanks(self) -> int:
        self.fill(HEAD)
        return len(self.text) - len(self.text.lstrip(" \t\r\n\ufeff"))


def _records(source: _Source, start: int, writer: _Writer) -> Iterator[Extracted]:
    """Values one after another: lines, or the elements of one long list. What is no value is read as text, by lines."""
    in_list = source.text[start] == "[" and not _is_whole_line(source.text, start)
    at = start + 1 if in_list else start
    between = " \t\r\n,\x1e\0]" if in_list else " \t\r\n,\x1e\0"
    batch: list[Any] = []
    while True:
        if len(source.text) - at < LONGEST_RECORD and not source.ended:
            source.drop(at)
            at = 0
            source.fill(LONGEST_RECORD * 2)
        while at < len(source.text) and source.text[at] in between:
            at += 1
        if at >= len(source.text):
            break
        try:
            value, end = _DECODER.raw_decode(source.text, at)
            if not isinstance(value, list) and source.text[end : end + 20].lstrip().startswith(":"):
                raise ValueError  # a key of an object whose beginning is broken
            at = end
        except (ValueError, RecursionError):
            yield from writer.value(batch)
            batch = []
            end = source.text.find("\n", at, at + LONGEST_RECORD)
            end = min(at + LONGEST_RECORD, len(source.text)) if end < 0 else end + 1
            yield from writer.raw(source.text[at:end])
            at = end
            continue
        batch.append(value)
        if len(batch) >= BATCH:
            yield from writer.value(batch)
            batch = []
    yield from writer.value(batch)
    yield from writer.rest()


def _is_whole_line(text: str, start: int) -> bool:
    """Whether the first line is a record of its own, as in a file of one record a line."""
    end = text.find("\n", start, start + LONGEST_RECORD)
    if end < 0 or text[start : start + 1] not in ("{", "["):
        return False
    try:
        _DECODER.decode(text[start:end].strip())
    except (ValueError, RecursionError):
        return False
    return True


class _Writer:
    """Turns values into texts; keeps the offset of what is written in the item."""

    def __init__(self, locator: Locator) -> None:
        self.locator = locator
        self.offset = 0
        self.lines: list[str] = []
        self.size = 0

    def value(self, value: Any) -> Iterator[Text]:
        """A value and all in it, without recursion: nesting is as deep as its author liked."""
        if not isinstance(value, list) or not value:
            return
        stack: list[tuple[str, Any]] = [("", value)]
        while stack:
            path, current = stack.pop()
            if isinstance(current, Pairs):
                stack.extend((f"{path}.{key}" if path else key, inner) for key, inner in reversed(current))
            elif isinstance(current, list):
                objects = [element for element in current if isinstance(element, Pairs)]
                if objects and (records := _flat(objects)) is not None:
                    yield from self.rest()
                    yield from self.table(records[0])
                    stack.extend((f"{path}.{key}" if path else key, inner) for key, inner in reversed(records[1]))
                    stack.extend((path, element) for element in reversed(current) if not isinstance(element, Pairs))
                else:
                    stack.extend((path, element) for element in reversed(current))
            else:
                yield from self.line(f"{path}: {_shown(current)}\n" if path else f"{_shown(current)}\n")
        yield from self.rest()

    def line(self, line: str) -> Iterator[Text]:
        self.lines.append(line)
        self.size += len(line)
        if self.size > 200_000:
            yield from self.rest()

    def raw(self, text: str) -> Iterator[Text]:
        for start in range(0, len(text), 200_000):
            yield from self.line(text[start : start + 200_000])

    def rest(self) -> Iterator[Text]:
        if self.lines:
            text = Text.of("".join(self.lines), self.locator, offset=self.offset)
            self.offset += self.size
            self.lines, self.size = [], 0
            yield text

    def table(self, records: Sequence[dict[str, str]]) -> Iterator[Text]:
        headers = list(dict.fromkeys(key for record in records for key in record))
        for start in range(0, len(records), BATCH):
            rows: Iterable[Sequence[str]] = (
                [record.get(key, "") for key in headers] for record in records[start : start + BATCH]
            )
            rows = [headers, *rows] if start == 0 else rows
            text = Text.table(
                rows, self.locator, headers=headers, offset=self.offset, first_row=start + 1 if start else 0
            )
            self.offset += len(text.content)
            yield text


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _flat(objects: Sequence[Pairs]) -> tuple[list[dict[str, str]], list[tuple[str, Any]]] | None:
    """Objects as flat records, and the long lists in them, which are tables of their own. None where they are too unlike."""
    records: list[dict[str, str]] = []
    aside: list[tuple[str, Any]] = []
    columns: set[str] = set()
    for thing in objects:
        record: dict[str, list[str]] = {}
        stack: list[tuple[str, Any, int]] = [(key, value, 0) for key, value in reversed(thing)]
        while stack:
            path, value, depth = stack.pop()
            if depth > 20:
                return None
            if isinstance(value, Pairs):
                stack.extend((f"{path}.{key}", inner, depth + 1) for key, inner in reversed(value))
            elif isinstance(value, list):
                if len(value) > INSIDE and any(isinstance(element, Pairs) for element in value):
                    aside.append((path, value))
                else:
                    stack.extend((path, element, depth + 1) for element in reversed(value))
            else:
                record.setdefault(path, []).append(_shown(value))
        columns.update(record)
        if len(columns) > COLUMNS:
            return None
        records.append({path: " ; ".join(values) for path, values in record.items()})
    return records, aside
