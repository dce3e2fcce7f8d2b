"""Departed: what departures are looked for in, what people decided about them, and when each came and went.

workspace.ground(inventory, holdings, obligations, on)   # what departures are looked for in
workspace.note_departures(found)                         # since when each is there, and which scan cleared which
workspace.decide_departure(departure, "accepted", reason=…, until=…)
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from bailee.departures import Confidential, Departure, FileSeen, Ground, Hold, Verdict, ground_of
from bailee.departures.documents import Folder
from bailee.departures.endings import Endings, Form, by_form
from bailee.departures.ground import readers_by_name
from bailee.errors import InvalidInput
from bailee.findings import masked
from bailee.inventory import Holding, Inventory
from bailee.inventory.sightings import FileKey
from bailee.obligations.evaluate import Obligation
from bailee.permissions import Permission
from bailee.protection.exposure import Probe, SystemProbe, judge_of
from bailee.protection.locks import Lock
from bailee.rosters.forms import SHARED
from bailee.store import database
from bailee.store.rows.base import now
from bailee.store.rows.base import today as this_day
from bailee.store.rows.held import Held
from bailee.store.rows.proven import Proven
from bailee.vocabulary import Locator, Severity


@dataclass(frozen=True, slots=True)
class Known:
    """Since when a departure is there, and when it was cleared; by which scan, as its number and its day."""

    ident: str
    sort: str
    found_at: datetime
    found_by: int | None
    cleared_at: datetime | None = None
    cleared_by: int | None = None
    says: dict[str, Any] = field(default_factory=dict, repr=False)  # its title, where and rule, as it was found
    times: int = 1  # how often it came
    severity: Severity = Severity.MEDIUM
    is_settled: bool = False  # a person accepted it, or said that it is not so
    is_of_first_scan: bool = False  # it was there when the organisation was first looked at


@dataclass(frozen=True, slots=True)
class KeptApart:
    """A folder that was declared for records which are kept apart."""

    ident: str
    place: str
    path: str = field(repr=False)  # exact, in its place
    label: str  # masked
    records: tuple[str, ...]
    by: str
    at: datetime


class Departed(Held, Proven):
    def ground(
        self,
        inventory: Inventory,
        holdings: Iterable[Holding],
        obligations: Sequence[Obligation],
        on: date,
        probe: Probe | None = None,
    ) -> Ground:
        """What departures are looked for in: files as the last scan left them, accounts and folders as they are now."""
        system = probe or SystemProbe()
        judge, looked_at = judge_of(system), self._seen(system)
        roots = {place.name: place.path for place in self.places() if place.path is not None}
        files: dict[FileKey, FileSeen] = {}
        by_folder: dict[Folder, set[str] | None] = {}
        for file in self.files(exact_locators=True, holding=True):
            looked = looked_at(file)
            lock = judge.lock(looked) if looked.path is not None else None
            readers = readers_by_name(judge.readers(looked, lock)) if looked.path is not None else None
            changed = (
                datetime.fromtimestamp(file.facts.modified_ns / 1e9, UTC).date()
                if file.facts and file.facts.modified_ns
                else None
            )
            seen = FileSeen(file.store, file.place, file.locator.item, changed, readers, lock is Lock.SEALED)
            files[file.store, file.ident] = seen
            for depth in range(1, len(seen.folder) + 1):
                before = by_folder.setdefault(seen.folder[:depth], set())
                by_folder[seen.folder[:depth]] = None if before is None or readers is None else before | readers
        return ground_of(
            inventory,
            files,
            holdings=holdings,
            obligations=obligations,
            on=on,
            activities=self.activities(),
            confidential=[
                Confidential(
                    (each.place, *_parts(each.path)),
                    each.label,
                    each.records,
                    self._readers_of(each, roots, judge, by_folder),
                )
                for each in self.confidential_places()
            ],
            holds=self.legal_holds(on, inventory=inventory),
            endings=Endings(inventory, self._left(), on),
        )

    def _left(self) -> Mapping[Form, Collection[date | None]]:
        """When those on the roster left, by what each is found by alone; None: they are here."""
        from bailee.store.models import RosterPerson as Row

        with self._reading():
            rows = self._rows(Row).values_list("left_on", "fingerprints")
            return by_form(
                (day, [(form, printed) for form, printed in prints if form not in SHARED])
                for day, prints in rows.iterator(chunk_size=1_000)
            )

    def _readers_of(self, kept: KeptApart, roots: Any, judge: Any, by_folder: Any) -> frozenset[str] | None:
        """Who could open what is put into a folder: as its rights say, else as those of what lies there do."""
        root = roots.get(kept.place)
        if root is not None:
            readers = readers_by_name(judge.entering(root / kept.path))
            if readers is not None:
                return readers
        known = by_folder.get((kept.place, *_parts(kept.path)))
        return frozenset(known) if known else None

    # what people decided

    def verdicts(self) -> dict[str, Verdict]:
        """The latest decision about each departure, by its ident."""
        from bailee.store.models import DepartureDecision as Row

        with self._reading():
            return {
                row.ident: Verdict(
                    row.verdict,
                    self._decrypted("departure_decision.reason", row.reason),
                    row.until,
                    row.by,
                    row.at.date(),
                )
                for row in self._rows(Row).order_by("pk")
            }

    def decide_departure(
        self, ident: str, sort: str, verdict: str, *, reason: str = "", until: date | None = None
    ) -> None:
        """Append a decision; it goes with the departure over all scans."""
        from bailee.store.models import DepartureDecision as Row

        with self.transaction(Permission.DECIDE_FINDINGS):
            self._add(
                Row,
                ident=ident,
                sort=sort,
                verdict=verdict,
                reason=self._encrypted("departure_decision.reason", reason),
                until=until,
                by=self.member,
                at=now(),
            )

    # when they came and went

    def note_departures(self, found: Iterable[Departure]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Append what is found and was not there, and what was there and is found no more; idents of both.

        Derived from what the store has, so whoever may look may cause it. Nothing is said of a scan that is under way.
        """
        from bailee.store.models import DepartureEvent as Row
        from bailee.store.models import Scan

        there = {each.ident: each for each in found}
        with database.explained(self.home), self._seeing():
            self._engine.serialise(self.alias, self.organisation_id)
            if self._rows(Scan).filter(state="running").exists() and self.is_scanning():
                return (), ()
            scan = self._rows(Scan).order_by("-pk").first()
            standing: dict[str, Any] = {}
            for row in self._rows(Row).order_by("pk").only("ident", "act", "sort", "severity"):
                if row.act == "found":
                    standing[row.ident] = row
                else:
                    standing.pop(row.ident, None)
            came = [each for ident, each in there.items() if ident not in standing]
            gone = [row for ident, row in standing.items() if ident not in there]
            at = now()
            for each in came:
                said = {"title": each.title, "stores": list(each.stores), "rule": each.rule.short if each.rule else ""}
                self._add(
                    Row,
                    ident=each.ident,
                    act="found",
                    sort=each.sort,
                    severity=each.severity.value,
                    scan=scan,
                    says=self._encrypted("departure_event.says", said),
                    at=at,
                )
            for row in gone:
                self._add(Row, ident=row.ident, act="cleared", sort=row.sort, severity=row.severity, scan=scan, at=at)
        return tuple(each.ident for each in came), tuple(row.ident for row in gone)

    def departure_history(self) -> dict[str, Known]:
        """Of each departure that was ever noted: since when it is there, and when it was cleared."""
        from bailee.store.models import DepartureEvent as Row
        from bailee.store.models import Scan

        today, verdicts = this_day(), self.verdicts()
        known: dict[str, Known] = {}
        with self._reading():
            first = self._rows(Scan).order_by("pk").values_list("pk", flat=True).first()
            for row in self._rows(Row).order_by("pk"):
                before = known.get(row.ident)
                if row.act == "found":
                    verdict = verdicts.get(row.ident)
                    known[row.ident] = Known(
                        row.ident,
                        row.sort,
                        row.at,
                        row.scan_id,
                        says=self._decrypted("departure_event.says", row.says) if row.says else {},
                        times=before.times + 1 if before else 1,
                        severity=Severity(row.severity),
                        is_settled=verdict is not None and verdict.holds(today),
                        is_of_first_scan=row.scan_id == first,
                    )
                elif before is not None:
                    known[row.ident] = replace(before, cleared_at=row.at, cleared_by=row.scan_id)
        return known

    # where records belong that are kept apart

    def confidential_places(self) -> tuple[KeptApart, ...]:
        from bailee.store.models import ConfidentialPlace as Row

        newest: dict[str, KeptApart | None] = {}
        with self._reading():
            for row in self._rows(Row).select_related("place").order_by("pk"):
                path = self._decrypted("confidential_place.folder", row.folder)
                label = "/".join((row.place.name, *masked(Locator(_parts(path))).segments)) if path else row.place.name
                newest[row.ident] = (
                    None
                    if row.withdrawn
                    else KeptApart(row.ident, row.place.name, path, label, tuple(row.records), row.by, row.at)
                )
        return tuple(each for each in newest.values() if each is not None)

    def declare_confidential(self, place: int, path: str, records: Sequence[str], *, withdrawn: bool = False) -> str:
        """Say which records belong into a folder of a place, or that none do any more; its ident."""
        from bailee.store.models import ConfidentialPlace as Row
        from bailee.store.models import Place as PlaceRow

        with self.transaction(Permission.DECLARE):
            row = self._rows(PlaceRow).filter(pk=place).first()
            if row is None:
                raise InvalidInput("there is no such place")
            ident = f"apart-{self.fingerprint('confidential-place', f'{place} {path}')[:8]}"
            self._add(
                Row,
                ident=ident,
                place=row,
                folder=self._encrypted("confidential_place.folder", path),
                records=list(records),
                withdrawn=withdrawn,
                by=self.member,
                at=now(),
            )
        return ident

    # legal holds

    def legal_holds(
        self, on: date | None = None, *, inventory: Inventory | None = None, lifted: bool = False
    ) -> tuple[Hold, ...]:
        """Those that stand on a day, oldest first. With `inventory`, the files of whom one is about are known.

        `lifted`: those that were lifted, too. The matter, why, who asked for it and whom it is about are for those who place
        holds and for whom privilege is open to: everybody else is told that one stands.
        """
        from bailee.store.models import LegalHold as Row

        day = on or this_day()
        rows: dict[str, list[Any]] = {}
        with self._reading():
            for row in self._rows(Row).order_by("pk"):
                rows.setdefault(row.ident, []).append(row)
        found = []
        for ident, events in rows.items():
            placed = next(row for row in reversed(events) if row.act == "placed")
            ended = events[-1].since if events[-1].act == "lifted" else None
            told = self._decrypted("legal_hold.told", placed.told)
            forms = frozenset((form, printed) for form, printed in placed.fingerprints)
            files = None
            if told["person"]:
                files = inventory.files_naming(forms) if inventory is not None else frozenset()
            found.append(
                Hold(
                    ident,
                    told["matter"],
                    placed.since,
                    told["why"],
                    told["who"],
                    tuple(told["stores"]),
                    tuple(told["categories"]),
                    told["person"],
                    files,
                    ended,
                )
            )
        told_to = self.may(Permission.DECLARE) or self.may(Permission.SEE_PRIVILEGED)
        return tuple(each if told_to else each.untold for each in found if lifted or each.is_standing(day))

    def place_hold(
        self,
        matter: str,
        *,
        why: str,
        who: str,
        since: date,
        stores: Sequence[str] = (),
        categories: Sequence[str] = (),
        person: str = "",
        fingerprints: Sequence[tuple[str, str]] = (),
    ) -> str:
        """Append a hold; its ident."""
        from bailee.store.models import LegalHold as Row

        told = {
            "matter": matter, "why": why, "who": who, "stores": list(stores), "categories": list(categories), "person": person,
        }  # fmt: skip
        ident = f"hold-{secrets.token_hex(4)}"
        with self.transaction(Permission.DECLARE):
            self._add(
                Row,
                ident=ident,
                act="placed",
                told=self._encrypted("legal_hold.told", told),
                fingerprints=[list(pair) for pair in fingerprints],
                since=since,
                by=self.member,
                at=now(),
            )
        return ident

    def lift_hold(self, ident: str, *, why: str, on: date) -> None:
        """Append that data need not be kept for it any more. InvalidInput where no such hold stands."""
        from bailee.store.models import LegalHold as Row

        with self.transaction(Permission.DECLARE):
            newest = self._rows(Row).filter(ident=ident).order_by("-pk").first()
            if newest is None or newest.act == "lifted":
                raise InvalidInput(f'no legal hold "{ident}" stands', hint="`bailee hold list` shows them")
            self._add(
                Row,
                ident=ident,
                act="lifted",
                told=self._encrypted("legal_hold.told", {"why": why}),
                fingerprints=[],
                since=on,
                by=self.member,
                at=now(),
            )


def _parts(path: str) -> tuple[str, ...]:
    return tuple(part for part in path.replace("\\", "/").split("/") if part)
