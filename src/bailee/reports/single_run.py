"""A report of one run that keeps nothing: events are collected, and what they come to is computed at the end.

Neither the store nor Django is loaded. What was told to whom is not known here, so *Told* is red or unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from bailee.departures import Departure, FileSeen, departures, ground_of
from bailee.departures.ground import readers_by_name
from bailee.findings import Finding, masked
from bailee.inventory import Coverage, Holding, Inventory, data_store
from bailee.inventory.sightings import FileKey
from bailee.items import ItemFacts
from bailee.monitoring.collect import SCAN, Tallies
from bailee.monitoring.contents import InFile
from bailee.monitoring.itself import own_entry
from bailee.monitoring.paths import seen_at
from bailee.monitoring.product import load
from bailee.monitoring.register import Entry, register
from bailee.monitoring.traces import STORES
from bailee.obligations.evaluate import Obligation
from bailee.protection.exposure import Probe, SeenFile, SystemProbe, exposures, judge_of
from bailee.protection.locks import Lock
from bailee.protection.remote import remote_of
from bailee.protection.viewers import viewers_of
from bailee.reports.report import Left, Looked, NamesLooked, PicturesLooked, Report, report
from bailee.scanner import Event, ItemPartly, ItemRead, KindFound
from bailee.sources.addresses import Address, Where
from bailee.vocabulary import Confidence, Locator, Reason
from bailee.watching import with_tools


@dataclass(slots=True)
class _Tally:
    read: int = 0
    partly: int = 0
    skipped: int = 0
    read_bytes: int = 0
    causes: dict[str, tuple[int, int]] = field(default_factory=dict)

    def coverage(self) -> Coverage:
        causes = tuple((reason, items, size) for reason, (items, size) in sorted(self.causes.items()))
        return Coverage(self.read, self.partly, self.skipped, self.read_bytes, causes)

    def left(self, reason: Reason, size: int) -> None:
        items, amount = self.causes.get(reason.value, (0, 0))
        self.causes[reason.value] = (items + 1, amount + size)


@dataclass(slots=True)
class SingleRun:
    """Collects the events of one run over one or more places."""

    started_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    inventory: Inventory = field(default_factory=Inventory)
    places: list[str] = field(default_factory=list)
    findings: dict[str, Finding] = field(default_factory=dict)
    kinds: dict[tuple[str, Locator, str], KindFound] = field(default_factory=dict)
    partly: list[Left] = field(default_factory=list)
    skipped: list[Left] = field(default_factory=list)
    total: _Tally = field(default_factory=_Tally)
    by_store: dict[str, _Tally] = field(default_factory=dict)
    seen: dict[tuple[str, str], SeenFile] = field(default_factory=dict)
    names: str = ""  # how the model of names is asked (names_model.effective)
    staff: str = ""  # what was said of the notice to staff
    instruction: str = ""  # by whose written instruction, or that none was recorded
    windows: int = 0
    windows_asked: int = 0
    ocr: str = ""  # which pictures text is read out of (visible_text.effective)
    pictures: int = 0
    pictures_read: int = 0
    other_names: dict[tuple[str, str], list[tuple[str, str]]] = field(
        default_factory=dict
    )  # of files that have several
    tools: dict[tuple[str, str], tuple[InFile, ...]] = field(default_factory=dict)  # what files say of monitoring tools

    def add(self, event: Event, place: Where) -> None:
        """One event of the scan of a place."""
        name = place.name or str(place)
        if name not in self.places:
            self.places.append(name)
        self.inventory.add(event, name)
        if isinstance(event, Finding):
            self.findings[event.ident] = event
        elif isinstance(event, KindFound):
            self.kinds[name, event.locator, event.kind] = event
        else:
            self._ended(event, place, name)

    def _ended(self, event: Event, place: Where, name: str) -> None:
        path = event.locator.item
        store = data_store(name, masked(Locator((path,))).segments[0])
        facts = event.facts if not isinstance(event, Finding | KindFound) else None
        size = facts.size if facts else getattr(event, "size", 0)
        for tally in (self.total, self.by_store.setdefault(store, _Tally())):
            if isinstance(event, ItemRead):
                tally.read, tally.read_bytes = tally.read + 1, tally.read_bytes + (0 if event.same_as else size)
            elif isinstance(event, ItemPartly):
                tally.partly, tally.read_bytes = tally.partly + 1, tally.read_bytes + size
                tally.left(event.reason, size)
            elif not isinstance(event, Finding | KindFound):
                tally.skipped += 1
                tally.left(event.reason, size)
        if isinstance(event, ItemRead | ItemPartly):
            self.windows += event.names[0]
            self.windows_asked += event.names[1]
            self.pictures += event.pictures[0]
            self.pictures_read += event.pictures[1]
        if isinstance(event, ItemPartly):
            self.partly.append(Left(event.locator, event.reason))
        elif not isinstance(event, ItemRead | Finding | KindFound):
            self.skipped.append(Left(event.locator, event.reason))
        if isinstance(event, ItemRead | ItemPartly) and event.same_as is not None:
            first = event.same_as.item
            names = self.other_names.setdefault((data_store(name, masked(Locator((first,))).segments[0]), first), [])
            names.append((store, path))
        if said := getattr(event, "tools", ()):
            self.tools[store, path] = said
        if isinstance(facts, ItemFacts):
            lies = None if isinstance(place, Address) else place if place.is_file() else place / path
            remote = remote_of(place, None) if isinstance(place, Address) else None
            self.seen[store, path] = SeenFile(store, lies, facts, remote=remote)

    def report(self, organisation: str, *, declared: Mapping[str, object] | None = None, on: date) -> Report:
        """What the run comes to, on a day."""
        files = self.inventory.files()
        probe = SystemProbe()
        looked = Looked(
            tuple(self.places),
            self.started_at,
            datetime.now(UTC),
            self.total.coverage(),
            {store: tally.coverage() for store, tally in sorted(self.by_store.items())},
            tuple(self.partly),
            tuple(self.skipped),
            NamesLooked(self.names, self.windows, self.windows_asked) if self.names else None,
            PicturesLooked(self.ocr, self.pictures, self.pictures_read) if self.ocr else None,
            self.staff,
            instruction=self.instruction,
        )
        tools = self._tools(probe, on)
        holdings = with_tools(self.inventory.holdings(), tools, (), self.inventory.headcount)
        return report(
            organisation,
            looked,
            holdings=holdings,
            departing=lambda obligations: self._departures(holdings, obligations, probe, on),
            tools=tools,
            files=files,
            modified={key: seen.facts.modified_ns for key, seen in self.seen.items() if seen.facts},
            exposures={key: exposures(self._files(lying_in), probe) for key, lying_in in files.items()},
            declared=declared or {},
            findings=tuple(self.findings.values()),
            kinds=tuple(self.kinds.values()),
            on=on,
        )

    def _departures(
        self, holdings: Iterable[Holding], obligations: Sequence[Obligation], probe: Probe, on: date
    ) -> tuple[Departure, ...]:
        """What departs from what laws ask; nothing was declared of a run."""
        judge = judge_of(probe)
        holding = {file for files in self.inventory.files().values() for file in files}
        files: dict[FileKey, FileSeen] = {}
        for (store, path), seen in self.seen.items():
            if (store, path) in holding:
                changed = datetime.fromtimestamp(seen.facts.modified_ns / 1e9, UTC).date() if seen.facts else None
                lock = judge.lock(seen)
                files[store, path] = FileSeen(
                    store,
                    store.partition("/")[0],
                    path,
                    changed,
                    readers_by_name(judge.readers(seen, lock)),
                    lock is Lock.SEALED,
                )
        return departures(ground_of(self.inventory, files, holdings=holdings, obligations=obligations, on=on))

    def _tools(self, probe: SystemProbe, on: date) -> tuple[Entry, ...]:
        """Monitoring tools whose traces were met; of bailee itself, that nothing of this run is kept."""
        tallies = Tallies(SCAN)
        recorded: dict[str, set[str]] = {}
        for (_, locator, kind), found in self.kinds.items():
            if found.confidence >= Confidence.LIKELY:
                recorded.setdefault(locator.item, set()).add(kind)
        files: dict[str, list[SeenFile]] = {}
        for (store, item), seen in self.seen.items():
            path = str(seen.path).replace("\\", "/")
            products = {each.product: each.sort for each in seen_at(path)}
            in_file, kinds = self.tools.get((store, item), ()), recorded.get(item, ())
            if not products and not in_file and not kinds:
                continue
            for product, sort in {**products, **{each.product: each.sort for each in in_file}}.items():
                if sort in STORES or set(kinds) & set(load()[product].records):
                    files.setdefault(product, []).append(seen)
            facts = seen.facts
            tallies.file(
                path,
                store,
                facts.modified_ns if facts else None,
                in_file=in_file,
                kinds=tuple(kinds),
                size=facts.size if facts else 0,
                example=str(masked(Locator((item,)))),
                products=products,
            )
        own = own_entry(since=self.started_at.date(), last=on, viewers=None, home=None, kept=False)
        return register(tallies.traces(), (), on=on, viewers=viewers_of(files, probe), own=own)

    def _files(self, keys: Iterable[tuple[str, object]]) -> Iterable[SeenFile]:
        named = [(store, path) for store, path in keys if isinstance(path, str)]
        named += [other for key in named for other in self.other_names.get(key, ())]
        return (self.seen[key] for key in dict.fromkeys(named) if key in self.seen)
