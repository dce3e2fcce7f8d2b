"""The engine: files go to workers, events come back, every file ends in exactly one way.

for event in scan(Path("hr"), keys=ScanKeys.random()):
    match event: ...
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from bailee.extractors.interface import Unread
from bailee.findings import Finding
from bailee.items import Item, ItemFacts
from bailee.kinds.interface import Sibling
from bailee.scanner.events import Event, ItemPartly, ItemRead, KindFound, Skipped
from bailee.scanner.limits import Limits
from bailee.scanner.pool import Ended, Pool
from bailee.scanner.reading import Done, Progress, ScanKeys, series_found
from bailee.sources.files import Files
from bailee.vocabulary import Locator, Reason

MEMORY = 800 << 20  # for all workers together
SERIES = 400  # siblings of one folder that are kept to recognise a series


@dataclass(frozen=True, slots=True)
class Known:
    """A file that the store has read before and that did not change: its findings stand."""

    reason: Reason | None = None  # why it was partly read, None where it was read whole
    parts: tuple[tuple[Locator, Reason], ...] = ()


Knowledge = Callable[[Locator, ItemFacts], Known | None]


def default_jobs() -> int:
    """One worker a core, at most 4: a scan must leave the machine usable."""
    return max(1, min(os.cpu_count() or 1, 4))


def scan(
    place: Path,
    *,
    keys: ScanKeys,
    known: Knowledge | None = None,
    limits: Limits | None = None,
    jobs: int = 0,
) -> Iterator[Event]:
    """Events of one place (a file or a folder), as they come.

    A later `Finding` with the same ident replaces an earlier one: a long file is handed over in steps. Closing the
    iterator ends the workers; what was yielded stays true. CannotRead where the place itself is not there.
    """
    yield from Scanner(place, keys, known, limits, jobs).events()


@dataclass(slots=True)
class _Open:
    """A file that a worker is reading: what was heard of it so far."""

    item: Item
    heard: bool = False
    unread: list[Unread] = field(default_factory=list)
    done: Done | None = None


class Scanner:
    """One scan of one place."""

    def __init__(
        self, place: Path, keys: ScanKeys, known: Knowledge | None = None, limits: Limits | None = None, jobs: int = 0
    ) -> None:
        self.files = Files(place)
        self.keys = keys
        self.known = known
        self.jobs = jobs or default_jobs()
        self.limits = limits or Limits(memory=max(MEMORY // self.jobs, 256 << 20))
        self.place = str(place.absolute())
        self.open: dict[Locator, _Open] = {}
        self.siblings: dict[str, list[Sibling]] = {}  # by folder: files that may be part of a series

    def events(self) -> Iterator[Event]:
        source = self.files.items()
        listing: str | None = ""  # folder that is being listed
        with Pool(self.keys, self.limits, self.jobs, self.place) as pool:
            while listing is not None or pool.busy:
                while pool.has_room and listing is not None:
                    entry = next(source, None)
                    if entry is None:
                        listing = None
                    elif not isinstance(entry, Item):
                        yield Skipped(entry.locator, entry.reason, entry.size)
                    elif (event := self._unchanged(entry)) is not None:
                        yield event
                    else:
                        listing = _folder_of(entry.locator)
                        self.open[entry.locator] = _Open(entry)
                        pool.start(entry)
                for item, piece in pool.collect():
                    if isinstance(piece, Ended):
                        yield from self._end(item, piece.reason)
                    else:
                        yield from self._hear(item, piece)
                yield from self._close_folders(listing)

    def _unchanged(self, item: Item) -> Event | None:
        if self.known is None or item.facts is None:
            return None
        known = self.known(item.locator, item.facts)
        if known is None:
            return None
        if known.reason is None:
            return ItemRead(item.locator, item.facts, unchanged=True)
        return ItemPartly(item.locator, item.facts, known.reason, known.parts, unchanged=True)

    def _hear(self, item: Item, piece: object) -> Iterator[Event]:
        state = self.open[item.locator]
        if isinstance(piece, Finding | KindFound):
            state.heard = True
            yield piece
        elif isinstance(piece, Unread):
            state.unread.append(piece)
        elif isinstance(piece, Progress):
            state.heard = True
        elif isinstance(piece, Done):
            state.done = piece

    def _end(self, item: Item, failure: Reason | None) -> Iterator[Event]:
        state = self.open.pop(item.locator)
        facts = item.facts or ItemFacts(item.size, 0)
        done = state.done
        if done is None:
            reason = failure or Reason.CRASHED
            if state.heard and failure is not None:  # a part was read before it broke off
                yield ItemPartly(item.locator, facts, reason, ((item.locator, reason),))
            else:
                yield Skipped(item.locator, reason, facts.size, facts)
            return
        parts = tuple((part.locator, part.reason) for part in done.unread)
        if parts:
            yield ItemPartly(item.locator, facts, parts[0][1], parts, done.media_type, done.content_digest)
        else:
            yield ItemRead(item.locator, facts, done.media_type, done.content_digest)
        siblings = self.siblings.setdefault(_folder_of(item.locator), [])
        if len(siblings) < SERIES and (done.media is not None or done.media_type == "message/rfc822"):
            siblings.append(
                Sibling(item.locator, done.media_type, facts.size, facts.modified_ns, done.media, done.kinds)
            )

    def _close_folders(self, listed: str | None) -> Iterator[Event]:
        """Recognise series in folders of which every file was read; `listed` is the one that is still being listed."""
        busy = {_folder_of(locator) for locator in self.open}
        for name in [name for name in self.siblings if name != listed and name not in busy]:
            yield from series_found(self.siblings.pop(name))


def _folder_of(locator: Locator) -> str:
    return str(PurePosixPath(locator.item).parent)
