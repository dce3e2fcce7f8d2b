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
from collections.abc import Iterator
from datetime import date
from typing import Any

from bailee.errors import CannotRead, InvalidInput
from bailee.rendering.spreadsheet import read_cell

_SHOWN = 10  # faults that a message names; the number of all stands before them
_CELL = 100_000  # letters: less than what the library reads, whose limit is for the whole process
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905 - twelve words


class Faults:
    """Faults of one file. Nothing of a file with a fault is kept."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: list[tuple[int, str, str]] = []

    def add(self, line: int, says: str, remedy: str = "") -> None:
        self._found.append((line, says, remedy))

    def stop(self) -> None:
        """InvalidInput where there was a fault."""
        if not self._found:
            return
        shown = [
            f"Line {line:,}: {says}" + (f" ({remedy})" if remedy else "") for line, says, remedy in self._found[:_SHOWN]
        ]
        count = len(self._found)
        lines = "1 line" if count == 1 else f"{count:,} lines"
        more = f". And {count - _SHOWN:,} more" if count > _SHOWN else ""
        raise InvalidInput(
            f'{lines} of "{self.file}" cannot be taken over. {". ".join(shown)}{more}',
            hint="correct these lines and take the file over again; nothing of it was kept",
        )


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
