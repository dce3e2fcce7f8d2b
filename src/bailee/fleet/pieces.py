"""What a scan yields, in pieces of a bounded size, each closed to the server: an agent's spool holds nothing that opens it.

>>> from bailee.scanner.events import Skipped
>>> from bailee.vocabulary import Locator, Reason
>>> piece = packed([Skipped(Locator(("a.iso",)), Reason.TOO_BIG, 9)])
>>> [(str(event.locator), event.reason.value) for event in unpacked(piece)]
[('a.iso', 'too-big')]

A piece holds at most `EVENTS` events and `LARGEST` bytes unpacked: 10⁵ findings are some fifty of them, and a server that
opens one knows what it may take.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from time import monotonic
from typing import Any

from bailee.errors import InvalidInput
from bailee.findings import Finding
from bailee.items import ItemFacts
from bailee.monitoring.contents import InFile
from bailee.monitoring.traces import Sort
from bailee.scanner.events import Event, ItemPartly, ItemRead, KindFound, Skipped
from bailee.scanner.wire import decode_piece, encode_piece
from bailee.vocabulary import DATA_CATEGORIES, Locator, Reason

EVENTS = 2_000  # of one piece
LARGEST = 4 << 20  # bytes of one piece, unpacked
SEALED = 2 << 20  # bytes of one as it is handed in
_LINE = 64 << 10  # bytes of one event: locators have no bound of their own
_FACTS = tuple(each.name for each in fields(ItemFacts) if each.name != "acl")


def packed(events: Iterable[Event]) -> bytes:
    """One piece, unsealed."""
    lines = [json.dumps(_told(event), ensure_ascii=False, separators=(",", ":")) for event in events]
    return zlib.compress("\n".join(lines).encode("utf-8", "surrogatepass"), 6)


def unpacked(piece: bytes) -> Iterator[Event]:
    """The events of a piece. InvalidInput where it is larger than one may be, or says something else."""
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(piece, LARGEST + _LINE)
        if unpacker.unconsumed_tail or not unpacker.eof:
            raise InvalidInput("this piece is larger than one may be, or cut off")
        lines = text.decode("utf-8", "surrogatepass").split("\n") if text else []
        if len(lines) > EVENTS:
            raise InvalidInput("this piece holds more than one may")
        for line in lines:
            yield _retold(json.loads(line))
    except (zlib.error, KeyError, TypeError, ValueError, IndexError, AttributeError, RecursionError):
        raise InvalidInput("this piece says nothing that a scan says") from None


@dataclass(slots=True)
class Cutter:
    """Cuts what a scan yields into pieces: by number, by size, and by time, so that an end of the machine costs little."""

    seconds: float = 30.0

    def cut(self, events: Iterable[Event]) -> Iterator[list[Event]]:
        held: list[Event] = []
        size, begun = 0, monotonic()
        for event in events:
            about = _size(event)
            if held and (len(held) >= EVENTS or size + about > LARGEST // 2 or monotonic() - begun > self.seconds):
                yield held
                held, size, begun = [], 0, monotonic()
            held.append(event)
            size += about
        if held:
            yield held


def _size(event: Event) -> int:
    """Bytes that it takes, about: never less than half of them."""
    size = 400 + 6 * sum(len(each) for each in event.locator.segments)
    if isinstance(event, Finding):
        size += 120 * (len(event.normal_forms) + len(event.cues)) + 60 * len(event.attributes)
    elif isinstance(event, ItemPartly):
        size += sum(60 + 6 * sum(len(each) for each in locator.segments) for locator, _ in event.parts)
    return size


def _told(event: Event) -> dict[str, Any]:
    if isinstance(event, Finding | KindFound):
        return encode_piece(event)
    told: dict[str, Any] = {"locator": event.locator.segments}
    if event.facts is not None:
        told["facts"] = [getattr(event.facts, name) for name in _FACTS]
        told["acl"] = event.facts.acl.hex() if event.facts.acl is not None else None
    if isinstance(event, Skipped):
        return told | {"is": "skipped", "reason": event.reason.value, "size": event.size, "why": event.why}
    told |= {
        "media_type": event.media_type,
        "digest": event.content_digest,
        "unchanged": event.unchanged,
        "names": event.names,
        "pictures": event.pictures,
        "tools": [
            [t.product, t.sort.value, t.kept_days, t.first_on.isoformat() if t.first_on else None] for t in event.tools
        ],
        "same_as": event.same_as.segments if event.same_as is not None else None,
    }
    if isinstance(event, ItemRead):
        return told | {"is": "read"}
    parts = [[locator.segments, reason.value] for locator, reason in event.parts[:1_000]]
    return told | {"is": "partly", "reason": event.reason.value, "parts": parts}


def _retold(told: Mapping[str, Any]) -> Event:
    what = told["is"]
    if what in ("finding", "kind"):
        found = decode_piece(dict(told))
        if not isinstance(found, Finding | KindFound):
            raise InvalidInput("this piece says nothing that a scan says")
        return _plain(found) if isinstance(found, Finding) else found
    locator = _locator(told["locator"])
    facts = None
    if told.get("facts") is not None:
        acl = told.get("acl")
        facts = ItemFacts(
            **dict(zip(_FACTS, map(int, told["facts"]), strict=True)),
            acl=bytes.fromhex(acl) if acl is not None else None,
        )
    if what == "skipped":
        return Skipped(locator, Reason(told["reason"]), int(told["size"]), facts, str(told["why"])[:500])
    first, second = map(int, told["names"])
    third, fourth = map(int, told["pictures"])
    more: dict[str, Any] = {
        "media_type": str(told["media_type"]),
        "content_digest": str(told["digest"]),
        "unchanged": told["unchanged"] is True,
        "names": (first, second),
        "pictures": (third, fourth),
        "tools": tuple(
            InFile(str(product), Sort(sort), int(days) if days else None, date.fromisoformat(on) if on else None)
            for product, sort, days, on in told["tools"]
        ),
        "same_as": _locator(told["same_as"]) if told["same_as"] is not None else None,
    }
    if facts is None:
        raise InvalidInput("this piece says nothing that a scan says")
    if what == "read":
        return ItemRead(locator, facts, **more)
    parts = tuple((_locator(segments), Reason(reason)) for segments, reason in told["parts"])
    return ItemPartly(locator, facts, Reason(told["reason"]), parts, **more)


def _plain(finding: Finding) -> Finding:
    """A finding in which nothing but its locator could carry a value: whoever has an agent's key may send what no scanner would.

    Masks are never taken of an agent. InvalidInput where a fingerprint is none, or a category unknown.
    """
    prints = (finding.ident, finding.fingerprint, finding.group, *(printed for _, printed in finding.normal_forms))
    if not all(_PRINT.fullmatch(each) for each in prints) or finding.category not in DATA_CATEGORIES:
        raise InvalidInput("this piece says nothing that a scan says")
    words = (finding.detector, *(form for form, _ in finding.normal_forms), *(name for name, _ in finding.attributes))
    if not all(_WORD.fullmatch(each) for each in words) or len(finding.cues) > 50 or len(finding.normal_forms) > 50:
        raise InvalidInput("this piece says nothing that a scan says")
    return replace(finding, mask="", cues=tuple((effect[:20], says[:200], sure) for effect, says, sure in finding.cues))


_PRINT = re.compile(r"[0-9a-f]{0,64}")
_WORD = re.compile(r"[a-z0-9][a-z0-9_.-]{0,79}")


def _locator(segments: Any) -> Locator:
    return Locator(tuple(map(str, segments)))
