"""A file as tables: comma-separated text of any dialect and encoding, workbooks, address cards, exports of a directory.

>>> [table] = read_tables("Nom;Prénom\\nRoe;Zoé\\n".encode("cp1252"), "liste.csv")
>>> table.heads, table.rows
(('Nom', 'Prénom'), [(2, ('Roe', 'Zoé'))])
>>> [table] = read_tables(b"dn: cn=Ann Roe,dc=example\\ncn: Ann Roe\\nmail: ann@example.org\\n", "staff.ldif")
>>> table.heads, table.rows
(('cn', 'mail'), [(1, ('Ann Roe', 'ann@example.org'))])
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bailee.errors import InvalidInput
from bailee.rosters.cards import is_cards, is_directory, read_cards, read_directory
from bailee.rosters.columns import field_of
from bailee.rosters.sheets import read_sheets

LARGEST = 64 << 20
MOST_ROWS = 500_000
_ABOVE = 12  # lines at most that may stand above the heads: a title, a date
_SAVE_AS = "save it as CSV or XLSX, one line a person, with the names of its columns in the first line"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells with the line, row or card that each begins at."""

    heads: tuple[str, ...] = field(repr=False)
    rows: list[tuple[int, tuple[str, ...]]] = field(repr=False)
    name: str = ""  # of the sheet, where there are several
    unit: str = "line"  # what is counted: line, row


def read_tables(content: bytes, file_name: str) -> list[Table]:
    """The tables of a file. InvalidInput where it holds none."""
    if len(content) > LARGEST:
        raise InvalidInput(
            f'"{file_name}" has more than {LARGEST >> 20} MB', hint="hand over the list of people alone, in parts"
        )
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise InvalidInput(f'"{file_name}" is empty', hint=_SAVE_AS)
    if content[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        return [_with_heads(name, rows, "row", file_name) for name, rows in read_sheets(content, file_name)]
    from bailee.extractors.encodings import HEAD, decoder_for, encoding_of  # with the readers, which few commands need

    encoding = encoding_of(content[:HEAD])
    if encoding is None or _is_binary(content[:HEAD], encoding):
        raise InvalidInput(f'"{file_name}" is no list: it has no text that can be read', hint=_SAVE_AS)
    text = decoder_for(encoding).decode(content, True).removeprefix("\ufeff")
    if is_cards(text):
        return [Table(*read_cards(text))]
    if is_directory(text):
        return [Table(*read_directory(text))]
    return [_with_heads("", _cells(text, file_name), "line", file_name)]


def _is_binary(head: bytes, encoding: str) -> bool:
    return head[:5] == b"%PDF-" or (encoding in ("utf-8", "cp1252") and b"\0" in head)


def _cells(text: str, file_name: str) -> list[tuple[int, tuple[str, ...]]]:
    lines = text[:200_000].splitlines()
    from bailee.extractors.delimiters import delimiter_of

    mark = delimiter_of(lines, sure=True) or ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    found: list[tuple[int, tuple[str, ...]]] = []
    began = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row) and not (
                began == 1 and re.fullmatch(r"sep=.?", mark.join(row).strip())
            ):
                found.append((began, tuple(_cell(cell) for cell in row)))
            began = reader.line_num + 1
            if len(found) > MOST_ROWS + _ABOVE:
                raise InvalidInput(f'"{file_name}" has more than {MOST_ROWS:,} rows', hint="hand it over in parts")
    except csv.Error:
        raise InvalidInput(
            f'"{file_name}" cannot be read from line {began} on', hint="a quote is open there, or a cell is very long"
        ) from None
    return found


def _cell(cell: str) -> str:
    """As written; `X'c3a9…'` is how CSVDE writes what is no ASCII."""
    packed = re.fullmatch(r"X'((?:[0-9a-fA-F]{2})+)'", cell.strip())
    return bytes.fromhex(packed[1]).decode("utf-8", "replace") if packed else cell


def _with_heads(name: str, rows: Sequence[tuple[int, tuple[str, ...]]], unit: str, file_name: str) -> Table:
    """The first line with heads that are known is the one of heads; above it stand a title and a date, as a rule."""
    if not rows:
        return Table((), [], name, unit)
    known = [sum(1 for cell in row if field_of(cell)) for _, row in rows[:_ABOVE]]
    at = max(range(len(known)), key=lambda index: (known[index] > 0, min(known[index], 2), -index))
    heads = tuple(" ".join(cell.split()) for cell in rows[at if known[at] else 0][1])
    return Table(heads, list(rows[(at if known[at] else 0) + 1 :]), name, unit)


def table_named(tables: Iterable[Table], name: str, file_name: str) -> Table:
    """The table of a name, or the only one that may be a list of people. InvalidInput where that is not plain."""
    tables = list(tables)
    filled = [table for table in tables if table.rows]
    if name:
        found = next((table for table in tables if table.name.casefold() == name.strip().casefold()), None)
        if found is None:
            raise InvalidInput(
                f'"{file_name}" has no sheet of this name', hint=f"it has {len(tables)}: {_names(tables)}"
            )
        return found
    likely = [
        table for table in filled if {"name", "given", "surname", "emails"} & {field_of(head) for head in table.heads}
    ]
    if len(likely) > 1:
        raise InvalidInput(
            f'"{file_name}" has {len(likely)} sheets with people', hint=f"say which one: {_names(likely)}"
        )
    if not filled:
        raise InvalidInput(f'"{file_name}" has no row below its first one', hint=_SAVE_AS)
    return (likely or filled)[0]


def _names(tables: Sequence[Table]) -> str:
    return ", ".join(f'"{table.name}"' for table in tables[:12])
