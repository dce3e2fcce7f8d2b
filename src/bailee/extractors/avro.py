"""Avro files (extra `data`, by fastavro): records under the names of their fields, block by block."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from bailee.extractors import typed_rows
from bailee.extractors.data_types import AVRO
from bailee.extractors.expanding import MEMBER_LIMIT
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.items import Item
from bailee.text import Part, Text
from bailee.vocabulary import Reason

READS = frozenset({AVRO})

_BLOCK = 64 << 20  # bytes of one block, which is expanded whole


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    try:
        import fastavro
    except ImportError:
        raise Unreadable(Reason.UNKNOWN_FORMAT) from None
    _bounded()
    place = item.locator.inside("table")
    fault: list[Reason] = []
    with item.open() as stream:
        try:
            reader = fastavro.block_reader(stream if stream.seekable() else io.BytesIO(item.read(2 * MEMBER_LIMIT)))
        except (ValueError, EOFError, KeyError, TypeError, IndexError, StopIteration, AttributeError):
            raise Unreadable(Reason.DAMAGED) from None
        schema: Any = reader.writer_schema
        fields = schema.get("fields", []) if isinstance(schema, dict) else []
        names = [str(field.get("name", "")) for field in fields] or ["value"]
        notes = list(_notes(schema))
        notes += [
            f"{key}: {value if isinstance(value, str) else bytes(value).decode('utf-8', 'replace')}"
            for key, value in getattr(reader, "metadata", {}).items()
            if not str(key).startswith("avro.") and isinstance(value, str | bytes)
        ]
        if notes:
            yield Text.of("\n".join(notes), item.locator.inside("schema"), Part.METADATA)
        yield from typed_rows.table(_rows(reader, names, budget, fault), names, place, budget)
    for reason in fault:
        yield Unread(place, reason)


def _notes(schema: Any) -> Iterator[str]:
    """What somebody wrote into a schema: remarks, defaults, symbols, other names."""
    waiting, seen = [schema], 0
    while waiting and seen < 20_000:
        seen += 1
        current = waiting.pop()
        if isinstance(current, list):
            waiting.extend(reversed(current))
        elif isinstance(current, dict):
            name = str(current.get("name", ""))
            for key in ("doc", "default", "aliases", "symbols"):
                value = current.get(key)
                if isinstance(value, str | list) and value:
                    yield f"{name}: {value if isinstance(value, str) else ', '.join(map(str, value))}"
            waiting.extend(
                current[key]
                for key in ("values", "items", "type", "fields")
                if isinstance(current.get(key), dict | list)
            )


def _bounded() -> None:
    """Have the library expand blocks by ours: its own take whatever a length that lies asks for."""
    from fastavro.read import BLOCK_READERS

    for codec in ("null", "deflate", "bzip2", "xz", "snappy", "zstandard"):
        BLOCK_READERS[codec] = partial(_block, codec)


def _block(codec: str, stream: BinaryIO) -> io.BytesIO:
    """A block: its length, and as many bytes."""
    length = shift = 0
    while True:
        byte = stream.read(1)[0]
        length |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80 or shift > 63:
            break
    length = length >> 1 ^ -(length & 1)
    if not 0 <= length <= _BLOCK:
        raise ValueError
    data = stream.read(length)
    if codec == "null":
        return io.BytesIO(data)
    if codec == "snappy":
        return io.BytesIO(_snappy(data[:-4]))
    made = _decompressor(codec).decompress(data, _BLOCK)
    if len(made) >= _BLOCK:
        raise Unreadable(Reason.TOO_BIG)
    return io.BytesIO(made)


def _decompressor(codec: str) -> Any:
    if codec == "deflate":
        return zlib.decompressobj(-15)
    if codec == "bzip2":
        return bz2.BZ2Decompressor()
    if codec == "xz":
        return lzma.LZMADecompressor(memlimit=_BLOCK)
    from backports import zstd

    return zstd.ZstdDecompressor()


def _snappy(data: bytes) -> bytes:
    """The length stands in front, in bytes of seven bits."""
    import pyarrow

    size = 0
    for index, byte in enumerate(data[:5]):
        size |= (byte & 0x7F) << 7 * index
        if byte < 0x80:
            break
    if size > _BLOCK:
        raise Unreadable(Reason.TOO_BIG)
    return bytes(pyarrow.decompress(data, decompressed_size=size, codec="snappy", asbytes=True)) if size else b""


def _rows(reader: Any, names: list[str], budget: Budget, fault: list[Reason]) -> Iterator[list[Any]]:
    try:
        for block in reader:
            budget.take(len(block.bytes_.getvalue()) if hasattr(block.bytes_, "getvalue") else 0)
            for record in block:
                yield [record.get(name) for name in names] if isinstance(record, dict) else [record]
    except Unreadable as refusal:
        fault.append(refusal.reason)
    except ValueError as error:
        fault.append(Reason.UNKNOWN_FORMAT if "codec" in str(error).lower() else Reason.DAMAGED)
    except (
        EOFError,
        KeyError,
        TypeError,
        IndexError,
        StopIteration,
        RuntimeError,
        OSError,
        zlib.error,
        lzma.LZMAError,
    ):
        fault.append(Reason.DAMAGED)
