"""Event logs of Windows: .evtx (extra `data`, by evtx) and the older .evt. One line an event, each value after its name.

2024-06-03T10:00:02Z WS01 Microsoft-Windows-Security-Auditing 4624 TargetUserName: jdoe; IpAddress: 10.0.3.17
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from bailee.extractors.data_types import EVENT_LOG, OLD_EVENT_LOG
from bailee.extractors.expanding import MEMBER_LIMIT
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.items import Item
from bailee.text import Text
from bailee.vocabulary import Reason

READS = frozenset({EVENT_LOG, OLD_EVENT_LOG})

CHARACTERS = 200_000  # of one stretch
_VALUE = 20_000  # characters of one value: scripts that PowerShell ran are long
_CHUNK = 1 << 16  # bytes; each chunk of a log stands alone


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    faults: list[Reason] = []
    if item.read(7) == b"ElfFile":
        lines: Iterable[str] = _new(item, faults)
    else:
        lines = _old(item, faults)
    batch: list[str] = []
    size = offset = 0
    for line in lines:
        batch.append(line)
        size += len(line) + 1
        if size > CHARACTERS:
            yield Text.of("\n".join(batch), item.locator, offset=offset)
            offset += size
            batch, size = [], 0
    if batch:
        yield Text.of("\n".join(batch), item.locator, offset=offset)
    for reason in dict.fromkeys(faults):
        yield Unread(item.locator, reason)


def _new(item: Item, faults: list[Reason]) -> Iterator[str]:
    try:
        from evtx import PyEvtxParser
    except ImportError:
        raise Unreadable(Reason.UNKNOWN_FORMAT) from None
    with item.open() as stream:
        try:
            records = iter(PyEvtxParser(stream, number_of_threads=1).records_json())
        except (RuntimeError, OSError, ValueError):
            raise Unreadable(Reason.DAMAGED) from None
        while True:
            try:
                record = next(records, None)
            except (RuntimeError, OSError, ValueError):  # one record, or one chunk, that is broken
                faults.append(Reason.DAMAGED)
                if len(faults) > 1_000:
                    return
                continue
            if record is None:
                return
            if line := _event(str(record["data"])):
                yield line


def _event(told: str) -> str:
    try:
        event = json.loads(told).get("Event", {})
    except (ValueError, AttributeError, RecursionError):
        return ""
    system = event.get("System") or {}
    when = _attribute(system.get("TimeCreated"), "SystemTime")
    who = _attribute(system.get("Security"), "UserID")
    head = [
        when,
        _text(system.get("Computer")),
        _attribute(system.get("Provider"), "Name"),
        _text(system.get("EventID")),
    ]
    values = list(
        _values({key: value for key, value in event.items() if key != "System" and not key.startswith("#")}, "")
    )
    if who:
        values.append(f"UserID: {who}")
    return " ".join(filter(None, head)) + (" " + "; ".join(values) if values else "")


def _attribute(thing: Any, name: str) -> str:
    attributes = thing.get("#attributes") if isinstance(thing, dict) else None
    return str(attributes.get(name) or "") if isinstance(attributes, dict) else ""


def _text(thing: Any) -> str:
    if isinstance(thing, dict):
        thing = thing.get("#text", "")
    return "" if thing is None else str(thing)


def _values(thing: Any, name: str) -> Iterator[str]:
    """Values after their names; a name is the last word on the way to it."""
    if isinstance(thing, dict):
        for key, inner in thing.items():
            if key != "#attributes":
                yield from _values(inner, name if key == "#text" else key)
    elif isinstance(thing, list):
        for inner in thing:
            yield from _values(inner, name)
    elif thing not in (None, "", "-"):
        shown = " ".join(str(thing).split())[:_VALUE]
        yield f"{name}: {shown}" if name not in ("", "Data") else shown


# --- before Vista


def _old(item: Item, faults: list[Reason]) -> Iterator[str]:
    if item.size > MEMBER_LIMIT:
        raise Unreadable(Reason.TOO_BIG)
    data = item.read()
    at = data.find(b"LfLe", 48)
    while at >= 4:
        length = int.from_bytes(data[at - 4 : at], "little")
        record = data[at - 4 : at - 4 + length]
        if 56 <= length <= 1 << 18 and len(record) == length:
            yield _old_event(record)
            at = data.find(b"LfLe", at - 4 + length)
        else:
            faults.append(Reason.DAMAGED)
            at = data.find(b"LfLe", at + 4)


def _old_event(record: bytes) -> str:
    made, _, event, _, count = struct.unpack_from("<IIIHH", record, 12)
    strings_at = struct.unpack_from("<I", record, 36)[0]
    names = record[56:strings_at].decode("utf-16-le", "replace").split("\0")[:2]
    strings = record[strings_at:].decode("utf-16-le", "replace").split("\0")[:count]
    when = datetime.fromtimestamp(made, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    source, computer = (*names, "", "")[:2]
    return " ".join(filter(None, [when, computer, source, str(event & 0xFFFF), "; ".join(filter(None, strings))]))
