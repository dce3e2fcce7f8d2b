"""A document that lies in a storage of another one, as a file of its own, so that its reader can open it ([MS-CFB]).

>>> import io, olefile
>>> whole = compound_file({("WordDocument",): b"w" * 5000, ("Data", "One"): b"d"})
>>> with olefile.OleFileIO(io.BytesIO(whole)) as ole:
...     ole.openstream("WordDocument").read() == b"w" * 5000, ole.openstream("Data/One").read()[:1]
(True, b'd')
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from itertools import pairwise

_SECTOR = 512
_SMALLEST = 4096  # a shorter stream would lie in another one, of small sectors: it is filled up with zeros instead
_END, _FREE, _NONE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFD
_HEADER = bytes.fromhex("d0cf11e0a1b11ae1")
_TABLES = 109  # sectors of the allocation table that the header names: for 7 MB; more are chained


def compound_file(streams: Mapping[tuple[str, ...], bytes]) -> bytes:
    names: list[tuple[tuple[str, ...], bytes | None]] = [((), None)]
    known: set[tuple[str, ...]] = {()}
    for path, data in streams.items():
        for end in range(1, len(path)):
            if path[:end] not in known:
                known.add(path[:end])
                names.append((path[:end], None))
        names.append((path, data))
    sectors: list[bytes] = []
    chain: list[int] = []

    def stored(data: bytes) -> int:
        start = len(chain)
        for at in range(0, len(data), _SECTOR):
            sectors.append(data[at : at + _SECTOR].ljust(_SECTOR, b"\0"))
            chain.append(len(chain) + 1)
        chain[-1] = _END
        return start

    places = [
        (stored(data.ljust(_SMALLEST, b"\0")), max(len(data), _SMALLEST)) if data else (_END, 0) for _, data in names
    ]
    below: dict[tuple[str, ...], list[int]] = {}
    for index, (path, _) in enumerate(names):
        if path:
            below.setdefault(path[:-1], []).append(index)
    right: dict[int, int] = {}
    for members in below.values():
        members.sort(key=lambda index: (len(names[index][0][-1]), names[index][0][-1].upper()))
        right.update(pairwise(members))
    directory = b""
    for index, (path, held) in enumerate(names):
        name = (path[-1] if path else "Root Entry")[:31].encode("utf-16-le")
        kind = 2 if held is not None else (1 if path else 5)
        child = below.get(path, [_NONE])[0] if held is None else _NONE
        start, size = places[index]
        directory += (
            name.ljust(64, b"\0")
            + struct.pack("<HBB", len(name) + 2, kind, 1)
            + struct.pack("<III", _NONE, right.get(index, _NONE), child)
            + bytes(36)
            + struct.pack("<IQ", start, size)
        )
    directory_start = stored(directory)
    return _assembled(sectors, chain, directory_start)


def _assembled(sectors: list[bytes], chain: list[int], directory_start: int) -> bytes:
    per_sector = _SECTOR // 4
    tables = more = 0
    while tables * per_sector < len(chain) + tables + more:
        tables += 1
        more = -(-max(tables - _TABLES, 0) // (per_sector - 1))
    first = len(chain)
    entries = chain + [_TABLE] * tables + [0xFFFFFFFC] * more
    packed = struct.pack(f"<{len(entries)}I", *entries).ljust(tables * _SECTOR, b"\xff")
    numbers = list(range(first, first + tables))
    listed = numbers[:_TABLES] + [_FREE] * (_TABLES - min(tables, _TABLES))
    further = b""
    rest = numbers[_TABLES:]
    for index in range(more):
        part = rest[index * (per_sector - 1) : (index + 1) * (per_sector - 1)]
        part += [_FREE] * (per_sector - 1 - len(part))
        following = first + tables + index + 1 if index + 1 < more else _END
        further += struct.pack(f"<{per_sector}I", *part, following)
    header = (
        _HEADER
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
        + struct.pack(
            "<IIIIIIIII", 0, tables, directory_start, 0, _SMALLEST, _END, 0, first + tables if more else _END, more
        )
        + struct.pack(f"<{_TABLES}I", *listed)
    )
    return header + b"".join(sectors) + packed + further
