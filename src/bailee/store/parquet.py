"""Rows as a file in Parquet, and back: what an archive of findings is made of.

>>> rows = [{name: 0 if sort == "whole" else 0.5 if sort == "number" else "x" for name, sort in COLUMNS}]
>>> [row["detector"] for row in read(written(rows))]
['x']

No number of a row of ours is in it, so that it can be carried to another store: a file is named by its keyed fingerprint, a
scan by when it began, a reason by its words.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bailee.errors import BrokenEvidence, CannotRead

if TYPE_CHECKING:
    import pyarrow

COLUMNS: tuple[tuple[str, str], ...] = (
    ("ident", "text"), ("place", "text"), ("file", "text"), ("store", "text"), ("detector", "text"), ("category", "text"),
    ("subject", "text"), ("locator", "text"), ("exact_locator", "text"), ("position", "whole"), ("count", "whole"),
    ("confidence", "text"), ("probability", "number"), ("fingerprint", "text"), ("mask", "text"), ("attributes", "text"),
    ("group", "text"), ("first_seen", "text"), ("last_seen", "text"), ("gone_at", "text"), ("weight", "whole"),
    ("state", "whole"), ("cues", "text"), ("forms", "text"), ("changes", "text"),
)  # fmt: skip
PRIVATE = ("exact_locator",)  # left out of a copy that leaves the store


def written(rows: Sequence[dict[str, Any]]) -> bytes:
    """A file of them, with every column of `COLUMNS`."""
    arrow, files = _library()
    sorts = {"text": arrow.string(), "whole": arrow.int64(), "number": arrow.float64()}
    schema = arrow.schema([(name, sorts[sort]) for name, sort in COLUMNS])
    return _packed(arrow.Table.from_pylist(list(rows), schema=schema), files)


def read(content: bytes) -> list[dict[str, Any]]:
    """Its rows. BrokenEvidence where it is no such file."""
    arrow, files = _library()
    try:
        table = files.read_table(io.BytesIO(content))
        rows: list[dict[str, Any]] = table.to_pylist()
    except (arrow.ArrowException, OSError):
        raise _no_parquet() from None
    if table.column_names != [name for name, _ in COLUMNS]:
        raise BrokenEvidence("this archive has other columns than archives have", hint="it is of another version")
    return rows


def column(content: bytes, name: str) -> list[str]:
    """What stands in one column of text; the others are not unpacked. BrokenEvidence where it is no such file."""
    arrow, files = _library()
    try:
        found: list[str] = files.read_table(io.BytesIO(content), columns=[name])[name].to_pylist()
    except (arrow.ArrowException, OSError, KeyError):
        raise _no_parquet() from None
    return found


def require() -> None:
    """CannotRead where what reads archives is not installed: none of them opens then, and none is broken."""
    _library()


def to_go(content: bytes) -> bytes:
    """The same file for whoever reads it elsewhere: without what lies encrypted in the store."""
    _, files = _library()
    return _packed(files.read_table(io.BytesIO(content)).drop_columns(list(PRIVATE)), files)


def _no_parquet() -> BrokenEvidence:
    return BrokenEvidence("this archive is no file in Parquet", hint="put a backup back beside it, and compare")


def _packed(table: pyarrow.Table, files: Any) -> bytes:
    out = io.BytesIO()
    files.write_table(table, out, compression="zstd", compression_level=6)
    return out.getvalue()


def _library() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise CannotRead(
            "archives are in Parquet, and what reads it is not here", hint="pip install 'bailee[data]'"
        ) from None
    return pyarrow, pyarrow.parquet
