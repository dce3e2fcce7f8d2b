"""What devices came to: written once at the end of a scan, so that a page of 2,000 of them reads 2,000 rows and no finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bailee import __version__
from bailee.findings import LIKELY_WEIGHT
from bailee.permissions import Permission
from bailee.store.rows.base import Door, now
from bailee.store.rows.scans import READING
from bailee.store.rows.settled import States
from bailee.vocabulary import Reason


@dataclass(frozen=True, slots=True)
class DeviceReading:
    """A device at the end of one scan. Counts are of all that lies on it, not of what this scan read anew."""

    device: str  # ident
    at: datetime
    version: str
    policy: str
    state: str
    cause: str
    read: int
    partly: int
    skipped: int
    causes: Mapping[str, int] = field(default_factory=dict)
    found: Mapping[str, int] = field(default_factory=dict)
    is_encrypted: bool | None = None

    @property
    def files(self) -> int:
        return self.read + self.partly + self.skipped


class DeviceReadings(Door):
    def note_reading(
        self,
        device: str,
        scan: int | None,
        *,
        state: str,
        cause: str = "",
        policy: str = "",
        version: str = __version__,
    ) -> None:
        """Count what lies on a device now, and append it. Costs what its own files cost, once a scan."""
        from django.db.models import Count

        from bailee.store.models import Device, DiskReading, Finding, Place, ScannedFile
        from bailee.store.models import DeviceReading as Row

        with self.transaction(Permission.SCAN):
            row = self._rows(Device).filter(ident=device).first()
            if row is None:
                return
            places = list(self._rows(Place).filter(device=row).values_list("pk", flat=True))
            outcomes: Counter[str] = Counter()
            causes: Counter[str] = Counter()
            files = self._rows(ScannedFile).filter(place_id__in=places, gone_at=None).order_by()
            for outcome, reason, count in files.values_list("outcome", "reason").annotate(n=Count("pk")):
                if outcome == READING:  # a scan was cut off in it: it counts as in the coverage of a scan
                    outcome, reason = "skipped", Reason.CRASHED.value
                outcomes[outcome] += count
                if reason and outcome != "read":
                    causes[reason] += count
            found = (
                self._rows(Finding)
                .filter(file__place_id__in=places, gone_at=None, weight__gte=LIKELY_WEIGHT)
                .exclude(state=int(States.DISMISSED))
                .order_by()
                .values_list("category")
                .annotate(n=Count("pk"))
            )
            disks: dict[int, bool | None] = {}
            read = self._rows(DiskReading).filter(place_id__in=places).order_by("at", "pk")
            for place, is_encrypted in read.values_list("place_id", "is_encrypted"):
                disks[place] = is_encrypted
            self._add(
                Row, device=row, scan_id=scan, at=now(), version=version, policy=policy, state=state, cause=cause,
                read=outcomes["read"], partly=outcomes["partly"], skipped=outcomes["skipped"], causes=dict(causes),
                found=dict(found), is_encrypted=whole(disks.values()),
            )  # fmt: skip

    def device_readings(self, devices: Collection[str] | None = None) -> dict[str, DeviceReading]:
        """The newest of each device, by its ident: one row a device."""
        from django.db.models import Max

        from bailee.store.models import DeviceReading as Row

        with self._reading():
            rows = self._rows(Row)
            if devices is not None:
                rows = rows.filter(device__ident__in=list(devices))
            newest = list(rows.order_by().values_list("device").annotate(Max("pk")).values_list("pk__max", flat=True))
            made = [reading_of(row) for row in self._rows(Row).filter(pk__in=newest).select_related("device")]
        return {each.device: each for each in made}

    def readings_of(self, device: str, limit: int = 400) -> tuple[DeviceReading, ...]:
        """Of one device, oldest first: at most so many of the newest."""
        from bailee.store.models import DeviceReading as Row

        with self._reading():
            rows = self._rows(Row).filter(device__ident=device).select_related("device").order_by("-at", "-pk")[:limit]
            return tuple(reversed([reading_of(row) for row in rows]))


def reading_of(row: Any) -> DeviceReading:
    """A row, with its device."""
    return DeviceReading(
        row.device.ident, row.at, row.version, row.policy, row.state, row.cause, row.read, row.partly, row.skipped,
        row.causes, row.found, row.is_encrypted,
    )  # fmt: skip


def whole(disks: Sequence[bool | None] | Collection[bool | None]) -> bool | None:
    """Whether all of a device's disks are encrypted; None where one did not say and none is known to be open.

    >>> whole([True, True]), whole([True, None]), whole([None, False]), whole([])
    (True, None, False, None)
    """
    if False in disks:
        return False
    return None if not disks or None in disks else True
