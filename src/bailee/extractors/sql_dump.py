"""Dumps of SQL databases: rows of INSERT and COPY as tables under the names of their columns, the rest as text.

MySQL, PostgreSQL, SQL Server, Oracle and SQLite; names come from the statement, else from the table's own definition. A
dump may be as long as it likes: it is read as a stream, statement by statement and row by row.

>>> from bailee.vocabulary import Locator
>>> dump = b"CREATE TABLE staff (id int, ssn char(11), PRIMARY KEY (id));\\nINSERT INTO `staff` VALUES (1,'078-05-1120'),(2,NULL);\\n"
>>> pieces = list(extract(Item.nested(Locator(("a.sql",)), "a.sql", dump), Budget()))
>>> [(text.locator.segments[-1], text.cells.headers, text.content) for text in pieces if text.cells]
[('table staff', ('id', 'ssn'), 'id\\tssn\\n1\\t078-05-1120\\n2\\t\\n')]
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bailee.extractors import cells, typed_rows
from bailee.extractors.data_types import SQL
from bailee.extractors.encodings import HEAD, decoded, encoding_of
from bailee.extractors.interface import Budget, Extracted
from bailee.items import Item
from bailee.text import Text
from bailee.vocabulary import Locator

READS = frozenset({SQL})

ROWS = 2_000  # of one stretch of a table
CHARACTERS = 1 << 18
LONGEST = 4 << 20  # characters of one row, or of the head of a statement
_FILL = 1 << 19
_TABLES = 5_000  # whose columns are remembered
_NAME = r"(?:(?:\[[^\]\n]{1,128}\]|`[^`\n]{1,128}`|\"[^\"\n]{1,128}\"|[\w$#@]{1,128})\s*\.\s*){0,3}(?:\[[^\]\n]{1,128}\]|`[^`\n]{1,128}`|\"[^\"\n]{1,128}\"|[\w$#@]{1,128})"
STATEMENT = re.compile(
    rf"^[ \t]*(?:(?P<insert>(?:INSERT|REPLACE)\b(?:[ \t]+(?:LOW_PRIORITY|DELAYED|IGNORE|OR[ \t]+\w+))*(?:\s+INTO)?\s+(?P<into>{_NAME})"
    rf"\s*(?:\((?P<columns>[^()']*(?:\([^()']*\)[^()']*)*)\)\s*)?(?:OVERRIDING \w+ VALUE\s*)?VALUES?\s*(?=\())"
    rf"|(?P<copy>COPY\s+(?P<from>{_NAME})\s*(?:\((?P<copied>[^()']*)\)\s*)?FROM\s+stdin\b[^\n]*\n)"
    rf"|(?P<create>CREATE\s+(?:GLOBAL\s+|LOCAL\s+)?(?:TEMP(?:ORARY)?\s+|UNLOGGED\s+|FOREIGN\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(?P<table>{_NAME})\s*\())",
    re.IGNORECASE | re.MULTILINE,
)
_STARTS = re.compile(r"^[ \t]*(?:INSERT|REPLACE|COPY|CREATE)\b", re.IGNORECASE | re.MULTILINE)
_STRING = r"'(?:[^']++|'')*+'"
_ESCAPED = r"'(?:[^'\\]++|\\.|'')*+'"  # MySQL writes a quote as \' too


def _row_pattern(string: str) -> re.Pattern[str]:
    inner = rf"(?:[^'()]++|{string}|\([^()']*+(?:{string}[^()']*+)*+\))"
    return re.compile(rf"\s*+,?\s*+\(((?:[^'()]++|{string}|\({inner}*+\))*+)\)\s*+(;|,)?", re.DOTALL)


_ROW, _ROW_ESCAPED = _row_pattern(_STRING), _row_pattern(_ESCAPED)
_PREFIX = re.compile(r"(?<=[,(\s])(?:[NnEeBb]|_[a-z0-9]{3,10} ?)(?=')|(?<=^)(?:[NnEeBb]|_[a-z0-9]{3,10} ?)(?=')")
_PREFIXES = ("N'", "E'", "B'", "n'", "e'", "b'", "_")  # looked for one by one, which is quicker than the pattern
_LATER_PREFIXES = tuple(f"{before}{mark}" for before in (",", " ", "\n", "(") for mark in _PREFIXES)
_CALL = re.compile(r"\w\s*\(")
_ESCAPES = re.compile(r"\\(.)", re.DOTALL)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "0": " ", "b": " ", "Z": " "}
_HEX = re.compile(r"(?:0x|[xX]')([0-9A-Fa-f]{2,})'?")


@dataclass(slots=True)
class _Source:
    """Text of a stream, as much of it as was asked for."""

    stretches: Iterator[str]
    text: str = ""
    at: int = 0  # read so far
    ended: bool = False
    passed: int = 0  # characters dropped from the front

    def fill(self, size: int = _FILL) -> bool:
        """Have `size` characters beyond `at`; whether there came any."""
        if self.ended:
            return False
        parts, length = [self.text[self.at :]], len(self.text) - self.at
        self.passed += self.at
        self.at = 0
        before = length
        while length < size and not self.ended:
            stretch = next(self.stretches, None)
            if stretch is None:
                self.ended = True
            else:
                parts.append(stretch)
                length += len(stretch)
        self.text = "".join(parts)
        return length > before

    @property
    def left(self) -> int:
        return len(self.text) - self.at


@dataclass(slots=True)
class _Table:
    """One table while its rows come: what waits to be handed over."""

    name: str
    headers: tuple[str, ...]
    rows: list[list[str]] = field(default_factory=list)
    size: int = 0
    count: int = 0


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    encoding = encoding_of(item.read(HEAD)) or "cp1252"
    with item.open() as stream:
        yield from _Dump(_Source(decoded(stream, encoding)), item.locator, budget).all()


class _Dump:
    def __init__(self, source: _Source, locator: Locator, budget: Budget) -> None:
        self.source = source
        self.locator = locator
        self.budget = budget
        self.columns: dict[str, tuple[str, ...]] = {}
        self.counts: dict[str, int] = {}
        self.offsets: dict[str, int] = {}
        self.open: _Table | None = None
        self.escapes = False
        self.words: list[str] = []  # that are no rows, and have not been handed over
        self.words_at = self.words_size = 0

    def all(self) -> Iterator[Extracted]:
        source = self.source
        source.fill()
        self.escapes = bool(re.search(r"-- (?:MySQL|MariaDB)|ENGINE=|/\*!\d|INSERT INTO `", source.text))
        while True:
            if source.left < _FILL // 2:
                source.fill()
            if not source.left:
                break
            start = _STARTS.search(source.text, source.at)
            if start is None:
                end = len(source.text) if source.ended else max(source.at, source.text.rfind("\n", source.at) + 1)
                if end == source.at:
                    end = len(source.text) if source.left > LONGEST or source.ended else end
                    if end == source.at:
                        if not source.fill(source.left + _FILL):
                            end = len(source.text)
                        else:
                            continue
                yield from self.prose(end)
                continue
            if start.start() > source.at:
                yield from self.prose(start.start())
            yield from self.statement()
        yield from self.said()
        yield from self.flush()

    def statement(self) -> Iterator[Extracted]:
        """The statement at hand, or its first line as text where it is another one."""
        source = self.source
        found = STATEMENT.match(source.text, source.at)
        while found is None or found.end() >= len(source.text):
            if source.left > LONGEST // 8 and found is None:
                break
            if not source.fill(source.left + _FILL):
                break
            found = STATEMENT.match(source.text, source.at)
        if found is None:
            end = source.text.find("\n", source.at)
            yield from self.prose(len(source.text) if end < 0 else end + 1)
        elif found["insert"]:
            columns = names_in(found["columns"]) if found["columns"] else self.columns.get(bare(found["into"]), ())
            yield from self.begin(bare(found["into"]), columns)
            source.at = found.end()
            yield from self.inserted()
        elif found["copy"]:
            columns = names_in(found["copied"]) if found["copied"] else self.columns.get(bare(found["from"]), ())
            yield from self.begin(bare(found["from"]), columns)
            source.at = found.end()
            yield from self.copied()
        else:
            yield from self.created(bare(found["table"]), found.end())

    # rows

    def begin(self, name: str, headers: tuple[str, ...]) -> Iterator[Extracted]:
        if self.open is not None and (self.open.name, self.open.headers) == (name, headers):
            return
        yield from self.flush()
        self.open = _Table(name, headers)

    def inserted(self) -> Iterator[Extracted]:
        pattern = _ROW_ESCAPED if self.escapes else _ROW
        source = self.source
        while True:
            row = pattern.match(source.text, source.at)
            if (row is None or row.end() >= len(source.text)) and not source.ended and source.left <= LONGEST:
                source.fill(max(source.left * 2, _FILL))
                continue
            if row is None:
                return  # what follows is no row: read on as text
            source.at = row.end()
            yield from self.add(self.values(row[1]))
            if row[2] != ",":
                return

    def values(self, body: str) -> list[str]:
        if "'" not in body and "(" not in body:
            return [_plain(cell) for cell in body.split(",")]
        if body.startswith(_PREFIXES) or any(mark in body for mark in _LATER_PREFIXES):
            body = _PREFIX.sub("", body)
        if "(" in body and _CALL.search(body):
            return self._slowly(body)
        escaped = self.escapes and "\\" in body
        if escaped:
            body = _ESCAPES.sub(lambda found: "''" if found[1] == "'" else _LETTERS.get(found[1], found[1]), body)
        try:
            row = next(csv.reader([body], quotechar="'", skipinitialspace=True, strict=True), None)
        except csv.Error:
            return self._slowly(body)
        if row is None:
            return []
        return [_plain(cell) if len(cell) < 6 or cell[:2] in ("0x", "X'", "x'") else cell for cell in row]

    def _slowly(self, body: str) -> list[str]:
        """Where a value is a call, as TO_DATE('2024-05-01', 'YYYY-MM-DD'): commas inside it part nothing."""
        found: list[str] = []
        piece: list[str] = []
        depth = 0
        string = _ESCAPED if self.escapes else _STRING
        for token in re.finditer(rf"{string}|[(),]|[^'(),]+|'", body):
            text = token[0]
            if text == "," and not depth:
                found.append(_plain(" ".join(piece).strip()))
                piece = []
                continue
            depth += (text == "(") - (text == ")")
            if text.startswith("'") and len(text) > 1:
                text = text[1:-1].replace("''", "'")
                if self.escapes:
                    text = _ESCAPES.sub(lambda escape: _LETTERS.get(escape[1], escape[1]), text)
            elif text in ("(", ")", ","):
                continue
            elif (
                depth == 0
                and re.fullmatch(r"\s*[A-Za-z_]\w*\s*", text)
                and not re.fullmatch(r"\s*(?:NULL|TRUE|FALSE)\s*", text, re.I)
            ):
                continue  # the name of the call
            piece.append(text.strip())
        found.append(_plain(" ".join(piece).strip()))
        return found

    def copied(self) -> Iterator[Extracted]:
        """Lines of PostgreSQL's COPY, to the line that ends it."""
        source = self.source
        while True:
            end = source.text.find("\n", source.at)
            if end < 0:
                if not source.ended and source.left <= LONGEST:
                    source.fill(max(source.left * 2, _FILL))
                    continue
                end = len(source.text)
            line = source.text[source.at : end]
            source.at = min(end + 1, len(source.text))
            if line.rstrip("\r") == "\\.":
                return
            if line:
                yield from self.add(_copied_cells(line))
            if source.ended and not source.left:
                return

    def add(self, row: list[str]) -> Iterator[Extracted]:
        table = self.open
        if table is None:
            return
        table.rows.append(row)
        table.size += sum(map(len, row)) + len(row)
        if len(table.rows) >= ROWS or table.size >= CHARACTERS:
            yield from self.hand_over(table)

    def flush(self) -> Iterator[Extracted]:
        if self.open is not None:
            yield from self.hand_over(self.open)
            self.open = None

    def hand_over(self, table: _Table) -> Iterator[Extracted]:
        if not table.rows:
            return
        place = self.locator.inside(f"table {table.name}")
        rows: list[list[str]] = table.rows
        number = self.counts.get(table.name, 0)
        if table.headers and not number:
            rows = [list(table.headers), *rows]
        yield from self.long_cells(rows, place)
        text = Text.table(
            rows,
            place,
            headers=table.headers,
            offset=self.offsets.get(table.name, 0),
            first_row=number + (0 if rows is not table.rows or not table.headers else 1),
        )
        yield text
        self.counts[table.name] = number + len(table.rows)
        self.offsets[table.name] = self.offsets.get(table.name, 0) + len(text.content)
        table.rows, table.size = [], 0

    def long_cells(self, rows: list[list[str]], place: Locator) -> Iterator[Extracted]:
        """Cells that are files in hexadecimal, and texts too long for a row."""
        for number, row in enumerate(rows, 1):
            for index, cell in enumerate(row):
                if len(cell) < 64:
                    continue
                if (packed := _HEX.fullmatch(cell)) or (
                    cell.startswith("\\x") and (packed := re.fullmatch(r"\\x([0-9a-f]+)", cell))
                ):
                    raw = bytes.fromhex(packed[1][: len(packed[1]) // 2 * 2])
                    shown = typed_rows.shown(raw)
                    row[index] = shown or ""
                    if shown is None:
                        yield from cells.blob(raw, place, f"row {number} column {index + 1}", self.budget)
                elif len(cell) > cells.LONGEST:
                    yield Text.of(cell, place.inside(f"row {number} column {index + 1}"))
                    row[index] = ""

    # everything else

    def prose(self, end: int) -> Iterator[Extracted]:
        """What is no row, up to `end`; what stands side by side is one text."""
        source = self.source
        at = source.at
        while at < end:
            stop = min(end, at + CHARACTERS)
            content, place = source.text[at:stop], source.passed + at
            at = stop
            if place != self.words_at + self.words_size or self.words_size > CHARACTERS:
                yield from self.said()
                self.words_at = place
            self.words.append(content)
            self.words_size += len(content)
        source.at = end

    def said(self) -> Iterator[Extracted]:
        content = "".join(self.words)
        if content.strip(" \t\r\n;()/") not in ("", "GO"):
            yield Text.of(content, self.locator, offset=self.words_at)
        self.words, self.words_size = [], 0

    def created(self, name: str, start: int) -> Iterator[Extracted]:
        """The columns of a table's definition are kept for its rows; the definition itself is text."""
        source = self.source
        body = re.compile(r"(?:[^()']++|'(?:[^']|'')*+'|\((?:[^()']++|'(?:[^']|'')*+'|\([^()]*+\))*+\))*+\)")
        offset = start - source.at
        found = body.match(source.text, start)
        while found is None and source.left < LONGEST // 8 and source.fill(source.left + _FILL):
            found = body.match(source.text, source.at + offset)
        if found is None:
            end = source.text.find("\n", source.at)
            yield from self.prose(len(source.text) if end < 0 else end + 1)
            return
        if len(self.columns) < _TABLES:
            self.columns[name] = defined(found[0][:-1])
        yield from self.prose(found.end())


_UNQUOTED = re.compile(r"^[\[`\"]|[\]`\"]$")
_NO_COLUMN = re.compile(
    r"(?:PRIMARY|UNIQUE|FOREIGN|CONSTRAINT|KEY|INDEX|CHECK|FULLTEXT|SPATIAL|EXCLUDE|PERIOD|LIKE)\b", re.IGNORECASE
)


def bare(name: str) -> str:
    """`dbo`.`staff` as staff."""
    last = re.findall(r"\[[^\]]+\]|`[^`]+`|\"[^\"]+\"|[\w$#@]+", name)[-1]
    return _UNQUOTED.sub("", last)


def names_in(listed: str) -> tuple[str, ...]:
    return tuple(_UNQUOTED.sub("", re.sub(r"\(\d+\)$", "", name.strip())) for name in listed.split(","))


def defined(body: str) -> tuple[str, ...]:
    """Names of columns in the body of CREATE TABLE.

    >>> defined("id int, `pay` decimal(10,2) DEFAULT '0,0', [Last Name] nvarchar(50), PRIMARY KEY (id, x)")
    ('id', 'pay', 'Last Name')
    """
    names = []
    for part in re.split(r",(?![^(]*\))", re.sub(r"'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/", "", body, flags=re.DOTALL)):
        entry = part.strip()
        found = re.match(r"\[([^\]]+)\]|`([^`]+)`|\"([^\"]+)\"|([\w$#@]+)", entry)
        if found and not (found[4] and _NO_COLUMN.match(entry)):
            names.append(next(filter(None, found.groups())))
    return tuple(names)


def _plain(cell: str) -> str:
    cell = cell.strip()
    if cell[:4].upper() == "NULL" and len(cell) == 4:
        return ""
    if (packed := _HEX.fullmatch(cell)) is not None:
        text = typed_rows.shown(bytes.fromhex(packed[1][: len(packed[1]) // 2 * 2]))
        return cell if text is None else text
    return cell


_COPIED = {"\\t": "\t", "\\n": "\n", "\\r": "\r", "\\\\": "\\", "\\b": " ", "\\f": " ", "\\v": " "}


def _copied_cells(line: str) -> list[str]:
    row = line.rstrip("\r").split("\t")
    if "\\" not in line:
        return row
    return ["" if cell == "\\N" else re.sub(r"\\[tnrbfv\\]", lambda found: _COPIED[found[0]], cell) for cell in row]
