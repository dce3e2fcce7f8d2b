"""Sheets of a workbook (XLSX, XLS, ODS), read by a process of its own: a workbook that was made to break its reader breaks that alone,
which reaches neither the network nor the store nor its keys.

`python -m bailee.rosters.sheets` is the process: the workbook on its standard input, the rows as JSON on its output.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from bailee.errors import InvalidInput
from bailee.scanner.apart import ask_apart, shut_in

PATIENCE = 120  # seconds
MEMORY = 2 << 30
MOST_CELLS = 20_000_000
MOST_LETTERS = 128 << 20  # of all cells: a text that stands in a workbook once may stand in any number of its cells
_HINT = "open it and save it as CSV"


def read_sheets(content: bytes, file_name: str) -> list[tuple[str, list[tuple[int, tuple[str, ...]]]]]:
    """Name of each sheet and its rows, each with its number. InvalidInput where it cannot be read."""
    try:
        made = ask_apart("bailee.rosters.sheets", content, seconds=PATIENCE)
    except TimeoutError:
        raise InvalidInput(f'"{file_name}" takes too long to read', hint=_HINT) from None
    if made is None:
        raise InvalidInput(f'"{file_name}" is no workbook that can be read, or it asks for a password', hint=_HINT)
    told: list[tuple[str, list[tuple[int, list[str]]]]] = json.loads(made)
    return [(name, [(number, tuple(row)) for number, row in rows]) for name, rows in told]


def _read(content: bytes) -> list[tuple[str, list[tuple[int, list[str]]]]]:
    import io

    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets, cells, letters = [], 0, 0
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
                letters += sum(map(len, rows[-1][1]))
                if letters > MOST_LETTERS:
                    raise SystemExit(1)
        sheets.append((name, rows))
    return sheets


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
