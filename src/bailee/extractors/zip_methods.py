"""How members of a zip are packed: the methods of Python's own zip, and those it lacks (Deflate64, Zstandard, XZ, PPMd).

>>> packer = zlib.compressobj(9, zlib.DEFLATED, -15)
>>> b"".join(expanded(iter([packer.compress(b"name,ssn") + packer.flush()]), 8))
b'name,ssn'
"""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Iterator
from typing import Any

from bailee.extractors.expanding import STEP
from bailee.extractors.interface import Unreadable
from bailee.vocabulary import Reason

_LITTLE = 512  # bytes given to a library that sets no limit to what it makes of them
STORED, DEFLATE, DEFLATE64, BZIP2, LZMA, ZSTD, XZ = 0, 8, 9, 12, 14, 93, 95


def raw(stream: Any, size: int) -> Iterator[bytes]:
    """The next `size` bytes as they stand there."""
    while size > 0 and (chunk := stream.read(min(size, STEP))):
        size -= len(chunk)
        yield chunk
    if size > 0:
        raise EOFError


def expanded(chunks: Iterator[bytes], method: int) -> Iterator[bytes]:
    """Unreadable as of an unknown format where the method is none we have."""
    if method == STORED:
        yield from chunks
    elif method == DEFLATE64:
        yield from _deflate64(chunks)
    elif method == LZMA:
        yield from _lzma(chunks)
    else:
        yield from _stepwise(chunks, _decompressor(method))


def _decompressor(method: int) -> Any:
    if method == DEFLATE:
        return zlib.decompressobj(-15)
    if method == BZIP2:
        return bz2.BZ2Decompressor()
    if method == XZ:
        return lzma.LZMADecompressor(memlimit=128 << 20)
    if method == ZSTD:
        try:
            from backports import zstd
        except ImportError:
            raise Unreadable(Reason.UNKNOWN_FORMAT) from None
        return zstd.ZstdDecompressor()
    raise Unreadable(Reason.UNKNOWN_FORMAT)


def _stepwise(chunks: Iterator[bytes], decompressor: Any) -> Iterator[bytes]:
    """At most a mebibyte at a time, whatever the bytes grow to."""
    try:
        for chunk in chunks:
            pending = chunk
            while not decompressor.eof:
                made = decompressor.decompress(pending, STEP)
                pending = getattr(decompressor, "unconsumed_tail", b"")
                if made:
                    yield made
                if not pending and (len(made) < STEP or getattr(decompressor, "needs_input", False)):
                    break
    except (zlib.error, lzma.LZMAError, OSError, ValueError):
        raise Unreadable(Reason.DAMAGED) from None
    except Exception as error:
        if type(error).__name__ == "ZstdError":
            raise Unreadable(Reason.DAMAGED) from None
        raise


def _lzma(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """A header of two bytes of version, the length of the properties, and those."""
    head = b""
    for chunk in chunks:
        head += chunk
        if len(head) >= 9:
            break
    size = int.from_bytes(head[2:4], "little")
    try:
        filters = [lzma._decode_filter_properties(lzma.FILTER_LZMA1, head[4 : 4 + size])]  # type: ignore[attr-defined]
        decompressor = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=filters)
    except lzma.LZMAError:
        raise Unreadable(Reason.DAMAGED) from None

    def rest() -> Iterator[bytes]:
        yield head[4 + size :]
        yield from chunks

    yield from _stepwise(rest(), decompressor)


def _deflate64(chunks: Iterator[bytes]) -> Iterator[bytes]:
    try:
        import inflate64
    except ImportError:
        raise Unreadable(Reason.UNKNOWN_FORMAT) from None
    inflater = inflate64.Inflater()
    try:
        for chunk in chunks:
            for at in range(0, len(chunk), _LITTLE):
                if inflater.eof:
                    return
                made = inflater.inflate(chunk[at : at + _LITTLE])
                if made:
                    yield made
        while not inflater.eof and (made := inflater.inflate(b"")):
            yield made
    except (ValueError, RuntimeError, EOFError):
        raise Unreadable(Reason.DAMAGED) from None
