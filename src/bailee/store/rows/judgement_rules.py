"""Judgement rules: how sure findings of a sort are at most here, made by people who saw that such findings are false.

    workspace.save_rule(JudgementRule("r1", "us-ssn", "", "a label says so", 0.3, "our part numbers"))
    workspace.settle(today)                 # findings of every scan are scored anew by it; no file is read again

A rule is appended and never changed: another one of the same ident stands in its place, one of `at_most` 1 ends it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bailee.detectors.interface import confidence_of
from bailee.findings import weight_of
from bailee.permissions import Permission
from bailee.store.rows.base import Door, now

LONGEST_REASON = 500  # letters


@dataclass(frozen=True, slots=True)
class JudgementRule:
    """How sure findings of a sort are at most, in this organisation, and why: made by a person who saw that they are false."""

    ident: str
    detector: str  # empty: of any
    store: str  # empty: everywhere
    cue: str  # words of a reason; empty: whatever the reasons
    at_most: float
    reason: str
    by: str = ""
    at: datetime | None = None

    def covers(self, detector: str, store: str) -> bool:
        return self.detector in ("", detector) and self.store in ("", store)


def scored(reasons: Sequence[tuple[str, str, float]], rules: Sequence[JudgementRule]) -> float:
    """The probability that reasons come to: what the last that moved it left, and no more than a rule about one of them allows.

    >>> reasons = [("base", "form of a number", 0.5), ("raised", "a label says so", 0.95), ("noted", "check digit", 0.0)]
    >>> scored(reasons, []), scored(reasons, [JudgementRule("r", "", "", "a label says so", 0.3, "our part numbers")])
    (0.95, 0.3)
    """
    moved = [probability for effect, _, probability in reasons if effect != "noted"]
    probability = moved[-1] if moved else 0.0
    said = {says for _, says, _ in reasons}
    return min([probability, *(rule.at_most for rule in rules if not rule.cue or rule.cue in said)])


class JudgementRules(Door):
    def judgement_rules(self) -> tuple[JudgementRule, ...]:
        """Rules that stand, oldest first."""
        from bailee.store.models import JudgementRule as RuleRow

        found: dict[str, JudgementRule] = {}
        with self._reading():
            for row in self._rows(RuleRow).select_related("made_by").order_by("pk"):
                found.pop(row.ident, None)
                if row.at_most < 1:
                    found[row.ident] = JudgementRule(
                        row.ident,
                        row.detector,
                        row.store,
                        row.cue,
                        row.at_most,
                        row.reason,
                        row.made_by.ident,
                        row.made_at,
                    )
        return tuple(found.values())

    def save_rule(self, rule: JudgementRule) -> None:
        """Append a rule; `at_most` 1 ends the one of its ident."""
        from bailee.store.models import JudgementRule as RuleRow

        with self.transaction(Permission.DECIDE_FINDINGS):
            self._add(
                RuleRow,
                ident=rule.ident,
                detector=rule.detector,
                store=rule.store,
                cue=rule.cue,
                at_most=rule.at_most,
                reason=rule.reason[:LONGEST_REASON],
                made_by_id=self.member_id,
                made_at=now(),
            )

    def _score(self) -> None:
        """How sure findings are, from the reasons that were kept of each and the rules that stand: no file is read again."""
        from bailee.store.models import CueWords
        from bailee.store.models import Finding as Row
        from bailee.store.models import JudgementRule as RuleRow

        if not self._rows(RuleRow).exists():
            return
        rules = self.judgement_rules()
        touched = set(self._rows(RuleRow).values_list("detector", flat=True))
        words = dict(self._rows(CueWords).values_list("pk", "says"))
        rows = self._rows(Row).filter(gone_at=None).exclude(cues="")
        if "" not in touched:
            rows = rows.filter(detector__in=touched)
        sorts = list(rows.values_list("detector", "category", "cues", "file__store").distinct())
        for detector, category, cues, store in sorts:
            told = [(effect, words.get(number, ""), value) for number, effect, value in json.loads(cues)]
            probability = scored(told, [rule for rule in rules if rule.covers(detector, store)])
            sure = confidence_of(probability)
            same = rows.filter(detector=detector, category=category, cues=cues, file__store=store)
            same.exclude(probability=probability).update(
                probability=probability, confidence=sure.value, weight=weight_of(category, sure)
            )
