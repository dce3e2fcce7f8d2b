"""Declared: the organisation's name, its facts, its processing activities. The present is a view of appended rows."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from bailee.errors import InvalidInput
from bailee.inventory import ProcessingActivity
from bailee.store.rows.base import Door, now
from bailee.vocabulary import LawfulBasis, Role, SubjectCategory


class Declared(Door):
    @property
    def organisation_name(self) -> str:
        from bailee.store.models import Organisation

        with self._reading():
            name: str = Organisation.objects.using(self.alias).get(pk=self.organisation_id).name
            return name

    def rename_organisation(self, name: str) -> None:
        from bailee.store.models import Organisation

        if not name.strip():
            raise InvalidInput("an organisation needs a name")
        with self.transaction():
            Organisation.objects.using(self.alias).filter(pk=self.organisation_id).update(name=name.strip())

    def facts(self, on: date | None = None, *, known_at: datetime | None = None) -> dict[str, Any]:
        """Declared facts as they are true on a day (today), and as they were known at a moment (now)."""
        from bailee.store.models import Fact

        with self._reading():
            rows = self._rows(Fact).filter(true_from__lte=on or now().date(), known_from__lte=known_at or now())
            return {row.name: row.value for row in rows.order_by("true_from", "known_from", "pk")}

    def set_fact(self, name: str, value: Any, true_from: date | None = None) -> None:
        """Append a fact. A value of None says that it is no longer known."""
        from bailee.store.models import Fact

        with self.transaction():
            self._add(Fact, name=name, value=value, true_from=true_from or now().date(), known_from=now())

    def activities(self, on: date | None = None, *, known_at: datetime | None = None) -> tuple[ProcessingActivity, ...]:
        """Processing activities as declared, in force on a day (today)."""
        from bailee.store.models import Declaration

        with self._reading():
            rows = self._rows(Declaration).filter(true_from__lte=on or now().date(), known_from__lte=known_at or now())
            latest = {row.name: row for row in rows.order_by("true_from", "known_from", "pk")}
        return tuple(_activity(row.activity) for _, row in sorted(latest.items()) if not row.withdrawn)

    def declare(self, activity: ProcessingActivity, *, true_from: date | None = None, withdrawn: bool = False) -> None:
        """Append an activity; one of the same name replaces the earlier, `withdrawn` ends it."""
        from bailee.store.models import Declaration

        with self.transaction():
            self._add(
                Declaration,
                name=activity.name,
                activity=asdict(activity),
                withdrawn=withdrawn,
                true_from=true_from or now().date(),
                known_from=now(),
            )


def _activity(stored: dict[str, Any]) -> ProcessingActivity:
    return ProcessingActivity(
        name=stored["name"],
        purposes=tuple((purpose, LawfulBasis(basis) if basis else None) for purpose, basis in stored["purposes"]),
        categories=tuple(stored["categories"]),
        subjects=tuple(SubjectCategory(subject) for subject in stored["subjects"]),
        stores=tuple(stored["stores"]),
        recipients=tuple(stored["recipients"]),
        retention=stored["retention"],
        role=Role(stored["role"]),
    )


def as_moment(day: date) -> datetime:
    """The end of a day, as the moment up to which something was known."""
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=UTC)
