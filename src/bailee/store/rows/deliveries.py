"""Delivered: runs of one version to many people, and how each person's copy stands.

    campaign = workspace.add_campaign(version, Means.POST, plan, document, sha256)
    workspace.enlist(campaign, [Enlisted(person, Act.PRINTED), Enlisted(other, Act.UNREACHABLE, Reason.NO_ADDRESS)])
    workspace.note_deliveries(campaign, [1], Act.FAILED, on=day, reason=Reason.MOVED)

A delivery's standing is what its events come to; events are appended.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bailee.deliveries import Act, Means, Reason, Standing, standing_after
from bailee.errors import InvalidInput
from bailee.permissions import Permission
from bailee.store.asking import moment
from bailee.store.rows.base import now, today
from bailee.store.rows.roster import RosterPerson
from bailee.store.rows.told import NoticeVersion, Told
from bailee.vocabulary import SubjectCategory

_BATCH = 500
_BACK = (Act.FAILED.value, Act.UNREACHABLE.value)


@dataclass(frozen=True, slots=True)
class Campaign:
    """A version goes to many people by one means. `counts`: deliveries by how they stand."""

    ident: str
    kind: str
    version: int
    language: str
    means: Means
    plan: Mapping[str, Any]
    sha256: str
    by: str
    started_at: datetime
    posted_on: date | None
    ended_at: datetime | None
    counts: Mapping[Standing, int]

    @property
    def people(self) -> int:
        return sum(self.counts.values())

    @property
    def reached(self) -> int:
        return sum(count for standing, count in self.counts.items() if standing.reached)

    @property
    def is_open(self) -> bool:
        return self.ended_at is None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One person's copy."""

    piece: int
    person: RosterPerson
    standing: Standing
    reason: Reason | None
    sent_at: datetime | None
    changed_at: datetime
    reminded: int = 0
    escalated_at: datetime | None = None
    language: str = ""  # of the version that this person gets; empty: the campaign's own


@dataclass(frozen=True, slots=True)
class Enlisted:
    """Somebody whose delivery begins: put aside for the mail server, printed, or not to be reached, and why."""

    person: str  # ident on the roster
    act: Act
    reason: Reason | None = None
    message: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a version reached, by all campaigns together: idents on the roster, and the day on which the last was sent."""

    reached: frozenset[str]
    back: frozenset[str]  # it came back from them, or nothing is known to send it to
    last_on: date | None


@dataclass(frozen=True, slots=True)
class ReachCounts:
    """How many of those whom a version is for are on the roster, how many of them it reached, and from how many it came back; `anybody`:
    whom it reached, on the roster or not. `is_known`: somebody of whom something is known."""

    concerned: int
    reached: int
    back: int
    anybody: int
    is_known: bool
    last_on: date | None


class Deliveries(Told):
    def add_campaign(
        self, version: NoticeVersion, means: Means, plan: Mapping[str, Any], document: Mapping[str, Any], sha256: str
    ) -> Campaign:
        """Begin one; `document` is what each person gets, by language where there are several, `sha256` of its PDF. InvalidInput for
        a draft."""
        from bailee.store.models import Campaign as Row

        with self.transaction(Permission.WRITE_NOTICES):
            self._engine.serialise(self.alias, self.organisation_id)
            of = self._version_row(version.kind, version.version, version.language)
            if of.state != "published":
                raise InvalidInput("a draft is sent to nobody", hint=f"bailee notice publish {version.kind}")
            row = self._add(
                Row,
                ident=f"delivery-{secrets.token_hex(4)}",
                version=of,
                means=means.value,
                plan=dict(plan),
                document=self._encrypted("campaign.document", dict(document)),
                sha256=sha256,
                by=self.member,
                started_at=now(),
            )
            return self._campaign(row, {})

    def campaigns(self, kind: str = "") -> tuple[Campaign, ...]:
        """The newest first."""
        from django.db.models import Count

        from bailee.store.models import Campaign as Row
        from bailee.store.models import Delivery as DeliveryRow

        with self._reading():
            rows = self._rows(Row).select_related("version__notice").defer("document").order_by("-pk")
            if kind:
                rows = rows.filter(version__notice__kind=kind)
            counts: dict[int, dict[Standing, int]] = {}
            counted = self._rows(DeliveryRow).values_list("campaign_id", "standing").annotate(Count("pk")).order_by()
            for campaign, standing, count in counted:
                counts.setdefault(campaign, {})[Standing(standing)] = count
            return tuple(self._campaign(row, counts.get(row.pk, {})) for row in rows)

    def campaign(self, ident: str) -> Campaign:
        """One of them. InvalidInput where there is none of that ident."""
        from django.db.models import Count

        from bailee.store.models import Delivery as DeliveryRow

        with self._reading():
            row = self._campaign_row(ident)
            counted = self._rows(DeliveryRow).filter(campaign=row).values_list("standing").annotate(Count("pk"))
            return self._campaign(row, {Standing(standing): count for standing, count in counted.order_by()})

    def campaign_document(self, ident: str) -> Mapping[str, Any]:
        """What each person of a campaign gets: name, sort and content (in base64) of its file, and its text; under `languages` the same
        for those who read another one."""
        with self._reading():
            told: dict[str, Any] = self._decrypted("campaign.document", self._campaign_row(ident).document)
            return told

    def enlist(self, campaign: Campaign, people: Iterable[Enlisted]) -> int:
        """Begin deliveries; whoever has one in this campaign keeps the one that she has. How many are new."""
        from bailee.store.models import Delivery as Row
        from bailee.store.models import DeliveryEvent as EventRow

        with self.transaction(Permission.WRITE_NOTICES):
            of = self._campaign_row(campaign.ident, lock=True)
            there = set(self._rows(Row).filter(campaign=of).values_list("person__ident", flat=True))
            wanted = [each for each in people if each.person not in there]
            numbers = self._numbers_of([each.person for each in wanted])
            piece = self._rows(Row).filter(campaign=of).count()
            at, rows = now(), []
            for number, each in enumerate(wanted, piece + 1):
                rows.append(
                    Row(
                        organisation_id=self.organisation_id,
                        campaign=of,
                        person_id=numbers[each.person],
                        piece=number,
                        standing=standing_after(Standing.WAITING, each.act).value,
                        reason=each.reason.value if each.reason else "",
                        message=each.message,
                        changed_at=at,
                        language=each.language,
                    )
                )
            Row.objects.using(self.alias).bulk_create(rows, batch_size=_BATCH)
            made = dict(self._rows(Row).filter(campaign=of, piece__gt=piece).values_list("piece", "pk"))
            EventRow.objects.using(self.alias).bulk_create(
                [
                    self._event(made[row.piece], each.act, at, at.astimezone().date(), each.reason, each.message)
                    for row, each in zip(rows, wanted, strict=True)
                ],
                batch_size=_BATCH,
            )
            return len(rows)

    def enlisted(self, campaign: Campaign) -> frozenset[str]:
        """Idents of those who have a delivery in it."""
        from bailee.store.models import Delivery as Row

        with self._reading():
            rows = self._rows(Row).filter(campaign__ident=campaign.ident)
            return frozenset(rows.values_list("person__ident", flat=True))

    def delivery_page(
        self, campaign: Campaign, standing: Standing | None = None, *, after: int = 0, count: int = 100
    ) -> tuple[Delivery, ...]:
        """Some of them, by piece: a campaign may have a hundred thousand."""
        from bailee.store.models import Delivery as Row

        with self._reading():
            rows = self._rows(Row).filter(campaign__ident=campaign.ident, piece__gt=after).order_by("piece")
            if standing is not None:
                rows = rows.filter(standing=standing.value)
            return tuple(self._delivery(row) for row in rows.select_related("person")[:count])

    def deliveries(self, campaign: Campaign, standing: Standing | None = None) -> Iterator[Delivery]:
        """All of them, a page at a time."""
        after = 0
        while some := self.delivery_page(campaign, standing, after=after, count=_BATCH):
            yield from some
            after = some[-1].piece

    def delivery_causes(self, campaign: Campaign) -> tuple[tuple[Reason, int], ...]:
        """Why some of it were not reached, the most frequent first."""
        from django.db.models import Count

        from bailee.store.models import Delivery as Row

        with self._reading():
            rows = self._rows(Row).filter(campaign__ident=campaign.ident).exclude(reason="")
            counted = rows.values_list("reason").annotate(count=Count("pk")).order_by("-count", "reason")
            return tuple((Reason(reason), count) for reason, count in counted)

    def note_deliveries(
        self,
        campaign: Campaign,
        pieces: Sequence[int],
        act: Act,
        *,
        on: date,
        reason: Reason | None = None,
        messages: Mapping[int, str] | None = None,
        reminded: Mapping[int, int] | None = None,
        only: Collection[Standing] = tuple(Standing),
    ) -> int:
        """Append what happened to some of them; how many. InvalidInput where one is not in the campaign, or stands otherwise
        than `only`: then none is noted."""
        from bailee.store.models import Delivery as Row
        from bailee.store.models import DeliveryEvent as EventRow

        messages, reminded = messages or {}, reminded or {}
        with self.transaction(Permission.WRITE_NOTICES):
            of = self._campaign_row(campaign.ident, lock=True)
            wanted = sorted(set(pieces))
            at, done = now(), 0
            for start in range(0, len(wanted), _BATCH):
                some = wanted[start : start + _BATCH]
                rows = list(self._rows(Row).filter(campaign=of, piece__in=some))
                if len(rows) != len(some):
                    gone = sorted(set(some) - {row.piece for row in rows})[0]
                    raise InvalidInput(
                        f"there is no piece {gone} in this campaign", hint="its number stands on the letter"
                    )
                if other := next((row for row in rows if Standing(row.standing) not in only), None):
                    raise InvalidInput(
                        f"piece {other.piece} never went out", hint="see how it stands: it may be another one"
                    )
                for row in rows:
                    after = standing_after(Standing(row.standing), act)
                    row.standing, row.changed_at = after.value, at
                    row.message = messages.get(row.piece, row.message)
                    row.reminded = reminded.get(row.piece, row.reminded)
                    row.reason = reason.value if reason and not after.reached and after is not Standing.WAITING else ""
                    row.sent_at = row.sent_at or (at if after.reached else None)
                    row.escalated_at = at if act is Act.ESCALATED else row.escalated_at
                changed = ["standing", "changed_at", "message", "reminded", "reason", "sent_at", "escalated_at"]
                Row.objects.using(self.alias).bulk_update(rows, changed, batch_size=100)
                EventRow.objects.using(self.alias).bulk_create(
                    [self._event(row.pk, act, at, on, reason, messages.get(row.piece, "")) for row in rows]
                )
                done += len(rows)
            return done

    def note_posted(self, campaign: Campaign, on: date) -> int:
        """All letters that were printed and not posted yet were brought to the post; how many."""
        from bailee.store.models import Delivery as Row

        with self.transaction(Permission.WRITE_NOTICES):
            of = self._campaign_row(campaign.ident, lock=True)
            rows = self._rows(Row).filter(campaign=of, standing=Standing.WAITING.value)
            posted = self.note_deliveries(campaign, list(rows.values_list("piece", flat=True)), Act.SENT, on=on)
            of.posted_on = on
            of.save(using=self.alias, update_fields=["posted_on"])
            return posted

    def end_campaign(self, ident: str) -> None:
        """Nobody is reminded any more, and nobody new gets it. What is under way goes on."""
        with self.transaction(Permission.WRITE_NOTICES):
            row = self._campaign_row(ident, lock=True)
            row.ended_at = row.ended_at or now()
            row.save(using=self.alias, update_fields=["ended_at"])

    def delivery_events(
        self, campaign: Campaign, piece: int
    ) -> tuple[tuple[datetime, date, Act, Reason | None, str], ...]:
        """What happened to one, oldest first: since when it is known, when it was, what, why, and who noted it."""
        from bailee.store.models import DeliveryEvent as Row

        with self._reading():
            rows = self._rows(Row).filter(delivery__campaign__ident=campaign.ident, delivery__piece=piece)
            return tuple(
                (moment(row.at), row.on, Act(row.act), Reason(row.reason) if row.reason else None, row.by)
                for row in rows.order_by("pk")
            )

    def reach(self, version: NoticeVersion) -> Reach:
        """Whom a version reached, and from whom it came back. Somebody whom one campaign reached is reached."""
        from django.db.models import Max

        from bailee.store.models import Delivery as Row
        from bailee.store.models import DeliveryEvent

        with self._reading():
            rows = self._rows(Row).filter(
                campaign__version__notice__kind=version.kind,
                campaign__version__version=version.version,
                campaign__version__language=version.language,
            )
            reached, back = set(), set()
            for ident, standing in rows.values_list("person__ident", "standing").iterator(chunk_size=2_000):
                if Standing(standing).reached:
                    reached.add(ident)
                elif standing != Standing.WAITING.value:
                    back.add(ident)
            waiting = rows.filter(standing=Standing.WAITING.value)
            again = self._rows(DeliveryEvent).filter(
                delivery__in=waiting, act__in=_BACK
            )  # it came back, and goes out once more
            back.update(again.values_list("delivery__person__ident", flat=True))
            going = [each.value for each in Standing if each.reached]
            last = rows.filter(standing__in=going).aggregate(Max("sent_at"))["sent_at__max"]
        return Reach(frozenset(reached), frozenset(back - reached), moment(last).astimezone().date() if last else None)

    def reach_counts(self, version: NoticeVersion, categories: Collection[SubjectCategory]) -> ReachCounts:
        """The same in figures, of those of these categories who are on the roster: no ident is read for it."""
        from django.db.models import Max, Q

        from bailee.store.models import Delivery as Row
        from bailee.store.models import DeliveryEvent
        from bailee.store.models import RosterPerson as PersonRow

        going = [each.value for each in Standing if each.reached]
        with self._reading():
            rows = self._rows(Row).filter(
                campaign__version__notice__kind=version.kind,
                campaign__version__version=version.version,
                campaign__version__language=version.language,
            )
            reached = rows.filter(standing__in=going)
            events = self._rows(DeliveryEvent).filter(act__in=_BACK).values("delivery_id")
            again = rows.filter(standing=Standing.WAITING.value, pk__in=events)
            lost = rows.exclude(standing__in=[*going, Standing.WAITING.value])
            day = today()
            people = self._rows(PersonRow).filter(category__in=[each.value for each in categories])
            people = people.exclude(left_on__lte=day).exclude(joined_on__gt=day)
            back = people.filter(Q(pk__in=lost.values("person_id")) | Q(pk__in=again.values("person_id")))
            last = reached.aggregate(Max("sent_at"))["sent_at__max"]
            return ReachCounts(
                people.count(),
                people.filter(pk__in=reached.values("person_id")).count(),
                back.exclude(pk__in=reached.values("person_id")).count(),
                reached.order_by().values("person_id").distinct().count(),
                reached.exists() or lost.exists() or again.exists(),
                moment(last).astimezone().date() if last else None,
            )

    # rows

    def _campaign_row(self, ident: str, *, lock: bool = False) -> Any:
        from bailee.store.models import Campaign as Row

        rows = self._rows(Row).filter(ident=ident)
        row = (rows.select_for_update(of=("self",)) if lock else rows).select_related("version__notice").first()
        if row is None:
            raise InvalidInput("there is no such delivery", hint="bailee deliver list shows those there are")
        return row

    def _campaign(self, row: Any, counts: Mapping[Standing, int]) -> Campaign:
        version = row.version
        return Campaign(
            row.ident, version.notice.kind, version.version, version.language, Means(row.means), row.plan, row.sha256, row.by,
            row.started_at, row.posted_on, row.ended_at, counts,
        )  # fmt: skip

    def _delivery(self, row: Any) -> Delivery:
        return Delivery(
            row.piece, self._person(row.person), Standing(row.standing), Reason(row.reason) if row.reason else None,
            row.sent_at, row.changed_at, row.reminded, row.escalated_at, row.language,
        )  # fmt: skip

    def _event(self, delivery: int, act: Act, at: datetime, on: date, reason: Reason | None, message: str) -> Any:
        from bailee.store.models import DeliveryEvent as Row

        return Row(
            organisation_id=self.organisation_id,
            delivery_id=delivery,
            act=act.value,
            reason=reason.value if reason else "",
            message=message,
            on=on,
            at=at,
            by=self.member,
        )
