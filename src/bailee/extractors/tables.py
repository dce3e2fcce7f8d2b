"""Tables in text: CSV and its kin with any mark between cells, title lines, ragged rows, stray quotes.

>>> from bailee.vocabulary import Locator
>>> item = Item.nested(Locator(()), "a.csv", b'name;note\\nAnn;"lives in\\nRome"\\nBo;5" pipe\\n')
>>> [text.content for text in extract(item, Budget())]
['name\\tnote\\nAnn\\tlives in Rome\\nBo\\t5" pipe\\n']
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from bailee.extractors import plain_text
from bailee.extractors.delimiters import delimiter_of
from bailee.extractors.encodings import HEAD, decoded, encoding_of
from bailee.extractors.interface import Budget, Extracted
from bailee.extractors.media_type import CSV, TSV
from bailee.extractors.rows import texts_of
from bailee.items import Item

READS = frozenset({CSV, TSV})
LONGEST_LINE = 1 << 20  # characters; a longer one is no row of a table
LONGEST_ROW = 200  # lines that a quoted cell may take


class _NoTable(Exception):
    """A line too long to be a row."""


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    """As a table where its lines are rows; as plain text where one line is longer than any row."""
    encoding = encoding_of(item.read(HEAD)) or "cp1252"
    try:
        with item.open() as stream:
            for _ in islice(lines_of(decoded(stream, encoding)), 50):
                pass
    except _NoTable:
        yield from plain_text.extract(item, budget)
        return
    with item.open() as stream:
        lines = lines_of(decoded(stream, encoding), cut=True)
        first = list(islice(lines, 60))
        mark = delimiter_of(first, sure=True) or ","
        if first and first[0][:4].lower() == "sep=":
            del first[0]
        yield from texts_of(rows_of(chain(first, lines), mark), item.locator)


def lines_of(stretches: Iterable[str], *, cut: bool = False) -> Iterator[str]:
    """Lines without their ends. `cut`: one that is too long comes in parts; else it raises."""
    newlines = io.IncrementalNewlineDecoder(None, translate=True)  # one look for all three sorts of line end
    pending = ""
    for stretch in stretches:
        parts = (pending + newlines.decode(stretch)).split("\n")
        pending = parts.pop()
        yield from parts
        while len(pending) > LONGEST_LINE:
            if not cut:
                raise _NoTable
            yield pending[:LONGEST_LINE]
            pending = pending[LONGEST_LINE:]
    yield from (pending + newlines.decode("", final=True)).split("\n") if pending else ()


def rows_of(lines: Iterable[str], mark: str) -> Iterator[list[str]]:
    """Rows, for a quote too many as well: a cell that does not end within some lines was never quoted."""
    source = iter(lines)
    waiting: list[str] = []
    while True:
        line = waiting.pop() if waiting else next(source, None)
        if line is None:
            return
        if '"' not in line:
            yield line.replace("\0", " ").split(mark)
            continue
        record = [line]
        quotes = line.count('"')
        while quotes % 2 and len(record) < LONGEST_ROW and _opens(record[0], mark):
            more = waiting.pop() if waiting else next(source, None)
            if more is None:
                break
            record.append(more)
            quotes += more.count('"')
        if quotes % 2:  # never closed
            waiting.extend(reversed(record[1:]))
            yield [cell.strip('"') for cell in line.split(mark)] if _opens(line, mark) else line.split(mark)
        else:
            yield _parsed("\n".join(record), mark)


def _opens(line: str, mark: str) -> bool:
    """Whether some cell of the line begins with a quote."""
    return line.lstrip().startswith('"') or mark + '"' in line or mark + ' "' in line


def _parsed(record: str, mark: str) -> list[str]:
    csv.field_size_limit(LONGEST_LINE * 2)
    try:
        rows = list(csv.reader([record.replace("\0", " ")], delimiter=mark, skipinitialspace=mark in ",;"))
    except csv.Error:
        return record.split(mark)
    return [cell for row in rows for cell in row]
