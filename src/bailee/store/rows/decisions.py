"""Decisions: what people said of findings. Appended; the latest counts, until its day has passed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bailee.store.rows.base import Door, now

REASONS = (
    "false-alarm",
    "test-data",
    "not-personal",
)  # why a finding is dismissed, where no text of one's own is given


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a finding; None for `until`: for good."""

    verdict: str  # confirmed, dismissed, accepted (until a day), reopened
    reason: str
    until: date | None
    by: str
    at: datetime


class Decisions(Door):
    def _judged_values(self, printed: Sequence[str]) -> _Judged:
        """What was decided about some values."""
        return self._decisions(printed)

    def _decisions_until(self, moment: datetime) -> _Judged:
        """What was decided up to a moment, as it held on that day."""
        return self._decisions(until=moment)

    def _decisions(self, printed: Sequence[str] | None = None, *, until: datetime | None = None) -> _Judged:
        from bailee.store.models import Decision as Row

        by_ident: dict[str, Decision] = {}
        by_value: dict[tuple[str, str, str], Decision] = {}
        fingerprints: set[str] = set()
        today = now().date()
        rows = self._rows(Row) if printed is None else self._rows(Row).filter(fingerprint__in=printed)
        if until is not None:
            rows, today = rows.filter(decided_at__lte=until), until.astimezone().date()
        for row in rows.select_related("decided_by").order_by("pk"):
            decision = Decision(row.verdict, row.reason, row.until, row.decided_by.ident, row.decided_at)
            by_ident[row.ident] = decision
            fingerprints.add(row.fingerprint)
            if row.content_digest:
                by_value[row.detector, row.fingerprint, row.content_digest] = decision
        return _Judged(by_ident, by_value, frozenset(fingerprints), today)


@dataclass(frozen=True, slots=True)
class _Judged:
    """The latest decision by finding, and by value and content; one whose day has passed no longer holds."""

    by_ident: dict[str, Decision]
    by_value: dict[tuple[str, str, str], Decision]
    fingerprints: frozenset[str]
    today: date

    def on(self, ident: str, detector: str, printed: str, digest: str) -> Decision | None:
        if not self.by_ident:
            return None
        decisions = (self.by_ident.get(ident), self.by_value.get((detector, printed, digest)) if digest else None)
        latest = max((each for each in decisions if each), key=lambda each: each.at, default=None)
        if latest is None or latest.verdict == "reopened":
            return None
        if latest.until is not None and latest.until < self.today:
            return None
        return latest
