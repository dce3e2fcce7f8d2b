"""What lay in some places at an hour: findings that were there, kinds of record, files, and which scans looked before and after.

    looks = workspace.looks(places, hour)                 # of each place: the last scan before the hour, the first one after it
    workspace.add_what_lay(inventory, places, hour)       # findings of then, as an inventory takes them

Findings are rows with a first scan and an end; what is asked of an hour is a question to the same rows, by the index of files.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bailee.inventory import Inventory
from bailee.inventory.sightings import FileKey, Sighting, item_in
from bailee.people import Value
from bailee.scanner.events import KindFound
from bailee.store.asking import today
from bailee.store.rows.past import Past
from bailee.store.rows.people_found import FORMS, Texts
from bailee.store.rows.settled import States
from bailee.vocabulary import Confidence, Locator, SubjectCategory

_SURE = (Confidence.LIKELY.value, Confidence.VERIFIED.value)
_JUDGED = (States.CONFIRMED.value, States.ACCEPTED.value)
_FILES = "FROM scanned_file s"
_JOINED = "JOIN finding f ON f.file_id = s.id"
_HERE = "WHERE s.organisation_id = %s AND s.place_id IN ({places}) {stores}"
# There at the hour: seen by a scan of before, not gone by then; one that went and came back later was gone.
_LAY = """
f.state <> %s
AND f.first_seen_id <= %s AND (f.gone_at IS NULL OR f.gone_at > %s) AND f.id NOT IN (
  SELECT b.finding_id FROM scan_change b WHERE b.organisation_id = %s AND b.scan_id > %s AND b.what = 'back'
    AND b.finding_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM scan_change g WHERE g.organisation_id = b.organisation_id AND g.finding_id = b.finding_id
        AND g.what = 'gone' AND g.scan_id > %s AND g.scan_id < b.scan_id))
AND (f.confidence IN (%s, %s) OR f.state IN (%s, %s))
"""
_THEN = f"{_FILES} {_JOINED} {_HERE} AND {_LAY}"
_FILES_THEN = f"SELECT count(*) {_FILES} {_HERE} AND EXISTS (SELECT 1 FROM finding f WHERE f.organisation_id = s.organisation_id AND f.file_id = s.id AND {_LAY})"  # noqa: S608 - no value is in it
# Rows are fetched once, which is what takes long: values by category, and the e-mail addresses among them by one finding of each.
_VALUES = """
WITH found AS (SELECT f.category AS category, count(*) AS times, min(f.id) AS one {then} GROUP BY f.category, f.fingerprint)
SELECT category, count(*), sum(times), '' FROM found GROUP BY category
UNION ALL SELECT '', 0, 0, {forms} FROM found WHERE category = 'email-address'
"""


@dataclass(frozen=True, slots=True)
class Look:
    """When a place was read last before an hour, and first after it."""

    scan: int | None  # newest that had ended by then
    read_at: datetime | None
    later_at: datetime | None


@dataclass(frozen=True, slots=True)
class FileThen:
    """A file of a place in which something was found."""

    store: str
    place: int
    printed: str  # its keyed fingerprint


@dataclass(frozen=True, slots=True)
class ValuesThen:
    """What lay somewhere, by its values."""

    findings: int
    files: int
    values: Mapping[str, int]  # different ones, by category
    addresses: frozenset[str]  # fingerprints of e-mail addresses, in the form that a roster has them


# Beside the log: what is written before its record is, or without one.
_STANDS_ON = """
SELECT (SELECT max(id) FROM scan WHERE organisation_id = %s AND ended_at IS NOT NULL), (SELECT max(id) FROM decision WHERE organisation_id = %s),
  (SELECT max("on") FROM triage_settled WHERE organisation_id = %s), (SELECT max(id) FROM roster_change WHERE organisation_id = %s),
  (SELECT max(id) FROM disk_reading WHERE organisation_id = %s), (SELECT max(id) FROM protected_file_change WHERE organisation_id = %s)
"""


class LostRows(Past):
    def looks(self, places: Collection[int], hour: datetime) -> dict[int, Look]:
        """Of each place: its last scan that had ended by the hour, and its first one after it."""
        from bailee.store.models import Scan as Row

        found = {place: Look(None, None, None) for place in places}
        with self._reading():
            rows = self._rows(Row).exclude(ended_at=None).order_by("ended_at", "pk")
            for number, ended_at, of in rows.values_list("pk", "ended_at", "places"):
                for place in found.keys() & set(of):
                    look = found[place]
                    if ended_at <= hour:
                        found[place] = Look(number, ended_at, None)
                    elif look.later_at is None:
                        found[place] = Look(look.scan, look.read_at, ended_at)
        return found

    def lost_mark(self, apart: Sequence[str]) -> tuple[Hashable, ...] | None:
        """What an answer about a past hour stands on: it is the same while this is. `apart`: how actions of records begin that say nothing
        of it. None: nothing may be kept."""
        ours = self.organisation_id
        newest = f"SELECT sequence, at FROM evidence_record WHERE organisation_id = %s {'AND action NOT LIKE %s ' * len(apart)}"  # noqa: S608 - no value is in it
        with self._reading():
            record = self._written(f"{newest} ORDER BY sequence DESC LIMIT 1", ours, *(f"{each}%" for each in apart))
            (rows,) = self._written(_STANDS_ON, *[ours] * 6)
        return (*rows, *(record[0] if record else ()), today())

    def findings_then(
        self, places: Collection[int], scan: int, hour: datetime, stores: Collection[str] = ()
    ) -> tuple[int, int]:
        """How many findings lay there, and in how many files."""
        statement, values = self._then(places, scan, hour, stores)
        with self._reading():
            ((findings, files),) = self._written(f"SELECT count(*), count(DISTINCT f.file_id) {statement}", *values)
        return int(findings), int(files)

    def lay_more_than(
        self, most: int, places: Collection[int], scan: int, hour: datetime, stores: Collection[str] = ()
    ) -> bool:
        """Whether more findings lay there than so many; no more of them are looked at."""
        statement, values = self._then(places, scan, hour, stores)
        with self._reading():
            ((found,),) = self._written(
                f"SELECT count(*) FROM (SELECT f.id {statement} LIMIT %s) AS those",  # noqa: S608 - what varies are its values
                *values,
                most + 1,
            )
        return int(found) > most

    def values_then(
        self, places: Collection[int], scan: int, hour: datetime, stores: Collection[str] = ()
    ) -> ValuesThen:
        """What lay there by its values alone: for what is too much to tell people apart in."""
        from django.db import connections

        statement, values = self._then(places, scan, hour, stores)
        # all forms as one text: asked for one form alone, SQLite goes through every e-mail address for each finding
        forms = FORMS[connections[self.alias].vendor].replace("finding.id", "found.one")
        with self._reading():
            rows = self._written(_VALUES.format(then=statement, forms=forms), *values)
            ((files,),) = self._written(self._for(_FILES_THEN, places, stores), *values)
        words = (links.split(" ") for category, _, _, links in rows if not category and links)
        return ValuesThen(
            sum(int(times) for _, _, times, _ in rows),
            int(files),
            {str(category): int(number) for category, number, _, _ in rows if category},
            frozenset(
                printed
                for each in words
                for form, printed in zip(each[::2], each[1::2], strict=True)
                if form == "email"
            ),
        )

    def add_what_lay(
        self, inventory: Inventory, places: Collection[int], scan: int, hour: datetime, stores: Collection[str] = ()
    ) -> dict[int, FileThen]:
        """Findings and kinds of then, without what was dismissed; the files in which they lay, by their number."""
        from django.db import connections

        forms = FORMS[connections[self.alias].vendor].replace("finding.id", "f.id")
        statement, values = self._then(places, scan, hour, stores)
        columns = (
            'f.detector, f.category, f.fingerprint, f.attributes, f.subject, f."group", f.file_id, f.locator, f.position, '
            "f.probability"
        )
        with self._reading():
            files = self._files_of(places)
            rows = self._written(f"SELECT {columns}, {forms} {statement} ORDER BY f.file_id, f.position, f.id", *values)
            self._add_rows(inventory, rows, files)
            self._add_kinds_then(inventory, files, scan, hour, stores)
        return files

    def _add_rows(self, inventory: Inventory, rows: Iterable[Any], files: Mapping[int, FileThen]) -> None:
        subjects = {each.value: each for each in SubjectCategory}
        texts, values = Texts(), dict[tuple[str, ...], Value]()
        places: dict[str, tuple[tuple[str, ...], Any]] = {}
        last = -1
        for (
            detector, category, printed, told, subject, group, number, locator, position, probability, links,
        ) in rows:  # fmt: skip
            if number != last:
                places, last = {}, number
            key: FileKey = (files[number].store, number)
            of_value = (detector, category, printed, links or "", told)
            if (value := values.get(of_value)) is None:
                value = values[of_value] = texts.value(*of_value)
            if (place := places.get(locator)) is None:
                segments = tuple(map(texts.one, json.loads(locator)))
                place = places[locator] = segments, (key, item_in(segments))
            inventory.add_sighting(
                Sighting(value, group, position, texts.chance(probability), subjects[subject], key, *place)
            )

    def _add_kinds_then(
        self, inventory: Inventory, files: Mapping[int, FileThen], scan: int, hour: datetime, stores: Collection[str]
    ) -> None:
        from django.db.models import Q

        from bailee.store.models import KindFound as Row

        there = {each.place for each in files.values()}
        rows = self._rows(Row).filter(
            Q(gone_at=None) | Q(gone_at__gt=hour),
            file__place_id__in=there,
            first_seen_id__lte=scan,
            confidence__in=_SURE,
        )
        columns = ("file_id", "locator", "kind", "category", "subject", "confidence", "dated")
        for number, locator, kind, category, subject, sure, dated in rows.order_by("file_id", "pk").values_list(
            *columns
        ):
            file = files.get(number)
            if file is None or (stores and file.store not in stores):
                continue
            found = KindFound(
                Locator(tuple(json.loads(locator))),
                kind,
                category,
                SubjectCategory(subject),
                Confidence(sure),
                (),
                dated,
            )
            inventory.add_kind(found, file.store, file=number)

    def _files_of(self, places: Collection[int]) -> dict[int, FileThen]:
        from bailee.store.models import ScannedFile as Row

        names: dict[str, str] = {}
        rows = self._rows(Row).filter(place_id__in=sorted(places)).values_list("pk", "store", "place_id", "fingerprint")
        return {
            number: FileThen(names.setdefault(store, store), place, printed)
            for number, store, place, printed in rows.iterator(chunk_size=10_000)
        }

    def not_read_then(self, places: Collection[int], scan: int, hour: datetime) -> Counter[str]:
        """Files of then that were not read, or not in full, by the reason why."""
        from django.db.models import Count, Q

        from bailee.store.models import ScannedFile as Row

        with self._reading():
            rows = self._rows(Row).filter(
                Q(gone_at=None) | Q(gone_at__gt=hour), place_id__in=sorted(places), first_scan_id__lte=scan
            )
            counted = rows.filter(outcome="skipped").order_by().values_list("reason").annotate(Count("pk"))
            return Counter({reason or "unknown": count for reason, count in counted})

    def sealed_then(self, places: Mapping[int, Path], hour: datetime) -> frozenset[tuple[int, str]]:
        """Files that stood sealed by a key of ours at the hour: number of the place, and fingerprint of the original's path."""
        from bailee.store.models import ProtectedFile as Row
        from bailee.store.models import ProtectedFileChange as ChangeRow

        with self._reading():
            states: dict[str, tuple[datetime, str]] = {}
            changes = self._rows(ChangeRow).filter(at__lte=hour).order_by("pk")
            for ident, state, at in changes.values_list("ident", "state", "at"):
                states[ident] = (at, state)
            rows = list(self._rows(Row).filter(action__in=("seal", "quarantine")))
        found = set()
        for row in rows:
            state = states[row.ident][1] if row.ident in states else row.state if row.changed_at <= hour else ""
            if state != "applied":
                continue
            details = self._decrypted("protected_file.details", row.details)
            if not {"folder", "name"} <= details.keys():
                continue
            folder = Path(details["folder"]).resolve()
            for number, root in places.items():
                if folder.is_relative_to(root.resolve()):
                    inside = str(folder.relative_to(root.resolve()) / details["name"])
                    found.add((number, self.fingerprint("file", inside)))
        return frozenset(found)

    def place_numbers(self) -> dict[str, int]:
        """The number of each place, by its name."""
        return {place.name: place.ident for place in self.places()}

    def _then(
        self, places: Collection[int], scan: int, hour: datetime, stores: Collection[str]
    ) -> tuple[str, list[Any]]:
        """The statement of what lay there, and its values."""
        numbers, names = sorted(places), sorted(stores)
        ours = self.organisation_id
        return self._for(_THEN, places, stores), [
            ours, *numbers, *names, States.DISMISSED.value, scan, hour, ours, scan, scan, *_SURE, *_JUDGED,
        ]  # fmt: skip

    def _for(self, statement: str, places: Collection[int], stores: Collection[str]) -> str:
        """A statement, with as many places and data stores as are asked for."""
        return statement.format(
            places=",".join(["%s"] * len(places)),
            stores=f"AND s.store IN ({','.join(['%s'] * len(stores))})" if stores else "",
        )
