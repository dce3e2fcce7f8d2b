"""Settled: what the decisions come to, beside each finding and in counts, so that a page of a million is read from an index.

    workspace.settle(today)                 # after a scan, and on a new day, for an acceptance may have ended
    workspace.triage_counts()               # {States.TO_JUDGE: {"payment-card": 12, …}, …}

All of it is derived from decisions and rules, so anybody may cause it, and it can be thrown away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from enum import IntEnum

from django.db.models import Count, F

from bailee.findings import LIKELY_WEIGHT, weight_of
from bailee.store.rows.judgement_rules import JudgementRules
from bailee.store.rows.listed import Listed
from bailee.vocabulary import Confidence

_BLOCK = 500  # values at a time
_COUNTED = "SELECT state, category, count FROM triage_count WHERE organisation_id = %s AND count > 0 AND weight >= %s"
_IS_SETTLED = """SELECT 1 FROM triage_settled WHERE organisation_id = %s AND "on" = %s"""


class States(IntEnum):
    """What the decisions about a finding come to."""

    TO_JUDGE = 0
    CONFIRMED = 1
    DISMISSED = 2
    ACCEPTED = 3  # until a day: known, and lived with

    @property
    def word(self) -> str:
        return self.name.lower().replace("_", "-")


STATE_OF = {
    "confirmed": States.CONFIRMED,
    "dismissed": States.DISMISSED,
    "accepted": States.ACCEPTED,
    "reopened": States.TO_JUDGE,
}


class Settled(JudgementRules, Listed):
    def triage_counts(self, *, possible: bool = False) -> dict[States, Counter[str]]:
        """Present findings by state and category."""
        found: dict[States, Counter[str]] = {state: Counter() for state in States}
        with self._reading():
            for state, category, count in self._written(
                _COUNTED, self.organisation_id, 0 if possible else LIKELY_WEIGHT
            ):
                found[States(state)][category] += count
        return found

    def is_settled(self, on: date) -> bool:
        """Whether states and counts were made for this day, for an acceptance may have ended."""
        with self._reading():
            return bool(self._written(_IS_SETTLED, self.organisation_id, on))

    def ended_acceptances(self, on: date, since: date) -> tuple[date, ...]:
        """The last day of each acceptance that ended since then, of present findings that nobody judged again."""
        from bailee.store.models import Decision as DecisionRow
        from bailee.store.models import Finding as Row

        with self._reading():
            accepted = self._rows(DecisionRow).filter(verdict="accepted", until__lt=on, until__gte=since)
            idents = list(accepted.values_list("ident", flat=True).distinct())
            last: dict[str, DecisionRow] = {}
            for row in self._rows(DecisionRow).filter(ident__in=idents).order_by("pk"):
                last[row.ident] = row
            present = set(self._rows(Row).filter(ident__in=idents, gone_at=None).values_list("ident", flat=True))
        return tuple(
            row.until
            for ident, row in last.items()
            if ident in present and row.verdict == "accepted" and row.until is not None and row.until < on
        )

    def settle(self, on: date) -> None:
        """Make the states of all findings, and their counts, anew: after a scan, and on a new day. Derived, so anybody may cause it."""
        from bailee.store import database
        from bailee.store.models import Decision as DecisionRow
        from bailee.store.models import TriageSettled

        with database.explained(self.home), self._seeing():
            self._engine.serialise(self.alias, self.organisation_id)
            self._weigh()
            self._score()
            printed = set(self._rows(DecisionRow).values_list("fingerprint", flat=True).distinct())
            self._settle_values(printed, count=False)
            self._count_all()
            if not self._rows(TriageSettled).update(on=on):
                self._add(TriageSettled, on=on)

    def settle_value(self, fingerprint: str) -> None:
        """Make the states of the findings of one value anew: after a decision about one of them."""
        with self._seeing():
            self._settle_values({fingerprint})

    def _weigh(self) -> None:
        """Findings of earlier versions have no weight yet."""
        from bailee.store.models import Finding as Row

        for category, sure in self._rows(Row).filter(weight=0).values_list("category", "confidence").distinct():
            weight = weight_of(category, Confidence(sure))
            self._rows(Row).filter(weight=0, category=category, confidence=sure).update(weight=weight)

    def _settle_values(self, printed: Iterable[str], *, count: bool = True) -> None:
        """Set the state of each finding that has one of these values."""
        from bailee.store.models import Finding as Row

        values = sorted(printed)
        for start in range(0, len(values), _BLOCK):
            some = values[start : start + _BLOCK]
            judged = self._judged_values(some)
            rows = self._rows(Row).filter(fingerprint__in=some, gone_at=None)
            columns = ("pk", "ident", "detector", "fingerprint", "file__content_digest", "state", "category", "weight")
            changes: dict[int, list[int]] = {}
            counted: Counter[tuple[int, str, int]] = Counter()
            for key, ident, detector, value, digest, state, category, weight in rows.values_list(*columns):
                decision = judged.on(ident, detector, value, digest)
                is_ = int(STATE_OF[decision.verdict]) if decision else 0
                if is_ != state:
                    changes.setdefault(is_, []).append(key)
                    counted[state, category, weight] -= 1
                    counted[is_, category, weight] += 1
            for state, keys in changes.items():
                self._rows(Row).filter(pk__in=keys).update(state=state)
            if count:
                self._count(counted)

    def _count(self, changed: Counter[tuple[int, str, int]]) -> None:
        from bailee.store.models import TriageCount

        for (state, category, weight), by in changed.items():
            if not by:
                continue
            same = {"state": state, "category": category, "weight": weight}
            if not self._rows(TriageCount).filter(**same).update(count=F("count") + by):
                self._add(TriageCount, **same, count=by)

    def _count_all(self) -> None:
        from bailee.store.models import Finding as Row
        from bailee.store.models import TriageCount

        self._rows(TriageCount).delete()
        rows = self._rows(Row).filter(gone_at=None).values("state", "category", "weight").annotate(count=Count("pk"))
        for row in rows:
            self._add(TriageCount, **row)
