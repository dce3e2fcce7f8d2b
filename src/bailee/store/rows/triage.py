"""Triage: findings in the order in which people judge them, and what they decided, whatever the number of either.

    page = workspace.queue(States.TO_JUDGE, category="social-security-number", limit=50)
    batch = workspace.judge([row.ident for row in page.rows], "dismissed", reason="test-data")
    workspace.take_back(batch)

A decision is appended and never changed; it holds for the finding in every later scan, and for the same value in a file
of the same content. What the decisions come to lies beside each finding in `state`, and in counts, so that a page of a
million findings is read from an index: both are derived, and `settle` makes them anew.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from typing import Any

from django.db.models import Count, F, Q

from bailee.detectors.interface import confidence_of
from bailee.errors import InvalidInput
from bailee.findings import LIKELY_WEIGHT, Finding, weight_of
from bailee.permissions import Permission
from bailee.store.rows.base import now
from bailee.store.rows.listed import Listed
from bailee.store.rows.scanned import Decision
from bailee.vocabulary import Confidence, Locator, SubjectCategory

MOST = 500  # findings that one act decides about
_REASON = 500  # letters


class States(IntEnum):
    """What the decisions about a finding come to."""

    TO_JUDGE = 0
    CONFIRMED = 1
    DISMISSED = 2
    ACCEPTED = 3  # until a day: known, and lived with

    @property
    def word(self) -> str:
        return self.name.lower().replace("_", "-")


_STATE_OF = {
    "confirmed": States.CONFIRMED,
    "dismissed": States.DISMISSED,
    "accepted": States.ACCEPTED,
    "reopened": States.TO_JUDGE,
}


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A finding in the queue."""

    finding: Finding
    place: str
    store: str
    state: States
    position: tuple[int, int]  # its place in the order: weight, row
    first_seen_at: datetime

    @property
    def ident(self) -> str:
        return self.finding.ident


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Some of the queue, and whether there is more before and after it."""

    rows: tuple[QueueRow, ...]
    has_before: bool
    has_after: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One finding with all that is known of it."""

    row: QueueRow
    decisions: tuple[Decision, ...]  # oldest first
    elsewhere: int  # present findings of the same value, beside this one
    size: int
    modified_at: datetime | None
    content_digest: str
    reasons: tuple[tuple[str, str, float], ...]  # (effect, in words, probability after it)


@dataclass(frozen=True, slots=True)
class Batch:
    """Decisions of one act: their rows, so that it can be taken back."""

    first: int
    last: int
    count: int


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


_COLUMNS = (
    "pk", "ident", "detector", "category", "subject", "locator", "position", "count", "confidence", "probability", "fingerprint",
    "mask", "attributes", "group", "weight", "state", "file__store", "file__place__name", "first_seen__started_at",
)  # fmt: skip


_cue_words: dict[tuple[Any, ...], dict[int, str]] = {}
_store_names: dict[tuple[Any, ...], tuple[str, ...]] = {}


class Triage(Listed):
    # --- reading

    def queue(
        self,
        state: States = States.TO_JUDGE,
        *,
        category: str = "",
        subject: str = "",
        store: str = "",
        detector: str = "",
        possible: bool = False,
        after: tuple[int, int] | None = None,
        before: tuple[int, int] | None = None,
        limit: int = 50,
    ) -> QueuePage:
        """Present findings of a state, those that matter most first, from a place in the order on.

        `possible`: those that are only possible, too. `after` and `before` are places in the order (`QueueRow.position`).
        """
        from bailee.store.models import Finding as Row

        with self._reading():
            rows = self._rows(Row).filter(gone_at=None, state=int(state))
            for column, wanted in (
                ("category", category), ("subject", subject), ("file__store", store), ("detector", detector),
            ):  # fmt: skip
                if wanted:
                    rows = rows.filter(**{column: wanted})
            if not possible:
                rows = rows.filter(weight__gte=LIKELY_WEIGHT)
            order: tuple[Any, ...] = ("-weight", "pk")
            if before is not None:
                weight, number = before
                rows = rows.filter(Q(weight__gt=weight) | Q(weight=weight, pk__lt=number), weight__gte=weight)
                order = ("weight", "-pk")
            elif after is not None:
                weight, number = after
                rows = rows.filter(Q(weight__lt=weight) | Q(weight=weight, pk__gt=number), weight__lte=weight)
            found = list(rows.order_by(*order).values(*_COLUMNS)[: limit + 1])
        more, found = len(found) > limit, found[:limit]
        if before is not None:
            found.reverse()
        made = tuple(_queued(row) for row in found)
        if before is not None:
            return QueuePage(made, more, True)
        return QueuePage(made, after is not None, more)

    def triage_counts(self, *, possible: bool = False) -> dict[States, Counter[str]]:
        """Present findings by state and category."""
        from bailee.store.models import TriageCount

        with self._reading():
            rows = self._rows(TriageCount).filter(count__gt=0)
            if not possible:
                rows = rows.filter(weight__gte=LIKELY_WEIGHT)
            found: dict[States, Counter[str]] = {state: Counter() for state in States}
            for state, category, count in rows.values_list("state", "category", "count"):
                found[States(state)][category] += count
        return found

    def store_names(self) -> tuple[str, ...]:
        """Data stores in which something lay when a scan last ended; asked of a million files once a scan and process."""
        from bailee.store.models import Scan, ScannedFile

        with self._reading():
            newest = self._rows(Scan).order_by("-pk").values_list("pk", "ended_at").first()
            key = (self.home, self.organisation_id, newest)
            if key not in _store_names:
                rows = self._rows(ScannedFile).filter(gone_at=None).order_by("store")
                _store_names[key] = tuple(rows.values_list("store", flat=True).distinct())
                for other in [other for other in _store_names if other[:2] == key[:2] and other != key]:
                    _store_names.pop(other, None)
            return _store_names[key]

    def held_by_store(self) -> dict[str, Counter[str]]:
        """Present findings that are likely and were not dismissed, by data store and category."""
        from bailee.store.models import Finding as Row

        with self._reading():
            rows = self._rows(Row).filter(gone_at=None, weight__gte=LIKELY_WEIGHT).exclude(state=int(States.DISMISSED))
            found: dict[str, Counter[str]] = {}
            for store, category, count in (
                rows.order_by().values_list("file__store", "category").annotate(n=Count("pk"))
            ):
                found.setdefault(store, Counter())[category] = count
        return found

    def scanned_at(self) -> dict[str, datetime | None]:
        """When each place was last scanned to the end, by its name."""
        from bailee.store.models import Place, Scan

        with self._reading():
            places = dict(self._rows(Place).values_list("pk", "name"))
            found: dict[str, datetime | None] = dict.fromkeys(places.values())
            for listed, at in (
                self._rows(Scan).filter(state="finished").order_by("pk").values_list("places", "ended_at")
            ):
                found |= {places[number]: at for number in listed if number in places}
        return found

    def is_settled(self, on: date) -> bool:
        """Whether states and counts were made for this day, for an acceptance may have ended."""
        from bailee.store.models import TriageSettled

        with self._reading():
            return bool(self._rows(TriageSettled).filter(on=on).exists())

    def finding_told(self, ident: str) -> Told:
        """One present finding, whole. InvalidInput where there is none."""
        from bailee.store.models import Decision as DecisionRow
        from bailee.store.models import Finding as Row

        with self._reading():
            row = (
                self._rows(Row)
                .filter(ident=ident, gone_at=None)
                .values(*_COLUMNS, "cues", "file__size", "file__modified_ns", "file__content_digest")
                .first()
            )
            if row is None:
                raise InvalidInput("there is no such finding any more", hint="a later scan did not find it again")
            digest = row["file__content_digest"]
            same = Q(ident=ident)
            if digest:
                same |= Q(detector=row["detector"], fingerprint=row["fingerprint"], content_digest=digest)
            decisions = tuple(
                Decision(each.verdict, each.reason, each.until, each.decided_by.ident, each.decided_at)
                for each in self._rows(DecisionRow).filter(same).select_related("decided_by").order_by("pk")
            )
            others = self._rows(Row).filter(fingerprint=row["fingerprint"], detector=row["detector"], gone_at=None)
            elsewhere = others.exclude(ident=ident).count()
            cues = json.loads(row["cues"]) if row["cues"] else []
            words = self._cue_words([number for number, _, _ in cues])
        modified = row["file__modified_ns"]
        return Told(
            _queued(row),
            decisions,
            elsewhere,
            row["file__size"],
            datetime.fromtimestamp(modified / 1e9).astimezone() if modified else None,
            digest,
            tuple((effect, words.get(number, ""), probability) for number, effect, probability in cues),
        )

    def _cue_words(self, numbers: Sequence[int]) -> dict[int, str]:
        """Reasons in words. They never change, so a process asks once."""
        from bailee.store.models import CueWords

        known = _cue_words.setdefault((self.home, self.organisation_id), {})
        if not known.keys() >= set(numbers):
            known.update(self._rows(CueWords).values_list("pk", "says"))
        return known

    # --- deciding

    def judge(self, idents: Sequence[str], verdict: str, *, reason: str = "", until: date | None = None) -> Batch:
        """Append one decision for each of these findings. InvalidInput where one is not there, or there are too many."""
        from bailee.store.models import Decision as DecisionRow
        from bailee.store.models import Finding as Row

        if verdict not in _STATE_OF:
            raise InvalidInput(f'a finding is confirmed, dismissed, accepted or reopened, not "{verdict}"')
        wanted = list(dict.fromkeys(idents))
        if not wanted:
            raise InvalidInput("no finding is selected", hint="select at least one")
        if len(wanted) > MOST:
            raise InvalidInput(f"{len(wanted):,} findings at once are too many", hint=f"at most {MOST}")
        with self.transaction(Permission.DECIDE_FINDINGS):
            self._engine.serialise(
                self.alias, self.organisation_id
            )  # two people decide about one finding, one after the other
            rows = list(
                self._rows(Row)
                .filter(ident__in=wanted, gone_at=None)
                .values_list("ident", "detector", "fingerprint", "file__content_digest")
            )
            if len(rows) < len(wanted):
                raise InvalidInput(
                    f"{len(wanted) - len(rows)} of these findings are not there any more", hint="load the page again"
                )
            at = now()
            made = [
                self._add(
                    DecisionRow,
                    ident=ident,
                    detector=detector,
                    fingerprint=printed,
                    content_digest=digest,
                    verdict=verdict,
                    reason=reason[:_REASON],
                    until=until,
                    decided_by_id=self.member_id,
                    decided_at=at,
                ).pk
                for ident, detector, printed, digest in rows
            ]
            self._settle_values({printed for _, _, printed, _ in rows})
        return Batch(min(made), max(made), len(made))

    def take_back(self, batch: Batch) -> tuple[str, ...]:
        """Undo an act of one's own: each finding is again what it was before; idents. InvalidInput where others decided since."""
        from bailee.store.models import Decision as DecisionRow

        with self.transaction(Permission.DECIDE_FINDINGS):
            self._engine.serialise(self.alias, self.organisation_id)
            mine = list(
                self._rows(DecisionRow).filter(pk__gte=batch.first, pk__lte=batch.last, decided_by_id=self.member_id)
            )
            if not mine or len(mine) > MOST:
                raise InvalidInput("there is nothing of yours to take back here")
            idents = [row.ident for row in mine]
            later = self._rows(DecisionRow).filter(ident__in=idents, pk__gt=batch.last)
            if later.exists():
                raise InvalidInput("somebody decided about these findings since", hint="look at them again")
            before: dict[str, Any] = {}
            for row in self._rows(DecisionRow).filter(ident__in=idents, pk__lt=batch.first).order_by("pk"):
                before[row.ident] = row
            for row in mine:
                earlier = before.get(row.ident)
                self._add(
                    DecisionRow,
                    ident=row.ident,
                    detector=row.detector,
                    fingerprint=row.fingerprint,
                    content_digest=row.content_digest,
                    verdict=earlier.verdict if earlier else "reopened",
                    reason=earlier.reason if earlier else "taken back",
                    until=earlier.until if earlier else None,
                    decided_by_id=self.member_id,
                    decided_at=now(),
                )
            self._settle_values({row.fingerprint for row in mine})
        return tuple(idents)

    # --- what the decisions come to

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
                reason=rule.reason[:_REASON],
                made_by_id=self.member_id,
                made_at=now(),
            )

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
        for start in range(0, len(values), MOST):
            some = values[start : start + MOST]
            judged = self._judged_values(some)
            rows = self._rows(Row).filter(fingerprint__in=some, gone_at=None)
            columns = ("pk", "ident", "detector", "fingerprint", "file__content_digest", "state", "category", "weight")
            changes: dict[int, list[int]] = {}
            counted: Counter[tuple[int, str, int]] = Counter()
            for key, ident, detector, value, digest, state, category, weight in rows.values_list(*columns):
                decision = judged.on(ident, detector, value, digest)
                is_ = int(_STATE_OF[decision.verdict]) if decision else 0
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


def _queued(row: dict[str, Any]) -> QueueRow:
    attributes = row["attributes"]
    return QueueRow(
        Finding(
            ident=row["ident"],
            locator=Locator(tuple(json.loads(row["locator"]))),
            detector=row["detector"],
            category=row["category"],
            subject=SubjectCategory(row["subject"]),
            position=row["position"],
            count=row["count"],
            confidence=Confidence(row["confidence"]),
            probability=row["probability"],
            fingerprint=row["fingerprint"],
            normal_forms=(),
            group=row["group"],
            mask=row["mask"],
            attributes=tuple((a, b) for a, b in json.loads(attributes)) if attributes else (),
        ),
        row["file__place__name"],
        row["file__store"],
        States(row["state"]),
        (row["weight"], row["pk"]),
        row["first_seen__started_at"],
    )
