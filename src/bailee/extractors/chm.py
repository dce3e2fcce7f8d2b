"""Help files of Windows (.chm): pages and all other files in them.

Their content is one stream of LZX, begun anew every few frames. The system's libarchive reads LZX in cabinets, so that the
stream is handed to it as one: a folder of the cabinet for each new beginning.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from itertools import pairwise

from bailee.extractors import media_type
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.items import Item
from bailee.vocabulary import Reason

READS = frozenset({media_type.CHM})

LARGEST = 128 << 20
_FRAME = 0x8000
_ENTRIES = 100_000
_STORAGE = "::DataSpace/Storage/MSCompressed/"
_RESETS = _STORAGE + "Transform/{7FC28940-9D31-11D0-9B27-00A0C91E9C7C}/InstanceData/ResetTable"
# Indexes for searching and looking up, made out of the pages
_OF_PROGRAM = re.compile(r"/[#$].*|::.*|.*/")


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    if item.size > LARGEST:
        raise Unreadable(Reason.TOO_BIG)
    data = item.read()
    try:
        entries, base = _directory(data)
    except (struct.error, IndexError):
        raise Unreadable(Reason.DAMAGED) from None
    packed = [
        name
        for name, (section, _, size) in entries.items()
        if section == 1 and size and not _OF_PROGRAM.fullmatch(name)
    ]
    content, whole = (b"", True)
    if packed:
        try:
            content, whole = _expanded(data, entries, base, budget)
        except (struct.error, IndexError, KeyError, ZeroDivisionError):
            whole = False
    for name, (section, offset, size) in entries.items():
        if _OF_PROGRAM.fullmatch(name) or not size:
            continue
        raw = content[offset : offset + size] if section else data[base + offset : base + offset + size]
        if len(raw) < size:
            whole = False
        if raw:
            yield Item.nested(item.locator, name.lstrip("/"), raw)
    if not whole:
        yield Unread(item.locator, Reason.DAMAGED)


def _directory(data: bytes) -> tuple[dict[str, tuple[int, int, int]], int]:
    """({name: (section, offset, size)}, where the content of section 0 begins)."""
    version, header = struct.unpack_from("<II", data, 4)
    start, length = struct.unpack_from("<QQ", data, 0x48)
    base = struct.unpack_from("<Q", data, 0x58)[0] if version >= 3 and header >= 0x60 else start + length
    if data[start : start + 4] != b"ITSP":
        raise IndexError
    (size,) = struct.unpack_from("<I", data, start + 8)
    (chunk,) = struct.unpack_from("<I", data, start + 0x10)
    (count,) = struct.unpack_from("<I", data, start + 0x2C)
    if not 64 <= chunk <= 1 << 20:
        raise IndexError
    entries: dict[str, tuple[int, int, int]] = {}
    for number in range(min(count, len(data) // chunk + 1)):
        block = data[start + size + number * chunk : start + size + (number + 1) * chunk]
        if block[:4] != b"PMGL":
            continue
        end = len(block) - struct.unpack_from("<I", block, 4)[0]
        at = 0x14
        while at < end and len(entries) < _ENTRIES:
            length, at = _number(block, at)
            name = block[at : at + length].decode("utf-8", "replace")
            at += length
            section, at = _number(block, at)
            offset, at = _number(block, at)
            bytes_in, at = _number(block, at)
            entries[name] = (section, offset, bytes_in)
    return entries, base


def _number(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    while True:
        byte = data[at]
        at += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at
        if value > 1 << 60:
            raise IndexError


def _expanded(data: bytes, entries: dict[str, tuple[int, int, int]], base: int, budget: Budget) -> tuple[bytes, bool]:
    """The stream of section 1, and whether it is whole."""
    _, at, _ = entries[_STORAGE + "ControlData"]
    _, _, version, interval, window = struct.unpack_from("<I4sIII", data, base + at)
    if version == 2:
        interval, window = interval * _FRAME, window * _FRAME
    _, at, _ = entries[_RESETS]
    at += base
    _, count, _, header = struct.unpack_from("<IIII", data, at)
    size, packed, frame = struct.unpack_from("<QQQ", data, at + 16)
    if frame != _FRAME or not 1 << 15 <= window <= 1 << 21 or interval < _FRAME:
        raise IndexError
    budget.take(size)
    count = min(count, (len(data) - at - header) // 8)
    places = [*struct.unpack_from(f"<{count}Q", data, at + header), packed]
    _, start, _ = entries[_STORAGE + "Content"]
    start += base
    frames = [data[start + first : start + last] for first, last in pairwise(places)]
    sizes = [min(_FRAME, size - number * _FRAME) for number in range(len(frames))]
    cabinet = _cabinet(frames, sizes, interval // _FRAME, window.bit_length() - 1)
    content = _read(cabinet, size)
    return content, len(content) == size


def _cabinet(frames: list[bytes], sizes: list[int], together: int, bits: int) -> bytes:
    """[MS-CAB]: header, folders, files, blocks of data; `together` frames a folder, and a file of the same length in it."""
    folders = range(0, len(frames), together)
    head = 36 + 8 * len(folders) + 18 * len(folders)
    table, files, blocks = b"", b"", []
    at = head
    for number, first in enumerate(folders):
        inner = range(first, min(first + together, len(frames)))
        table += struct.pack("<IHH", at, len(inner), 3 | bits << 8)
        files += struct.pack("<IIHHHH", sum(sizes[index] for index in inner), 0, number, 0x21, 0, 0x20) + b"a\0"
        for index in inner:
            blocks.append(struct.pack("<IHH", 0, len(frames[index]) & 0xFFFF, sizes[index]) + frames[index])
            at += len(blocks[-1])
    header = b"MSCF" + struct.pack(
        "<IIIIIBBHHHHH", 0, at, 0, 36 + 8 * len(folders), 0, 3, 1, len(folders), len(folders), 0, 0, 0
    )
    return header + table + files + b"".join(blocks)


def _read(cabinet: bytes, limit: int) -> bytes:
    """All files of a cabinet, one after the other, up to a fault."""
    try:
        import libarchive
        from libarchive.exception import ArchiveError
    except (ImportError, OSError, AttributeError):
        raise Unreadable(Reason.UNKNOWN_FORMAT) from None
    out = bytearray()
    try:
        with libarchive.memory_reader(cabinet, format_name="cab") as archive:
            for entry in archive:
                for block in entry.get_blocks():
                    out += block
                    if len(out) > limit:
                        return bytes(out)
    except ArchiveError:
        return bytes(out)
    return bytes(out)
