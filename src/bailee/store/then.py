"""The tenant's door as of a past day: the same readings, answered by the tables as they were; nothing can be changed.

    with WorkspaceThen(workspace, as_of(date(2026, 3, 3))) as then:
        then.roster(), then.notices(), then.findings(), report_status(then)

What the tables were stands in their names on a connection of its own (`past_tables`): as views that stay there on SQLite, before each
question on PostgreSQL (`asked_then`). So whatever reads the store reads the past. Who could open a file on a day is known from the page
of that day alone: the system is not asked about then.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bailee.counting import count
from bailee.errors import CannotRead, NotAllowed
from bailee.incidents.acts import Incident
from bailee.inventory import Exposure, Inventory, ProcessingActivity
from bailee.permissions import Permission
from bailee.protection.exposure import Opened, Probe
from bailee.reports.found import found_of
from bailee.store import database
from bailee.store.as_of import AsOf
from bailee.store.asked_then import as_of_then, named_in, rows_as_table
from bailee.store.asking import atomic, standing_at
from bailee.store.past_tables import Ground, ground_of, statements
from bailee.store.rows.past import PastPage
from bailee.store.rows.snapshots import Snapshot, StatusPage
from bailee.store.rows.task_lines import columns_of
from bailee.store.rows.tasks import TaskLook
from bailee.store.workspace import Workspace
from bailee.tasks import Act, Planned, Proof, derive
from bailee.vocabulary import SubjectCategory

# A table's name is the past's in what is asked alone. Such questions are long: PostgreSQL would compile them for longer than they take.
# A set of what came back has to fit into memory, or it would be gone through for each row.
_BEGINS = "SET TRANSACTION READ ONLY; SET LOCAL jit = off; SET LOCAL work_mem = '64MB'"
_OVER = "that day is over: nothing of it can be changed"


class WorkspaceThen(Workspace):
    """One member's door to one organisation as of a day. Within `with` it is that day."""

    def __init__(self, present: Workspace, as_of: AsOf) -> None:
        """`present`: the door of now, which authorised the member."""
        self.__dict__.update(present.__dict__)
        self.present = present
        self.as_of = as_of
        self.alias = database.past(self.home)
        self._changing = set()
        self._made: StatusPage | None = None
        self._stood_on: Ground | None = None
        self._tables: dict[str, str] = {}  # on PostgreSQL, what each is
        self._through_all: dict[str, str] = {}  # the same, to a question that goes through all of them
        self._standing: AbstractContextManager[None] | None = None

    def __enter__(self) -> WorkspaceThen:
        self._standing = standing_at(self.as_of.end)
        self._standing.__enter__()
        return self

    def __exit__(self, *fault: Any) -> None:
        if self._standing is not None:
            self._standing.__exit__(*fault)
            self._standing = None

    def is_scanning(self) -> bool:
        """What was running then was: whether it was killed was known later."""
        return True

    def close(self) -> None:
        """Close this thread's connection of the past: its views go with it. It is kept from one reading of a day to the next."""
        from django.db import connections

        connections[self.alias].close()

    # ---- reading only

    @contextmanager
    def transaction(self, permission: Permission | None = None) -> Iterator[None]:
        self._refuse()
        yield

    @contextmanager
    def _seeing(self) -> Iterator[None]:
        self._refuse()
        yield

    def _refuse(self) -> None:
        raise NotAllowed(_OVER, hint="without --as-of, or back at now, it can be done")

    def note_access(self, kind: str, *, export: bool = False, each_time: bool = True) -> None:
        """Who looks at the past looks now."""
        with standing_at(_real_now()):
            self.present.note_access(kind, export=export, each_time=each_time)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        from django.db import connections

        connection = connections[self.alias]
        with database.explained(self.home):
            if not self._engine.needs_transactions:
                connection.ensure_connection()
                mark = (self.organisation_id, self.as_of, self._ground(), connection.connection)
                if getattr(connection, "bailee_past", None) != mark:
                    self._lay()
                    connection.bailee_past = mark  # type: ignore[attr-defined]  # a mark of ours
                yield
            elif connection.in_atomic_block:
                yield
            else:
                with atomic(self.alias):
                    self._engine.enter(self.alias, (self.organisation_id,))
                    with connection.cursor() as cursor:
                        cursor.execute(_BEGINS)
                    if not self._tables:
                        ground = self._ground()
                        self._through_all = dict(statements(replace(ground, through_all=True)))
                        self._tables = dict(statements(ground))
                        self._tables["task_state"] = ""  # made when it is asked for
                    with connection.execute_wrapper(self._asked):
                        yield

    def _ground(self) -> Ground:
        """Once a door: what is known of a day may grow until the day it was known on is over."""
        if self._stood_on is None:
            self._stood_on = ground_of(self.alias, self.organisation_id, self.as_of)
        return self._stood_on

    def _asked(
        self, execute: Callable[..., Any], statement: str, values: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        """Each question that Django hands to PostgreSQL: of the tables of then."""
        named = named_in(statement, self._tables)
        if "task_state" in named and not self._tables["task_state"]:
            from bailee.store.models import TaskState

            self._tables["task_state"] = rows_as_table(TaskState, self._tasks_then(), context["connection"])
        if not named:
            return execute(statement, values, many, context)
        known = (
            self._tables if _is_a_page(statement) else {**self._through_all, "task_state": self._tables["task_state"]}
        )
        tables = {table: known[table] for table in named}
        if values is not None:
            tables = {table: asked.replace("%", "%%") for table, asked in tables.items()}
        return execute(as_of_then(statement, tables), values, many, context)

    def _lay(self) -> None:
        """Views of the tables' own names, which SQLite finds first; they stay with the connection."""
        from django.db import connections

        connection = connections[self.alias]
        name = connection.ops.quote_name
        ground = self._ground()
        with connection.cursor() as cursor:
            cursor.execute("SELECT type, name FROM sqlite_temp_master WHERE type IN ('view', 'table')")
            for sort, laid in cursor.fetchall():
                cursor.execute(f"DROP {'VIEW' if sort == 'view' else 'TABLE'} temp.{name(laid)}")
            for table, asked in statements(ground).items():
                if table == "task_state":
                    of = f"{ground.base}{name(table)}"
                    cursor.execute(f"CREATE TEMP TABLE {name(table)} AS SELECT * FROM {of} WHERE 1 = 0")  # noqa: S608 - names of ours
                else:
                    cursor.execute(f"CREATE TEMP VIEW {name(table)} AS {asked}")
        self._lay_tasks()

    def _decrypted(self, field: str, ciphertext: Any) -> Any:
        """Of somebody on the roster: as the newest change of then has it, which is closed as what it is."""
        if field == "roster_person.fields":
            with suppress(CannotRead):
                return super()._decrypted("roster_change.fields", ciphertext)
        return super()._decrypted(field, ciphertext)

    # ---- derived anew

    def _tasks_then(self) -> list[Any]:
        """How tasks stood, as rows: from the events of then, and from the plan as it is known."""
        from bailee.store.models import TaskState

        events = self._task_events()
        if not events:
            return []
        last: dict[str, dict[str, datetime]] = {}
        turned: dict[str, Act] = {}
        met: dict[str, bool] = {}
        for event in events:
            last.setdefault(event.task, {})["at"] = event.at
            if event.act in (Act.CAME, Act.RETURNED, Act.ENDED):
                turned[event.task] = event.act
            elif event.act in (Act.MET, Act.LAPSED):
                met[event.task] = event.act is Act.MET
        present = self.present
        with present._reading():
            kept = {row.ident: row for row in present._rows(TaskState)}
        there = [row for ident, row in kept.items() if turned.get(ident) in (Act.CAME, Act.RETURNED)]
        proofs = {}
        for row in there:
            proof = Proof.of_data(row.proof)
            holds = met.get(row.ident, False)
            proofs[row.ident] = proof if holds == proof.holds else Proof(holds)
        made = derive([Planned.of_data(row.plan) for row in there], proofs, events, on=self.as_of.on)
        return [
            TaskState(
                pk=kept[ident].pk,
                organisation_id=self.organisation_id,
                ident=ident,
                changed_at=last[ident]["at"],
                **columns_of(task),
            )
            for ident, task in made.items()
        ]

    def _lay_tasks(self) -> None:
        from django.db import connections

        from bailee.store.models import TaskState

        rows = self._tasks_then()
        names = [str(field.column) for field in TaskState._meta.concrete_fields]
        quoted = connections[self.alias].ops.quote_name
        into = f"INSERT INTO {quoted('task_state')} ({', '.join(map(quoted, names))}) VALUES ({', '.join(['%s'] * len(names))})"  # noqa: S608 - names of ours
        with connections[self.alias].cursor() as cursor:
            cursor.executemany(
                into,
                [
                    [
                        field.get_db_prep_save(getattr(row, field.attname), connections[self.alias])
                        for field in TaskState._meta.concrete_fields
                    ]
                    for row in rows
                ],
            )

    def task_look(self) -> TaskLook | None:
        """The states were derived for that day, whenever somebody looked."""
        return TaskLook(self.status_stamp(self.as_of.on), self.as_of.on, self.as_of.moment, 0.0)

    def status_page(self, on: date) -> StatusPage | None:
        """The page that was kept then, where it is asked what was known then; else the one that was made of it here."""
        if self._made is not None:
            return self._made
        kept = self._kept()
        if kept is None or kept.content is None or not self.as_of.is_known_then:
            return None
        return StatusPage(kept.content, kept.snapshot.at, 0.0, True)

    def save_status_page(self, content: dict[str, Any], snapshot: Snapshot, *, stamp: str, seconds: float) -> None:
        """Nothing is kept of what was made of the past; this door remembers it."""
        self._made = StatusPage(content, snapshot.at, seconds, True)

    def _kept(self) -> PastPage | None:
        return self.past_page(self.as_of.moment)

    @property
    def is_before_the_first_scan(self) -> bool:
        """Nobody had looked: then nothing found means that nothing is known."""
        return not any(each.ended_at is not None and each.ended_at <= self.as_of.moment for each in self.scans())

    @property
    def said(self) -> str:
        """The mark, and what is not known of that day."""
        if self.is_before_the_first_scan:
            return f"{self.as_of.words} No scan had ended by then: what was held is not known, and nothing here means zero."
        said = self.as_of.words
        if not self.as_of.is_known_then:
            said += " What was found later counts where its file is as old."
        if archived := self.present.archived_then(self.as_of.moment):
            said += f" Not all of it is here: up to {count(archived, 'finding')} of then lie in archives, and count when they are brought back."
        return said

    # ---- whom it is open to: as it is now

    @property
    def sees_privileged(self) -> bool:
        return self.present.sees_privileged

    def _is_shut(self, incident: Incident) -> bool:
        """What counsel marked since is as shut as of the days before."""
        if self.sees_privileged:
            return False
        return incident.is_privileged or incident.ident in self.present.privileged_idents()

    def _logged_sheets(self, ident: str) -> tuple[dict[str, int], bool]:
        """By the log of now: what it says of a sheet that was printed then is no other."""
        return self.present._logged_sheets(ident)

    # ---- declared

    def facts(self, on: date | None = None, *, known_at: datetime | None = None) -> dict[str, Any]:
        return super().facts(on or self.as_of.on, known_at=known_at or self.as_of.known_at)

    def written_activities(
        self, on: date | None = None, *, known_at: datetime | None = None
    ) -> tuple[ProcessingActivity, ...]:
        return super().written_activities(on or self.as_of.on, known_at=known_at or self.as_of.known_at)

    # ---- what only the page of then knows

    def exposures(
        self, probe: Probe | None = None, inventory: Inventory | None = None
    ) -> dict[tuple[str, SubjectCategory], tuple[Exposure, ...]]:
        """Who could open what, as the page of then has it; nothing of what it does not name."""
        kept = self._kept()
        if kept is None or kept.content is None or "found" not in kept.content:
            return {}
        return dict(found_of(kept.content["found"]).exposures)

    def opened(
        self, probe: Probe | None = None, inventory: Inventory | None = None
    ) -> dict[tuple[str, SubjectCategory], dict[str, Opened]]:
        """Accounts of then are not kept: only how many there were."""
        return {}

    def _viewers(self, probe: Probe) -> dict[str, Any]:
        return {}

    def _there(self, scan: int, moment: datetime) -> tuple[str, list[Any]]:
        """The view has those of the day, and no others."""
        return "", []

    def mark(self) -> tuple[Any, ...] | None:
        """What is kept for the present counts for nothing here."""
        return None

    def lost_mark(self, apart: Sequence[str]) -> tuple[Hashable, ...] | None:
        return None

    def note_departures(self, found: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Looking back notes nothing."""
        return (), ()

    def settle_tasks(self, *given: Any, **named: Any) -> dict[str, Any]:
        """Looking back settles nothing."""
        return {}

    def derive_tasks_again(self, on: date) -> None:
        """They were derived for that day."""

    def waiting_alerts(self) -> int:
        return self.present.waiting_alerts()


def _is_a_page(statement: str) -> bool:
    """Whether a question wants some rows of all: it says how many at most.

    >>> _is_a_page('SELECT * FROM finding ORDER BY weight LIMIT %s'), _is_a_page("SELECT count(*) FROM finding")
    (True, False)
    """
    return " LIMIT " in statement


def _real_now() -> datetime:
    return datetime.now(UTC)
