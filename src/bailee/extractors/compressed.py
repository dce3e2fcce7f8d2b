"""Single compressed files: gzip, zlib, bzip2, xz, lzma, zstd, lz4, compress. A tar inside is walked at once, however long.

A damaged tail loses only itself.

>>> import gzip
>>> from bailee.vocabulary import Locator
>>> item = Item(Locator(("staff.csv.gz",)), 0, data=gzip.compress(b"name,ssn"))
>>> [(str(nested.locator), nested.data) for nested in extract(item, Budget())]
[('staff.csv.gz / staff.csv', b'name,ssn')]
"""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, Protocol

from bailee.extractors import media_type
from bailee.extractors.archives import libarchive_blocks, looks_like_tar, tar_members
from bailee.extractors.expanding import MEMBER_LIMIT, RATIO_LIMIT, STEP, Expanding, streamed
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.items import Item
from bailee.text import Part, Text
from bailee.vocabulary import Reason

ZLIB = "application/zlib"  # as programs keep texts in columns and caches
READS = frozenset(
    {
        media_type.GZIP,
        media_type.BZIP2,
        media_type.XZ,
        media_type.LZMA,
        media_type.ZSTD,
        media_type.LZ4,
        media_type.UNIX_COMPRESS,
        ZLIB,
        "application/x-lzip",
        "application/x-lzop",
    }
)
_DICTIONARY_LIMIT = 128 << 20  # an xz header may ask for 4 GiB
_ENDINGS = {".tgz": ".tar", ".taz": ".tar", ".tbz": ".tar", ".tbz2": ".tar", ".txz": ".tar", ".tzst": ".tar",
            ".svgz": ".svg", ".emz": ".emf", ".wmz": ".wmf"}  # fmt: skip


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


def _gzip() -> _Decompressor:
    return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)


def _xz() -> _Decompressor:
    return lzma.LZMADecompressor(memlimit=_DICTIONARY_LIMIT)


_MAGIC: tuple[tuple[bytes, Callable[[], _Decompressor]], ...] = (
    (b"\x1f\x8b", _gzip),
    (b"BZh", bz2.BZ2Decompressor),
    (b"\xfd7zXZ\x00", _xz),
    (b"\x5d\x00\x00", _xz),
    *((bytes((0x78, level)), zlib.decompressobj) for level in (0x01, 0x5E, 0x9C, 0xDA)),
)


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    segment = inner_name(item.name)
    inner = item.locator.inside(segment)
    if words := [word for word in _said_by_gzip(item.read(4_096)) if word != segment]:
        yield Text.of("\n".join(words), inner, Part.NAME)
    source = Expanding(_chunks(item), budget)
    beginning = source.peek(512)
    if not beginning and source.fault is not None:
        raise Unreadable(source.fault)
    if looks_like_tar(beginning):
        yield from tar_members(io.BufferedReader(source), inner, budget, taken=True)
        if source.fault is not None:
            yield Unread(inner, source.fault)
        return
    buffer = io.BytesIO()
    while buffer.tell() <= MEMBER_LIMIT and (chunk := source.read(STEP)):
        buffer.write(chunk)
    size = buffer.tell()
    if size > MEMBER_LIMIT:
        buffer.close()
        if size > RATIO_LIMIT * max(item.size, 1):
            yield Unread(inner, Reason.TOO_BIG)
        else:
            yield from streamed(lambda: _chunks(item), item.locator, segment, size, budget)
        return
    if size or source.fault is None:
        yield Item.nested(item.locator, segment, buffer.getvalue())
    if source.fault is not None:
        yield Unread(inner, source.fault)


def _said_by_gzip(head: bytes) -> list[str]:
    """Name and remark that stand in its header (RFC 1952): the file may have been called something else since.

    >>> _said_by_gzip(b"\\x1f\\x8b\\x08\\x08" + bytes(6) + b"Roe, Ann.csv\\0...")
    ['Roe, Ann.csv']
    """
    if not head.startswith(b"\x1f\x8b\x08"):
        return []
    at = 10
    if head[3:4] and head[3] & 4:
        at += 2 + int.from_bytes(head[at : at + 2], "little")
    found = []
    for flag in (8, 16):
        if head[3:4] and head[3] & flag and (end := head.find(b"\0", at)) > at:
            found.append(head[at:end].decode("latin-1"))
            at = end + 1
    return [word for word in found if word.isprintable()]


def inner_name(name: str) -> str:
    """What a compressed file is called once it is expanded.

    >>> inner_name("2024/pay.csv.gz"), inner_name("backup.tgz"), inner_name("data")
    ('pay.csv', 'backup.tar', 'data')
    """
    path = PurePosixPath(name.replace("\\", "/"))
    return (path.stem + _ENDINGS.get(path.suffix.lower(), "")) if path.suffix else path.name or "content"


def _chunks(item: Item) -> Iterator[bytes]:
    """Expanded bytes in steps of at most 1 MiB. Unreadable where they are damaged or ask for too much memory."""
    head = item.read(8)
    factory = next((make for magic, make in _MAGIC if head.startswith(magic)), None)
    if factory is None:
        yield from libarchive_blocks(item)
        return
    with item.open() as stream:
        try:
            yield from _expanded(stream, factory)
        except lzma.LZMAError as error:
            raise Unreadable(Reason.TOO_BIG if "limit" in str(error) else Reason.DAMAGED) from None
        except (OSError, EOFError, ValueError, zlib.error):
            raise Unreadable(Reason.DAMAGED) from None


def _expanded(stream: BinaryIO, factory: Callable[[], _Decompressor]) -> Iterator[bytes]:
    """One member after the other, as gzip, bzip2 and xz allow; zeros after the last are padding."""
    decompressor = factory()
    pending = stream.read(STEP)
    while True:
        chunk = decompressor.decompress(pending, STEP)
        pending = getattr(decompressor, "unconsumed_tail", b"")
        if chunk:
            yield chunk
        if decompressor.eof:
            pending = decompressor.unused_data.lstrip(b"\0") or stream.read(STEP).lstrip(b"\0")
            if not pending:
                return
            decompressor = factory()
        elif not pending and getattr(decompressor, "needs_input", not chunk):  # zlib does not say whether it has more
            pending = stream.read(STEP)
            if not pending:
                raise EOFError
