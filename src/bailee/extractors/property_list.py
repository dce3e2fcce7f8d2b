"""Property lists of Apple (.plist, .webloc, .strings), binary and XML: `path: value` a line, lists of records as tables.

>>> from bailee.vocabulary import Locator
>>> item = Item.nested(Locator(()), "a.plist", plistlib.dumps({"owner": {"name": "Ann"}, "tel": ["1", "2"]}, fmt=plistlib.FMT_BINARY))
>>> [text.content for text in extract(item, Budget())]
['owner.name: Ann\\ntel: 1\\ntel: 2']
"""

from __future__ import annotations

import plistlib
from collections.abc import Iterator
from typing import Any
from xml.parsers.expat import ExpatError

from bailee.extractors import cells, typed_rows, xml_text
from bailee.extractors.data_types import PLIST
from bailee.extractors.expanding import MEMBER_LIMIT
from bailee.extractors.interface import Budget, Extracted, Unreadable
from bailee.extractors.mail import texts
from bailee.items import Item
from bailee.vocabulary import Locator, Reason

READS = frozenset({PLIST})

_LEVELS = 60
_VALUES = 500_000
_FAULTS = (
    plistlib.InvalidFileException,
    ExpatError,
    ValueError,
    LookupError,
    TypeError,
    OverflowError,
    RecursionError,
    AttributeError,
)


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    if item.size > MEMBER_LIMIT // 4:
        raise Unreadable(Reason.TOO_BIG)
    data = item.read()
    try:
        value = plistlib.loads(data)
    except _FAULTS:
        if data.startswith(b"bplist"):
            raise Unreadable(Reason.DAMAGED) from None
        yield from xml_text.extract(item, budget)
        return
    walker = _Walker(item.locator, budget)
    archived = isinstance(value, dict) and "$objects" in value and isinstance(value["$objects"], list)
    if archived:  # objects of a program, which point at each other by number: their words stand in one list
        lines = [str(thing) for thing in value["$objects"] if isinstance(thing, str) and thing != "$null"]
        yield from texts("\n".join(lines), item.locator)
        for thing in value["$objects"]:
            walker.walk("", thing, _LEVELS) if isinstance(thing, bytes) else None
    else:
        walker.walk("", value, _LEVELS)
        yield from texts("\n".join(walker.lines), item.locator)
    yield from walker.tables
    yield from walker.files


class _Walker:
    def __init__(self, locator: Locator, budget: Budget) -> None:
        self.locator = locator
        self.budget = budget
        self.lines: list[str] = []
        self.tables: list[Extracted] = []
        self.files: list[Item] = []
        self.left = _VALUES

    def walk(self, path: str, value: Any, levels: int) -> None:
        self.left -= 1
        if self.left < 0 or not levels:
            raise Unreadable(Reason.TOO_DEEP if self.left >= 0 else Reason.TOO_BIG)
        if isinstance(value, dict):
            for key, inner in value.items():
                self.walk(f"{path}.{key}" if path else str(key), inner, levels - 1)
        elif isinstance(value, list):
            if len(value) > 2 and all(isinstance(row, dict) and len(row) > 1 for row in value):
                self.table(path, value)
                return
            for inner in value:
                self.walk(path, inner, levels - 1)
        else:
            text = typed_rows.shown(value.data if isinstance(value, plistlib.UID) else value)
            if text is None:
                self.files += cells.blob(value, self.locator, path or "content", self.budget)
            elif text:
                self.lines.append(f"{path}: {text}" if path else text)

    def table(self, path: str, records: list[dict[str, Any]]) -> None:
        names = list(dict.fromkeys(str(key) for record in records for key in record))[:200]
        rows = [[record.get(name) for name in names] for record in records]
        self.tables += typed_rows.table(rows, names, self.locator.inside(path or "table"), self.budget)
