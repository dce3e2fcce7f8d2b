"""What a scan reads from: files where they lie, or what a source that is no folder lists and fetches.

Such a source is listed in a thread of its own and fetched in a few others, some items ahead, so that workers need not wait
for a network and a network that hangs holds up nobody. A copy is no larger than the limit, whatever was said of its size.
"""

from __future__ import annotations

import errno
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import Empty, Full, Queue
from time import monotonic
from typing import Protocol

from bailee.items import Item, ItemFacts
from bailee.scanner.spool import Spool
from bailee.sources.files import Files
from bailee.sources.interface import EVERYTHING, Entry, NotFetched, Source, Unreachable, reason_of_failure
from bailee.vocabulary import Locator, Reason

FETCHERS = 4  # threads that copy
AHEAD = 16  # items that are being copied or wait for a worker
LISTED = 500  # entries that are listed ahead
STEP = 1 << 20
STALLED = 180.0  # seconds without a byte after which a copy is given up; a source has shorter limits of its own
LISTING_STALLED = 900.0  # and without an entry, a listing: a server may ask us to wait for minutes


@dataclass(frozen=True, slots=True)
class Ready:
    """An item that a worker may open, or the reason why it could not be had."""

    item: Item
    reason: Reason | None = None


class Supply(Protocol):
    """Where a scan's items come from. Only the scan's own thread calls it."""

    @property
    def has_ended(self) -> bool:
        """Whether everything was listed and handed out by `listed`."""
        ...

    @property
    def has_room(self) -> bool:
        """Whether one more item may be asked for."""
        ...

    @property
    def pending(self) -> frozenset[Locator]:
        """Items that were asked for and not handed out yet."""
        ...

    def listed(self) -> Entry | None:
        """The next entry, None where there is none now."""
        ...

    def fetch(self, item: Item) -> None: ...

    def ready(self) -> Ready | None:
        """An item that was asked for, None where none is there now."""
        ...

    def wait(self, seconds: float) -> None:
        """Until something may be there."""
        ...

    def release(self, item: Item) -> None:
        """The item has ended."""
        ...

    def close(self) -> None: ...


class Direct:
    """Files are opened where they lie: a worker takes what was listed last."""

    def __init__(self, files: Files) -> None:
        self._entries: Iterator[Entry] = files.items()
        self._waiting: deque[Item] = deque()
        self.has_ended = False

    @property
    def has_room(self) -> bool:
        return not self._waiting

    @property
    def pending(self) -> frozenset[Locator]:
        return frozenset(item.locator for item in self._waiting)

    def listed(self) -> Entry | None:
        entry = next(self._entries, None)
        self.has_ended = entry is None
        return entry

    def fetch(self, item: Item) -> None:
        self._waiting.append(item)

    def ready(self) -> Ready | None:
        return Ready(self._waiting.popleft()) if self._waiting else None

    def wait(self, seconds: float) -> None:
        """Files are always there."""

    def release(self, item: Item) -> None:
        """The file is somebody's own."""

    def close(self) -> None:
        """Nothing is held open between two entries."""


@dataclass(slots=True)
class _Copy:
    """One item on its way."""

    item: Item
    moved: float = field(default_factory=monotonic)  # when its last bytes came
    begun: bool = False
    given_up: bool = False


class Fetched:
    """Items of a source, copied ahead of the workers into a spool."""

    def __init__(self, source: Source, spool: Spool, *, largest: int, room: int) -> None:
        self._source = source
        self._spool = spool
        self._largest = largest
        self._room = room  # bytes that copies take together; one of any size may be there
        self._listed: Queue[Entry | None] = Queue(LISTED)
        self._wanted: Queue[_Copy | None] = Queue()
        self._done: Queue[tuple[_Copy, Ready]] = Queue()
        self._copies: dict[Locator, _Copy] = {}
        self._sizes: dict[Locator, int] = {}
        self._stop = threading.Event()
        self._news = threading.Event()
        self._heard = monotonic()  # when the listing gave its last entry
        self.has_ended = False
        self._threads = 0
        threading.Thread(target=self._list_all, name="listing", daemon=True).start()

    # the scan's own thread

    @property
    def has_room(self) -> bool:
        return len(self._copies) < AHEAD and (not self._sizes or sum(self._sizes.values()) < self._room)

    @property
    def pending(self) -> frozenset[Locator]:
        return frozenset(self._copies)

    def listed(self) -> Entry | None:
        try:
            entry = self._listed.get_nowait()
        except Empty:
            if not self.has_ended and monotonic() - max(self._heard, self._last_heard) > LISTING_STALLED:
                self.has_ended = True
                self._stop.set()
                return Unreachable(EVERYTHING, Reason.NOT_CONNECTED)
            return None
        self.has_ended = entry is None
        return entry

    def fetch(self, item: Item) -> None:
        if item.locator in self._sizes:
            return  # listed twice: it is on its way
        copy = _Copy(item)
        self._copies[item.locator] = copy
        self._sizes[item.locator] = item.size
        if item.size > self._largest:
            self._done.put((copy, Ready(item, Reason.TOO_BIG)))
            return
        self._wanted.put(copy)
        if self._threads < min(FETCHERS, len(self._copies)):
            self._threads += 1
            threading.Thread(target=self._copy, name="fetching", daemon=True).start()

    def ready(self) -> Ready | None:
        while True:
            try:
                copy, ready = self._done.get_nowait()
            except Empty:
                return self._stalled()
            if not copy.given_up:
                break
        del self._copies[copy.item.locator]
        if ready.reason is not None:
            self._sizes.pop(copy.item.locator, None)
        else:
            self._sizes[copy.item.locator] = ready.item.size
        return ready

    def _stalled(self) -> Ready | None:
        """A copy that has not moved for long is given up, and its thread with it."""
        now, heard = monotonic(), self._last_heard
        for copy in self._copies.values():
            if copy.begun and now - max(copy.moved, heard) > STALLED:
                copy.given_up = True
                self._threads -= 1
                del self._copies[copy.item.locator]
                self._sizes.pop(copy.item.locator, None)
                return Ready(copy.item, Reason.NOT_CONNECTED)
        return None

    @property
    def _last_heard(self) -> float:
        """When the source heard something of its service, or until when that wants it to wait; 0 where it does not tell."""
        return float(getattr(self._source, "last_heard", 0.0))

    def wait(self, seconds: float) -> None:
        self._news.wait(seconds)
        self._news.clear()

    def release(self, item: Item) -> None:
        self._sizes.pop(item.locator, None)
        if item.path is not None:
            item.path.unlink(missing_ok=True)

    def close(self) -> None:
        self._stop.set()
        for _ in range(self._threads):
            self._wanted.put(None)

    # other threads

    def _list_all(self) -> None:
        try:
            for entry in self._source.items():
                if not self._tell(entry):
                    return
        except Exception as error:  # noqa: BLE001 - whatever a library raises, the scan goes on with what was listed
            self._tell(Unreachable(EVERYTHING, reason_of_failure(error) or Reason.CRASHED))
        self._tell(None)

    def _tell(self, entry: Entry | None) -> bool:
        """Hand over one entry; False where nobody listens any more."""
        while not self._stop.is_set():
            self._heard = monotonic()
            try:
                self._listed.put(entry, timeout=0.2)
            except Full:
                continue
            self._news.set()
            return True
        return False

    def _copy(self) -> None:
        while (copy := self._wanted.get()) is not None and not self._stop.is_set():
            copy.begun, copy.moved = True, monotonic()
            self._done.put((copy, self._copied(copy)))
            self._news.set()
            if copy.given_up:
                return

    def _copied(self, copy: _Copy) -> Ready:
        item = copy.item
        path: Path | None = None
        reason: Reason | None
        try:
            path = self._spool.new()
            size = self._write(copy, path)
        except NotFetched as failure:
            reason = failure.reason
        except OSError as error:
            full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
            reason = Reason.TOO_BIG if full else reason_of_failure(error) or Reason.DAMAGED
        except Exception as error:  # noqa: BLE001 - whatever a library raises costs this item
            reason = reason_of_failure(error) or Reason.CRASHED
        else:
            facts = item.facts or ItemFacts(size, 0)
            return Ready(replace(item, size=size, path=path, facts=facts, opener=None))
        if path is not None:
            path.unlink(missing_ok=True)
        return Ready(item, reason)

    def _write(self, copy: _Copy, path: Path) -> int:
        """Bytes copied; NotFetched where they are more than the limit, whatever was said before."""
        size = 0
        with copy.item.open() as stream, path.open("wb") as out:
            while chunk := stream.read(STEP):
                copy.moved = monotonic()
                size += len(chunk)
                if size > self._largest:
                    raise NotFetched(Reason.TOO_BIG)
                if self._stop.is_set() or copy.given_up:
                    raise NotFetched(Reason.NOT_CONNECTED)
                out.write(chunk)
        return size
