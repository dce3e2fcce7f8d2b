"""Scans that were asked for, on which days again, who started which, and what one found otherwise than another."""

from __future__ import annotations

import json
import secrets
from collections import Counter
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
from bailee.store.rows.scanned import Place, Scanned
from bailee.store.work import rows
from bailee.vocabulary import Locator

_SCANNING = 0x7363616E  # key of the lock that a scan takes: "scan"


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
class Difference:
    """What is different in one category and store. `decided`: findings that a person judged in between."""

    category: str
    store: str
    new: int = 0
    gone: int = 0
    changed: int = 0
    decided: int = 0


@dataclass(frozen=True, slots=True)
class FileDifference:
    store: str
    new: int = 0
    gone: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True)
class ScanComparison:
    """From the end of one scan (None: before the first) to the end of a later one."""

    before: int | None
    after: int
    findings: tuple[Difference, ...]
    files: tuple[FileDifference, ...]

    @property
    def is_same(self) -> bool:
        return not self.findings and not self.files

    def total(self, what: str) -> int:
        """Of findings: `new`, `gone`, `changed` or `decided`."""
        return sum(int(getattr(row, what)) for row in self.findings)


@dataclass(frozen=True, slots=True)
class DifferingFinding:
    """One finding that is new, gone or changed between two scans."""

    ident: str
    what: str  # new, gone, changed
    category: str
    store: str
    locator: Locator  # masked


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


class ScanWork(Scanned):
    # one at a time

    @property
    def scan_lock(self) -> str:
        """Name of the file that a scan locks: SQLite has one writer, PostgreSQL as many as there are organisations."""
        return f"scan-{self.organisation_id}.lock" if self._engine.needs_transactions else "scan.lock"

    @contextmanager
    def scanning_alone(self) -> Iterator[None]:
        """The same among machines that share a database. Raises Held where another one scans this organisation."""
        from django.db import connections

        if not self._engine.needs_transactions:
            yield
            return
        key = (_SCANNING, self.organisation_id)
        with database.explained(self.home), connections[self.alias].cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
            is_ours = bool(cursor.fetchone()[0])
        if not is_ours:
            raise Held(None)
        try:
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

    def past_scans(self, *, limit: int = 200) -> tuple[PastScan, ...]:
        """Newest first."""
        from bailee.store.models import Place as PlaceRow
        from bailee.store.models import Scan as Row

        with self._reading():
            names = dict(self._rows(PlaceRow).values_list("pk", "name"))
            return tuple(
                PastScan(
                    row.pk,
                    tuple(names[place] for place in row.places if place in names),
                    row.started_by.ident if row.started_by is not None else "",
                    row.request.ident if row.request is not None else "",
                    row.request.schedule if row.request is not None else "",
                    row.started_at,
                    row.ended_at,
                    row.state,
                    row.cause,
                    row.counts,
                )
                for row in self._rows(Row)
                .select_related("started_by", "request")
                .defer("statement")
                .order_by("-pk")[:limit]
            )

    def scan_differences(self, before: int | None, after: int) -> ScanComparison:
        """What later scans, up to `after`, found otherwise than `before` left it. InvalidInput where one is not there.

        A finding is new or gone where it was so at the two ends; what came and went in between is neither.
        """
        from bailee.store.models import Decision, Finding, ScanChange, ScannedFile

        with self._reading():
            ends, since = self._ends(before, after)
            counts: dict[tuple[str, str], Counter[str]] = {}
            for category, store, number in _by_category(self._fresh(since, after), "file__store"):
                _at(counts, category, store)["new"] += number
            for turn in self._turns(since, after):
                row = _at(counts, turn.category, turn.store)
                if turn.is_fresh:
                    row["new"] -= turn.what != "new"
                elif turn.what:
                    row[turn.what] += 1
            decided = self._rows(Decision)
            if before is not None and ends[before] is not None:
                decided = decided.filter(decided_at__gt=ends[before])
            if ends[after] is not None:
                decided = decided.filter(decided_at__lte=ends[after])
            judged = self._rows(Finding).filter(ident__in=decided.values("ident"))
            for category, store, number in _by_category(judged, "file__store"):
                _at(counts, category, store)["decided"] += number
            files = self._file_differences(ScannedFile, self._rows(ScanChange), since, after)
        return ScanComparison(
            before,
            after,
            tuple(
                Difference(category, store, row["new"], row["gone"], row["changed"], row["decided"])
                for (category, store), row in sorted(counts.items())
                if any(row.values())
            ),
            files,
        )

    def differing_findings(
        self, before: int | None, after: int, what: str, *, category: str = "", store: str = "", limit: int = 200
    ) -> tuple[DifferingFinding, ...]:
        """Which findings `scan_differences` counts as `new`, `gone` or `changed`, at most so many."""
        from bailee.store.models import Finding

        with self._reading():
            _, since = self._ends(before, after)
            turns = list(self._turns(since, after))
            chosen = self._rows(Finding).filter(pk__in=[turn.finding for turn in turns if turn.what == what][:_LISTED])
            found = [chosen]
            if what == "new":
                others = [turn.finding for turn in turns if turn.is_fresh][:_LISTED]
                found.append(self._fresh(since, after).exclude(pk__in=others))
            listed: list[DifferingFinding] = []
            for each in found:
                if category:
                    each = each.filter(category=category)
                if store:
                    each = each.filter(file__store=store)
                columns = each.order_by("pk").values_list("ident", "category", "file__store", "locator")
                listed += [
                    DifferingFinding(ident, what, kind, lies_in, Locator(tuple(json.loads(locator))))
                    for ident, kind, lies_in, locator in columns[: limit - len(listed)]
                ]
        return tuple(listed)

    def _ends(self, before: int | None, after: int) -> tuple[dict[int, datetime | None], int]:
        from bailee.store.models import Scan as Row

        named = [each for each in (before, after) if each]
        ends = dict(self._rows(Row).filter(pk__in=named).values_list("pk", "ended_at"))
        if after not in ends or (before is not None and (before not in ends or before >= after)):
            raise InvalidInput("these two scans cannot be compared", hint="name an earlier and a later one")
        return ends, before or 0

    def _fresh(self, since: int, after: int) -> Any:
        """Findings that were met first in between, whatever became of them."""
        from bailee.store.models import Finding

        return self._rows(Finding).filter(first_seen_id__gt=since, first_seen_id__lte=after)

    def _turns(self, since: int, after: int) -> Iterator[_Turn]:
        """Findings to which something happened since, and what that comes to at the end of the later scan."""
        from bailee.store.models import ScanChange

        changes = self._rows(ScanChange).filter(finding__isnull=False)
        turned = changes.filter(scan_id__gt=since)
        happened: dict[int, list[tuple[int, str]]] = {}
        about: dict[int, tuple[str, str, int]] = {}
        for finding, scan, what, category, store, first in turned.order_by("pk").values_list(
            "finding_id", "scan_id", "what", "finding__category", "file__store", "finding__first_seen_id"
        ):
            happened.setdefault(finding, []).append((scan, what))
            about[finding] = (category, store, first)
        before_that = changes.filter(
            finding_id__in=turned.values("finding_id"), scan_id__lte=since, what__in=("gone", "back")
        )
        earlier = dict(before_that.order_by("pk").values_list("finding_id", "what"))  # the latest stands
        for finding, told in happened.items():
            category, store, first = about[finding]
            if first > after:
                continue
            if finding in earlier:
                was = earlier[finding] == "back"
            else:  # before its first turn it was the other way round
                was = next((what != "back" for _, what in told if what != "changed"), True)
            was = was and first <= since
            inside = [what for scan, what in told if scan <= after]
            turns = [what for what in inside if what != "changed"]
            is_now = turns[-1] == "back" if turns else (was or first > since)
            what = "changed" if was and is_now and "changed" in inside else ""
            if was != is_now:
                what = "new" if is_now else "gone"
            yield _Turn(finding, category, store, first > since, what)

    def _file_differences(self, files: Any, changes: Any, since: int, after: int) -> tuple[FileDifference, ...]:
        from django.db.models import Count

        counts: dict[str, Counter[str]] = {}
        fresh = self._rows(files).filter(first_scan_id__gt=since, first_scan_id__lte=after)
        for store, number in fresh.order_by().values_list("store").annotate(Count("pk")):
            counts.setdefault(store, Counter())["new"] += number
        happened: dict[int, tuple[str, int, list[str]]] = {}
        turned = changes.filter(finding__isnull=True, scan_id__gt=since, scan_id__lte=after).order_by("pk")
        for file, store, first, what in turned.values_list("file_id", "file__store", "file__first_scan_id", "what"):
            happened.setdefault(file, (store, first, []))[2].append(what)
        for store, first, told in happened.values():
            turns = [what for what in told if what != "changed"]
            was = first <= since and (not turns or turns[0] == "gone")
            is_now = turns[-1] == "back" if turns else True
            row = counts.setdefault(store, Counter())
            if first > since:
                row["new"] -= not is_now
            elif was != is_now:
                row["new" if is_now else "gone"] += 1
            elif was and "changed" in told:
                row["changed"] += 1
        return tuple(
            FileDifference(store, row["new"], row["gone"], row["changed"])
            for store, row in sorted(counts.items())
            if any(row.values())
        )


_LISTED = 5_000  # numbers in one question to the database


@dataclass(frozen=True, slots=True)
class _Turn:
    finding: int
    category: str
    store: str
    is_fresh: bool  # first seen in between
    what: str  # new, gone, changed; empty: as it was


def _by_category(rows: Any, store: str) -> Any:
    from django.db.models import Count

    return rows.order_by().values_list("category", store).annotate(Count("pk"))


def _at(counts: dict[tuple[str, str], Counter[str]], category: str, store: str) -> Counter[str]:
    return counts.setdefault((category, store), Counter())
