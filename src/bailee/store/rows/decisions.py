"""Decisions: what people said of findings. Appended; the latest counts, until its day has passed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bailee.store.asking import moment
from bailee.store.rows.base import Door
from bailee.store.rows.base import today as this_day

REASONS = (
    "false-alarm",
    "test-data",
    "not-personal",
)  # why a finding is dismissed, where no text of one's own is given

_DECIDED = """
SELECT d.ident, d.detector, d.fingerprint, d.content_digest, d.verdict, d.reason, d.until, m.ident, d.decided_at
FROM decision d JOIN member m ON m.id = d.decided_by_id WHERE d.organisation_id = %s"""


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
        by_ident: dict[str, Decision] = {}
        by_value: dict[tuple[str, str, str], Decision] = {}
        fingerprints: set[str] = set()
        asked: list[str] = [_DECIDED]
        values: list[Any] = [self.organisation_id]
        if printed is not None and not printed:
            return _Judged({}, {}, frozenset(), this_day())
        if printed is not None:
            asked.append(f"AND d.fingerprint IN ({', '.join(['%s'] * len(printed))})")
            values += printed
        today = this_day()
        if until is not None:
            asked.append("AND d.decided_at <= %s")
            values.append(until)
            today = until.astimezone().date()
        for ident, detector, value, digest, verdict, reason, last, by, at in self._written(
            f"{' '.join(asked)} ORDER BY d.id", *values
        ):
            decision = Decision(verdict, reason, last, by, moment(at))
            by_ident[ident] = decision
            fingerprints.add(value)
            if digest:
                by_value[detector, value, digest] = decision
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
