"""Logs that name their fields in a line (`#Fields:`): IIS, FTP and mail servers of Microsoft, its firewall, proxies, Zeek.

Each stretch is a table under those names, so that a column of accounts or hosts is judged as one. Memory is constant.

>>> from bailee.vocabulary import Locator
>>> log = b"#Software: Microsoft IIS\\n#Fields: date time c-ip cs-username\\n2024-06-03 10:00:02 10.0.3.17 CORP\\\\\\\\ann\\n"
>>> [(text.content, text.cells.headers if text.cells else ()) for text in extract(Item.nested(Locator(()), "u_ex.log", log), Budget())]
[('#Software: Microsoft IIS', ()), ('date\\ttime\\tc-ip\\tcs-username\\n2024-06-03\\t10:00:02\\t10.0.3.17\\tCORP\\\\\\\\ann\\n', ('date', 'time', 'c-ip', 'cs-username'))]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bailee.extractors.data_types import FIELD_LOG
from bailee.extractors.encodings import HEAD, decoded, encoding_of
from bailee.extractors.interface import Budget, Extracted
from bailee.extractors.tables import lines_of, rows_of
from bailee.items import Item
from bailee.text import Part, Text

READS = frozenset({FIELD_LOG})

ROWS = 2_000
CHARACTERS = 1 << 18
_FIELDS = re.compile(r"#\s?fields:?\s*(.+)", re.IGNORECASE)


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    encoding = encoding_of(item.read(HEAD)) or "cp1252"
    log = _Log(item)
    with item.open() as stream:
        for line in lines_of(decoded(stream, encoding)):
            yield from log.line(line)
        yield from log.rest()


class _Log:
    def __init__(self, item: Item) -> None:
        self.locator = item.locator
        self.names: list[str] = []
        self.mark = ""
        self.rows: list[list[str]] = []
        self.notes: list[str] = []
        self.size = 0
        self.count = 0
        self.offset = 0

    def line(self, line: str) -> Iterator[Text]:
        if line.startswith("#"):
            fields = _FIELDS.match(line)
            if fields is None:
                self.notes.append(line)
                return
            names = fields[1].split(
                "\t" if "\t" in fields[1] else "," if "," in fields[1] and " " not in fields[1] else None
            )
            if names != self.names:
                yield from self.rest()
                self.names, self.count = names, 0
                self.mark = "\t" if "\t" in fields[1] else "," if "," in fields[1] and " " not in fields[1] else " "
            return
        if not line.strip():
            return
        self.rows.append(self.cells(line))
        self.size += len(line) + 1
        if len(self.rows) >= ROWS or self.size > CHARACTERS:
            yield from self.rest()

    def cells(self, line: str) -> list[str]:
        if not self.names:
            return [line]
        if self.mark == " " and '"' not in line:
            if "\t" in line and line.count("\t") >= len(self.names) - 1:
                return line.split("\t")
            return line.split()
        return next(rows_of(iter([line]), self.mark), [])

    def rest(self) -> Iterator[Text]:
        if self.notes:
            yield Text.of("\n".join(self.notes), self.locator, Part.BODY)
            self.notes = []
        if self.rows:
            rows = self.rows if self.count or not self.names else [self.names, *self.rows]
            first = self.count + 1 if self.count and self.names else self.count
            text = Text.table(rows, self.locator, headers=self.names, offset=self.offset, first_row=first)
            yield text
            self.count += len(self.rows)
            self.offset += len(text.content)
            self.rows, self.size = [], 0
