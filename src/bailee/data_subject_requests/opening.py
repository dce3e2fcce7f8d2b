"""Values of one person, opened from a file at the moment they are asked for: read apart, compared by fingerprint, kept nowhere.

    for value in open_values(path, lambda detector, value: (detector, printed(value)) in theirs): …

The file is read in a process of its own under the limits of a scan; what it yields goes over a pipe, and all that is not the
person's is let go before anybody else sees it.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from bailee.items import Item
from bailee.scanner.limits import Limits
from bailee.scanner.watched import watched
from bailee.sources.files import Files
from bailee.sources.interface import Same, Unreachable
from bailee.vocabulary import Locator, Reason

IsTheirs = Callable[[str, str], bool]  # of a detector and a value in normal form


@dataclass(frozen=True, slots=True)
class FoundValue:
    """One value as it is written there, or why the file gave none."""

    locator: Locator = field(repr=False)
    detector: str = ""
    category: str = ""
    written: str = field(default="", repr=False)
    reason: Reason | None = None


def open_values(file: Path, is_theirs: IsTheirs, limits: Limits | None = None) -> Iterator[FoundValue]:
    """Values in a file that are theirs, each as often as it is written differently; last, what could not be read."""
    entry = next(Files(file).items(), None) if file.exists() and not file.is_dir() else None
    if entry is None or isinstance(entry, Same):
        yield FoundValue(Locator((file.name,)), reason=Reason.VANISHED)
        return
    if isinstance(entry, Unreachable):
        yield FoundValue(entry.locator, reason=entry.reason)
        return
    seen: set[tuple[str, str, str]] = set()
    for told in watched(_read, entry, (limits or Limits(ocr="off")).for_pictures()):
        if isinstance(told, Reason):
            yield FoundValue(entry.locator, reason=told)
            continue
        if told.get("reason"):
            yield FoundValue(Locator(tuple(told["locator"])), reason=Reason(told["reason"]))
            continue
        key = (told["detector"], told["value"], told["written"])
        if key not in seen and is_theirs(told["detector"], told["value"]):
            seen.add(key)
            yield FoundValue(Locator(tuple(told["locator"])), told["detector"], told["category"], told["written"])


def _read(channel: Connection, item: Item, limits: Limits) -> None:
    # In the child only: the parent loads no parser of files.
    from bailee import detectors
    from bailee.extractors import visible_text
    from bailee.findings import matches_in_name
    from bailee.scanner.reading import places_of
    from bailee.scanner.worker import settle
    from bailee.text import Text

    settle(limits, (str(item.path),))
    visible_text.begin(limits.ocr, alive=lambda _: channel.send_bytes(b"{}"))
    with contextlib.suppress(BrokenPipeError):
        for place in places_of(item, limits):
            if not isinstance(place, Text):
                _tell(channel, locator=place.locator.segments, reason=place.reason.value)
                continue
            for match in detectors.detect(place):
                _tell(
                    channel,
                    locator=place.locator.segments,
                    detector=match.detector,
                    category=match.category,
                    value=match.value,
                    written=place.content[match.start : match.end],
                )
        for match in matches_in_name(item.locator.item):
            _tell(
                channel,
                locator=item.locator.segments,
                detector=match.detector,
                category=match.category,
                value=match.value,
                written=item.locator.item[match.start : match.end],
            )
        channel.send_bytes(b"null")


def _tell(channel: Connection, **told: object) -> None:
    channel.send_bytes(json.dumps(told).encode())
