"""What is known of each device, for one organisation or for many at once: five questions to the database, whatever lies there.

No name of a device and nothing encrypted is read; whoever stands in the door adds it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bailee.store.rows.device_readings import DeviceReading, reading_of
from bailee.store.rows.scans import Scans


@dataclass(frozen=True, slots=True)
class AgentFacts:
    ident: str
    state: str  # active, halted, revoked, removed
    why: str
    version: str
    last_seen_at: datetime


@dataclass(frozen=True, slots=True)
class DeviceFacts:
    """A device as the fleet sees it."""

    organisation: int
    ident: str
    system: str
    site: str  # its name
    silent_days: int
    days_seen: int
    last_seen_at: datetime
    retired_at: datetime | None
    agent: AgentFacts | None
    reading: DeviceReading | None  # the newest that came to its end, else the newest
    is_scanning: bool
    failed: str  # why its newest job failed, where that is newer than what it read last


@dataclass(frozen=True, slots=True)
class Awaited:
    """A code that devices are to enrol with: how many came."""

    organisation: int
    ident: str
    site: str
    most: int
    used: int
    made_at: datetime
    expires_at: datetime
    is_revoked: bool

    @property
    def missing(self) -> int:
        return 0 if self.is_revoked else max(self.most - self.used, 0)


@dataclass(frozen=True, slots=True)
class FleetFacts:
    devices: tuple[DeviceFacts, ...]
    awaited: tuple[Awaited, ...]
    refused: Counter[str] = field(default_factory=Counter)  # what agents and codes were refused for, by cause


class FleetSeen(Scans):
    def fleet_facts(self) -> FleetFacts:
        """Of this organisation."""
        with self._reading():
            return facts_of(self._rows, (self.organisation_id,) if self.is_scanning() else ())


def facts_of(rows: Callable[[Any], Any], scanning: Collection[int]) -> FleetFacts:
    """`rows` gives those of one organisation, or of a desk's; `scanning`: in which of them a scan runs now; inside a reading."""
    from django.db.models import Count, Max

    from bailee.store import models

    newest_agents = (
        rows(models.Agent).order_by().values_list("device").annotate(Max("pk")).values_list("pk__max", flat=True)
    )
    agents = {
        row.device_id: AgentFacts(row.ident, row.state, row.why, row.version, row.last_seen_at)
        for row in rows(models.Agent).filter(pk__in=list(newest_agents)).defer("report")
    }
    finished = rows(models.DeviceReading).filter(state="finished").order_by().values_list("device").annotate(Max("pk"))
    newest = dict(rows(models.DeviceReading).order_by().values_list("device").annotate(Max("pk"))) | dict(finished)
    readings = {
        row.device_id: reading_of(row)
        for row in rows(models.DeviceReading).filter(pk__in=list(newest.values())).select_related("device")
    }
    live = rows(models.AgentLease).filter(state="running").values_list("device_id", flat=True)
    busy = set(live)
    for places in (
        rows(models.Scan).filter(state="running", organisation_id__in=scanning).values_list("places", flat=True)
    ):
        busy |= set(rows(models.Place).filter(pk__in=places, device__isnull=False).values_list("device_id", flat=True))
    last_jobs = (
        rows(models.AgentLease).order_by().values_list("device").annotate(Max("pk")).values_list("pk__max", flat=True)
    )
    failed = {
        row.device_id: (row.cause or "failed", row.ended_at)
        for row in rows(models.AgentLease).filter(pk__in=list(last_jobs), state="failed").defer("told")
    }
    found = []
    for row in rows(models.Device).select_related("site").defer("name").order_by("pk"):
        reading = readings.get(row.pk)
        cause, at = failed.get(row.pk, ("", None))
        found.append(
            DeviceFacts(
                row.organisation_id, row.ident, row.system, row.site.name if row.site is not None else "", row.silent_days,
                row.days_seen, row.last_seen_at, row.retired_at, agents.get(row.pk), reading, row.pk in busy,
                cause if at is not None and (reading is None or reading.at < at) else "",
            )
        )  # fmt: skip
    awaited = tuple(
        Awaited(
            row.organisation_id, row.ident, row.site.name if row.site is not None else "", row.most, row.used, row.made_at,
            row.expires_at, row.revoked_at is not None,
        )
        for row in rows(models.EnrolmentCode).select_related("site").order_by("-pk")
    )  # fmt: skip
    refused = (
        rows(models.AgentEvent).filter(kind__endswith="refused").order_by().values_list("why").annotate(n=Count("pk"))
    )
    return FleetFacts(tuple(found), awaited, Counter(dict(refused)))
