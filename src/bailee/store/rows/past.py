"""The past: what was known at the end of a day, for a page that is asked with `?on=2026-03-03`.

    workspace.past_page(moment)                 # the table as it stood
    workspace.queue_on(moment, States.CONFIRMED)
    workspace.coverage_on(moment)

Findings are rows with a first scan and an end, and what came back after it was gone stands in `scan_change`; decisions are
appended. So the past is asked of the same rows, and nothing is kept twice.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from bailee.findings import LIKELY_WEIGHT
from bailee.store.rows.settled import STATE_OF, States
from bailee.store.rows.snapshots import Snapshot, Snapshots, snapshot_of_row, unpacked
from bailee.store.rows.triage import LISTED, QueuePage, QueueRow, Triage, queued

_BLOCK = 200
_KEPT = 32  # days whose counts a process keeps: they do not change any more
_PRESENT = """
AND f.first_seen_id <= %s AND (f.gone_at IS NULL OR f.gone_at > %s) AND COALESCE((
  SELECT b.what FROM scan_change b WHERE b.finding_id = f.id AND b.scan_id > %s AND b.what <> 'changed' ORDER BY b.id LIMIT 1
), '') <> 'back'
"""  # one that came back later without going first was gone on that day
_LISTED_THEN = LISTED.replace("AND f.gone_at IS NULL", "")
_COUNTED_THEN = """
SELECT s.store, f.category, count(*) FROM finding f JOIN scanned_file s ON s.id = f.file_id WHERE f.organisation_id = %s"""
_JUDGED_THEN = """
SELECT f.ident, f.detector, f.fingerprint, s.content_digest, s.store, f.category
FROM finding f JOIN scanned_file s ON s.id = f.file_id WHERE f.organisation_id = %s"""
_DECIDED_THEN = "SELECT d.fingerprint FROM decision d WHERE d.organisation_id = %s AND d.decided_at <= %s"
_VERDICT_THEN = f"{_DECIDED_THEN} AND d.verdict = %s"
_LAST_SCAN = "SELECT max(id) FROM scan WHERE organisation_id = %s AND ended_at <= %s"

_counts: dict[tuple[Any, ...], dict[tuple[States, str, str], int]] = {}


@dataclass(frozen=True, slots=True)
class PastPage:
    """The table as it stood. `content`: the page of then, None where an earlier version kept the states alone."""

    snapshot: Snapshot
    content: dict[str, Any] | None = field(repr=False, default=None)


@dataclass(frozen=True, slots=True)
class Act:
    """One record of the log, as a list of what was done shows it."""

    record: int
    at: datetime
    actor: str  # ident of a member, or of a part of ours that acts by itself
    action: str
    subject: str
    details: dict[str, Any]


class Past(Triage, Snapshots):
    def past_page(self, moment: datetime) -> PastPage | None:
        """As it stood at a moment; None where nothing was kept so early."""
        from bailee.store.models import StatusSnapshot

        with self._reading():
            row = self._rows(StatusSnapshot).filter(at__lte=moment).order_by("-at", "-pk").first()
        if row is None:
            return None
        content = None if row.content is None else unpacked(self._decrypted("status_page.content", row.content))
        return PastPage(snapshot_of_row(row, with_cells=True), content)

    def first_known(self) -> datetime | None:
        """When the first state was kept; None: none was."""
        from bailee.store.models import StatusSnapshot

        with self._reading():
            first: datetime | None = (
                self._rows(StatusSnapshot).order_by("at", "pk").values_list("at", flat=True).first()
            )
            return first

    def coverage_on(self, moment: datetime) -> dict[str, Any] | None:
        """The newest sealed statement of coverage of then."""
        from bailee.store.models import Scan

        with self._reading():
            rows = self._rows(Scan).filter(statement__isnull=False, ended_at__lte=moment).order_by("-pk")
            statement: dict[str, Any] | None = rows.values_list("statement", flat=True).first()
            return statement

    # findings

    def queue_on(
        self,
        moment: datetime,
        state: States = States.TO_JUDGE,
        *,
        category: str = "",
        subject: str = "",
        store: str = "",
        detector: str = "",
        possible: bool = False,
        after: tuple[int, int] | None = None,
        limit: int = 50,
    ) -> QueuePage:
        """Findings that were present then and in that state then, worst first; as sure as they are known to be now."""
        rows: list[QueueRow] = []
        wanted = (("f.category", category), ("f.subject", subject), ("s.store", store), ("f.detector", detector))
        for row, was in self._judged_then(moment, state, [each for each in wanted if each[1]], possible, after, limit):
            if was is state:
                rows.append(replace(row, state=was))
            if len(rows) > limit:
                break
        return QueuePage(tuple(rows[:limit]), after is not None, len(rows) > limit)

    def _judged_then(
        self,
        moment: datetime,
        state: States,
        wanted: Sequence[tuple[str, str]],
        possible: bool,
        after: tuple[int, int] | None,
        limit: int,
    ) -> Iterator[tuple[QueueRow, States]]:
        """Findings of then with what they were judged to be, worst first: those that may be of a state."""
        verdict = next(each for each, made in STATE_OF.items() if made is state)
        with self._reading():
            scan = self._last_scan(moment)
        size = min(2 * limit, _BLOCK)  # most are of the state that is asked for: then one block is enough for a page
        while scan is not None:
            there, given = self._there(scan, moment)
            asked = [_LISTED_THEN, there, *(f"AND {column} = %s" for column, _ in wanted), "AND f.weight >= %s"]
            values = [self.organisation_id, *given, *(value for _, value in wanted), 0 if possible else LIKELY_WEIGHT]
            if state is not States.TO_JUDGE:  # few were: the others are not judged one by one
                asked.append(f"AND f.fingerprint {self._engine.among(_VERDICT_THEN)}")
                values += [self.organisation_id, moment, verdict]
            if after is not None:
                asked.append("AND f.weight <= %s AND (f.weight < %s OR f.id > %s)")
                values += [after[0], after[0], after[1]]
            with self._reading():
                block = self._written(f"{' '.join(asked)} ORDER BY f.weight DESC, f.id LIMIT %s", *values, size)
                judged = self._decisions([columns[10] for columns in block], until=moment)  # of their fingerprints
                digests = self._digests([columns[0] for columns in block]) if judged.by_value else {}
            for columns in block:
                row = queued(columns)
                after = row.position
                finding = row.finding
                digest = digests.get(row.position[1], "")
                decision = judged.on(finding.ident, finding.detector, finding.fingerprint, digest)
                yield row, STATE_OF[decision.verdict] if decision else States.TO_JUDGE
            if len(block) < size:
                return
            size = _BLOCK

    def counts_on(self, moment: datetime, *, possible: bool = False) -> dict[States, Counter[str]]:
        """Findings of then by state and category."""
        found: dict[States, Counter[str]] = {state: Counter() for state in States}
        for (state, _, category), count in self._counted_then(moment, possible).items():
            found[state][category] += count
        return found

    def held_by_store_on(self, moment: datetime) -> dict[str, Counter[str]]:
        """What lay in each store, likely and up and not dismissed, by category."""
        found: dict[str, Counter[str]] = {}
        for (state, store, category), count in self._counted_then(moment, False).items():
            if count and state is not States.DISMISSED:
                found.setdefault(store, Counter())[category] += count
        return found

    def _counted_then(self, moment: datetime, possible: bool) -> dict[tuple[States, str, str], int]:
        """By state, store and category. The database counts all; what somebody had judged is looked at one by one."""
        key = (self.home, self.organisation_id, moment, possible, getattr(self, "as_of", None))
        if key in _counts:
            return _counts[key]
        counted: Counter[tuple[States, str, str]] = Counter()
        least = 0 if possible else LIKELY_WEIGHT
        with self._reading():
            scan = self._last_scan(moment)
            if scan is None:
                return {}
            there, given = self._there(scan, moment)
            values = [self.organisation_id, *given, least]
            grouped = f"{_COUNTED_THEN} {there} AND f.weight >= %s GROUP BY s.store, f.category"
            for store, category, number in self._written(grouped, *values):
                counted[States.TO_JUDGE, store, category] = number
            judged = self._decisions_until(moment)
            if judged.fingerprints:
                asked = (
                    f"{_JUDGED_THEN} {there} AND f.weight >= %s AND f.fingerprint {self._engine.among(_DECIDED_THEN)}"
                )
                for ident, detector, value, digest, store, category in self._written(
                    asked, *values, self.organisation_id, moment
                ):
                    decision = judged.on(ident, detector, value, digest)
                    if decision and STATE_OF[decision.verdict] is not States.TO_JUDGE:
                        counted[States.TO_JUDGE, store, category] -= 1
                        counted[STATE_OF[decision.verdict], store, category] += 1
        while len(_counts) >= _KEPT:
            _counts.pop(next(iter(_counts)), None)
        _counts[key] = dict(counted)
        return _counts[key]

    def _last_scan(self, moment: datetime) -> int | None:
        found: int | None = self._written(_LAST_SCAN, self.organisation_id, moment)[0][0]
        return found

    def _there(self, scan: int, moment: datetime) -> tuple[str, list[Any]]:
        """Which findings were there, and the values of that; behind whose they are."""
        return _PRESENT, [scan, moment, scan]

    def _digests(self, findings: Sequence[int]) -> dict[int, str]:
        from bailee.store.models import Finding

        rows = self._rows(Finding).filter(pk__in=findings).values_list("pk", "file__content_digest")
        return dict(rows) if findings else {}

    # acts

    def acts_between(
        self, since: datetime, until: datetime, *, actor: str = "", action: str = "", skip: int = 0, limit: int = 200
    ) -> tuple[Act, ...]:
        """Records of the log after one moment and up to another, newest first."""
        with self._reading():
            asked = self._acts(since, until, actor, action).order_by("-sequence")
            rows = asked.values_list("sequence", "at", "actor", "action", "subject", "details")[skip : skip + limit]
            return tuple(
                Act(number, datetime.fromisoformat(at), by, what, subject, json.loads(details))
                for number, at, by, what, subject, details in rows
            )

    def acts_counted(self, since: datetime, until: datetime) -> dict[tuple[str, str], int]:
        """How often which member did what: by actor and action."""
        from django.db.models import Count

        with self._reading():
            asked = self._acts(since, until).order_by().values_list("actor", "action").annotate(Count("pk"))
            return {(actor, action): count for actor, action, count in asked}

    def _acts(self, since: datetime, until: datetime, actor: str = "", action: str = "") -> Any:
        from bailee.store.models import EvidenceRecord

        rows = self._rows(EvidenceRecord).filter(at__gt=_as_recorded(since), at__lte=_as_recorded(until))
        if actor:
            rows = rows.filter(actor=actor)
        return rows.filter(action=action) if action else rows

    def last_scan_by(self, moment: datetime) -> int | None:
        """The newest scan that had ended by a moment; None: nobody had looked."""
        with self._reading():
            return self._last_scan(moment)


def _as_recorded(at: datetime) -> str:
    """A moment as the log writes it: texts of one form, which compare as their times do."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
