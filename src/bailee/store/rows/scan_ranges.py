"""Scans that are divided: their ranges, what each counted, and whether the whole is still wanted.

A range belongs to the job that laid it out, and is done by one of its own. As long as the first waits or runs and its scan has
not ended, no other scan of the organisation begins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bailee.errors import InvalidInput
from bailee.permissions import Permission
from bailee.sources.ranges import FolderRange, FolderSet, Key, Part, Range
from bailee.store.rows.base import Door, now
from bailee.store.work.rows import LIVE


@dataclass(frozen=True, slots=True)
class ScanRange:
    """One range as it stands."""

    ident: int
    scan: int
    place: int
    ends: str  # the job that laid it out
    job: str
    number: int
    part: Part = field(repr=False)
    is_linked: bool  # folders with files of several names, read after all others
    items: int  # as they were listed ahead
    bytes: int
    counts: Mapping[str, Any]
    conduct: Mapping[str, Any]
    left: Mapping[str, Any] | None = field(repr=False)  # what the end of the scan has to know; None: it has not ended


@dataclass(frozen=True, slots=True)
class DividedScan:
    """A scan that its job laid out in ranges."""

    ident: int
    started_at: datetime
    state: str
    counts: Mapping[str, Any] = field(repr=False)


class ScanRanges(Door):
    def divided_scan(self, ends: str) -> DividedScan | None:
        """The newest scan that a job laid out."""
        from bailee.store.models import ScanRange as Row

        with self._reading():
            row = self._rows(Row).filter(ends=ends).select_related("scan").order_by("-scan_id").first()
        return None if row is None else DividedScan(row.scan_id, row.scan.started_at, row.scan.state, row.scan.counts)

    def add_range(self, scan: int, place: int, ends: str, number: int, range: Range[Key]) -> ScanRange:
        told = {"after": range.after, "until": range.until}
        return self._add_range(scan, place, ends, number, told, range.items, range.bytes)

    def add_linked_range(self, scan: int, place: int, ends: str, number: int, folders: Sequence[Key]) -> ScanRange:
        """Folders by their names: those with files of several names."""
        return self._add_range(scan, place, ends, number, {"folders": [*folders]}, 0, 0)

    def _add_range(
        self, scan: int, place: int, ends: str, number: int, told: Mapping[str, Any], items: int, size: int
    ) -> ScanRange:
        from bailee.store.models import ScanRange as Row

        with self.transaction(Permission.SCAN):
            row = self._add(
                Row, scan_id=scan, place_id=place, ends=ends, number=number, items=items, bytes=size,
                told=self._encrypted("scan_range.told", told),
            )  # fmt: skip
        return self._range(row)

    def give_range(self, ident: int, job: str) -> None:
        """Note which job does it."""
        from bailee.store.models import ScanRange as Row

        with self.transaction(Permission.SCAN):
            self._rows(Row).filter(pk=ident).update(job=job)

    def scan_ranges(self, ends: str, *, scan: int) -> tuple[ScanRange, ...]:
        from bailee.store.models import ScanRange as Row

        with self._reading():
            return tuple(map(self._range, self._rows(Row).filter(ends=ends, scan_id=scan).order_by("number")))

    def range_figures(self, ends: str, *, scan: int) -> tuple[tuple[int, bool, int, int, Mapping[str, Any]], ...]:
        """(number, whether it has ended, items, bytes, counts) of each: what progress asks, without opening anything."""
        from bailee.store.models import ScanRange as Row

        with self._reading():
            rows = self._rows(Row).filter(ends=ends, scan_id=scan).order_by("number")
            return tuple(
                (number, ended is not None, items, size, counts)
                for number, ended, items, size, counts in rows.values_list(
                    "number", "ended_at", "items", "bytes", "counts"
                )
            )

    def scan_range(self, ident: int) -> ScanRange:
        """InvalidInput where there is none."""
        from bailee.store.models import ScanRange as Row

        with self._reading():
            row = self._rows(Row).filter(pk=ident).first()
        if row is None:
            raise InvalidInput("there is no such range of a scan", hint="start the scan again")
        return self._range(row)

    def request_of(self, scan: int) -> str:
        """Ident of what was asked for, of a scan that somebody asked for."""
        from bailee.store.models import Scan as Row

        with self._reading():
            ident = self._rows(Row).filter(pk=scan).values_list("request__ident", flat=True).first()
        if not ident:
            raise InvalidInput("nobody asked for this scan", hint="start it again")
        return str(ident)

    def holds_scan(self, scan: int) -> bool:
        """Whether a scan still runs, and goes on doing so until this transaction ends: nobody begins another meanwhile."""
        share = " FOR SHARE" if self._engine.needs_transactions else ""
        asked = f"SELECT state FROM scan WHERE id = %s AND organisation_id = %s{share}"  # noqa: S608 - words of ours
        return [state for (state,) in self._written(asked, scan, self.organisation_id)] == ["running"]

    def keep_range(self, ident: int, counts: Mapping[str, Any]) -> None:
        """What a range counted so far: in the transaction that holds what was counted."""
        from bailee.store.models import ScanRange as Row

        self._rows(Row).filter(pk=ident).update(counts=dict(counts))

    def end_range(
        self, ident: int, counts: Mapping[str, Any], left: Mapping[str, Any], conduct: Mapping[str, Any]
    ) -> None:
        from bailee.store.models import ScanRange as Row

        self._rows(Row).filter(pk=ident).update(
            counts=dict(counts),
            left=self._encrypted("scan_range.left", left),
            conduct=dict(conduct),
            ended_at=now(),
        )

    def wish_of(self, ends: str) -> str | None:
        """What a person wishes of the job that laid a scan out (pause, stop); None where it has ended."""
        from bailee.store.models import Job as Row

        with self._reading():
            wish: str | None = self._rows(Row).filter(ident=ends, state__in=LIVE).values_list("wish", flat=True).first()
            return wish

    def failed_range(self, ends: str, *, scan: int) -> tuple[str, str] | None:
        """(cause, hint) of a range whose job ended without it; None where there is none."""
        from bailee.store.models import Job as JobRow
        from bailee.store.models import ScanRange as Row

        with self._reading():
            open_ones = self._rows(Row).filter(ends=ends, scan_id=scan, ended_at=None).exclude(job="").values("job")
            dead = self._rows(JobRow).filter(ident__in=open_ones).exclude(state__in=LIVE)
            row = dead.values_list("cause", "hint", "state").first()
        return None if row is None else (row[0] or row[2], row[1])

    def is_divided_scan_running(self) -> bool:
        """Whether workers read ranges of a scan: of this organisation, or of any where all share one writer."""
        from bailee.store.models import Job as JobRow
        from bailee.store.models import ScanRange as Row

        whose = {"organisation_id": self.organisation_id} if self._engine.needs_transactions else {}
        with self._reading():
            live = JobRow.objects.using(self.alias).filter(state__in=LIVE, **whose).values("ident")
            ranges = Row.objects.using(self.alias).filter(scan__state="running", ends__in=live, **whose)
            return bool(ranges.exists())

    def _range(self, row: Any) -> ScanRange:
        told = self._decrypted("scan_range.told", row.told)
        part: Part
        if "folders" in told:
            part = FolderSet(tuple(folder) for folder in told["folders"])
        else:
            part = FolderRange(Range(_key(told["after"]), _key(told["until"]), row.items, row.bytes))
        return ScanRange(
            row.pk, row.scan_id, row.place_id, row.ends, row.job, row.number, part, "folders" in told, row.items, row.bytes,
            row.counts, row.conduct,
            None if row.ended_at is None else self._decrypted("scan_range.left", row.left),
        )  # fmt: skip


def _key(told: Sequence[str] | None) -> Key | None:
    return None if told is None else tuple(told)
