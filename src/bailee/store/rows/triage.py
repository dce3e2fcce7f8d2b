"""Triage: findings in the order in which people judge them, and what they decided, whatever the number of either.

    page = workspace.queue(States.TO_JUDGE, category="social-security-number", limit=50)
    batch = workspace.judge([row.ident for row in page.rows], "dismissed", reason="test-data")
    workspace.take_back(batch)

A decision is appended and never changed; it holds for the finding in every later scan, and for the same value in a file
of the same content. What the decisions come to lies beside each finding (settled.py).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q

from bailee.errors import InvalidInput
from bailee.findings import LIKELY_WEIGHT, Finding
from bailee.permissions import Permission
from bailee.store.asking import moment
from bailee.store.rows.base import now
from bailee.store.rows.decisions import Decision
from bailee.store.rows.judgement_rules import LONGEST_REASON
from bailee.store.rows.listed import finding_of
from bailee.store.rows.settled import STATE_OF, Settled, States
from bailee.vocabulary import Confidence

MOST = 500  # findings that one act decides about


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
class FindingTold:
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


_COLUMNS = (
    "pk", "ident", "detector", "category", "subject", "locator", "position", "count", "confidence", "probability", "fingerprint",
    "mask", "attributes", "group", "weight", "state", "store", "place", "first_seen_at",
)  # fmt: skip
_FROM = """
FROM finding f JOIN scanned_file s ON s.id = f.file_id JOIN place p ON p.id = s.place_id JOIN scan c ON c.id = f.first_seen_id
WHERE f.organisation_id = %s AND f.gone_at IS NULL
"""
_SELECTED = """
f.id, f.ident, f.detector, f.category, f.subject, f.locator, f.position, f.count, f.confidence, f.probability, f.fingerprint,
f.mask, f.attributes, f."group", f.weight, f.state, s.store, p.name, c.started_at
"""
LISTED = f"SELECT {_SELECTED} {_FROM}"
_WHOLE = f"SELECT {_SELECTED}, f.cues, s.size, s.modified_ns, s.content_digest {_FROM} AND f.ident = %s"
_ELSEWHERE = """
SELECT count(*) FROM finding
WHERE organisation_id = %s AND fingerprint = %s AND detector = %s AND gone_at IS NULL AND ident <> %s
"""
_DECIDED = """
SELECT d.verdict, d.reason, d.until, m.ident, d.decided_at FROM decision d JOIN member m ON m.id = d.decided_by_id
WHERE d.organisation_id = %s AND (d.ident = %s OR (d.content_digest = %s AND d.detector = %s AND d.fingerprint = %s))
ORDER BY d.id
"""


_MARK = """
SELECT (SELECT max(size) FROM log_checkpoint WHERE organisation_id = %s), (SELECT max(id) FROM scan WHERE organisation_id = %s),
  (SELECT max(id) FROM decision WHERE organisation_id = %s), (SELECT max("on") FROM triage_settled WHERE organisation_id = %s)
"""
_NEWEST = "SELECT id, ended_at FROM scan WHERE organisation_id = %s ORDER BY id DESC LIMIT 1"

_cue_words: dict[tuple[Any, ...], dict[int, str]] = {}
_store_names: dict[tuple[Any, ...], tuple[str, ...]] = {}


class Triage(Settled):
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
        asked = [LISTED, "AND f.state = %s"]
        values: list[int | str] = [self.organisation_id, int(state)]
        for column, wanted in (
            ("f.category", category), ("f.subject", subject), ("s.store", store), ("f.detector", detector),
        ):  # fmt: skip
            if wanted:
                asked.append(f"AND {column} = %s")
                values.append(wanted)
        if not possible:
            asked.append("AND f.weight >= %s")
            values.append(LIKELY_WEIGHT)
        order = "f.weight DESC, f.id"
        if place := before or after:
            on, order = ("<", order) if before is None else (">", "f.weight, f.id DESC")
            later = ">" if before is None else "<"
            asked.append(f"AND f.weight {on}= %s AND (f.weight {on} %s OR f.id {later} %s)")
            values += [place[0], place[0], place[1]]
        asked.append(f"ORDER BY {order} LIMIT %s")
        with self._reading():
            found = self._written(" ".join(asked), *values, limit + 1)
        more, found = len(found) > limit, found[:limit]
        if before is not None:
            found.reverse()
        made = tuple(queued(row) for row in found)
        if before is not None:
            return QueuePage(made, more, True)
        return QueuePage(made, after is not None, more)

    def store_names(self) -> tuple[str, ...]:
        """Data stores in which something lay when a scan last ended; asked of a million files once a scan and process."""
        from bailee.store.models import ScannedFile

        with self._reading():
            newest = self._written(_NEWEST, self.organisation_id)
            key = (self.home, self.organisation_id, *newest)
            if key not in _store_names:
                rows = self._rows(ScannedFile).filter(gone_at=None).order_by("store")
                _store_names[key] = tuple(rows.values_list("store", flat=True).distinct())
                for other in [other for other in _store_names if other[:2] == key[:2] and other != key]:
                    _store_names.pop(other, None)
            return _store_names[key]

    def mark(self) -> tuple[Any, ...] | None:
        """What counts over all findings and files stand on: they are the same while this is. None while a scan goes on."""
        with self._reading():
            ((log, scan, decision, settled),) = self._written(_MARK, *[self.organisation_id] * 4)
            newest = self._written(_NEWEST, self.organisation_id)
        if newest and newest[0][1] is None:
            return None
        return (self.home, self.organisation_id, log, scan, decision, settled, *newest)

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

    def records_by_store(self, then: datetime | None = None) -> dict[str, Counter[str]]:
        """Kinds of record that are likely, by data store and category; as they lay at a moment, where one is named."""
        from bailee.store.models import KindFound as Row

        sure = [each.value for each in Confidence if not each < Confidence.LIKELY]
        with self._reading():
            rows = self._rows(Row).filter(confidence__in=sure)
            if then is None:
                rows = rows.filter(gone_at=None)
            else:
                rows = rows.filter(first_seen__started_at__lte=then).filter(Q(gone_at=None) | Q(gone_at__gt=then))
            found: dict[str, Counter[str]] = {}
            for store, category, count in (
                rows.order_by().values_list("file__store", "category").annotate(n=Count("pk"))
            ):
                found.setdefault(store, Counter())[category] = count
        return found

    def scanned_at(self, until: datetime | None = None) -> dict[str, datetime | None]:
        """When each place was last scanned to the end, by its name; up to a moment, where one is named."""
        from bailee.store.models import Place, Scan

        with self._reading():
            places = dict(self._rows(Place).values_list("pk", "name"))
            found: dict[str, datetime | None] = dict.fromkeys(places.values())
            rows = self._rows(Scan).filter(state="finished").order_by("pk")
            if until is not None:
                rows = rows.filter(ended_at__lte=until)
            for listed, at in rows.values_list("places", "ended_at"):
                found |= {places[number]: at for number in listed if number in places}
        return found

    def finding_told(self, ident: str) -> FindingTold:
        """One present finding, whole. InvalidInput where there is none."""
        with self._reading():
            found = self._written(_WHOLE, self.organisation_id, ident)
            if not found:
                raise InvalidInput("there is no such finding any more", hint="a later scan did not find it again")
            reasons, size, modified, digest = found[0][len(_COLUMNS) :]
            row = queued(found[0])
            detector, printed = row.finding.detector, row.finding.fingerprint
            # a file without a digest is like no other: nothing matches an empty one
            same = (ident, digest or None, detector, printed)
            decisions = tuple(
                Decision(verdict, reason, until, by, moment(at))
                for verdict, reason, until, by, at in self._written(_DECIDED, self.organisation_id, *same)
            )
            ((elsewhere,),) = self._written(_ELSEWHERE, self.organisation_id, printed, detector, ident)
            cues = json.loads(reasons) if reasons else []
            words = self._cue_words([number for number, _, _ in cues])
        return FindingTold(
            row,
            decisions,
            elsewhere,
            size,
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

    def decided_by_others(self, idents: Sequence[str], since: datetime, before: Batch) -> dict[str, tuple[str, str]]:
        """Findings that another member decided last since a moment, before an act: the verdict, and that member's ident."""
        from bailee.store.models import Decision as DecisionRow

        with self._reading():
            rows = (
                self._rows(DecisionRow)
                .filter(ident__in=list(idents), decided_at__gte=since, pk__lt=before.first)
                .order_by("pk")
            )
            said = rows.values_list("ident", "verdict", "decided_by__ident")
            last = {ident: (verdict, by) for ident, verdict, by in said}
        return {ident: told for ident, told in last.items() if told[1] != self.member}

    def judge(self, idents: Sequence[str], verdict: str, *, reason: str = "", until: date | None = None) -> Batch:
        """Append one decision for each of these findings. InvalidInput where one is not there, or there are too many."""
        from bailee.store.models import Decision as DecisionRow
        from bailee.store.models import Finding as Row

        if verdict not in STATE_OF:
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
                    reason=reason[:LONGEST_REASON],
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


def queued(columns: Sequence[Any]) -> QueueRow:
    row = dict(zip(_COLUMNS, columns, strict=False))
    return QueueRow(
        finding_of(row),
        row["place"],
        row["store"],
        States(row["state"]),
        (row["weight"], row["pk"]),
        moment(row["first_seen_at"]),
    )
