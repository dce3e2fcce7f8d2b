"""Who signed, as a page of a hundred thousand people asks it: rows without names, and marks that say whether anything changed since.

marks = workspace.signing_marks()                 # one statement; the same again: nothing was asked, signed or added since
workspace.changed_since(marks)                    # of whom something did
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bailee.rosters import Details
from bailee.store.asking import moment
from bailee.store.rows.base import today
from bailee.store.rows.roster import RosterPerson
from bailee.store.rows.told import Told
from bailee.vocabulary import SubjectCategory

_FEW = 500  # as many as a question to SQLite may name


@dataclass(frozen=True, slots=True)
class Marks:
    """The newest rows of what a standing is made from. Each of these tables is appended to, whatever happens."""

    roster: int
    events: int
    signs: int
    published: int


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A request over a version, by the row of its person."""

    number: int  # its own row
    ident: str
    state: str
    due_on: date | None
    asked_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class SignedRow:
    """A statement over a version of a kind, by the row of its person."""

    person: int
    version: int
    language: str
    ident: str
    identified_by: str
    signed_at: datetime


class Standings(Told):
    def signing_marks(self) -> Marks:
        """Changed by whatever changes who signed, who is to, and of whom a list consists."""
        ours = self.organisation_id
        newest = (
            f"(SELECT id FROM {table} WHERE +organisation_id = {ours} ORDER BY id DESC LIMIT 1)"  # noqa: S608 - from its end, not by an index
            for table in ("roster_change", "sign_event", "sign_off")
        )
        published = f"(SELECT count(*) FROM notice_version WHERE organisation_id = {ours} AND state = 'published')"  # noqa: S608 - numbers of ours
        with self._reading():
            ((roster, events, signs, count),) = self._written(f"SELECT {', '.join(newest)}, {published}")
        return Marks(roster or 0, events or 0, signs or 0, count)

    def told_marks(self) -> tuple[int, ...]:
        """The newest rows of what says whom notices reached: changed by whatever changes who is on the roster, signed, or was sent one."""
        ours = self.organisation_id
        newest = (
            f"(SELECT id FROM {table} WHERE +organisation_id = {ours} ORDER BY id DESC LIMIT 1)"  # noqa: S608 - from its end, not by an index
            for table in ("roster_change", "sign_off", "delivery_event")
        )
        published = f"(SELECT count(*) FROM notice_version WHERE organisation_id = {ours} AND state = 'published')"  # noqa: S608 - numbers of ours
        with self._reading():
            (row,) = self._written(f"SELECT {', '.join(newest)}, {published}")
        return tuple(each or 0 for each in row)

    def count_signers(self, kind: str, counting: Mapping[SubjectCategory, Collection[tuple[str, int]]]) -> int:
        """How many on the roster signed one of the versions (language, number) that count for their category."""
        from django.db.models import Q

        from bailee.store.models import NoticeVersion as VersionRow
        from bailee.store.models import SignOff as Row

        with self._reading():
            rows = self._rows(VersionRow).filter(notice__kind=kind)
            numbers = {
                (language, version): pk for pk, language, version in rows.values_list("pk", "language", "version")
            }
            counted = Q(pk__in=())
            for category, signed in counting.items():
                some = [numbers[each] for each in signed if each in numbers]
                if some:
                    counted |= Q(person__category=category.value, version_id__in=some)
            there, day = self._rows(Row).filter(counted), today()
            gone = Q(person__left_on__lte=day) | Q(person__joined_on__gt=day)
            return int(there.exclude(gone).order_by().values("person_id").distinct().count())

    def changed_since(self, marks: Marks) -> frozenset[int] | None:
        """Rows of people of whom something was noted or signed since; None: of too many to ask about them alone."""
        ours, most = self.organisation_id, _FEW + 1
        with self._reading():
            # two questions, each by the end of a table: joined, a database may begin with all requests
            noted = self._written(
                f"SELECT DISTINCT request_id FROM sign_event WHERE +organisation_id = {ours} AND id > {marks.events} LIMIT {most}"  # noqa: S608 - numbers of ours
            )
            signed = self._written(
                f"SELECT DISTINCT person_id FROM sign_off WHERE +organisation_id = {ours} AND id > {marks.signs} AND person_id IS NOT NULL LIMIT {most}"  # noqa: S608 - numbers of ours
            )
            if len(noted) + len(signed) > _FEW:
                return None
            from bailee.store.models import SignRequest as Row

            asked = self._rows(Row).filter(pk__in=[number for (number,) in noted]).values_list("person_id", flat=True)
            return frozenset(number for (number,) in signed).union(asked)

    def directory(self) -> Iterator[tuple[int, RosterPerson]]:
        """Everybody who is on the roster today with the number of their row, in the order in which they came; by nothing to find them by."""
        columns = ("pk", "ident", "category", "fields", "joined_on", "left_on", "missing_since")
        with self._reading():
            for pk, ident, category, fields, *days in (
                self._on_roster(today()).values_list(*columns).iterator(chunk_size=1_000)
            ):
                details = Details.of(self._decrypted("roster_person.fields", fields))
                yield pk, RosterPerson(ident, SubjectCategory(category), details, (), *days)

    def asked_rows(self, kind: str, version: int, people: Collection[int] | None = None) -> dict[int, AskedRow]:
        """Requests over a version, whatever its language, by person; of some people where they are named."""
        from bailee.store.models import SignRequest as Row

        columns = ("person_id", "pk", "ident", "state", "due_on", "asked_at", "ended_at")
        with self._reading():
            rows = self._rows(Row).filter(version_id__in=self._versions_of(kind, version)).order_by("pk")
            return {
                person: AskedRow(number, ident, state, due_on, moment(asked_at), moment(ended_at))
                for person, number, ident, state, due_on, asked_at, ended_at in _of(rows, people, columns)
            }

    def signed_rows(self, kind: str, people: Collection[int] | None = None) -> tuple[SignedRow, ...]:
        """Statements of people on the roster over any version of a kind, oldest first. No name is opened."""
        from bailee.store.models import SignOff as Row

        columns = ("person_id", "version__version", "version__language", "ident", "identified_by", "signed_at")
        with self._reading():
            rows = (
                self._rows(Row)
                .filter(version_id__in=self._versions_of(kind), person__isnull=False)
                .order_by("signed_at", "pk")
            )
            return tuple(
                SignedRow(number, version, language, ident, how, moment(at))
                for number, version, language, ident, how, at in _of(rows, people, columns)
            )

    def _versions_of(self, kind: str, version: int | None = None) -> list[int]:
        """Rows of versions, asked for by themselves: a database that is told of them begins with the few people that are named."""
        from bailee.store.models import NoticeVersion as Row

        rows = self._rows(Row).filter(notice__kind=kind, **({"version": version} if version is not None else {}))
        return list(rows.values_list("pk", flat=True))

    def unanswered(self, requests: Collection[int] | None = None) -> frozenset[int]:
        """Rows of requests with a question that nobody answered; of some requests where they are named."""
        from bailee.store.models import SignEvent as Row

        with self._reading():
            rows = self._rows(Row).filter(act__in=("question", "answer")).order_by("pk")
            if requests is not None:
                rows = rows.filter(request_id__in=list(requests))
            last = dict(rows.values_list("request_id", "act").iterator(chunk_size=1_000))
        return frozenset(number for number, act in last.items() if act == "question")

    def is_asked(self, kind: str, version: int, language: str) -> bool:
        """Whether anybody was asked to sign a version."""
        from bailee.store.models import SignRequest as Row

        about = {"version__notice__kind": kind, "version__version": version, "version__language": language}
        with self._reading():
            return bool(self._rows(Row).filter(**about).exists())


def _of(rows: Any, people: Collection[int] | None, columns: Iterable[str]) -> Iterator[Any]:
    if people is not None:
        rows = rows.filter(person_id__in=list(people))
    yield from rows.values_list(*columns).iterator(chunk_size=1_000)
