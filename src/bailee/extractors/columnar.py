"""Data in columns: Parquet, Arrow, Feather, ORC (extra `data`, by pyarrow). Rows under their columns' names, a stretch at a time.

What the file says of itself (its own notes beside the schema) is read too. Without the extra they are of an unknown format.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from typing import Any

from bailee.extractors import cells, typed_rows
from bailee.extractors.data_types import ARROW, ARROW_STREAM, FEATHER, ORC, PARQUET
from bailee.extractors.expanding import MEMBER_LIMIT
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.extractors.recognition import recognise
from bailee.items import Item
from bailee.text import Part, Text
from bailee.vocabulary import Reason

READS = frozenset({PARQUET, ARROW, ARROW_STREAM, FEATHER, ORC})

ROWS = 2_000  # at once
_GROUP = 128 << 20  # bytes of one stretch as the file keeps it; a bigger one does not fit beside the rest


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    pyarrow = _library()
    kind = recognise(item)
    try:
        with item.open() as raw:
            source: Any = raw if item.path is not None else pyarrow.py_buffer(_small(item))
            yield from _of_kind(kind, pyarrow, source, item, budget)
    except pyarrow.ArrowNotImplementedError:
        raise Unreadable(Reason.UNKNOWN_FORMAT) from None
    except (pyarrow.ArrowInvalid, pyarrow.ArrowException, OSError, ValueError, KeyError) as error:
        raise Unreadable(Reason.ENCRYPTED if "encrypt" in str(error).lower() else Reason.DAMAGED) from None


def _library() -> Any:
    """pyarrow, kept to one thread and the system's own memory: its pools ask for a gigabyte before they need a byte."""
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        import pyarrow
    except ImportError:
        raise Unreadable(Reason.UNKNOWN_FORMAT) from None
    pyarrow.set_cpu_count(1)
    return pyarrow


def _small(item: Item) -> bytes:
    if item.size > 2 * MEMBER_LIMIT:
        raise Unreadable(Reason.TOO_BIG)
    return item.read()


def _of_kind(kind: str, pyarrow: Any, source: Any, item: Item, budget: Budget) -> Iterator[Extracted]:
    if kind == PARQUET:
        yield from _parquet(source, item, budget)
    elif kind == ORC:
        from pyarrow import orc

        file = orc.ORCFile(source)
        names = list(file.schema.names)
        yield from typed_rows.table(_rows(_stripes(file, budget)), names, item.locator.inside("table"), budget)
    elif kind == FEATHER:
        from pyarrow import feather

        table = feather.read_table(io.BytesIO(_small(item)), memory_map=False)
        yield from typed_rows.table(
            _rows(table.to_batches(ROWS)), table.column_names, item.locator.inside("table"), budget
        )
    else:
        from pyarrow import ipc

        reader = ipc.open_file(source) if kind == ARROW else ipc.open_stream(source)
        batches = (reader.get_batch(n) for n in range(reader.num_record_batches)) if kind == ARROW else iter(reader)
        yield from _notes(reader.schema.metadata, item)
        yield from typed_rows.table(_rows(batches), list(reader.schema.names), item.locator.inside("table"), budget)


def _parquet(source: Any, item: Item, budget: Budget) -> Iterator[Extracted]:
    from pyarrow import parquet

    file = parquet.ParquetFile(source, pre_buffer=False, thrift_string_size_limit=64 << 20)
    yield from _notes(file.metadata.metadata, item)
    names = list(file.schema_arrow.names)
    place = item.locator.inside("table")
    groups = []
    for number in range(file.metadata.num_row_groups):
        size = file.metadata.row_group(number).total_byte_size
        if size > _GROUP:
            yield Unread(place.inside(f"row group {number + 1}"), Reason.TOO_BIG)
        else:
            budget.take(max(size, 0))
            groups.append(number)
    if groups:
        batches = file.iter_batches(ROWS, row_groups=groups, use_threads=False)
        yield from typed_rows.table(_rows(batches), names, place, budget)


def _stripes(file: Any, budget: Budget) -> Iterator[Any]:
    for number in range(file.nstripes):
        stripe = file.read_stripe(number)
        budget.take(stripe.nbytes)
        yield stripe


def _rows(batches: Any) -> Iterator[tuple[Any, ...]]:
    for batch in batches:
        batch.validate(full=True)  # offsets that point elsewhere end the process
        for start in range(0, batch.num_rows, ROWS):
            part = batch.slice(start, ROWS)
            yield from zip(*(column.to_pylist() for column in part.columns), strict=True)


def _notes(metadata: Any, item: Item) -> Iterator[Extracted]:
    """Notes of whoever wrote it; pandas and Spark keep the schema there, with the names of columns as people wrote them."""
    for key, value in (metadata or {}).items():
        if key != b"ARROW:schema" and (text := typed_rows.shown(bytes(value))):
            yield Text.of(
                text[: cells.LONGEST], item.locator.inside(f"note {key.decode('utf-8', 'replace')}"), Part.METADATA
            )
