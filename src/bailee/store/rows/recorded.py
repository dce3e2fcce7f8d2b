"""Recorded: drafts of activities, what was said to differences, and whom the record of processing names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from bailee.inventory.activities import ProcessingActivity, activity_of, as_dict
from bailee.inventory.record import Contact
from bailee.permissions import Permission
from bailee.store.rows.base import Door, now
from bailee.vocabulary import SubjectCategory

_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Draft:
    """An activity that was suggested and that nobody accepted or dropped yet."""

    activity: ProcessingActivity
    origin: str  # found, imported, or template:IDENT
    at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """That a difference may stand as it was, and why."""

    stores: frozenset[str]
    reason: str
    by: str
    at: datetime


DifferenceKey = tuple[str, str, SubjectCategory]


class Recorded(Door):
    def drafts(self) -> tuple[Draft, ...]:
        """Drafts that wait for a person, by name."""
        from bailee.store.models import ActivityDraft

        with self._reading():
            latest = {row.name: row for row in self._rows(ActivityDraft).order_by("pk")}
        return tuple(
            Draft(activity_of(row.activity), row.origin, row.known_from)
            for _, row in sorted(latest.items())
            if not row.settled
        )

    def save_drafts(self, activities: Iterable[ProcessingActivity], origin: str, *, settled: bool = False) -> int:
        """Append drafts, or that they were settled; how many. One of the same name replaces the earlier."""
        from bailee.store.models import ActivityDraft

        at = now()
        with self.transaction(Permission.DECLARE):
            rows = [
                ActivityDraft(
                    organisation_id=self.organisation_id,
                    name=each.name,
                    activity=as_dict(each),
                    origin=origin,
                    settled=settled,
                    known_from=at,
                )
                for each in activities
            ]
            ActivityDraft.objects.using(self.alias).bulk_create(rows, batch_size=_BATCH)
        return len(rows)

    def difference_answers(self) -> dict[DifferenceKey, Answer]:
        """What was said last to each difference, where it was not taken back."""
        from bailee.store.models import DifferenceAnswer

        with self._reading():
            rows = list(self._rows(DifferenceAnswer).order_by("pk"))
        latest = {(row.what, row.category, SubjectCategory(row.subject)): row for row in rows}
        return {
            key: Answer(
                frozenset(row.stores), str(self._decrypted("difference_answer.reason", row.reason)), row.by, row.at
            )
            for key, row in latest.items()
            if row.reason is not None
        }

    def answer_difference(self, key: DifferenceKey, stores: Iterable[str], reason: str) -> None:
        """Append that a difference may stand, and why; without a reason, that it may not any more."""
        from bailee.store.models import DifferenceAnswer

        what, category, subject = key
        with self.transaction(Permission.DECLARE):
            self._add(
                DifferenceAnswer,
                what=what,
                category=category,
                subject=subject.value,
                stores=sorted(stores),
                reason=self._encrypted("difference_answer.reason", reason) if reason else None,
                by=self.member,
                at=now(),
            )

    def contacts(self) -> dict[str, Contact]:
        """Whom the record names, by `record.CONTACTS`."""
        from bailee.store.models import RecordContact

        with self._reading():
            rows = list(self._rows(RecordContact).order_by("pk"))
        told = {row.sort: self._decrypted("record_contact.told", row.told) for row in rows}
        return {sort: Contact(**each) for sort, each in told.items() if each["name"] or each["contact"]}

    def name_contact(self, sort: str, contact: Contact) -> None:
        """Append whom the record names; an empty one takes it back."""
        from bailee.store.models import RecordContact

        with self.transaction(Permission.DECLARE):
            told = self._encrypted("record_contact.told", asdict(contact))
            self._add(RecordContact, sort=sort, told=told, by=self.member, at=now())
