"""Declared: the organisation's name, its facts, its processing activities. The present is a view of appended rows."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from typing import Any

from bailee.errors import InvalidInput
from bailee.inventory import ProcessingActivity
from bailee.inventory.activities import activity_of, as_dict
from bailee.obligations.definitions import definitions
from bailee.obligations.explain import Stated
from bailee.permissions import Permission
from bailee.store.rows.base import Door, now, today
from bailee.store.rows.scans import portions
from bailee.vocabulary import SubjectCategory

_PAPER = "paper:"  # facts of such a name are files on paper, and no law table asks for them
_UNSURE = "unsure:"  # facts of such a name say of another that nobody here knows it
TRANSLATION = "words:"  # facts of such a name say declared words in another language
_BATCH = 1_000
_CHUNK = 10_000
_MOST_READ = 150_000  # of the rows of all organisations, how many are kept as they were read

# Activities by the number and the moment of their row: rows are only appended, so what was read of one stays true (the number
# of one that was rolled back comes again, at another moment). Of a hundred thousand, a page after a change reads the one that
# is new. Whoever asks came through the door, and the key names the organisation.
_Read = dict[tuple[int, datetime], ProcessingActivity | None]
_read: OrderedDict[tuple[str, str], _Read] = OrderedDict()
# Those in force, by the newest row and the day: a page asks for them time and again.
_views: OrderedDict[tuple[str, str], tuple[Any, tuple[ProcessingActivity, ...]]] = OrderedDict()
_reading = Lock()


def _keep_view(home: str, organisation: str, stands_on: Any, activities: tuple[ProcessingActivity, ...]) -> None:
    with _reading:
        _views.pop((home, organisation), None)
        while _views and sum(len(each) for _, each in _views.values()) + len(activities) > _MOST_READ:
            _views.popitem(last=False)
        _views[home, organisation] = stands_on, activities


def _read_before(home: str, organisation: str) -> _Read:
    with _reading:
        known = _read.pop((home, organisation), {})
        while _read and sum(len(each) for each in list(_read.values())) + len(known) > _MOST_READ:
            _read.popitem(last=False)
        _read[home, organisation] = known
        return known


@dataclass(frozen=True, slots=True)
class PaperFiles:
    """Files on paper: where they stand, which categories of data they hold, about whom."""

    name: str
    holds: tuple[str, ...] = ()
    about: tuple[SubjectCategory, ...] = ()


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
        with self.transaction(Permission.DECLARE):
            Organisation.objects.using(self.alias).filter(pk=self.organisation_id).update(name=name.strip())

    def facts(self, on: date | None = None, *, known_at: datetime | None = None) -> dict[str, Any]:
        """Declared facts as they are true on a day (today), and as they were known at a moment (now)."""
        from bailee.store.models import Fact

        with self._reading():
            rows = self._rows(Fact).filter(true_from__lte=on or today(), known_from__lte=known_at or now())
            for apart in (_PAPER, _UNSURE, TRANSLATION):
                rows = rows.exclude(name__startswith=apart)
            latest = dict(rows.order_by("true_from", "known_from", "pk").values_list("name", "value"))
        return {name: _fact(name, value) for name, value in latest.items() if value is not None}

    def set_fact(self, name: str, value: Any, true_from: date | None = None) -> None:
        """Append a fact. A value of None says that it is no longer known."""
        from bailee.store.models import Fact

        kept = value.isoformat() if isinstance(value, date) else value
        with self.transaction(Permission.DECLARE):
            self._add(Fact, name=name, value=kept, true_from=true_from or today(), known_from=now())

    def facts_stated(self, on: date | None = None) -> dict[str, Stated]:
        """Of each fact that is declared on a day: who declared it, when, and since when it is true."""
        from bailee.store.models import EvidenceRecord, Fact

        with self._reading():
            rows = self._rows(Fact).filter(true_from__lte=on or today()).exclude(name__startswith=_PAPER)
            rows = rows.exclude(name__startswith=TRANSLATION)
            latest = {row.name: row for row in rows.order_by("true_from", "known_from", "pk")}
            records = self._rows(EvidenceRecord).filter(action="facts-declared").order_by("sequence")
            actors = {
                (fact, at[:10]): actor
                for at, actor, details in records.values_list("at", "actor", "details")
                for fact in json.loads(details).get("facts", ())
            }
        return {
            name: Stated(
                actors.get((name, row.known_from.date().isoformat()), ""), row.true_from, row.known_from.date()
            )
            for name, row in latest.items()
            if row.value is not None
        }

    def unsure(self) -> frozenset[str]:
        """Facts of which somebody said that nobody here knows them, and that nobody stated since."""
        from bailee.store.models import Fact

        with self._reading():
            rows = self._rows(Fact).exclude(name__startswith=_PAPER).exclude(name__startswith=TRANSLATION)
            rows = rows.order_by("known_from", "pk")
            latest = {row.name.removeprefix(_UNSURE): (row.name, row.value) for row in rows}
        return frozenset(fact for fact, (name, value) in latest.items() if name.startswith(_UNSURE) and value)

    def set_unsure(self, fact: str) -> None:
        """Append that nobody here knows a fact; a declaration of it comes after, and ends that."""
        from bailee.store.models import Fact

        with self.transaction(Permission.DECLARE):
            self._add(Fact, name=_UNSURE + fact, value=True, true_from=today(), known_from=now())

    def paper_files(self, on: date | None = None) -> tuple[PaperFiles, ...]:
        """Files on paper as declared on a day (today): no scan looks at them, and every coverage statement says so."""
        from bailee.store.models import Fact

        with self._reading():
            rows = self._rows(Fact).filter(true_from__lte=on or today(), name__startswith=_PAPER)
            latest = {row.name: row.value for row in rows.order_by("true_from", "known_from", "pk")}
        return tuple(
            PaperFiles(name.removeprefix(_PAPER), tuple(told["holds"]), tuple(map(SubjectCategory, told["about"])))
            for name, told in sorted(latest.items())
            if told is not None
        )

    def declare_paper(self, paper: PaperFiles, *, withdrawn: bool = False) -> None:
        """Append files on paper; those of the same name are replaced, `withdrawn` says that they are no more."""
        from bailee.store.models import Fact

        if not paper.name.strip():
            raise InvalidInput("files on paper need a name", hint='where they stand, as in "HR cabinet, room 2"')
        value = None if withdrawn else {"holds": list(paper.holds), "about": [each.value for each in paper.about]}
        with self.transaction(Permission.DECLARE):
            self._add(Fact, name=_PAPER + paper.name.strip(), value=value, true_from=today(), known_from=now())

    def activities(self, on: date | None = None, *, known_at: datetime | None = None) -> tuple[ProcessingActivity, ...]:
        """Processing activities in force on a day (today)."""
        return self.written_activities(on, known_at=known_at)

    def written_activities(
        self, on: date | None = None, *, known_at: datetime | None = None
    ) -> tuple[ProcessingActivity, ...]:
        """Those that a person declared as such; what monitoring tools do is not among them."""
        from bailee.store.models import Declaration

        day, moment = on or today(), known_at or now()
        with self._reading():
            newest = self._rows(Declaration).order_by("-pk").values_list("pk", "known_from").first()
            stands_on = newest, day
            view = _views.get((str(self.home), self.organisation))
            if known_at is None and view is not None and view[0] == stands_on:
                return view[1]
            rows = self._rows(Declaration).filter(true_from__lte=day, known_from__lte=moment)
            stamps = rows.order_by("true_from", "known_from", "pk").values_list("name", "pk", "known_from")
            latest = {name: stamp for name, *stamp in stamps.iterator(chunk_size=_CHUNK)}
            known = _read_before(str(self.home), self.organisation)
            unread = [number for number, at in latest.values() if (number, at) not in known]
            for few in portions(unread, _BATCH):
                told = self._rows(Declaration).filter(pk__in=few)
                for number, at, activity, withdrawn in told.values_list("pk", "known_from", "activity", "withdrawn"):
                    known[number, at] = None if withdrawn else activity_of(activity)
        found = (known[number, at] for _, (number, at) in sorted(latest.items()))
        activities = tuple(each for each in found if each is not None)
        if known_at is None:
            _keep_view(str(self.home), self.organisation, stands_on, activities)
        return activities

    def declare(self, activity: ProcessingActivity, *, true_from: date | None = None, withdrawn: bool = False) -> None:
        """Append an activity; one of the same name replaces the earlier, `withdrawn` ends it."""
        from bailee.store.models import Declaration

        with self.transaction(Permission.DECLARE):
            self._add(
                Declaration,
                name=activity.name,
                activity=as_dict(activity),
                withdrawn=withdrawn,
                true_from=true_from or today(),
                known_from=now(),
            )

    def declare_all(self, activities: Iterable[ProcessingActivity]) -> int:
        """Append many at once; how many."""
        from bailee.store.models import Declaration

        at = now()
        with self.transaction(Permission.DECLARE):
            rows = [
                Declaration(
                    organisation_id=self.organisation_id,
                    name=each.name,
                    activity=as_dict(each),
                    true_from=at.date(),
                    known_from=at,
                )
                for each in activities
            ]
            Declaration.objects.using(self.alias).bulk_create(rows, batch_size=_BATCH)
        return len(rows)


def _fact(name: str, value: Any) -> Any:
    """JSON has no dates: a fact that is one was kept as its text."""
    definition = definitions().get(name)
    is_date = definition is not None and definition.type == "date" and isinstance(value, str)
    return date.fromisoformat(value) if is_date else value
