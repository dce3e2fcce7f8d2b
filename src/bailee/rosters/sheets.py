"""Sheets of a workbook (XLSX, XLS, ODS), read by a process of its own: a workbook that was made to break its reader breaks that alone,
which reaches neither the network nor the store nor its keys.

`python -m bailee.rosters.sheets` is the process: the workbook on its standard input, the rows as JSON on its output.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass, field
from typing import Any

from bailee.errors import InvalidInput
from bailee.scanner.apart import ask_apart, shut_in

PATIENCE = 120  # seconds
MEMORY = 2 << 30
MOST_CELLS = 20_000_000
MOST_LETTERS = 128 << 20  # of all cells: a text that stands in a workbook once may stand in any number of its cells
_HINT = "open it and save it as CSV"
_SHOWN = 20  # ranges and cells that are named
_NO_VALUE = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"[^>]*>\s*<f[^>]*>[^<]*</f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>')


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `merged`: ranges of cells that are one, as "B7:B9"; `uncounted`: cells whose formula nobody has counted out yet."""

    name: str
    rows: list[tuple[int, tuple[str, ...]]] = field(repr=False)
    merged: tuple[str, ...] = ()
    uncounted: tuple[str, ...] = ()
    first: int = 0  # of its columns, from 0


def read_sheets(content: bytes, file_name: str) -> list[tuple[str, list[tuple[int, tuple[str, ...]]]]]:
    """Name of each sheet and its rows, each with its number. InvalidInput where it cannot be read."""
    return [(each.name, each.rows) for each in read_book(content, file_name)]


def read_book(content: bytes, file_name: str) -> list[Sheet]:
    """The sheets of a workbook. InvalidInput where it cannot be read."""
    try:
        made = ask_apart("bailee.rosters.sheets", content, seconds=PATIENCE)
    except TimeoutError:
        raise InvalidInput(f'"{file_name}" takes too long to read', hint=_HINT) from None
    if made is None:
        raise InvalidInput(f'"{file_name}" is no workbook that can be read, or it asks for a password', hint=_HINT)
    return [
        Sheet(name, [(number, tuple(row)) for number, row in rows], tuple(merged), tuple(uncounted), first)
        for name, rows, merged, uncounted, first in json.loads(made)
    ]


def letters(column: int) -> str:
    """A column as a spreadsheet calls it.

    >>> letters(0), letters(25), letters(26), letters(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    column += 1
    made = ""
    while column:
        column, left = divmod(column - 1, 26)
        made = chr(65 + left) + made
    return made


def _read(content: bytes) -> list[tuple[str, list[tuple[int, list[str]]], list[str], list[str], int]]:
    import io

    from python_calamine import CalamineWorkbook

    uncounted = _uncounted(content)

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets: list[tuple[str, list[tuple[int, list[str]]], list[str], list[str], int]] = []
    cells = written = 0
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        first = sheet.start[0] if sheet.start else 0
        rows = []
        for number, row in enumerate(sheet.iter_rows(), 1 if sheet.start is None else first + 1):
            cells += len(row)
            if cells > MOST_CELLS:
                raise SystemExit(1)
            if any(cell not in ("", None) for cell in row):
                rows.append((number, [_shown(cell) for cell in row]))
                written += sum(map(len, rows[-1][1]))
                if written > MOST_LETTERS:
                    raise SystemExit(1)
        merged = [
            f"{letters(left)}{top + 1}:{letters(right)}{bottom + 1}"
            for (top, left), (bottom, right) in (sheet.merged_cell_ranges or ())[:_SHOWN]
        ]
        sheets.append((name, rows, merged, uncounted.get(len(sheets), []), sheet.start[1] if sheet.start else 0))
    return sheets


def _uncounted(content: bytes) -> dict[int, list[str]]:
    """By the number of the sheet, cells with a formula and no value: a program wrote the workbook, and no spreadsheet opened it since."""
    import io
    import zipfile

    found: dict[int, list[str]] = {}
    if content[:4] != b"PK\x03\x04":
        return found
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name for name in package.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)}
        ordered = sorted(parts, key=lambda name: int(re.sub(r"\D", "", name)))
        for number, name in enumerate(ordered):
            with package.open(name) as part:
                text = part.read(MOST_LETTERS)
            if b"<f" in text:
                found[number] = [each.decode() for each in _NO_VALUE.findall(text)[:_SHOWN]]
    return found


def _shown(cell: Any) -> str:
    """As it reads: dates in ISO, whole numbers without a point."""
    if cell is None or isinstance(cell, bool):
        return "" if cell is None else str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)


def main() -> None:
    shut_in(memory=MEMORY, seconds=PATIENCE)
    try:
        read = _read(sys.stdin.buffer.read())
    except Exception:  # noqa: BLE001 - whatever a library says of a damaged file: its message may carry what stands in it
        raise SystemExit(1) from None
    sys.stdout.write(json.dumps(read))


if __name__ == "__main__":
    main()
