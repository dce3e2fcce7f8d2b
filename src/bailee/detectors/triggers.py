"""Where something may stand: ends of triggers, in one pass over a text. Two engines, the same answers.

Hyperscan where it is installed, `re` elsewhere (100 times slower). Both see one byte a code point, so that no offset has
to be mapped: what is not ASCII becomes `?`, and the detectors look at the real text.

>>> [ends for ends in Portable([[(rb"@", False)], [(rb"ssn", True)]]).scan(b"SSN a@b.c")]
[[6], [3]]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Protocol

BLOCK = 1 << 18  # bytes a step: bounds the memory that ends of triggers take
OVERLAP = 64  # longest trigger, with what it looks behind at


class Engine(Protocol):
    def scan(self, block: bytes) -> list[list[int]]:
        """Ends in `block` of each group of triggers, rising, without doubles."""
        ...


class Portable:
    """`re`: an expression of fixed length is found at every start by looking ahead."""

    def __init__(self, groups: Sequence[Sequence[tuple[bytes, bool]]]) -> None:
        self._groups = [
            [
                (re.compile(b"(?=" + expression + b")", re.IGNORECASE if caseless else 0), width(expression))
                for expression, caseless in group
            ]
            for group in groups
        ]

    def scan(self, block: bytes) -> list[list[int]]:
        return [
            sorted({match.start() + length for expression, length in group for match in expression.finditer(block)})
            for group in self._groups
        ]


class Hyperscan:
    """Two databases: those with few literals are apart, for one automaton over all is slower than two."""

    def __init__(self, groups: Sequence[Sequence[tuple[bytes, bool]]]) -> None:
        import hyperscan

        self._size = len(groups)
        rows = [
            (expression, index, hyperscan.HS_FLAG_CASELESS if caseless else 0)
            for index, group in enumerate(groups)
            for expression, caseless in group
        ]
        parts = [
            [row for row in rows if _is_literal(row[0])],
            [row for row in rows if not _is_literal(row[0])],
        ]
        self._databases: list[Any] = []
        for part in parts:
            if part:
                database = hyperscan.Database()
                database.compile(
                    expressions=[row[0] for row in part],
                    ids=[row[1] for row in part],
                    flags=[row[2] for row in part],
                )
                self._databases.append(database)

    def scan(self, block: bytes) -> list[list[int]]:
        ends: list[list[int]] = [[] for _ in range(self._size)]
        adders = [one.append for one in ends]
        for database in self._databases:
            database.scan(block, match_event_handler=_add, context=adders)
        if len(self._databases) > 1:
            return [sorted(set(one)) if len(one) > 1 else one for one in ends]
        return ends


def _add(group: int, start: int, end: int, flags: int, adders: list[Any]) -> None:
    adders[group](end)


def _is_literal(expression: bytes) -> bool:
    return re.fullmatch(rb"(?:[A-Za-z0-9 @_/:=\-]|\\.)+", expression) is not None and b"\\d" not in expression


def width(expression: bytes) -> int:
    """Length of what an expression of fixed length matches."""
    low, high = re._parser.parse(expression).getwidth()  # type: ignore[attr-defined]
    if low != high or not 0 < low < OVERLAP:
        raise ValueError(f"a trigger must have a fixed length below {OVERLAP}: {expression!r}")
    return int(low)


def engine(groups: Sequence[Sequence[tuple[bytes, bool]]], *, portable: bool = False) -> Engine:
    """The quick engine where its library is there, else the portable one."""
    if not portable:
        try:
            return Hyperscan(groups)
        except ImportError:
            pass
    return Portable(groups)
