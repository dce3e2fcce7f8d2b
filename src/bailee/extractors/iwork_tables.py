"""Tables of Numbers, Pages and Keynote: the packed cells, laid into rows.

A table names its tiles, each of which holds rows of cells in a form of its own, and lists of strings that cells point to.

>>> decimal(bytes.fromhex("d2040000000000000000000000003c30")), decimal(bytes.fromhex("d2040000000000000000000000004030"))
('12.34', '1234')
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal

Fields = Callable[[bytes], Iterator[tuple[int, "int | bytes"]]]

MODEL, TILE, LIST, RICH, STORAGE = 6001, 6002, 6005, 6218, 2001  # types of messages
_BIAS = 0x1820
_OLD_STYLES = 0x0D8E  # bits of an old cell that stand for a style or a format, four bytes each
_START = datetime(2001, 1, 1)  # noqa: DTZ001 - a cell knows no zone
_TILE_ROWS = 256
_NUMBER, _TEXT, _DATE, _BOOLEAN, _DURATION, _RICH, _CURRENCY = 2, 3, 5, 6, 7, 9, 10


class Tables:
    """Messages are added as they come; `rows` lays out each table once all are there."""

    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self._messages: dict[int, tuple[int, bytes]] = {}
        self.shown: set[str] = set()
        self.is_partly = False  # a table of a form that is not known

    def add(self, ident: int, kind: int, payload: bytes) -> None:
        if kind in (MODEL, TILE, LIST, RICH, STORAGE):
            self._messages[ident] = (kind, payload)

    def rows(self) -> Iterator[tuple[str, list[dict[int, str]]]]:
        """(name of a table, its rows)"""
        for kind, payload in list(self._messages.values()):
            if kind != MODEL:
                continue
            model = dict(self._fields(payload))
            store, name = model.get(4), model.get(8, b"")
            if not isinstance(store, bytes):
                continue
            laid: dict[int, dict[int, str]] = {}
            held = dict(self._fields(store))
            strings, rich = self._list(held.get(4)), self._list(held.get(17))
            tiles = held.get(3)
            for number, tile in self._tiles(tiles if isinstance(tiles, bytes) else b""):
                self._tile(number, tile, strings, rich, laid)
            if laid:
                title = name.decode("utf-8", "replace") if isinstance(name, bytes) else ""
                yield title, [laid[row] for row in sorted(laid)]

    def _tiles(self, storage: bytes) -> Iterator[tuple[int, bytes]]:
        for field, value in self._fields(storage):
            if field == 1 and isinstance(value, bytes):
                tile = dict(self._fields(value))
                number = tile.get(1, 0)
                _, payload = self._messages.get(self._reference(tile.get(2)), (0, b""))
                yield (number if isinstance(number, int) else 0), payload

    def _reference(self, value: int | bytes | None) -> int:
        found = dict(self._fields(value)).get(1, 0) if isinstance(value, bytes) else 0
        return found if isinstance(found, int) else 0

    def _list(self, value: int | bytes | None) -> dict[int, str]:
        """Strings of a list by key; of one of rich texts, the text that each entry leads to."""
        found: dict[int, str] = {}
        for field, entry in self._fields(self._messages.get(self._reference(value), (0, b""))[1]):
            if field != 3 or not isinstance(entry, bytes):
                continue
            parts = dict(self._fields(entry))
            key, text, payload = parts.get(1), parts.get(3), parts.get(9)
            if isinstance(key, int) and isinstance(text, bytes):
                found[key] = text.decode("utf-8", "replace")
            elif isinstance(key, int) and isinstance(payload, bytes):
                found[key] = self._rich(payload)
        return found

    def _rich(self, reference: bytes) -> str:
        _, payload = self._messages.get(self._reference(reference), (0, b""))
        _, storage = self._messages.get(self._reference(dict(self._fields(payload)).get(1)), (0, b""))
        pieces = [value for field, value in self._fields(storage) if field == 3 and isinstance(value, bytes)]
        return b"".join(pieces).decode("utf-8", "replace")

    def _tile(
        self, number: int, tile: bytes, strings: dict[int, str], rich: dict[int, str], laid: dict[int, dict[int, str]]
    ) -> None:
        for field, value in self._fields(tile):
            if field != 5 or not isinstance(value, bytes):
                continue
            row = dict(self._fields(value))
            index, buffer, offsets = row.get(1, 0), row.get(6) or row.get(3), row.get(7) or row.get(4)
            if not isinstance(buffer, bytes) or not isinstance(offsets, bytes) or not isinstance(index, int):
                continue
            times = 4 if row.get(8) else 1
            starts = struct.unpack(f"<{len(offsets) // 2}h", offsets[: len(offsets) // 2 * 2])
            cells = laid.setdefault(number * _TILE_ROWS + index, {})
            for column, start in enumerate(starts):
                if start < 0:
                    continue
                text = self._cell(buffer[start * times :], strings, rich)
                if text:
                    cells[column] = text
                    self.shown.update(text.split("\n"))

    def _cell(self, data: bytes, strings: dict[int, str], rich: dict[int, str]) -> str:
        if len(data) < 12 or data[0] not in (4, 5):
            self.is_partly = True
            return ""
        kind = data[1]
        if data[0] == 4:
            return self._old_cell(data, strings, rich)
        (flags,) = struct.unpack_from("<I", data, 8)
        at = 12
        number, real, seconds = "", 0.0, 0.0
        try:
            if flags & 1:
                number, at = decimal(data[at : at + 16]), at + 16
            if flags & 2:
                (real,), at = struct.unpack_from("<d", data, at), at + 8
            if flags & 4:
                (seconds,), at = struct.unpack_from("<d", data, at), at + 8
            key = rich_key = -1
            if flags & 8:
                (key,), at = struct.unpack_from("<i", data, at), at + 4
            if flags & 16:
                (rich_key,) = struct.unpack_from("<i", data, at)
            if kind in (_NUMBER, _CURRENCY):
                return number or f"{real:.15g}"
            if kind == _TEXT:
                return strings.get(key, "")
            if kind == _RICH:
                return rich.get(rich_key, "")
            if kind == _DATE:
                return (_START + timedelta(seconds=seconds)).isoformat(" ").removesuffix(" 00:00:00")
            if kind == _BOOLEAN:
                return "TRUE" if real > 0 else "FALSE"
            if kind == _DURATION:
                return str(timedelta(seconds=real))
        except (struct.error, OverflowError, ValueError):
            self.is_partly = True
        return ""

    def _old_cell(self, data: bytes, strings: dict[int, str], rich: dict[int, str]) -> str:
        """A cell of before 2015: its number is a float, and what it points to stands in another order."""
        kind = data[1]
        (flags,) = struct.unpack_from("<I", data, 4)
        at = 12 + 4 * (flags & _OLD_STYLES).bit_count()
        key = rich_key = -1
        real = seconds = 0.0
        try:
            if flags & 0x200:
                (rich_key,), at = struct.unpack_from("<i", data, at), at + 4
            at += 4 * (flags & 0x3000).bit_count()
            if flags & 0x10:
                (key,), at = struct.unpack_from("<i", data, at), at + 4
            if flags & 0x20:
                (real,), at = struct.unpack_from("<d", data, at), at + 8
            if flags & 0x40:
                (seconds,) = struct.unpack_from("<d", data, at)
            if kind in (_NUMBER, _CURRENCY):
                return f"{real:.15g}" if abs(real) < 1e15 else f"{real:.0f}"
            if kind == _DATE:
                return (_START + timedelta(seconds=seconds)).isoformat(" ").removesuffix(" 00:00:00")
            return strings.get(key, "") or rich.get(rich_key, "")
        except (struct.error, OverflowError, ValueError):
            self.is_partly = True
        return ""


def decimal(raw: bytes) -> str:
    """A decimal number of 128 bits, as IEEE 754 has it, in digits."""
    if len(raw) < 16:
        raise ValueError
    exponent = ((raw[15] & 0x7F) << 7 | raw[14] >> 1) - _BIAS
    digits = int.from_bytes(raw[:14], "little") | (raw[14] & 1) << 112
    if abs(exponent) > 60:
        return ""
    number = Decimal(-digits if raw[15] & 0x80 else digits).scaleb(exponent)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
