"""The engine: files go to workers, events come back, every file ends in exactly one way.

for event in scan(Path("hr"), keys=ScanKeys.random()):
    match event: ...
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from time import monotonic, sleep
from typing import TYPE_CHECKING

from bailee.findings import Finding
from bailee.items import Item, ItemFacts
from bailee.scanner.conduct import Conduct
from bailee.scanner.events import (
    Event,
    FolderUnchanged,
    ItemPartly,
    ItemRead,
    KindFound,
    SeriesTold,
    Skipped,
    StoreEvent,
)
from bailee.scanner.isolation import Held
from bailee.scanner.known import Known
from bailee.scanner.lane import Lane, Waiting, unread
from bailee.scanner.limits import Limits
from bailee.scanner.other_names import OtherNames
from bailee.scanner.pieces import Done, Progress, ScanKeys
from bailee.scanner.pool import LOOK_EVERY, Ended, Pool, PutOff
from bailee.scanner.series import Series
from bailee.scanner.spool import Spool
from bailee.scanner.supply import Direct, Fetched, Supply
from bailee.sources.addresses import Address, Where, written
from bailee.sources.exclusions import Exclusion
from bailee.sources.files import Files
from bailee.sources.interface import Gone, Same, Source
from bailee.sources.ranges import Part
from bailee.vocabulary import Locator, Reason

if TYPE_CHECKING:
    from bailee.kinds.interface import Sibling

MEMORY = 800 << 20  # for all workers together
LEAST = 64 << 20  # of it, that a worker has at least


Knowledge = Callable[[Locator, ItemFacts], Known | None]


def default_jobs() -> int:
    """One worker a core, at most 4: a scan must leave the machine usable."""
    return max(1, min(os.cpu_count() or 1, 4))


def scan(
    place: Where,
    *,
    keys: ScanKeys,
    known: Knowledge | None = None,
    limits: Limits | None = None,
    jobs: int = 0,
    source: Source | None = None,
    spool: Path | None = None,
    waiting: Waiting | None = None,
    conduct: Conduct | None = None,
) -> Generator[Event, None, None]:
    """Events of one place (a file, a folder, or the address of a source), as they come.

    `source` is what `sources.connect` made of an address; `spool` a folder for copies of its items while they are read. A
    later `Finding` with the same ident replaces an earlier one: a long file is handed over in steps. Closing the iterator
    ends the workers; what was yielded stays true. CannotRead where the place itself is not there.
    """
    scanner = Scanner(place, keys, known, limits, jobs, source=source, spool=spool, waiting=waiting, conduct=conduct)
    for event in scanner.events():
        if not isinstance(event, FolderUnchanged | SeriesTold):  # never: nobody is asked about whole folders
            yield event


@dataclass(slots=True)
class _Open:
    """A file that a worker is reading: what was heard of it so far."""

    item: Item
    heard: bool = False
    done: Done | None = None
    known: Known | None = None
    started: float = field(default_factory=monotonic)


class Scanner:
    """One scan of one place."""

    def __init__(
        self,
        place: Where,
        keys: ScanKeys,
        known: Knowledge | None = None,
        limits: Limits | None = None,
        jobs: int = 0,
        *,
        source: Source | None = None,
        spool: Path | None = None,
        waiting: Waiting | None = None,
        conduct: Conduct | None = None,
        folders: Callable[[str, bytes, Collection[str] | None], FolderUnchanged | None] | None = None,
        part: Part | None = None,
    ) -> None:
        """`part`: the folders of the place that this scan tells of; others tell of the rest."""
        if isinstance(place, Address) and (source is None or spool is None):
            raise ValueError("an address is scanned by its source, with a folder for copies")
        self.conduct = conduct or Conduct()
        self.files = None if isinstance(place, Address) else Files(place, exclusions=self.conduct.exclusions, part=part)
        self.unchanged: deque[FolderUnchanged] = deque()
        if self.files is not None and not self.files.is_file and folders is not None:
            self.files.listed = self._listed
        self.folders = folders  # what the store says of a folder's listing
        self.source = source
        self.spool = spool
        self.keys = keys
        self.known = known
        self.jobs = min(jobs or default_jobs(), MEMORY // LEAST)
        self.limits = replace(limits or Limits(), gentle=self.conduct.pacer.pace.is_gentle)
        self.memory = MEMORY
        self.place = written(place)
        self.pool: Pool | None = None
        self.open: dict[Locator, _Open] = {}
        self.lane = Lane(waiting)  # files whose pictures are still to be read
        self.to_compare: dict[Locator, Known] = {}  # files on their way to a worker that may be as they were
        self.alone: list[Item] = []  # files that need so much memory that no other may be read beside them
        self.series: dict[str, Series] = {}  # by folder: files that may be part of one
        self.names = OtherNames()
        self.gone: list[Locator] = []  # items that a listing of changes says are no more

    def _supply(self, stack: ExitStack) -> Supply:
        """Where items come from; what it holds is let go of when the stack closes."""
        if self.files is not None:
            return Direct(self.files)
        assert self.source is not None and self.spool is not None  # noqa: S101 - as the constructor demands
        stack.enter_context(closing(self.source))
        folder = stack.enter_context(Spool(self.spool))
        supply = Fetched(self.source, folder, largest=self.limits.fetched, room=self.limits.spooled)
        return stack.enter_context(closing(supply))

    @property
    def held(self) -> Held | None:
        """What every worker was refused when it tried; None where none was needed."""
        return self.pool.held if self.pool is not None else None

    def events(self) -> Iterator[StoreEvent]:
        listing: str | None = ""  # folder that is being listed
        pacer = self.conduct.pacer
        with ExitStack() as stack:
            supply = self._supply(stack)
            pool = stack.enter_context(Pool(self.keys, self.limits, self.jobs, self.place, self.memory))
            pool.readable = (str(self.spool),) if self.source is not None and self.spool is not None else ()
            self.pool = pool
            # however it ends: of a scan that is stopped, too, what read its files was kept in
            stack.callback(lambda: self.conduct.hear(pool.held, pool.started, pool.ended, pool.largest))
            while not supply.has_ended or supply.pending or pool.busy or self.alone or self.lane or self.names.waiting:
                until = monotonic() + LOOK_EVERY  # unchanged files come by the thousand, and workers want to be heard
                while monotonic() < until:
                    if pacer.why and not pacer.may_begin():
                        break
                    if (
                        pool.has_room
                        and self.lane.has_room
                        and pacer.may_begin()
                        and (ready := supply.ready()) is not None
                    ):
                        if ready.reason is None:
                            self._start(pool, ready.item)
                        else:  # what it held stands: nothing says that it is gone
                            facts = ready.item.facts
                            yield Skipped(ready.item.locator, ready.reason, max(ready.item.size, 0), facts)
                        continue
                    if supply.has_ended or not supply.has_room or not self.lane.has_room:
                        break
                    entry = supply.listed()
                    if entry is None:
                        break
                    if isinstance(entry, Gone):
                        self.gone.append(entry.locator)
                    elif isinstance(entry, Same):
                        listing = entry.locator.item
                        yield self.unchanged.popleft()
                    elif not isinstance(entry, Item):
                        if entry.why:
                            self.conduct.leave_out(entry.why, entry.size)
                        yield Skipped(entry.locator, entry.reason, entry.size, why=entry.why)
                    elif (rule := self._left_out(entry)) is not None:
                        self.conduct.leave_out(rule.reason, entry.size)
                        yield Skipped(entry.locator, Reason.EXCLUDED, max(entry.size, 0), why=rule.reason)
                    else:
                        listing = _folder_of(entry.locator)
                        known = self.known(entry.locator, entry.facts) if self.known and entry.facts else None
                        if known is not None and known.is_locked and self.keys.passwords:
                            known = None  # one of them may open it
                        if known is not None and not known.digest and not known.is_other_name:
                            self.names.stands(entry, known)
                            yield from self._unchanged(entry, known)
                        elif (known is None or known.elsewhere or known.is_other_name) and self.names.put_off(
                            entry, known, beside_a_store=self.known is not None
                        ):
                            continue
                        elif entry.locator not in self.open:  # a server may list something twice
                            if known is not None:
                                self.to_compare[entry.locator] = known
                                away = known.elsewhere is not None
                                entry = replace(entry, known_digest=known.digest, is_elsewhere=away)
                            supply.fetch(entry)
                if supply.has_ended:
                    listing = None
                    yield from self._other_names(supply)
                    if self.alone and not pool.busy and not supply.pending and pacer.may_begin():
                        self._start(pool, self.alone.pop())
                if pacer.may_begin() and (second := self.lane.next(monotonic())) is not None:
                    pool.start_pictures(second.item, second.first.owners)
                if not pool.busy and self.lane.current is None:
                    supply.wait(LOOK_EVERY)
                    if not pacer.may_begin():
                        sleep(LOOK_EVERY)
                for item, piece in pool.collect():
                    if self.lane.current is not None and item is self.lane.current.item:
                        if isinstance(piece, Ended):
                            pacer.used(monotonic() - self.lane.current.started, 0)
                        yield from self._hear_pictures(piece)
                        if isinstance(piece, Ended):
                            supply.release(item)
                    elif isinstance(piece, Ended):
                        pacer.used(monotonic() - self.open[item.locator].started, item.size)
                        self.conduct.bytes += item.size
                        yield from self._end(item, piece.reason)
                        if not self.lane.holds(item):
                            supply.release(item)
                    elif isinstance(piece, PutOff):
                        state = self.open.pop(item.locator)  # what it told already is told again, and replaced
                        if state.known is not None:
                            self.to_compare[item.locator] = state.known
                        self.alone.append(item)
                    else:
                        yield from self._hear(item, piece)
                yield from self._close_folders(listing, supply)

    def _other_names(self, supply: Supply) -> Iterator[Event]:
        """Names that waited, now that everything is listed."""
        while supply.has_room and (waited := self.names.next(busy=bool(self.open or supply.pending))) is not None:
            item, known = waited
            if known is not None and known.same_as is not None and known.is_other_name:
                yield self.names.told(item, known, unchanged=True)
                continue
            if known is not None:
                self.to_compare[item.locator] = known
                item = replace(item, known_digest=known.digest, is_elsewhere=known.elsewhere is not None)
            supply.fetch(item)

    def _listed(self, path: str, listing: bytes, names: Collection[str] | None) -> bool:
        told = self.folders(path, listing, names) if self.folders is not None else None
        if told is not None:
            self.unchanged.append(told)
        return told is not None

    def _left_out(self, item: Item) -> Exclusion | None:
        """The rule that leaves an item of a source out; files are left out where they are listed."""
        if self.files is not None or not self.conduct.exclusions.rules:
            return None
        return self.conduct.exclusions.of(item.locator.item, f"{self.place.rstrip('/')}/{item.locator.item}")

    def _start(self, pool: Pool, item: Item) -> None:
        self.open[item.locator] = _Open(item, known=self.to_compare.pop(item.locator, None))
        pool.start(item)

    def _unchanged(self, item: Item, known: Known) -> Iterator[Event]:
        facts = item.facts or ItemFacts(item.size, 0)
        digest, sibling = known.digest, known.sibling
        if known.reason is None:
            yield ItemRead(item.locator, facts, content_digest=digest, unchanged=True, sibling=sibling)
        else:
            reason, parts = known.reason, known.parts
            yield ItemPartly(item.locator, facts, reason, parts, content_digest=digest, unchanged=True, sibling=sibling)
        yield from self._joined(item.locator, known.sibling)

    def _hear(self, item: Item, piece: object) -> Iterator[Event]:
        state = self.open[item.locator]
        if isinstance(piece, Finding | KindFound):
            state.heard = True
            yield piece
        elif isinstance(piece, Progress):
            state.heard = True
        elif isinstance(piece, Done):
            state.done = piece

    def _hear_pictures(self, piece: object) -> Iterator[Event]:
        """What the second reading of a file says, that of its pictures."""
        second = self.lane.current
        if second is None:
            return
        if isinstance(piece, Ended):
            _, done = self.lane.end(piece.reason, monotonic())
            yield from second.held
            yield self._ended(second.item, done)
        elif isinstance(piece, Finding | KindFound):
            if second.hear(piece):
                yield piece
        elif isinstance(piece, Done):
            second.done = piece

    def _end(self, item: Item, failure: Reason | None) -> Iterator[Event]:
        state = self.open.pop(item.locator)
        facts = item.facts or ItemFacts(item.size, 0)
        done = state.done
        if done is not None and done.same and state.known is not None:
            if state.known.elsewhere is None:
                yield from self._unchanged(item, state.known)
            elif state.known.same_as is not None:
                yield self.names.told(item, state.known)
            elif (found := state.known.elsewhere(done.content_digest)) is not None:
                yield ItemRead(
                    item.locator, facts, found.media_type, found.digest, sibling=found.sibling, is_elsewhere=True
                )
                yield from self._joined(item.locator, found.sibling)
            else:  # it changed there meanwhile
                self.alone.append(replace(item, known_digest="", is_elsewhere=False))
            return
        if done is None:
            reason = failure or Reason.CRASHED
            if state.heard:  # a part was read before it broke off
                yield ItemPartly(item.locator, facts, reason, ((item.locator, reason),))
            else:
                yield Skipped(item.locator, reason, facts.size, facts)
            return
        ended = self._ended(item, unread(done, failure) if failure else done)
        if failure is None:
            self.names.read(item, ended)
        if done.deferred and failure is None:
            self.lane.add(item, done)
        else:
            yield ended
        yield from self._joined(item.locator, ended.sibling)

    def _ended(self, item: Item, done: Done) -> ItemRead | ItemPartly:
        facts = item.facts or ItemFacts(item.size, 0)
        parts = tuple((part.locator, part.reason) for part in done.unread)
        from bailee.kinds.interface import Sibling

        sibling = None
        if done.media is not None or done.media_type == "message/rfc822":
            sibling = Sibling(item.locator, done.media_type, facts.size, facts.modified_ns, done.media, done.kinds)
        told = (done.media_type, done.content_digest)
        if parts:
            return ItemPartly(
                item.locator,
                facts,
                parts[0][1],
                parts,
                *told,
                sibling=sibling,
                names=done.names,
                pictures=done.pictures,
                tools=done.tools,
            )
        return ItemRead(
            item.locator,
            facts,
            *told,
            sibling=sibling,
            names=done.names,
            pictures=done.pictures,
            tools=done.tools,
        )

    def _joined(self, locator: Locator, sibling: Sibling | None) -> Iterator[KindFound]:
        """A file that may be part of a series joins those of its folder."""
        if sibling is not None:
            yield from self.series.setdefault(_folder_of(locator), Series()).add(sibling)

    def _close_folders(self, listed: str | None, supply: Supply) -> Iterator[KindFound | SeriesTold]:
        """Recognise series in folders of which every file was read; `listed` is the one that is still being listed."""
        if not self.series:
            return
        on_the_way = (*self.open, *supply.pending, *(item.locator for item in self.alone), *self.names.waiting)
        waiting = {_folder_of(locator) for locator in on_the_way}
        for name in [name for name in self.series if name != listed and name not in waiting]:
            yield from self.series.pop(name).end()
            if self.folders is not None:
                yield SeriesTold(Locator((name,)))


def _folder_of(locator: Locator) -> str:
    return str(PurePosixPath(locator.item).parent)
