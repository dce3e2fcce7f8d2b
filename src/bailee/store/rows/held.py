"""Held: what the findings of the store come to, beside what was declared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bailee.findings import Finding
from bailee.inventory import Difference, Exposure, Holding, Inventory, differences
from bailee.items import ItemFacts
from bailee.monitoring.itself import IDENT as OWN
from bailee.monitoring.itself import own_entry
from bailee.monitoring.register import Entry, Viewers, register
from bailee.protection.exposure import ANYONE, Opened, Probe, SeenFile, SystemProbe, judge_of, opened
from bailee.protection.least_privilege import Owners, Reach, Someone, covering, reach_of
from bailee.protection.remote import Remote, remote_of
from bailee.protection.viewers import viewers_of
from bailee.rosters.forms import SHARED
from bailee.sources.addresses import Address
from bailee.store.rows.around import Around
from bailee.store.rows.base import today as this_day
from bailee.store.rows.monitored import Monitored
from bailee.store.rows.needed import Needed
from bailee.store.rows.people_found import PeopleFound
from bailee.store.rows.scanned import HeldFile
from bailee.store.rows.secured import quarantined
from bailee.store.rows.told import Told
from bailee.store.rows.traders import Traders
from bailee.vocabulary import STAFF, Confidence, SubjectCategory
from bailee.watching import with_tools


class Held(Monitored, Told, Around, Traders, PeopleFound, Needed):
    def inventory(self, findings: list[Finding] | None = None) -> Inventory:
        """What is present in the places that were scanned, without what a person dismissed.

        `findings`: a list that takes those that passed, so that nobody need read them twice.
        """
        roster = self.roster_prints()
        inventory = Inventory(
            {form: person.category for person in roster for form in person.fingerprints if form[0] not in SHARED}
            | self.whose_decisions(),
            Counter(person.category for person in roster),
        )
        again = self._known_from_an_outer_place()
        if findings is None:
            self._add_what_is_found(inventory, again)
            self._add_kinds(inventory, again)
            return inventory
        for file in self.files(holding=True):
            if file.facts is not None and file.ident not in again:
                inventory.add_file(file.ident, file.store, file.facts.modified_ns)
        for held in self._findings():
            if not held.is_dismissed:
                findings.append(held.finding)
            if not held.is_dismissed and held.file not in again:
                inventory.add_finding(held.finding, held.store, file=held.file, confirmed=held.decision is not None)
        self._add_kinds(inventory, again)
        return inventory

    def _add_kinds(self, inventory: Inventory, without: frozenset[int]) -> None:
        for kind in self.kinds(confidence=Confidence.LIKELY):
            if kind.file not in without:
                inventory.add_kind(kind.kind, kind.store, file=kind.file)

    def _known_from_an_outer_place(self) -> frozenset[int]:
        """Files that were read twice, for one place lies in another: the later state of each counts, else the outer place's."""
        roots = {place.name: place.path for place in self.places() if place.path is not None}
        nested = {
            name
            for name, path in roots.items()
            if any(path in other.parents or other in path.parents for other in roots.values())
        }
        if not nested:
            return frozenset()
        kept: dict[Path, HeldFile] = {}
        again: set[int] = set()
        files = (file for file in self.files(exact_locators=True) if file.place in nested)
        for file in sorted(files, key=lambda file: (len(roots[file.place].parts), file.ident)):
            path = _path(roots[file.place], file)
            first = kept.setdefault(path, file)
            if first is not file:
                newer = file.facts and first.facts and file.facts.modified_ns > first.facts.modified_ns
                again.add(first.ident if newer else file.ident)
                kept[path] = file if newer else first
        return frozenset(again)

    def holdings(self, *, with_own: bool = False) -> tuple[Holding, ...]:
        """Data category × subject category × stores, with people as a range and purposes as declared; worst first.

        What a monitoring tool records is among them, where it was not looked at too; what bailee itself keeps is `with_own`.
        Holdings that were declared and never found come last (`found` is false).
        """
        inventory, activities = self.inventory(), self.activities()
        entries = [entry for entry in self.register() if with_own or not entry.is_own]
        return with_tools(inventory.holdings(activities), entries, activities, inventory.headcount)

    def exposures(
        self, probe: Probe | None = None, inventory: Inventory | None = None
    ) -> dict[tuple[str, SubjectCategory], tuple[Exposure, ...]]:
        """Who can open the files of each holding, by category and subject, one `Exposure` a data store; who of them need not.

        Facts are those of the last scan; accounts, folders and disks are asked now (`probe` replaces the system), but for
        places that are not connected: of these the last scan tells. `inventory`
        is given where it is there already: of a big store it takes much memory, and twice as much twice.
        """
        inventory = inventory or self.inventory()
        differing = self.least_privilege(inventory)
        return {
            key: tuple(
                each.exposure(store, differing(key, store, each).counted) for store, each in sorted(by_store.items())
            )
            for key, by_store in self.opened(probe, inventory).items()
        }

    def opened(
        self, probe: Probe | None = None, inventory: Inventory | None = None
    ) -> dict[tuple[str, SubjectCategory], dict[str, Opened]]:
        """The same with the accounts themselves, by holding and data store."""
        probe = probe or SystemProbe()
        looked = self._seen(probe)
        seen = {file.ident: looked(file) for file in self.files(exact_locators=True, holding=True)}
        asked = judge_of(probe)
        others: dict[tuple[int, int], list[SeenFile]] = {}  # by which names else the same file can be got at
        for file in self.files(exact_locators=True, other_names=True):
            others.setdefault(_disk_and_number(file.facts), []).append(looked(file))
        names = {row: (each, *others.get(_disk_and_number(each.facts), ())) for row, each in seen.items()}
        return {
            key: opened((each for _, row in files if isinstance(row, int) for each in names.get(row, ())), asked)
            for key, files in (inventory or self.inventory()).files().items()
        }

    def least_privilege(self, inventory: Inventory) -> Callable[[tuple[str, SubjectCategory], str, Opened], Reach]:
        """Of a holding in a data store: who of those that can open it need not. The roster is read once."""
        needs, owners, today = self.needs(), self.owners(), this_day()
        kinds = {key: row.kinds for key, row in inventory.rows().items()}

        def differing(key: tuple[str, SubjectCategory], store: str, each: Opened) -> Reach:
            if each.readers is None:
                return Reach()
            own = covering(needs, stores=(store,), kinds=kinds.get(key, ()), category=key[0])
            readers = {*each.readers, ANYONE} if each.everyone else each.readers
            return reach_of(readers, own, owners, today)

        return differing

    def owners(self) -> Owners:
        """Whose an account of this system is, by the roster of those who work here, or did."""
        staff = self.roster_of_all(STAFF)
        managers = {_plain(each.details.manager) for each in staff if each.details.manager}
        return Owners(
            [
                Someone(
                    each.ident,
                    each.name,
                    each.details.emails,
                    each.number,
                    each.details.department,
                    not managers.isdisjoint({_plain(each.name), *map(_plain, each.details.emails)}),
                    each.left_on,
                )
                for each in staff
            ]
        )

    def register(self, on: date | None = None, probe: Probe | None = None) -> tuple[Entry, ...]:
        """Monitoring tools that are here, as found and as declared; bailee itself at the end."""
        declared = {each.tool: each for each in self.tool_declarations(on)}
        scans = self.scans()
        return register(
            self.tool_traces(),
            declared.values(),
            on=on or this_day(),
            viewers=self._viewers(probe or SystemProbe()),
            own=own_entry(
                since=scans[0].started_at.date() if scans else None,
                last=scans[-1].started_at.date() if scans else None,
                viewers=self.members(),
                home="bailee's store",
                kept=True,
                declared=declared.get(OWN),
                places=tuple(place.name for place in self.places()),
            ),
        )

    def _viewers(self, probe: Probe) -> dict[str, Viewers]:
        """Who can open the files that each tool left, from a sample of them."""
        looked = self._seen(probe)
        seen = {tool: [looked(file) for file in files] for tool, files in self.files_of_tools().items()}
        known = {tool: [file for file in files if file.path is not None] for tool, files in seen.items()}
        return viewers_of(known, probe)

    def _seen(self, probe: Probe) -> Callable[[HeldFile], SeenFile]:
        """How files are handed on to be judged."""
        places = self.places()
        roots = {place.name: place.path for place in places if place.path is not None}
        away = self.away(places, probe)
        remote = self._remote()
        apart = quarantined(self)

        def seen(file: HeldFile) -> SeenFile:
            root, then = roots.get(file.place), away.get(file.place)
            path = None if root is None else _path(root, file)
            sealed = True if path in apart else None
            if then is not None and file.media_type:
                from bailee.extractors.data_types import AGE  # with the readers, which few commands need

                sealed = file.media_type == AGE
            return SeenFile(file.store, path, file.facts, sealed, then, remote.get(file.place))

        return seen

    def remarks(self) -> dict[str, set[str]]:
        """Idents of the notes of the newest scan of each place behind an address; a place that no scan came to is not there."""
        addressed = {place.name for place in self.places() if isinstance(place.where, Address)}
        told: dict[str, set[str]] = {}
        for scan in reversed(self.scans()) if addressed else ():
            if scan.state == "running":
                continue
            said = scan.conduct.get("notes", ())
            for place in set(scan.places) & addressed - told.keys():
                told[place] = {each["ident"] for each in said if each["place"] == place}
        return told

    def _remote(self) -> dict[str, Remote]:
        """Of places behind an address, what it and the notes of its last scan say."""
        addressed = {place.name: place.where for place in self.places() if isinstance(place.where, Address)}
        remarks = self.remarks() if addressed else {}
        disks = self._disks_of_agents() if addressed else {}
        return {name: remote_of(where, remarks.get(name), disks.get(name)) for name, where in addressed.items()}

    def _disks_of_agents(self) -> dict[str, bool | None]:
        """By place, what the system of its device last said of its disk."""
        from django.db.models import Max

        from bailee.store.models import DiskReading as Row

        with self._reading():
            newest = self._rows(Row).order_by().values("place").annotate(last=Max("pk")).values("last")
            rows = self._rows(Row).filter(pk__in=newest, place__device__isnull=False)
            return dict(rows.values_list("place__name", "is_encrypted"))

    def differences(self) -> tuple[Difference, ...]:
        """Where declared and found part ways."""
        own_is_declared = any(each.tool == OWN for each in self.tool_declarations())
        return differences(self.holdings(with_own=own_is_declared), self.activities())


def _disk_and_number(facts: ItemFacts | None) -> tuple[int, int]:
    return (facts.device, facts.inode) if facts is not None else (0, 0)


def _path(root: Path, file: HeldFile) -> Path:
    """A place may be a single file; then the file's locator is its own name."""
    return root if root.name == file.locator.item and not root.is_dir() else root / file.locator.item


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
