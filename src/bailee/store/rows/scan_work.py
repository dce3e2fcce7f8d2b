"""Scans that were asked for, on which days again, who started which, and what one found otherwise than another."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bailee.errors import Error, InvalidInput
from bailee.permissions import Permission
from bailee.store import database
from bailee.store.locks import Held
from bailee.store.rows.base import now
from bailee.store.rows.compared import Compared
from bailee.store.rows.compared import DifferingFinding as DifferingFinding  # pages name it from here
from bailee.store.rows.places import Place
from bailee.store.rows.scan_ranges import ScanRanges
from bailee.store.rows.scanning_now import SCANNING
from bailee.store.work import rows


@dataclass(frozen=True, slots=True)
class ScanRequest:
    """What one scan is to do. `told`: options as they were asked for."""

    number: int
    ident: str
    places: tuple[int, ...]
    told: Mapping[str, Any] = field(repr=False)
    schedule: str
    due_at: datetime | None
    by: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class ScanSchedule:
    """Places that are scanned again and again, as its newest row says."""

    ident: str
    places: tuple[int, ...]
    told: Mapping[str, Any] = field(repr=False)
    every: str  # day, week, month
    at: str  # HH:MM in its zone
    day: int  # of the week (0 is Monday), of the month
    zone: str
    by: str
    known_from: datetime
    last_due_at: datetime | None  # that was run, or put aside for a worker


@dataclass(frozen=True, slots=True)
class PastScan:
    """One run over places, as the history tells it."""

    ident: int
    places: tuple[str, ...]
    by: str  # ident of the member; empty: an earlier version did not note it
    request: str
    schedule: str
    started_at: datetime
    ended_at: datetime | None
    state: str  # running, finished, stopped
    cause: str  # empty: it came to its end
    counts: Mapping[str, Any]

    @property
    def seconds(self) -> float | None:
        """How long it took; None while it runs, and where it was killed: nobody wrote when."""
        if self.ended_at is None or self.cause == "killed":
            return None
        return max((self.ended_at - self.started_at).total_seconds(), 0.0)


@dataclass(frozen=True, slots=True)
class StandingSchedule:
    """What a worker asks of every organisation's schedules: when, and as whom."""

    organisation: str
    ident: str
    every: str
    at: str
    day: int
    zone: str
    by: str
    known_from: datetime
    last_due_at: datetime | None


def standing_schedules(home: Path) -> tuple[StandingSchedule, ...]:
    """Of all organisations whose keys are there; nothing that is encrypted is opened for it."""
    from django.db.models import Max

    from bailee.store.models import ScanRequest
    from bailee.store.models import ScanSchedule as Row

    with rows.entered_all(home) as alias:
        newest = Row.objects.using(alias).values("organisation_id", "ident").annotate(newest=Max("pk")).values("newest")
        standing = Row.objects.using(alias).filter(pk__in=newest, withdrawn=False).select_related("by", "organisation")
        ran = ScanRequest.objects.using(alias).exclude(schedule="").values_list("organisation_id", "schedule")
        last = {(number, ident): due for number, ident, due in ran.annotate(last=Max("due_at")).order_by()}
        return tuple(
            StandingSchedule(
                row.organisation.ident, row.ident, row.every, row.at, row.day, row.zone, row.by.ident, row.known_from,
                last.get((row.organisation_id, row.ident)),
            )
            for row in standing.order_by("pk")
            if row.organisation.wrapped_keys
        )  # fmt: skip


class ScanWork(Compared, ScanRanges):
    # one at a time

    @contextmanager
    def scanning_alone(self) -> Iterator[None]:
        """The same among machines that share a database, and beside a scan that workers read in ranges: such a one is nobody's
        alone. Raises Held where another one scans this organisation."""
        from django.db import connections

        if not self._engine.needs_transactions:
            if self.is_divided_scan_running():
                raise Held(None)
            yield
            return
        key = (SCANNING, self.organisation_id)
        with database.explained(self.home), connections[self.alias].cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
            is_ours = bool(cursor.fetchone()[0])
        if not is_ours:
            raise Held(None)
        try:
            if self.is_divided_scan_running():
                raise Held(None)
            yield
        finally:
            with suppress(Error), database.explained(self.home), connections[self.alias].cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)  # a lost connection let it go already

    # what was asked for

    def add_scan_request(
        self, places: Sequence[Place], told: Mapping[str, Any], *, schedule: str = "", due_at: datetime | None = None
    ) -> ScanRequest:
        from bailee.store.models import ScanRequest as Row

        with self.transaction(Permission.SCAN):
            row = self._add(
                Row,
                ident=f"scan-{secrets.token_hex(6)}",
                places=[place.ident for place in places],
                told=self._encrypted("scan_request.told", dict(told)),
                schedule=schedule,
                due_at=due_at,
                asked_by_id=self.member_id,
                asked_at=now(),
            )
        return self._request(row, self.member)

    def scan_request(self, ident: str) -> ScanRequest:
        """InvalidInput where there is none."""
        from bailee.store.models import ScanRequest as Row

        with self._reading():
            row = self._rows(Row).select_related("asked_by").filter(ident=ident).first()
        if row is None:
            raise InvalidInput("nobody asked for this scan", hint="start it again")
        return self._request(row, row.asked_by.ident)

    def _request(self, row: Any, by: str) -> ScanRequest:
        told = self._decrypted("scan_request.told", row.told)
        return ScanRequest(row.pk, row.ident, tuple(row.places), told, row.schedule, row.due_at, by, row.asked_at)

    # when again

    def save_schedule(
        self,
        places: Sequence[Place],
        told: Mapping[str, Any],
        *,
        every: str,
        at: str,
        day: int,
        zone: str,
        ident: str = "",
        withdrawn: bool = False,
    ) -> str:
        """Append how a schedule is from now on; its ident, a new one where none is given."""
        from bailee.store.models import ScanSchedule as Row

        ident = ident or f"schedule-{secrets.token_hex(6)}"
        with self.transaction(Permission.SCAN):
            self._add(
                Row,
                ident=ident,
                places=[place.ident for place in places],
                told=self._encrypted("scan_schedule.told", dict(told)),
                every=every,
                at=at,
                day=day,
                zone=zone,
                withdrawn=withdrawn,
                known_from=now(),
                by_id=self.member_id,
            )
        return ident

    def schedules(self) -> tuple[ScanSchedule, ...]:
        """Those that stand, oldest first."""
        from django.db.models import Max

        from bailee.store.models import ScanRequest
        from bailee.store.models import ScanSchedule as Row

        with self._reading():
            newest = self._rows(Row).values("ident").annotate(newest=Max("pk")).values("newest")
            rows = list(self._rows(Row).filter(pk__in=newest, withdrawn=False).select_related("by").order_by("pk"))
            ran = self._rows(ScanRequest).exclude(schedule="").values_list("schedule").annotate(last=Max("due_at"))
            last = dict(ran.order_by())
        return tuple(
            ScanSchedule(
                row.ident,
                tuple(row.places),
                self._decrypted("scan_schedule.told", row.told),
                row.every,
                row.at,
                row.day,
                row.zone,
                row.by.ident,
                row.known_from,
                last.get(row.ident),
            )
            for row in rows
        )

    # what they came to

    def past_scans(self, *, limit: int = 200, before: int = 0, ident: int = 0) -> tuple[PastScan, ...]:
        """Newest first; `before` a scan, or one alone by its number."""
        from bailee.store.models import Place as PlaceRow
        from bailee.store.models import Scan as Row

        wanted = {"pk": ident} if ident else {}
        with self._reading():
            names = dict(self._rows(PlaceRow).values_list("pk", "name"))
            rows, killed = self._with_killed(
                lambda: list(
                    self._rows(Row)
                    .filter(**wanted, **({"pk__lt": before} if before else {}))
                    .select_related("started_by", "request")
                    .defer("statement")
                    .order_by("-pk")[:limit]
                )
            )
            return tuple(
                PastScan(
                    row.pk,
                    tuple(names[place] for place in row.places if place in names),
                    row.started_by.ident if row.started_by is not None else "",
                    row.request.ident if row.request is not None else "",
                    row.request.schedule if row.request is not None else "",
                    row.started_at,
                    row.ended_at,
                    "stopped" if row.pk in killed else row.state,
                    "killed" if row.pk in killed else row.cause,
                    row.counts,
                )
                for row in rows
            )
