"""The roster: who works here, who applied, who buys; and what was said of each, when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bailee.errors import InvalidInput
from bailee.permissions import Permission
from bailee.rosters import Details
from bailee.store.rows.base import Door, now, today
from bailee.vocabulary import SubjectCategory

Prints = tuple[tuple[str, str], ...]  # (form, fingerprint), as findings' normal forms
_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class RosterPerson:
    """Somebody we were told about: an employee, an applicant, a customer."""

    ident: str
    category: SubjectCategory
    details: Details
    fingerprints: Prints = ()
    joined_on: date | None = None
    left_on: date | None = None
    missing_since: date | None = None  # not in the list that was read then; whether they left, nobody said

    @property
    def name(self) -> str:
        return self.details.name

    @property
    def email(self) -> str:
        return self.details.email

    @property
    def number(self) -> str:
        return self.details.number


@dataclass(frozen=True, slots=True)
class Listed:
    """What a person on the roster is found by; nothing of it is encrypted, and nothing of it is a value."""

    ident: str
    category: SubjectCategory
    fingerprints: Prints


@dataclass(frozen=True, slots=True)
class RosterDraft:
    """What is to be kept of somebody. `ident` empty: whoever is new."""

    category: SubjectCategory
    details: Details
    fingerprints: Prints = ()
    joined_on: date | None = None
    left_on: date | None = None
    ident: str = ""


@dataclass(frozen=True, slots=True)
class RosterChange:
    """What was said of somebody: from when it is true, and since when it is known."""

    person: str
    act: str
    true_from: date
    known_from: datetime
    by: str
    details: Details | None = field(repr=False, default=None)


class Rosters(Door):
    def roster(self, on: date | None = None, category: SubjectCategory | None = None) -> tuple[RosterPerson, ...]:
        """Who is on the roster on a day (today), in the order in which they came."""
        with self._reading():
            rows = self._on_roster(on)
            if category is not None:
                rows = rows.filter(category=category.value)
            return tuple(self._person(row) for row in rows.iterator(chunk_size=_BATCH))

    def roster_of_all(self, categories: Collection[SubjectCategory] = ()) -> tuple[RosterPerson, ...]:
        """Everybody who is or was on it, or those of some categories: somebody who comes back is who they were."""
        from bailee.store.models import RosterPerson as Row

        with self._reading():
            rows = self._rows(Row).order_by("pk")
            if categories:
                rows = rows.filter(category__in=[each.value for each in categories])
            return tuple(self._person(row) for row in rows.iterator(chunk_size=_BATCH))

    def roster_page(
        self, category: SubjectCategory | None, *, ended: bool = False, start: int = 0, count: int = 100
    ) -> tuple[RosterPerson, ...]:
        """Some of them: a roster may have a hundred thousand people."""
        from bailee.store.models import RosterPerson as Row

        with self._reading():
            rows = self._rows(Row).filter(left_on__lte=today()) if ended else self._on_roster(None)
            if category is not None:
                rows = rows.filter(category=category.value)
            return tuple(self._person(row) for row in rows.order_by("pk")[start : start + count])

    def roster_counts(self, on: date | None = None) -> dict[SubjectCategory, int]:
        """How many are on the roster, by category."""
        from django.db.models import Count

        with self._reading():
            counted = self._on_roster(on).order_by().values_list("category").annotate(Count("pk"))
            return {SubjectCategory(category): count for category, count in counted}

    def roster_prints(self, on: date | None = None) -> tuple[Listed, ...]:
        """What each is found by: no field is decrypted for it."""
        with self._reading():
            rows = self._on_roster(on).values_list("ident", "category", "fingerprints")
            return tuple(
                Listed(ident, SubjectCategory(category), tuple((form, printed) for form, printed in prints))
                for ident, category, prints in rows.iterator(chunk_size=_BATCH)
            )

    def roster_person(self, ident: str) -> RosterPerson:
        """One of them, of now or of before. InvalidInput where there is no such person."""
        from bailee.store.models import RosterPerson as Row

        with self._reading():
            row = self._rows(Row).filter(ident=ident).first()
            if row is None:
                raise InvalidInput("there is no such person on the roster")
            return self._person(row)

    def roster_people(self, idents: Collection[str]) -> tuple[RosterPerson, ...]:
        """Some who are or were on the roster; no other's fields are opened."""
        from bailee.store.models import RosterPerson as Row

        found: list[RosterPerson] = []
        with self._reading():
            for some in _few(sorted(idents)):
                found += [self._person(row) for row in self._rows(Row).filter(ident__in=some).order_by("pk")]
        return tuple(found)

    def roster_changes(self, ident: str) -> tuple[RosterChange, ...]:
        """What was said of somebody, oldest first."""
        from bailee.store.models import RosterChange as Row

        with self._reading():
            rows = self._rows(Row).filter(person__ident=ident).order_by("pk")
            return tuple(
                RosterChange(
                    ident,
                    row.act,
                    row.true_from,
                    row.known_from,
                    row.by,
                    Details.of(self._decrypted("roster_change.fields", row.fields)) if row.fields else None,
                )
                for row in rows
            )

    def add_roster_person(
        self,
        name: str,
        category: SubjectCategory,
        *,
        email: str = "",
        number: str = "",
        fingerprints: Prints = (),
        joined_on: date | None = None,
    ) -> RosterPerson:
        """Add somebody, or bring up to date whoever has the same number, else the same e-mail, else the same name."""
        from bailee.store.models import RosterPerson as Row

        if not name.strip():
            raise InvalidInput("a person on the roster needs a name")
        details = Details(name.strip(), emails=(email.strip(),) if email.strip() else (), number=number.strip())
        with self.transaction(Permission.DECLARE):
            ident = self._ident_of(category, details)
            known = self._rows(Row).filter(ident=ident).exists()
            draft = RosterDraft(category, details, fingerprints, joined_on, None, ident if known else "")
            (ident,) = self.save_roster([draft])
            return self._person(self._rows(Row).get(ident=ident))

    def save_roster(self, drafts: Sequence[RosterDraft]) -> tuple[str, ...]:
        """Keep what is new or changed, in the transaction that is open; the ident of each."""
        from bailee.store.models import RosterChange as ChangeRow
        from bailee.store.models import RosterPerson as Row

        with self.transaction(Permission.DECLARE):
            taken = set(self._rows(Row).values_list("ident", flat=True))
            idents: list[str] = []
            new: list[Any] = []
            for draft in drafts:
                if draft.ident:
                    values = self._encrypted_draft(draft) | {"missing_since": None}
                    if not self._rows(Row).filter(ident=draft.ident).update(**values):
                        raise InvalidInput("there is no such person on the roster")
                    idents.append(draft.ident)
                    continue
                ident = self._ident_of(draft.category, draft.details)
                while ident in taken:  # two of one name and nothing else
                    ident = self.fingerprint("roster", f"{ident}\x00again")[:16]
                taken.add(ident)
                idents.append(ident)
                new.append(
                    Row(
                        organisation_id=self.organisation_id,
                        ident=ident,
                        added_at=now(),
                        **self._encrypted_draft(draft),
                    )
                )
            Row.objects.using(self.alias).bulk_create(new, batch_size=_BATCH)
            numbers = self._numbers_of(idents)
            ChangeRow.objects.using(self.alias).bulk_create(
                [
                    self._change(numbers[ident], "changed" if draft.ident else "added", draft, draft.joined_on)
                    for ident, draft in zip(idents, drafts, strict=True)
                ],
                batch_size=_BATCH,
            )
            return tuple(idents)

    def mark_missing(self, idents: Iterable[str], on: date | None = None) -> int:
        """They were not in the list that was read; they stay on the roster until somebody says that they left."""
        from bailee.store.models import RosterPerson as Row

        day = on or today()
        with self.transaction(Permission.DECLARE):
            wanted = list(idents)
            marked = [
                ident
                for some in _few(wanted)
                for ident in self._rows(Row).filter(ident__in=some, missing_since=None).values_list("ident", flat=True)
            ]
            for some in _few(marked):
                self._rows(Row).filter(ident__in=some).update(missing_since=day)
            self._note(marked, "missing", day)
            return len(marked)

    def mark_found(self, idents: Iterable[str]) -> int:
        """They are in the list again."""
        from bailee.store.models import RosterPerson as Row

        with self.transaction(Permission.DECLARE):
            back = [
                ident
                for some in _few(list(idents))
                for ident in self._rows(Row)
                .filter(ident__in=some)
                .exclude(missing_since=None)
                .values_list("ident", flat=True)
            ]
            for some in _few(back):
                self._rows(Row).filter(ident__in=some).update(missing_since=None)
            self._note(back, "returned", today())
            return len(back)

    def end_roster_person(self, ident: str, left_on: date | None = None) -> None:
        """Note that somebody left."""
        self.end_roster_people([ident], left_on)

    def end_roster_people(self, idents: Iterable[str], left_on: date | None = None) -> None:
        """Note that they left. InvalidInput where one is not on the roster, or left before they came."""
        from bailee.store.models import RosterPerson as Row

        day = left_on or today()
        with self.transaction(Permission.DECLARE):
            wanted = list(dict.fromkeys(idents))
            for some in _few(wanted):
                rows = self._rows(Row).filter(ident__in=some)
                if rows.count() != len(some):
                    raise InvalidInput("there is no such person on the roster")
                if rows.filter(joined_on__gt=day).exists():
                    raise InvalidInput("they joined after that day", hint="give the day on which they left")
                rows.update(left_on=day, missing_since=None)
            self._note(wanted, "ended", day)

    # rows

    def _on_roster(self, on: date | None) -> Any:
        from bailee.store.models import RosterPerson as Row

        day = on or today()
        return self._rows(Row).exclude(left_on__lte=day).exclude(joined_on__gt=day).order_by("pk")

    def _ident_of(self, category: SubjectCategory, details: Details) -> str:
        key = details.number or details.email.casefold() or " ".join(details.name.casefold().split())
        return self.fingerprint("roster", f"{category.value}\x00{key}")[:16]

    def _encrypted_draft(self, draft: RosterDraft) -> dict[str, Any]:
        return {
            "category": draft.category.value,
            "fields": self._encrypted("roster_person.fields", draft.details.as_json()),
            "fingerprints": [list(pair) for pair in draft.fingerprints],
            "joined_on": draft.joined_on,
            "left_on": draft.left_on,
        }

    def _change(self, person: int, act: str, draft: RosterDraft, true_from: date | None) -> Any:
        from bailee.store.models import RosterChange as Row

        return Row(
            organisation_id=self.organisation_id,
            person_id=person,
            act=act,
            category=draft.category.value,
            fields=self._encrypted("roster_change.fields", draft.details.as_json()),
            true_from=(true_from if act == "added" else None) or today(),
            known_from=now(),
            by=self.member,
        )

    def _note(self, idents: Sequence[str], act: str, day: date) -> None:
        from bailee.store.models import RosterChange as ChangeRow
        from bailee.store.models import RosterPerson as Row

        for some in _few(idents):
            rows = self._rows(Row).filter(ident__in=some).values_list("pk", "category")
            ChangeRow.objects.using(self.alias).bulk_create(
                [
                    ChangeRow(
                        organisation_id=self.organisation_id,
                        person_id=number,
                        act=act,
                        category=category,
                        true_from=day,
                        known_from=now(),
                        by=self.member,
                    )
                    for number, category in rows
                ]
            )

    def _numbers_of(self, idents: Sequence[str]) -> dict[str, int]:
        from bailee.store.models import RosterPerson as Row

        return {
            ident: number
            for some in _few(idents)
            for ident, number in self._rows(Row).filter(ident__in=some).values_list("ident", "pk")
        }

    def _person(self, row: Any) -> RosterPerson:
        return RosterPerson(
            row.ident,
            SubjectCategory(row.category),
            Details.of(self._decrypted("roster_person.fields", row.fields)),
            tuple((form, printed) for form, printed in row.fingerprints),
            row.joined_on,
            row.left_on,
            row.missing_since,
        )


def _few(idents: Sequence[str]) -> Iterator[Sequence[str]]:
    """As many as a question to SQLite may name."""
    for start in range(0, len(idents), _BATCH // 2):
        yield idents[start : start + _BATCH // 2]
