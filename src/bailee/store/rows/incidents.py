"""Incidents: what was said and done about each, sheets as they were made, letters, and readings of disks. Appended, and encrypted.

Everybody who may see stores knows that there is an incident; one that counsel marked as privileged is open to whom privilege is
open to, and of it the others know its number and its days.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bailee.errors import InvalidInput, NotAllowed
from bailee.evidence.log import ERASED
from bailee.incidents.acts import Act, Incident, check_order, incident_of, next_ident
from bailee.incidents.encryption import Reading
from bailee.permissions import Permission
from bailee.store.rows.base import now
from bailee.store.rows.lost import LostRows
from bailee.store.rows.reviews import Reviewed


@dataclass(frozen=True, slots=True)
class LetterStep:
    """What happened to one person's letter."""

    run: str
    piece: int
    person: str
    kind: str
    language: str
    means: str
    act: str
    message: str
    sha256: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class KeptSheet:
    """A sheet as it was made."""

    number: int  # within its incident, from 1
    document: Mapping[str, Any] = field(repr=False)
    sha256: str
    by: str
    at: datetime
    record: int | None = 0  # of the log, with its hash; None: erased from the log; 0: the log never had it


SHEET_MADE = "incident-sheet-made"  # in the log


def digest_of(document: Mapping[str, Any]) -> str:
    """The hash of a sheet: over its words, whatever their order.

    >>> digest_of({"a": 1, "b": "é"}) == digest_of({"b": "é", "a": 1})
    True
    """
    return hashlib.sha256(json.dumps(document, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class Incidents(LostRows, Reviewed):
    def incidents(self) -> tuple[Incident, ...]:
        """All of them, newest first; of those that are privileged only for whom it is open (`incident_numbers` has the others)."""
        found = [incident_of(ident, acts) for ident, acts in self._acts_by_incident().items()]
        seen = [each for each in found if not self._is_shut(each)]
        return tuple(sorted(seen, key=lambda each: (each.reported_at, each.ident), reverse=True))

    def incident(self, ident: str) -> Incident:
        """One of them. InvalidInput where there is none; NotAllowed where it is privileged and not open to this member."""
        acts = self._acts_by_incident(ident).get(ident, [])
        found = incident_of(ident, acts)
        if self._is_shut(found):
            raise NotAllowed(
                "counsel marked this incident as privileged: it is open to the client and its counsel",
                hint="counsel lets somebody of the provider in, by name, on the page Counsel",
            )
        return found

    def privileged_incidents(self) -> tuple[Incident, ...]:
        """Those that are privileged and not open to this member: numbers and days are all that may be shown of them."""
        if self.sees_privileged:
            return ()
        found = [incident_of(ident, acts) for ident, acts in self._acts_by_incident().items()]
        return tuple(each for each in found if self._is_shut(each))

    def _is_shut(self, incident: Incident) -> bool:
        """Whether it is privileged, and privilege is not open to this member."""
        return incident.is_privileged and not self.sees_privileged

    def privileged_idents(self) -> frozenset[str]:
        """Numbers of those that counsel marked, whoever asks: what may leave the house hangs on it."""
        found = (incident_of(ident, acts) for ident, acts in self._acts_by_incident().items())
        return frozenset(each.ident for each in found if each.is_privileged)

    def incident_acts(self, ident: str) -> tuple[Act, ...]:
        """What was said and done about one, in order."""
        self.incident(ident)
        return tuple(self._acts_by_incident(ident)[ident])

    def add_incident(self, told: Mapping[str, Any], true_at: datetime | None) -> str:
        """Begin one, in the transaction that is open; its ident."""
        self.require(Permission.DO_TASKS)
        ident = next_ident(self._acts_by_incident(), now().year)
        self._append(ident, "reported", told, true_at)
        return ident

    def add_incident_act(
        self, ident: str, act: str, told: Mapping[str, Any], true_at: datetime | None = None, *,
        permission: Permission = Permission.DO_TASKS,
    ) -> None:  # fmt: skip
        """Append what was said or done, in the transaction that is open. InvalidInput where the clock stands before what is there."""
        self.require(permission)
        check_order(now(), self.incident(ident).newest_at)
        self._append(ident, act, told, true_at)

    def _append(self, ident: str, act: str, told: Mapping[str, Any], true_at: datetime | None) -> None:
        from bailee.store.models import IncidentAct as Row

        sealed = self._encrypted("incident_act.told", dict(told))
        self._add(Row, incident=ident, act=act, told=sealed, true_at=true_at, by=self.member, at=now())

    def _acts_by_incident(self, ident: str = "") -> dict[str, list[Act]]:
        from bailee.store.models import IncidentAct as Row

        found: dict[str, list[Act]] = {}
        with self._reading():
            rows = self._rows(Row).order_by("pk")
            if ident:
                rows = rows.filter(incident=ident)
            for row in rows:
                told = self._decrypted("incident_act.told", row.told)
                found.setdefault(row.incident, []).append(Act(row.act, row.at, row.by, row.true_at, told, row.pk))
        return found

    # sheets

    def keep_sheet(self, ident: str, document: Mapping[str, Any]) -> str:
        """Keep a sheet as it was made, in the transaction that is open; its hash."""
        from bailee.store.models import IncidentSheet as Row

        self.require(Permission.DO_TASKS)
        sha256 = digest_of(document)
        sealed = self._encrypted("incident_sheet.document", dict(document))
        self._add(Row, incident=ident, document=sealed, sha256=sha256, by=self.member, at=now())
        return sha256

    def kept_sheets(self, ident: str) -> tuple[KeptSheet, ...]:
        """Sheets of an incident, newest first, each with the record that has its hash."""
        from bailee.store.models import IncidentSheet as Row

        self.incident(ident)
        records, erased = self._logged_sheets(ident)
        with self._reading():
            found = [
                KeptSheet(
                    number,
                    self._decrypted("incident_sheet.document", row.document),
                    row.sha256,
                    row.by,
                    row.at,
                    records.get(row.sha256, None if erased else 0),
                )
                for number, row in enumerate(self._rows(Row).filter(incident=ident).order_by("pk"), 1)
            ]
        return tuple(reversed(found))

    def _logged_sheets(self, ident: str) -> tuple[dict[str, int], bool]:
        """What the log has of the sheets of an incident: records by their hash, and whether any of a sheet was erased from it."""
        from bailee.store.models import EvidenceRecord as Row

        with self._reading():
            made = self._rows(Row).filter(action=SHEET_MADE, subject=ident).order_by("sequence")
            records = {json.loads(told)["sha256"]: number for number, told in made.values_list("sequence", "details")}
            erased = self._rows(Row).filter(action=ERASED, details__contains=f'"{SHEET_MADE}"').exists()
        return records, erased

    # letters

    def add_letter_steps(self, ident: str, steps: Iterable[LetterStep]) -> int:
        """Append steps of letters, in the transaction that is open; how many."""
        from bailee.store.models import IncidentLetter as Row

        self.require(Permission.HANDLE_REQUESTS)
        rows = [
            Row(
                organisation_id=self.organisation_id, incident=ident, run=each.run, piece=each.piece, person=each.person,
                kind=each.kind, language=each.language, means=each.means, act=each.act, message=each.message,
                sha256=each.sha256, reason=each.reason, by=self.member, at=now(),
            )
            for each in steps
        ]  # fmt: skip
        Row.objects.using(self.alias).bulk_create(rows, batch_size=500)
        return len(rows)

    def letter_steps(self, ident: str) -> tuple[LetterStep, ...]:
        """Every step of every letter of an incident, oldest first."""
        from bailee.store.models import IncidentLetter as Row

        self.incident(ident)
        columns = (
            "run",
            "piece",
            "person",
            "kind",
            "language",
            "means",
            "act",
            "message",
            "sha256",
            "reason",
            "by",
            "at",
        )
        with self._reading():
            rows = self._rows(Row).filter(incident=ident).order_by("pk").values_list(*columns)
            return tuple(LetterStep(*row) for row in rows.iterator(chunk_size=2_000))

    # disks

    def note_disk(self, place: int, is_encrypted: bool | None) -> None:
        """Append what a system said of the disk of a place, now."""
        from bailee.store.models import DiskReading as Row

        with self.transaction(Permission.SCAN):
            self._add(Row, place_id=place, is_encrypted=is_encrypted, at=now())

    def disk_readings(self, places: Mapping[int, str]) -> tuple[Reading, ...]:
        """What was read of the disks of some places, oldest first. `places`: what each is called, by its number."""
        from bailee.store.models import DiskReading as Row

        with self._reading():
            rows = self._rows(Row).filter(place_id__in=sorted(places)).order_by("at", "pk")
            return tuple(
                Reading(places[place], is_encrypted, at)
                for place, is_encrypted, at in rows.values_list("place_id", "is_encrypted", "at")
            )

    def device_places(self, ident: str) -> dict[int, str]:
        """Places that were read on a device, by number: InvalidInput where there is no such device."""
        from bailee.store.models import Device as Row
        from bailee.store.models import Place as PlaceRow

        with self._reading():
            row = self._rows(Row).filter(ident=ident).first()
            if row is None:
                raise InvalidInput("there is no such device", hint="`bailee devices` lists them")
            return dict(self._rows(PlaceRow).filter(device=row).order_by("pk").values_list("pk", "name"))
