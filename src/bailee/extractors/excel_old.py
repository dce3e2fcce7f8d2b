"""Excel workbooks of 1997 to 2003 (.xls): cells of each sheet as a table, then comments, text boxes, headers, links."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any

from bailee.extractors import encrypted_office, media_type, ole
from bailee.extractors.excel_cells import Cells
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.extractors.mail import texts
from bailee.extractors.office_old import letters
from bailee.extractors.rows import sparse_texts
from bailee.items import Item
from bailee.text import Part, Text
from bailee.vocabulary import Locator, Reason

READS = frozenset({media_type.XLS})

_ROWS = 5_000  # of a stretch of text
_REMARK, _FORMULA, _WRITER = 0x1C, 0x06, 0x5C
_CACHED_STRING, _CACHED_NUMBER, _CACHED_FIELD = 0xCD, 0xC9, 0xC7
# records that hold names which a person gave, or rules with words in them: names, references to other files, validations,
# conditions, scenarios, queries, who wrote it, hints of links, views
_NAMING = frozenset({0x18, 0x23, 0x5A, 0x1AE, 0x1BE, 0x1B1, 0xAF, 0x5B, 0x1AD, 0x802, 0x804, 0xDC, 0x51, 0x52, 0x800, 0x89C,
                     0x1A9, 0x87A, 0xCD, 0xB0, 0xB1})  # fmt: skip
# A chart's titles and names of series, and within its stream the labels that it was last drawn with.
_CHART_TEXT, _LABEL, _BEGIN, _END, _CHART = 0x100D, 0x0204, 0x0809, 0x0A, 0x20
_HEADER, _FOOTER, _STRING, _TEXT_BOX, _CONTINUE, _LINK, _LOCKED = 0x14, 0x15, 0x0207, 0x01B6, 0x3C, 0x01B8, 0x2F


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    if item.size > ole.SIZE_LIMIT:
        raise Unreadable(Reason.TOO_BIG)
    data = item.read()
    with ole.opened(item) as file:
        stream = ole.content(file, "Workbook") or ole.content(file, "Book")
        records, whole, locked = _records(stream)
        if locked and not _opens(data):
            yield from encrypted_office.extract(item, budget)
            return
        for place, pieces in records.items():
            part = {"headers and footers": Part.HEADER, "names and rules": Part.METADATA, "charts": Part.METADATA}.get(
                place, Part.COMMENT
            )
            yield from texts("\n".join(pieces), item.locator.inside(place), part)
        yield from ole.properties(file, item.locator)
        yield from ole.embedded(file, item.locator, budget)
        yield from ole.macros(file, data, item.locator, budget)
        cached = [
            line
            for path in ole.paths(file)
            if path[0] in ("_SX_DB_CUR", "_SX_DB") and len(path) > 1
            for line in _cached(ole.content(file, path))
        ]
        yield from texts("\n".join(dict.fromkeys(cached)), item.locator.inside("pivot caches"), Part.METADATA)
    if (cells := _own_cells(stream, locked)) is not None:
        yield from _own_sheets(cells, item.locator)
        if not whole:
            yield Unread(item.locator, Reason.DAMAGED)
    elif whole or stream:
        yield from _sheets(data, item.locator)
    else:
        yield Unread(item.locator, Reason.DAMAGED)


def _own_cells(stream: bytes, locked: bool) -> Cells | None:
    """Cells of a workbook of Excel 97 and later; None of an older one, and of one that is locked, which the library opens."""
    if locked or len(stream) < 8:
        return None
    try:
        cells = Cells(stream)
    except (IndexError, struct.error):
        return None
    return cells if cells.sheets else None


def _own_sheets(cells: Cells, locator: Locator) -> Iterator[Extracted]:
    for sheet in cells.sheets:
        place = locator.inside(f"sheet {sheet.name}")
        names: dict[int, str] = {}
        part = Part.HIDDEN if sheet.is_hidden else Part.BODY
        yield from sparse_texts(sheet.shown_rows(), place, part=part, names=names)
        yield from sparse_texts(sheet.other_rows(), place, part=Part.HIDDEN, names=names)
    yield from texts("\n".join(cells.unused), locator.inside("strings"), Part.HIDDEN)


def _opens(data: bytes) -> bool:
    """Whether a workbook that is marked as locked opens with the password that Excel tries by itself."""
    try:
        with _guarded(), _workbook(data):
            return True
    except Unreadable:
        return False


def _workbook(data: bytes) -> Any:
    import python_calamine

    return python_calamine.load_workbook(io.BytesIO(data))


@contextmanager
def _guarded() -> Iterator[None]:
    """What calamine raises, panics of its own language included, as Unreadable."""
    import python_calamine

    try:
        yield
    except python_calamine.PasswordError:
        raise Unreadable(Reason.ENCRYPTED) from None
    except (python_calamine.CalamineError, OSError, ValueError):
        raise Unreadable(Reason.DAMAGED) from None
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # it has no other name that can be imported
            raise Unreadable(Reason.DAMAGED) from None
        raise


def _sheets(data: bytes, locator: Locator) -> Iterator[Extracted]:
    import python_calamine

    with _guarded():
        workbook = _workbook(data)
    for sheet in workbook.sheets_metadata:
        place = locator.inside(f"sheet {sheet.name}")
        if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        part = Part.BODY if sheet.visible == python_calamine.SheetVisibleEnum.Visible else Part.HIDDEN
        try:
            with _guarded():
                rows = workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=True)
        except Unreadable as refusal:
            yield Unread(place, refusal.reason)
            continue
        headers: tuple[str, ...] | None = None
        for start in range(0, len(rows), _ROWS):
            text = Text.table(
                ([_written(cell) for cell in row] for row in rows[start : start + _ROWS]),
                place,
                headers=headers,
                part=part,
            )
            headers = text.cells.headers if text.cells is not None else ()
            yield text


def _written(cell: Any) -> str:
    """A cell as a person would write it: whole numbers without a fraction, dates by ISO 8601."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e16 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return "" if cell is None else str(cell)


def _records(stream: bytes) -> tuple[dict[str, list[str]], bool, bool]:
    """Texts outside cells by place, whether the stream is whole, whether it is behind a password."""
    found: dict[str, list[str]] = {}
    at = 0
    box = is_chart = False
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + length]
        at += 4 + length
        if kind == _LOCKED:
            return found, True, True
        if kind in (_HEADER, _FOOTER) and length > 3:
            _note(found, "headers and footers", _string(body, 2))
        elif kind == _CONTINUE and box:
            _note(found, "comments and text boxes", _string(b"\0\0" + body, 2, len(body)))
        elif kind == _LINK:
            _note(found, "links", _link(body))
        elif kind == _CHART_TEXT and length > 4:
            _note(found, "charts", _string(body, 3))
        elif kind == _LABEL and is_chart and length > 9:
            _note(found, "charts", _string(body, 8))
        elif kind == _BEGIN and length >= 4:
            is_chart = struct.unpack_from("<H", body, 2)[0] == _CHART
        elif kind == _END:
            is_chart = False
        elif kind == _REMARK and length > 11:
            _note(found, "comments and text boxes", _string(body, 10))
        elif kind == _WRITER and length > 3:
            size = 3 + int.from_bytes(body[:2], "little") * (1 + (body[2] & 1))
            _note(found, "names and rules", _string(body[:size], 2))
        elif kind in _NAMING:
            for word in dict.fromkeys(letters(body)):
                _note(found, "names and rules", word)
        elif kind == _FORMULA and b"\x17" in body[22:]:
            for word in _literals(body[22:]):
                _note(found, "names and rules", word)
        box = kind == _TEXT_BOX and length >= 18 and struct.unpack_from("<H", body, 10)[0] > 0
    return found, at == len(stream) or not any(stream[at:]), False


def _literals(formula: bytes) -> Iterator[str]:
    """Texts in a formula: a mark, the count of letters, a flag, the letters."""
    at = formula.find(b"\x17")
    while 0 <= at < len(formula) - 3:
        count, flag = formula[at + 1], formula[at + 2]
        raw = formula[at + 3 : at + 3 + count * (1 + (flag & 1))]
        text = raw.decode("utf-16-le" if flag & 1 else "cp1252", "replace")
        if flag < 2 and len(text) == count > 2 and text.isprintable() and any(map(str.isalnum, text)):
            yield text
        at = formula.find(b"\x17", at + 1)


def _cached(stream: bytes) -> Iterator[str]:
    """Strings and numbers in the cache of a pivot table."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + length]
        at += 4 + length
        if kind == _CACHED_STRING and length > 3:
            yield _string(body, 2)
        elif kind == _CACHED_NUMBER and length == 8:
            (number,) = struct.unpack("<d", body)
            yield _written(number)
        elif kind == _CACHED_FIELD:
            yield from letters(body)


def _note(found: dict[str, list[str]], place: str, text: str) -> None:
    text = text.strip("\0 ")
    if text and any(character.isalnum() for character in text):
        found.setdefault(place, []).append(text)


def _string(body: bytes, at: int, count: int | None = None) -> str:
    """A string with its flag byte; before Excel 97 there was none, and letters came at once."""
    if len(body) <= at:
        return ""
    flag = body[at]
    if flag == 1:
        return body[at + 1 :].decode("utf-16-le", "replace")
    return body[at + (flag == 0) :].decode("cp1252", "replace")


def _link(body: bytes) -> str:
    """What a hyperlink leads to: its longest run of wide letters."""
    text = body[32:].decode("utf-16-le", "replace") + "\0" + body[33:].decode("utf-16-le", "replace")
    runs = [run for run in text.split("\0") if len(run) > 3 and run.isprintable() and run.isascii()]
    return " ".join(dict.fromkeys(runs))
