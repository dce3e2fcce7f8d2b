"""Scans: their begin and end, what they counted, the statement of what was looked at and what not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from bailee.inventory import Coverage
from bailee.permissions import Permission
from bailee.store.rows.base import now
from bailee.store.rows.places import Place, Places
from bailee.store.rows.scanning_now import lock_name, scanning_now
from bailee.store.rows.secured import sealed_in
from bailee.vocabulary import Reason

_T = TypeVar("_T")
READING = "reading"  # outcome of a file until it was read: it stays that of one in which a scan was killed


@dataclass(frozen=True, slots=True)
class Scan:
    ident: int
    started_at: datetime
    ended_at: datetime | None
    state: str  # running, finished, stopped
    places: tuple[str, ...]
    counts: dict[str, int]
    conduct: dict[str, Any] = field(default_factory=dict)  # isolation, pace, what was left out on purpose
    cut: tuple[str, ...] = ()  # of its places, those that an agent did not go through to the end


class Scans(Places):
    @property
    def scan_lock(self) -> str:
        """Name of the file that a scan locks."""
        return lock_name(self.organisation_id, is_shared=self._engine.needs_transactions)

    def is_scanning(self) -> bool:
        """Whether a scan of this organisation runs: here, on another machine that shares the database, or in ranges."""
        with self._reading():
            return self.organisation_id in scanning_now(self.home, self.alias, (self.organisation_id,))

    def _with_killed(self, read: Callable[[], list[Any]]) -> tuple[list[Any], frozenset[int]]:
        """Rows of scans, and the numbers of those that call themselves running and were killed. Where no scan runs they are read
        once more: one that ended between the two questions was not killed, and one that has begun since is not meant."""
        rows = read()
        running = {row.pk for row in rows if row.state == "running"}
        if not running or self.is_scanning():
            return rows, frozenset()
        rows = read()
        return rows, frozenset(row.pk for row in rows if row.state == "running" and row.pk in running)

    def scans(self) -> tuple[Scan, ...]:
        """Every scan, oldest first. One that was killed is stopped, before another one notes it so."""
        from bailee.store.models import Place as PlaceRow
        from bailee.store.models import Scan as Row

        with self._reading():
            names = dict(self._rows(PlaceRow).values_list("pk", "name"))
            rows, killed = self._with_killed(lambda: list(self._rows(Row).order_by("pk")))
            return tuple(
                Scan(
                    row.pk,
                    row.started_at,
                    row.ended_at,
                    "stopped" if row.pk in killed else row.state,
                    tuple(names[place] for place in row.places if place in names),
                    row.counts,
                    row.conduct,
                    tuple(names[place] for place in row.conduct.get("cut", ()) if place in names),
                )
                for row in rows
            )

    def begin_scan(self, places: Sequence[Place], *, request: int | None = None) -> Scan:
        """Start one; `request`: number of what was asked for. Whatever still calls itself running was killed: scans hold a lock, and we have it."""
        from bailee.store.models import Scan as Row

        with self.transaction(Permission.SCAN):
            self._rows(Row).filter(state="running").update(state="stopped", ended_at=now(), cause="killed")
            row = self._add(
                Row,
                started_at=now(),
                state="running",
                places=[place.ident for place in places],
                started_by_id=self.member_id,
                request_id=request,
            )
            return Scan(row.pk, row.started_at, None, "running", tuple(place.name for place in places), {})

    def end_scan(
        self,
        scan: Scan,
        state: str,
        counts: Any,
        *,
        covered: Coverage | None = None,
        conduct: dict[str, Any] | None = None,
        cause: str = "",
    ) -> datetime:
        """Note how a scan ended, and what it did (a dataclass of counts).

        `covered`: the coverage, where it was counted already; `conduct`: how the scan behaved (`Conduct.told`); `cause`: why it
        did not come to its end.
        """
        from bailee.store.models import Scan as Row

        ended = now()
        causes = (covered or coverage_of(self.outcomes(at_end=True))).causes
        coverage = {reason: {"items": items, "bytes": size} for reason, items, size in causes}
        with self.transaction(Permission.SCAN):
            self._rows(Row).filter(pk=scan.ident).update(
                state=state,
                ended_at=ended,
                counts=asdict(counts),
                coverage=coverage,
                conduct=conduct or {},
                cause=cause,
            )
        return ended

    def coverage_statement(self) -> dict[str, Any] | None:
        """The newest sealed statement of coverage; None before the first scan has ended."""
        from bailee.store.models import Scan as Row

        with self._reading():
            rows = self._rows(Row).filter(statement__isnull=False).order_by("-pk")
            statement: dict[str, Any] | None = rows.values_list("statement", flat=True).first()
            return statement

    def save_coverage_statement(self, scan: int, statement: dict[str, Any]) -> None:
        """Keep a statement with the scan that it speaks of, in the place of an earlier one of the same scan."""
        from bailee.store.models import Scan as Row

        with self.transaction(Permission.SCAN):
            self._rows(Row).filter(pk=scan).update(statement=statement)

    def outcomes(self, *, at_end: bool = False) -> list[tuple[str, str, str, int, int]]:
        """(data store, outcome, reason, files, bytes) of all that is there. What is being read at this moment is not counted yet, as
        what the scan has not reached is not. `at_end`: asked by the scan that ends, which cut off what it still read."""
        return self._outcomes(at_end=at_end)

    def coverage(self) -> Coverage:
        """What the latest scan of each place read, and what it left, by cause."""
        return _coverage(row[1:] for row in self._outcomes())

    def coverages(self) -> tuple[Coverage, dict[str, Coverage]]:
        """Both: of everything and of each data store, counted once."""
        outcomes = self._outcomes()
        by_store: dict[str, list[tuple[str, str, int, int]]] = {}
        for store, outcome, reason, files, size in outcomes:
            by_store.setdefault(store, []).append((outcome, reason, files, size))
        return _coverage(row[1:] for row in outcomes), {
            store: _coverage(rows) for store, rows in sorted(by_store.items())
        }

    def coverage_by_store(self) -> dict[str, Coverage]:
        """The same for each data store."""
        return self.coverages()[1]

    def _outcomes(self, *, at_end: bool = False) -> list[tuple[str, str, str, int, int]]:
        """(data store, outcome, reason, files, bytes): counted by the database, for there may be a million."""
        from django.db.models import Count, Sum

        from bailee.store.models import ScannedFile as Row

        with self._reading():
            present = self._rows(Row).filter(gone_at=None).order_by()
            counted = present.values_list("store", "outcome", "reason").annotate(files=Count("pk"), bytes=Sum("size"))
            outcomes = {(store, outcome, reason): [files, size] for store, outcome, reason, files, size in counted}
            for place in self.places():  # a sealed copy is no file of its own, as in `files`
                for few in portions(sorted(sealed_in(self, place.path).values()), 500):
                    copies = present.filter(place_id=place.ident, fingerprint__in=few)
                    for store, outcome, reason, size in copies.values_list("store", "outcome", "reason", "size"):
                        counts = outcomes[store, outcome, reason]
                        counts[0], counts[1] = counts[0] - 1, counts[1] - size
            if not at_end and any(outcome == READING for _, outcome, _ in outcomes) and self.is_scanning():
                outcomes = {key: told for key, told in outcomes.items() if key[1] != READING}
            return [(*key, files, size) for key, (files, size) in outcomes.items() if files]

    def _newest_scans(self) -> frozenset[int]:
        """The latest finished scan, with those before it that were cut off: what they saw first is what is new."""
        from bailee.store.models import Scan as Row

        newest: set[int] = set()
        finished = 0
        for key, state in self._rows(Row).order_by("-pk").values_list("pk", "state"):
            if state == "finished":
                finished += 1
                if finished == 2:
                    break
            newest.add(key)
        return frozenset(newest)


def coverage_of(outcomes: Iterable[tuple[str, str, str, int, int]]) -> Coverage:
    """Of `Scanned.outcomes`, all stores together."""
    return _coverage(row[1:] for row in outcomes)


def _coverage(rows: Iterable[tuple[str, str, int, int]]) -> Coverage:
    counts = {"read": 0, "partly": 0, "skipped": 0}
    read_bytes = 0
    causes: dict[str, tuple[int, int]] = {}
    for outcome, reason, files, size in rows:
        if outcome not in counts:  # READING: a scan was cut off in it
            outcome, reason = "skipped", Reason.CRASHED.value
        counts[outcome] += files
        if outcome != "skipped":
            read_bytes += size
        if reason:
            items, total = causes.get(reason, (0, 0))
            causes[reason] = (items + files, total + size)
    return Coverage(
        counts["read"],
        counts["partly"],
        counts["skipped"],
        read_bytes,
        tuple((reason, items, size) for reason, (items, size) in sorted(causes.items())),
    )


def portions(values: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    """Some at a time: a statement takes so many values, and no more."""
    for start in range(0, len(values), size):
        yield values[start : start + size]
