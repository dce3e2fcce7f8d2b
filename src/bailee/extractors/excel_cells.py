r"""Cells of a workbook of Excel 97 to 2003, as shown: rows of each sheet, those that are hidden apart ([MS-XLS]).

Cells are kept as they come and not laid into a rectangle, so that one in the last corner of a sheet costs one cell.

>>> strings([struct.pack("<II", 1, 1) + b"\x05\0\0Ann"[:6], b"\0Roe"[:3]])
['AnnRo']
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from bailee.extractors.number_formats import BUILT_IN, shown

_BOF, _EOF, _CONTINUE, _SHEET, _SST, _FORMAT, _XF, _FROM_1904 = 0x809, 0x0A, 0x3C, 0x85, 0xFC, 0x41E, 0xE0, 0x22
_ROW, _BY_INDEX, _LABEL, _RICH, _NUMBER, _RK, _RKS, _SWITCH, _FORMULA, _RESULT = (
    0x208, 0xFD, 0x204, 0xD6, 0x203, 0x27E, 0xBD, 0x205, 0x06, 0x207,
)  # fmt: skip
_HIDDEN = 0x20


@dataclass(slots=True)
class Sheet:
    name: str
    is_hidden: bool
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)

    def shown_rows(self) -> list[dict[int, str]]:
        return [self.rows[row] for row in sorted(self.rows) if row not in self.hidden_rows]

    def other_rows(self) -> list[dict[int, str]]:
        return [self.rows[row] for row in sorted(self.rows) if row in self.hidden_rows]


class Cells:
    """Everything of a stream `Workbook`. `unused`: strings that no cell shows. IndexError or struct.error where it is none."""

    def __init__(self, stream: bytes) -> None:
        self.sheets: list[Sheet] = []
        self.unused: list[str] = []
        self._stream = stream
        self._strings: list[str] = []
        self._used: set[int] = set()
        self._codes: list[str] = []
        self._since_1904 = False
        places = self._globals()
        for place, sheet in places:
            self.sheets.append(sheet)
            self._cells(place, sheet)
        self.unused = [text for index, text in enumerate(self._strings) if index not in self._used and text.strip()]

    def _records(self, at: int) -> Iterator[tuple[int, bytes]]:
        """Records of one part of the stream, what lies nested in it left out."""
        depth = 0
        while at + 4 <= len(self._stream):
            kind, length = struct.unpack_from("<HH", self._stream, at)
            body = self._stream[at + 4 : at + 4 + length]
            at += 4 + length
            if kind == _BOF:
                depth += 1
            elif kind == _EOF:
                depth -= 1
                if depth <= 0:
                    return
            elif depth <= 1:
                yield kind, body

    def _globals(self) -> list[tuple[int, Sheet]]:
        places: list[tuple[int, Sheet]] = []
        custom: dict[int, str] = {}
        styles: list[int] = []
        table: list[bytes] = []
        before = 0
        if struct.unpack_from("<HHH", self._stream)[2] != 0x600:
            raise IndexError
        for kind, body in self._records(0):
            if kind == _SHEET and len(body) > 8:
                place, state, sort = struct.unpack_from("<IBB", body)
                if sort in (0, 1):  # cells, macros
                    places.append((place, Sheet(_text(body, 6, "<B"), state & 3 != 0)))
            elif kind == _FORMAT:
                custom[struct.unpack_from("<H", body)[0]] = _text(body, 2, "<H")
            elif kind == _XF:
                styles.append(struct.unpack_from("<H", body, 2)[0])
            elif kind == _FROM_1904:
                self._since_1904 = body[:1] == b"\x01"
            elif kind == _SST or (kind == _CONTINUE and before == _SST):
                table.append(body)
                kind = _SST
            before = kind
        self._codes = [custom.get(number) or BUILT_IN.get(number, "General") for number in styles]
        self._strings = strings(table)
        return places

    def _cells(self, place: int, sheet: Sheet) -> None:
        waiting: tuple[int, int] | None = None  # a formula whose text follows
        for kind, body in self._records(place):
            if kind == _ROW and len(body) >= 16:
                if body[12] & _HIDDEN:
                    sheet.hidden_rows.add(struct.unpack_from("<H", body)[0])
                continue
            if kind == _RESULT and waiting is not None:
                self._put(sheet, *waiting, _text(body, 0, "<H"))
                waiting = None
                continue
            if len(body) < 7 or kind not in (_BY_INDEX, _LABEL, _RICH, _NUMBER, _RK, _RKS, _SWITCH, _FORMULA):
                continue
            row, column, style = struct.unpack_from("<HHH", body)
            if kind == _BY_INDEX:
                (index,) = struct.unpack_from("<I", body, 6)
                self._used.add(index)
                self._put(sheet, row, column, self._strings[index] if index < len(self._strings) else "")
            elif kind in (_LABEL, _RICH):
                self._put(sheet, row, column, _text(body, 6, "<H"))
            elif kind == _NUMBER:
                self._put(sheet, row, column, self._number(struct.unpack_from("<d", body, 6)[0], style))
            elif kind == _RK:
                self._put(sheet, row, column, self._number(_packed(body[6:10]), style))
            elif kind == _RKS:
                for index in range((len(body) - 6) // 6):
                    style = struct.unpack_from("<H", body, 4 + 6 * index)[0]
                    self._put(
                        sheet, row, column + index, self._number(_packed(body[6 + 6 * index : 10 + 6 * index]), style)
                    )
            elif kind == _SWITCH and body[7:8] == b"\0":
                self._put(sheet, row, column, "TRUE" if body[6] else "FALSE")
            elif kind == _FORMULA and len(body) >= 14:
                if body[12:14] != b"\xff\xff":
                    self._put(sheet, row, column, self._number(struct.unpack_from("<d", body, 6)[0], style))
                elif body[6] == 0:
                    waiting = (row, column)
                elif body[6] == 1:
                    self._put(sheet, row, column, "TRUE" if body[8] else "FALSE")

    def _put(self, sheet: Sheet, row: int, column: int, text: str) -> None:
        if text:
            sheet.rows.setdefault(row, {})[column] = text

    def _number(self, number: float, style: int) -> str:
        code = self._codes[style] if style < len(self._codes) else "General"
        return shown(repr(number), code, since_1904=self._since_1904)


def _text(body: bytes, at: int, size: str) -> str:
    """A string with its count and its flags before it, in one record."""
    (count,) = struct.unpack_from(size, body, at)
    at += struct.calcsize(size)
    if at >= len(body):
        return ""
    flags = body[at]
    at += 1 + 2 * bool(flags & 8) + 4 * bool(flags & 4)
    return (
        body[at : at + 2 * count].decode("utf-16-le", "replace")
        if flags & 1
        else body[at : at + count].decode("cp1252", "replace")
    )


def strings(segments: list[bytes]) -> list[str]:
    """The table of strings, which goes on over records; within a string, a new record says anew how wide its letters are."""
    reader = _Segments(segments)
    found: list[str] = []
    try:
        _, count = struct.unpack("<II", reader.take(8))
        for _ in range(count):
            letters, flags = struct.unpack("<HB", reader.take(3))
            runs = struct.unpack("<H", reader.take(2))[0] if flags & 8 else 0
            beside = struct.unpack("<I", reader.take(4))[0] if flags & 4 else 0
            text, whole = reader.letters(letters, bool(flags & 1))
            found.append(text)
            if not whole:
                break
            reader.pass_by(4 * runs + beside)
    except struct.error:
        return found
    return found


class _Segments:
    def __init__(self, segments: list[bytes]) -> None:
        self.segments = segments
        self.number = self.at = 0

    def take(self, size: int) -> bytes:
        """So many bytes; fewer at the end."""
        out = b""
        while size > len(out) and self.number < len(self.segments):
            piece = self.segments[self.number][self.at : self.at + size - len(out)]
            out += piece
            self.at += len(piece)
            if self.at >= len(self.segments[self.number]):
                self.number, self.at = self.number + 1, 0
        return out

    def pass_by(self, size: int) -> None:
        while size > 0 and self.number < len(self.segments):
            left = len(self.segments[self.number]) - self.at
            step = min(size, left)
            self.at += step
            size -= step
            if self.at >= len(self.segments[self.number]):
                self.number, self.at = self.number + 1, 0

    def letters(self, count: int, wide: bool) -> tuple[str, bool]:
        """(text, whether all of it was there)"""
        out: list[str] = []
        within = False
        while count and self.number < len(self.segments):
            segment = self.segments[self.number]
            if within and self.at == 0:
                wide = bool(segment[0] & 1) if segment else wide
                self.at = 1
            width = 2 if wide else 1
            raw = segment[self.at : self.at + count * width]
            raw = raw[: len(raw) // width * width]
            out.append(raw.decode("utf-16-le" if wide else "cp1252", "replace"))
            count -= len(raw) // width
            self.at += len(raw)
            if self.at + width > len(segment):
                self.number, self.at = self.number + 1, 0
            within = True
            if not raw and count and self.at:
                break
        return "".join(out), not count


def _packed(raw: bytes) -> float:
    """A number in 30 bits ([MS-XLS] 2.5.217)."""
    (bits,) = struct.unpack("<I", raw)
    if bits & 2:
        number = float(struct.unpack("<i", raw)[0] >> 2)
    else:
        number = float(struct.unpack("<d", struct.pack("<Q", (bits & 0xFFFFFFFC) << 32))[0])
    return number / 100 if bits & 1 else number
