"""Pictures that Windows programs draw (EMF, WMF): the words drawn in them. Office keeps one beside each embedded object.

Records by [MS-EMF], [MS-EMFPLUS] and [MS-WMF].
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.extractors.media_type import EMF, WMF
from bailee.items import Item
from bailee.text import Text
from bailee.vocabulary import Reason

READS = frozenset({EMF, WMF})

LARGEST = 64 << 20
_TEXT_A, _TEXT_W, _COMMENT, _SMALL, _END = 83, 84, 70, 108, 14
_GLYPHS = 0x10  # numbers of glyphs in a font, and no characters
_PLUS = b"EMF+"
_DRAW_STRING = 0x401C
_WMF_TEXT, _WMF_EXT_TEXT = 0x0521, 0x0A32


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    if item.size > LARGEST:
        raise Unreadable(Reason.TOO_BIG)
    data = item.read()
    words: list[tuple[int, str]] = []
    whole = _emf(data, words) if data[40:44] == b" EMF" else _wmf(data, words)
    lines: list[str] = []
    before: int | None = None
    for line, word in words:  # words of one height stand in one line
        if before == line:
            lines[-1] += " " + word
        else:
            lines.append(word)
        before = line
    if lines:
        yield Text.of("\n".join(lines), item.locator)
    if not whole:
        yield Unread(item.locator, Reason.DAMAGED)


def _emf(data: bytes, words: list[tuple[int, str]]) -> bool:
    """Whether the records go on to the last one."""
    at = 0
    while at + 8 <= len(data):
        kind, size = struct.unpack_from("<II", data, at)
        if size < 8 or at + size > len(data):
            return False
        record = data[at : at + size]
        if kind == _END:
            return True
        if kind in (_TEXT_A, _TEXT_W) and size >= 56:
            line, count, start, options = struct.unpack_from("<iIII", record, 40)
            if not options & _GLYPHS:
                _add(words, line, record[start : start + count * (kind - _TEXT_A + 1)], wide=kind == _TEXT_W)
        elif kind == _SMALL and size >= 36:
            _, line, count, options = struct.unpack_from("<iiII", record, 8)
            start = 36 if options & 0x100 else 52
            wide = not options & 0x200
            _add(words, line, record[start : start + count * (1 + wide)], wide=wide)
        elif kind == _COMMENT and record[12:16] == _PLUS:
            _plus(record[16:], words)
        at += size
    return False


def _plus(data: bytes, words: list[tuple[int, str]]) -> None:
    at = 0
    while at + 12 <= len(data):
        kind, _, size, _ = struct.unpack_from("<HHII", data, at)
        if size < 12:
            return
        if kind == _DRAW_STRING and at + 40 <= len(data):
            count, _, top = struct.unpack_from("<Iff", data, at + 20)
            line = int(top) if abs(top) < 1e6 else 0
            _add(words, line, data[at + 40 : at + 40 + count * 2], wide=True)
        at += size


def _wmf(data: bytes, words: list[tuple[int, str]]) -> bool:
    at = 40 if data[:4] == b"\xd7\xcd\xc6\x9a" else 18
    while at + 6 <= len(data):
        length, kind = struct.unpack_from("<IH", data, at)
        if kind == 0:
            return True
        size = length * 2
        if size < 6 or at + size > len(data):
            return False
        if kind == _WMF_TEXT and size >= 8:
            (count,) = struct.unpack_from("<H", data, at + 6)
            after = at + 8 + count + count % 2
            line = struct.unpack_from("<h", data, after)[0] if after + 2 <= at + size else 0
            _add(words, line, data[at + 8 : at + 8 + count], wide=False)
        elif kind == _WMF_EXT_TEXT and size >= 14:
            line, _, count, options = struct.unpack_from("<hhHH", data, at + 6)
            start = at + 14 + (8 if options & 6 else 0)
            if not options & _GLYPHS:
                _add(words, line, data[start : start + count], wide=False)
        at += size
    return False


def _add(words: list[tuple[int, str]], line: int, raw: bytes, *, wide: bool) -> None:
    text = raw[: len(raw) // 2 * 2].decode("utf-16-le", "replace") if wide else raw.decode("cp1252", "replace")
    text = text.replace("\0", " ").strip()
    if text:
        words.append((line, text))
