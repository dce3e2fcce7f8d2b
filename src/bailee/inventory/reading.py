"""What people bring in a file: rows with their lines, and every fault with its line and its remedy, before anything is kept.

>>> faults = Faults("record.csv")
>>> faults.add(3, 'there is no kind of data "payrol"', "did you mean payroll?")
>>> faults.add(9, "an activity needs a name")
>>> faults.stop()
Traceback (most recent call last):
bailee.errors.InvalidInput: 2 lines of "record.csv" cannot be taken over. Line 3: there is no kind of data "payrol" (did you mean payroll?). Line 9: an activity needs a name
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bailee.errors import CannotRead, InvalidInput
from bailee.rendering.spreadsheet import read_cell
from bailee.rosters.sheets import Sheet, letters, read_book

_SHOWN = 10  # faults that a message names; the number of all stands before them
_CELL = 100_000  # letters: less than what the library reads, whose limit is for the whole process
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905 - twelve words


@dataclass(frozen=True, slots=True)
class Filled:
    """A table that somebody filled in: rows by their heads, in plain letters, and where each stands."""

    rows: list[tuple[int, dict[str, str]]] = field(repr=False)
    columns: dict[str, str]  # of each head: B
    sheet: str = ""  # of a workbook

    def where(self, line: int, head: str) -> str:
        """As a person finds it.

        >>> Filled([], {"until": "H"}, "Register").where(7, "until"), Filled([], {}).where(7, "until")
        ('sheet "Register", cell H7', 'Line 7')
        """
        cell = self.columns.get(head, "")
        if not self.sheet:
            return f"Line {line:,}" + (f", column {cell}" if cell else "")
        if not line:
            return f'sheet "{self.sheet}"'
        return f'sheet "{self.sheet}", ' + (f"cell {cell}{line}" if cell else f"row {line}")


class Faults:
    """Faults of one file. Nothing of a file with a fault is kept."""

    def __init__(self, file: str, table: Filled | None = None) -> None:
        self.file, self._table = file, table
        self._found: list[tuple[str, str, str]] = []

    def add(self, line: int, says: str, remedy: str = "", *, head: str = "") -> None:
        """`head`: of the column that is wrong, where it is one."""
        where = self._table.where(line, head) if self._table is not None else f"Line {line:,}"
        self._found.append((where, says, remedy))

    def stop(self) -> None:
        """InvalidInput where there was a fault."""
        if not self._found:
            return
        shown = [
            f"{where[:1].upper()}{where[1:]}: {says}" + (f" ({remedy})" if remedy else "")
            for where, says, remedy in self._found[:_SHOWN]
        ]
        count = len(self._found)
        lines = "1 line" if count == 1 else f"{count:,} lines"
        more = f". And {count - _SHOWN:,} more" if count > _SHOWN else ""
        raise InvalidInput(
            f'{lines} of "{self.file}" cannot be taken over. {". ".join(shown)}{more}',
            hint="correct these lines and take the file over again; nothing of it was kept",
        )


def filled(content: bytes, file: str, heads: Collection[str]) -> Filled:
    """The table of a file: comma-separated text of any dialect and encoding, or a workbook (XLSX, XLS, ODS), of which the sheet with these
    heads is taken. InvalidInput names the cell where something stands that is no value: cells that were merged, a formula that failed.
    """
    wanted = {plain(head) for head in heads}
    if content[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        return _of_book(content, file, wanted)
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise InvalidInput(f'"{file}" is empty', hint=_SAVE_AS)
    from bailee.extractors.encodings import HEAD, decoder_for, encoding_of  # with the readers, which few commands need

    encoding = encoding_of(content[:HEAD])
    if encoding is None or (b"\0" in content[:HEAD] and encoding in ("utf-8", "cp1252")) or content[:5] == b"%PDF-":
        raise InvalidInput(f'"{file}" is no table: it has no text that can be read', hint=_SAVE_AS)
    text = decoder_for(encoding).decode(content, True).removeprefix("\ufeff")
    rows = list(rows_of(text, file))
    names = list(rows[0][1]) if rows else []
    columns = {head: letters(at) for at, head in enumerate(names)}
    return Filled(rows, columns)


_SAVE_AS = "save it as CSV or XLSX, with the names of its columns in the first line"
_FAILED = re.compile(r"#(REF|N/A|VALUE|DIV/0|NAME|NUM|NULL|SPILL|CALC)[!?]?")
_ABOVE = 12  # lines at most that may stand above the heads: a title, a date


def _of_book(content: bytes, file: str, wanted: set[str]) -> Filled:
    books = read_book(content, file)
    best: tuple[int, Sheet, int] | None = None
    for sheet in books:
        for at, (_, row) in enumerate(sheet.rows[:_ABOVE]):
            known = len(wanted & {plain(cell) for cell in row})
            if known and (best is None or known > best[0]):
                best = (known, sheet, at)
    if best is None:
        raise InvalidInput(
            f'"{file}" has no sheet with these columns', hint="its first line names them: " + ", ".join(sorted(wanted))
        )
    _, sheet, at = best
    names = [plain(cell) for cell in sheet.rows[at][1]]
    columns = {head: letters(sheet.first + index) for index, head in reversed(list(enumerate(names))) if head}
    made = Filled([], columns, sheet.name)
    faults, below = Faults(file, made), sheet.rows[at][0]
    for merged in sheet.merged:
        if int(re.sub(r"\D", "", merged.partition(":")[0])) > below:
            faults.add(0, f"cells {merged} are merged", "split them: each row says all that it says by itself")
    for cell in sheet.uncounted:
        faults.add(
            0, f"cell {cell} holds a formula that nobody counted out", "open the file in a spreadsheet and save it"
        )
    for line, row in sheet.rows[at + 1 :]:
        cells = {head: read_cell(cell.strip()) for head, cell in zip(names, row, strict=False) if head}
        for head, said in cells.items():
            if _FAILED.fullmatch(said):
                faults.add(line, f"a formula failed there ({said})", "mend it, or write its value", head=head)
            if len(said) > _CELL:
                faults.add(line, f"a cell has more than {_CELL:,} letters", "shorten it", head=head)
        if any(cells.values()):
            made.rows.append((line, cells))
    faults.stop()
    return made


def text_of(content: bytes, file: str) -> str:
    """UTF-8, with or without a mark; CannotRead else."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CannotRead(f'"{file}" is no text in UTF-8', hint="save it as UTF-8") from None


def rows_of(text: str, file: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of a CSV file by their heads, in plain letters; the line that each begins at."""
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text[:4_000], delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    line = 1
    try:
        reader = csv.reader(io.StringIO(text, newline=""), dialect)
        heads = [plain(head) for head in next(reader, [])]
        line = reader.line_num + 1
        for row in reader:
            if any(len(cell) > _CELL for cell in row):
                raise InvalidInput(
                    f'line {line} of "{file}": a cell has more than {_CELL:,} letters',
                    hint="shorten it, or leave it out",
                )
            if any(cell.strip() for cell in row):
                yield line, {head: read_cell(cell.strip()) for head, cell in zip(heads, row, strict=False)}
            line = reader.line_num + 1
    except csv.Error:
        raise CannotRead(
            f'"{file}" is no CSV file that can be read, near line {line}',
            hint=f"save the table as CSV, with at most {_CELL:,} letters a cell",
        ) from None


def plain(head: str) -> str:
    """
    >>> plain(" Signed_On ")
    'signed on'
    """
    return " ".join(head.casefold().replace("_", " ").split())


def elements_of(text: str, key: str, file: str) -> Iterator[tuple[int, Any]]:
    """Elements of the array under a key of a JSON object, each with the line that it begins at.

    >>> list(elements_of('{"a": 1,\\n "b": [{"c": 2},\\n 3]}', "b", "x.json"))
    [(2, {'c': 2}), (3, 3)]
    """
    begins = re.search(rf'"{re.escape(key)}"\s*:\s*\[', text)
    if begins is None:
        raise InvalidInput(
            f'"{file}" has no list "{key}"', hint="a record that `bailee inventory export` wrote has one"
        )
    decoder = json.JSONDecoder()
    at = begins.end()
    counted, line = 0, 1
    while True:
        gap = re.compile(r"[\s,]*").match(text, at)
        at = gap.end() if gap else at
        if at >= len(text) or text[at] == "]":
            return
        line += text.count("\n", counted, at)
        counted = at
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            raise InvalidInput(
                f'line {line:,} of "{file}" is no JSON', hint="take the file as it was written"
            ) from None
        yield line, value


def day_of(text: str) -> date:
    """A day as people write it, where it can be one alone. ValueError says which it could be.

    >>> day_of("2026-03-31"), day_of("31.3.2026"), day_of("12/31/2026"), day_of("31 Mar 2026")
    (datetime.date(2026, 3, 31), datetime.date(2026, 3, 31), datetime.date(2026, 12, 31), datetime.date(2026, 3, 31))
    >>> day_of("03/04/2026")
    Traceback (most recent call last):
    ValueError: "03/04/2026" could be 2026-03-04 or 2026-04-03
    """
    said = text.strip()
    try:
        return date.fromisoformat(said)
    except ValueError:
        pass
    if named := re.fullmatch(r"(\d{1,2})\.? ([A-Za-z]{3})[a-z]*\.?,? (\d{4})", said):
        day, month, year = int(named[1]), named[2].casefold(), int(named[3])
        if month in _MONTHS:
            return _date(said, year, _MONTHS.index(month) + 1, day)
    if dotted := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", said):  # with dots the day comes first, everywhere
        return _date(said, int(dotted[3]), int(dotted[2]), int(dotted[1]))
    if slashed := re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", said):
        first, second, year = map(int, slashed.groups())
        if first == second or second > 12:
            return _date(said, year, first, second)
        if first > 12:
            return _date(said, year, second, first)
        raise ValueError(f'"{said}" could be {_date(said, year, first, second)} or {_date(said, year, second, first)}')
    raise ValueError(f'"{said[:40]}" is no day')


def _date(said: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f'"{said}" is no day') from None
