"""The table as it stood: what the newest page says, and the states of all cells after each change."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bailee import __version__
from bailee.obligations.tables import own_rules_stamp
from bailee.store.rows.base import Door, now

_OF_ITS_DAY = {"on": "", "version": ""}
CELLS = ("red", "amber", "unknown", "green")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """States of all cells of one organisation at one time."""

    at: datetime
    on: date
    red: int
    amber: int
    unknown: int
    green: int
    files: int
    files_read: int
    cells: dict[str, str] = field(repr=False, default_factory=dict)  # {"us-ssn|employee|told": "red"}
    worst: tuple[dict[str, str], ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        return {state: getattr(self, state) for state in CELLS}


@dataclass(frozen=True, slots=True)
class StatusPage:
    """What the newest page says. `is_current`: nothing was changed since, and the day is the same."""

    content: dict[str, Any] = field(repr=False)
    at: datetime
    seconds: float
    is_current: bool


# Acts after which a page says the same: a report that was made of it must not have it made anew, which takes long of a big store.
SILENT = frozenset({"report-made", "report-look-chosen", "report-scheduled", "report-schedule-ended"})

_MOST_KEPT = 4
_opened: dict[tuple[Path, int, datetime, str], dict[str, Any]] = {}  # contents of pages: a process opens each once


class Snapshots(Door):
    def status_stamp(self, on: date) -> str:
        """What a page stands on: the newest record of evidence, the day whose rules are asked, the rules, and this version."""
        return f"{self.log_size()} {on.isoformat()} {own_rules_stamp(self.home)}{__version__}"

    def log_size(self) -> int:
        """Records in the log of evidence: what a page and a look stand on."""
        from bailee.store.models import Checkpoint

        with self._reading():
            return self._rows(Checkpoint).order_by("-size").values_list("size", flat=True).first() or 0

    def status_page(self, on: date) -> StatusPage | None:
        """The page that was kept last, with whether it still stands; None where none was kept or it cannot be opened."""
        from bailee.store.models import StatusPage as Row

        stamp = self.status_stamp(on)
        with self._reading():
            row = self._rows(Row).defer("content").first()
            if row is None:
                return None
            key = (self.home, self.organisation_id, row.at, row.stamp)
            content = _opened.get(key)
            if content is None:
                content = unpacked(self._decrypted("status_page.content", row.content))
        for old in list(_opened)[: max(len(_opened) - _MOST_KEPT + 1, 0)]:
            _opened.pop(old, None)
        _opened[key] = content
        return StatusPage(content, row.at, row.seconds, row.stamp == stamp or self._is_silent_since(row.stamp, stamp))

    def _is_silent_since(self, kept: str, stamp: str) -> bool:
        """Whether nothing but the log's length differs, and all that was recorded since changes nothing that a page says."""
        from bailee.store.models import EvidenceRecord

        (size, _, rest), (_, _, now_rest) = kept.partition(" "), stamp.partition(" ")
        if rest != now_rest or not size.isdecimal():
            return False
        with self._reading():
            return not self._rows(EvidenceRecord).filter(sequence__gt=int(size)).exclude(action__in=SILENT).exists()

    def save_status_page(self, content: dict[str, Any], snapshot: Snapshot, *, stamp: str, seconds: float) -> None:
        """Keep a page and, where a cell or a count differs from the last one, the states of its cells.

        It is derived from what the store has, so whoever may look may cause it.
        """
        from bailee.store.database import explained
        from bailee.store.models import StatusPage as Row
        from bailee.store.models import StatusSnapshot

        packed = self._encrypted("status_page.content", _packed(content))
        people = content.get("people", {}).get("people", {})
        values = {
            "stamp": stamp,
            "at": now(),
            "seconds": seconds,
            "content": packed,
            "people_low": people.get("low"),
            "people_high": people.get("high"),
        }
        with explained(self.home), self._seeing():
            self._engine.serialise(self.alias, self.organisation_id)
            if not self._rows(Row).update(**values):
                self._add(Row, **values)
            before = self._rows(StatusSnapshot).order_by("-at", "-pk").first()
            counted = {name: getattr(snapshot, name) for name in (*CELLS, "files", "files_read")}
            if (
                before is not None
                and before.cells == snapshot.cells
                and all(getattr(before, name) == count for name, count in counted.items())
                and not (_days_apart(before.at, snapshot.at) and self._says_otherwise(before, content))
            ):
                return
            self._add(
                StatusSnapshot,
                at=snapshot.at,
                on=snapshot.on,
                sequence=int(stamp.split()[0]),
                cells=snapshot.cells,
                worst=list(snapshot.worst),
                content=packed,
                **counted,
            )

    def _says_otherwise(self, before: Any, content: dict[str, Any]) -> bool:
        """Whether a page says something else than the one that was kept, beside the day that it is of."""
        if before.content is None:
            return True
        was = unpacked(self._decrypted("status_page.content", before.content))
        return {**was, **_OF_ITS_DAY} != {**unpacked(_packed(content)), **_OF_ITS_DAY}

    def snapshots(
        self, since: datetime | None = None, *, until: datetime | None = None, with_cells: bool = True
    ) -> tuple[Snapshot, ...]:
        """States of all cells, oldest first; since a time, with the last one before it, for that one held until then."""
        from bailee.store.models import StatusSnapshot

        with self._reading():
            rows = self._rows(StatusSnapshot).order_by("at", "pk").defer("content")
            if not with_cells:
                rows = rows.defer("content", "cells")
            if since is not None:
                last_before = self._rows(StatusSnapshot).filter(at__lt=since).order_by("-at", "-pk")
                rows = rows.filter(at__gte=last_before.values_list("at", flat=True).first() or since)
            if until is not None:
                rows = rows.filter(at__lte=until)
            return tuple(snapshot_of_row(row, with_cells) for row in rows)


def _days_apart(before: datetime, after: datetime) -> bool:
    return before.astimezone().date() != after.astimezone().date()


def snapshot_of_row(row: Any, with_cells: bool) -> Snapshot:
    counted = {name: getattr(row, name) for name in (*CELLS, "files", "files_read")}
    return Snapshot(row.at, row.on, **counted, cells=row.cells if with_cells else {}, worst=tuple(row.worst))


def _packed(content: dict[str, Any]) -> str:
    import base64
    import json

    return base64.b64encode(zlib.compress(json.dumps(content, separators=(",", ":")).encode(), 6)).decode()


def unpacked(packed: str) -> dict[str, Any]:
    import base64
    import json

    content: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(packed)))
    return content
