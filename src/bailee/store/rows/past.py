"""The past: what was known at the end of a day, for a page that is asked with `?on=2026-03-03`.

    workspace.past_page(moment)                 # the table as it stood
    workspace.queue_on(moment, States.CONFIRMED)
    workspace.coverage_on(moment)

Findings are rows with a first scan and an end, and what came back after it was gone stands in `scan_change`; decisions are
appended. So the past is asked of the same rows, and nothing is kept twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bailee.findings import LIKELY_WEIGHT
from bailee.store.rows.settled import STATE_OF, States
from bailee.store.rows.snapshots import Snapshot, Snapshots, snapshot_of_row, unpacked
from bailee.store.rows.triage import LISTED, QueuePage, QueueRow, Triage, queued

_BLOCK = 200
_KEPT = 32  # days whose counts a process keeps: they do not change any more
_PRESENT = """
AND f.first_seen_id <= %s AND (f.gone_at IS NULL OR f.gone_at > %s) AND f.id NOT IN (
  SELECT b.finding_id FROM scan_change b WHERE b.organisation_id = %s AND b.scan_id > %s AND b.what = 'back'
    AND b.finding_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM scan_change g WHERE g.organisation_id = b.organisation_id AND g.finding_id = b.finding_id
        AND g.what = 'gone' AND g.scan_id > %s AND g.scan_id < b.scan_id))
"""  # one that came back later without going first was gone on that day
_LISTED_THEN = LISTED.replace("AND f.gone_at IS NULL", _PRESENT)
_COUNTED_THEN = (
    """
SELECT s.store, f.category, count(*) FROM finding f JOIN scanned_file s ON s.id = f.file_id
WHERE f.organisation_id = %s """
    + _PRESENT
    + " AND f.weight >= %s GROUP BY s.store, f.category"
)
_LAST_SCAN = "SELECT max(id) FROM scan WHERE organisation_id = %s AND ended_at <= %s"

_counts: dict[tuple[Any, ...], dict[tuple[States, str, str], int]] = {}


@dataclass(frozen=True, slots=True)
class PastPage:
    """The table as it stood. `content`: the page of then, None where an earlier version kept the states alone."""

    snapshot: Snapshot
    content: dict[str, Any] | None = field(repr=False, default=None)


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
        for row, was in self._judged_then(moment, [each for each in wanted if each[1]], possible, after):
            if was is state:
                rows.append(replace(row, state=was))
            if len(rows) > limit:
                break
        return QueuePage(tuple(rows[:limit]), after is not None, len(rows) > limit)

    def _judged_then(
        self, moment: datetime, wanted: Sequence[tuple[str, str]], possible: bool, after: tuple[int, int] | None
    ) -> Iterator[tuple[QueueRow, States]]:
        with self._reading():
            scan = self._last_scan(moment)
            judged = self._decisions_until(moment)
        while scan is not None:
            asked = [_LISTED_THEN, *(f"AND {column} = %s" for column, _ in wanted), "AND f.weight >= %s"]
            values = [*self._present(scan, moment), *(value for _, value in wanted), 0 if possible else LIKELY_WEIGHT]
            if after is not None:
                asked.append("AND f.weight <= %s AND (f.weight < %s OR f.id > %s)")
                values += [after[0], after[0], after[1]]
            with self._reading():
                block = self._written(f"{' '.join(asked)} ORDER BY f.weight DESC, f.id LIMIT %s", *values, _BLOCK)
                digests = self._digests([columns[0] for columns in block]) if judged.by_value else {}
            for columns in block:
                row = queued(columns)
                after = row.position
                finding = row.finding
                digest = digests.get(row.position[1], "")
                decision = judged.on(finding.ident, finding.detector, finding.fingerprint, digest)
                yield row, STATE_OF[decision.verdict] if decision else States.TO_JUDGE
            if len(block) < _BLOCK:
                return

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
        key = (self.home, self.organisation_id, moment, possible)
        if key in _counts:
            return _counts[key]
        counted: Counter[tuple[States, str, str]] = Counter()
        least = 0 if possible else LIKELY_WEIGHT
        with self._reading():
            scan = self._last_scan(moment)
            if scan is None:
                return {}
            present = self._present(scan, moment)
            for store, category, number in self._written(_COUNTED_THEN, *present, least):
                counted[States.TO_JUDGE, store, category] = number
            judged = self._decisions_until(moment)
            printed = sorted(judged.fingerprints)
            for start in range(0, len(printed), _BLOCK):
                some = printed[start : start + _BLOCK]
                marks = ",".join(["%s"] * len(some))
                asked = f"{_LISTED_THEN} AND f.weight >= %s AND f.fingerprint IN ({marks})"
                block = self._written(asked, *present, least, *some)
                digests = self._digests([columns[0] for columns in block])
                for columns in block:
                    row = queued(columns)
                    finding, digest = row.finding, digests.get(row.position[1], "")
                    decision = judged.on(finding.ident, finding.detector, finding.fingerprint, digest)
                    if decision and STATE_OF[decision.verdict] is not States.TO_JUDGE:
                        counted[States.TO_JUDGE, row.store, finding.category] -= 1
                        counted[STATE_OF[decision.verdict], row.store, finding.category] += 1
        while len(_counts) >= _KEPT:
            _counts.pop(next(iter(_counts)), None)
        _counts[key] = dict(counted)
        return _counts[key]

    def _last_scan(self, moment: datetime) -> int | None:
        found: int | None = self._written(_LAST_SCAN, self.organisation_id, moment)[0][0]
        return found

    def _present(self, scan: int, moment: datetime) -> list[Any]:
        """Values of `_PRESENT`, behind the organisation's."""
        return [self.organisation_id, scan, moment, self.organisation_id, scan, scan]

    def _digests(self, findings: Sequence[int]) -> dict[int, str]:
        from bailee.store.models import Finding

        rows = self._rows(Finding).filter(pk__in=findings).values_list("pk", "file__content_digest")
        return dict(rows) if findings else {}
