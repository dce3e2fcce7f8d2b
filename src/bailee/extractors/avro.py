"""Avro files (extra `data`, by fastavro): records under the names of their fields, block by block."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import Any

from bailee.extractors import typed_rows
from bailee.extractors.data_types import AVRO
from bailee.extractors.expanding import MEMBER_LIMIT
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.items import Item
from bailee.text import Part, Text
from bailee.vocabulary import Reason

READS = frozenset({AVRO})


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    try:
        import fastavro
    except ImportError:
        raise Unreadable(Reason.UNKNOWN_FORMAT) from None
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
        notes = [f"{field['name']}: {field['doc']}" for field in fields if field.get("doc")]
        if notes:
            yield Text.of("\n".join(notes), item.locator.inside("schema"), Part.METADATA)
        yield from typed_rows.table(_rows(reader, names, budget, fault), names, place, budget)
    for reason in fault:
        yield Unread(place, reason)


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
    except (EOFError, KeyError, TypeError, IndexError, StopIteration, RuntimeError, zlib.error, UnicodeDecodeError):
        fault.append(Reason.DAMAGED)
