"""Tasks: what is to be done as it stood when somebody last looked, and what people did about it.

    workspace.settle_tasks(planned, proofs, on=day, stamp=stamp)     # what came, is met, lapsed, ended; states derived anew
    workspace.task_list(overdue_on=day, limit=50)                     # from an index, whatever their number
    with workspace.acting_on_tasks() as acting:                       # one person at a time; the states that hang on it follow
        workspace.add_task_event("train-staff", Act.DONE, {...}, on=day)

Events are appended; the rows of states are derived from them, from the plan and from what a look saw, and may be made anew at any time.
What a look notices is no act of a person and has no record of its own: what it saw (a publication, a scan, a sign-off) has one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bailee.errors import InvalidInput
from bailee.permissions import Permission, Role, may, role_of
from bailee.store import database
from bailee.store.rows.base import is_standing, now
from bailee.store.rows.proven import Proven
from bailee.store.rows.task_calendars import TaskCalendars
from bailee.store.rows.task_lines import TO_DO, TaskLine, TaskPage, columns_of, in_order, line_of
from bailee.tasks import Act, Event, Planned, Proof, State, Task, derive, turns
from bailee.tasks.owners import owned_by

_ENDED = State.ENDED.value
_BATCH = 500


@dataclass(frozen=True, slots=True)
class TaskLook:
    """On what the states stand."""

    stamp: str
    on: date
    at: datetime
    seconds: float


class Tasks(TaskCalendars, Proven):
    # --- derived

    def task_look(self) -> TaskLook | None:
        """When the states were derived last, and from what; None where nobody looked yet."""
        from bailee.store.models import TaskLook as Row

        with self._reading():
            row = self._rows(Row).first()
        return TaskLook(row.stamp, row.on, row.at, row.seconds) if row is not None else None

    def settle_tasks(
        self,
        planned: Iterable[Planned],
        proofs: Mapping[str, Proof],
        *,
        on: date,
        stamp: str,
        seconds: float = 0.0,
        why_ended: Mapping[str, str] | None = None,
    ) -> dict[str, Task]:
        """Derive all states from a new plan and what was seen; note what turned. Whoever may look may cause it."""
        from bailee.store.models import TaskEvent

        plans = {each.ident: each for each in planned}
        with database.explained(self.home), self._seeing():
            self._engine.serialise(self.alias, self.organisation_id)
            kept = self._kept_states()
            events = self._task_events()
            made = derive(plans.values(), proofs, events, on=on, members=self._owners())
            before = {row.ident: (row.state == _ENDED, row.holds) for row in kept.values()}
            turned = turns(before, made)
            ended = dict(why_ended or {})
            for turn in turned:
                says = ended.get(turn.task, turn.says) if turn.act is Act.ENDED else turn.says
                self._add(
                    TaskEvent,
                    task=turn.task,
                    act=turn.act.value,
                    at=now(),
                    says=self._encrypted("task_event.says", {"why": says}),
                )
            if turned:  # an event that was just noticed counts: since when it is done, that it came back
                made = derive(plans.values(), proofs, self._task_events(), on=on, members=self._owners())
            self._keep_states(made, kept, ended)
            self._keep_look(stamp, on, seconds)
        return made

    def derive_tasks_again(self, on: date) -> None:
        """Derive all states for a day from the plan and the proofs that are kept: a snooze is over, something regular comes again."""
        with database.explained(self.home), self._seeing():
            self._engine.serialise(self.alias, self.organisation_id)
            self._derive_kept(on)
            look = self.task_look()
            if look is not None:
                self._keep_look(look.stamp, on, look.seconds)

    def _derive_kept(self, on: date) -> dict[str, Task]:
        kept = self._kept_states()
        there = [row for row in kept.values() if row.state != _ENDED]
        plans = [Planned.of_data(row.plan) for row in there]
        proofs = {row.ident: Proof.of_data(row.proof) for row in there}
        made = derive(plans, proofs, self._task_events(), on=on, members=self._owners())
        self._keep_states(made, {row.ident: row for row in there}, {})
        return made

    def _kept_states(self) -> dict[str, Any]:
        from bailee.store.models import TaskState

        return {row.ident: row for row in self._rows(TaskState).order_by("pk")}

    def _keep_states(self, made: Mapping[str, Task], kept: Mapping[str, Any], ended: Mapping[str, str]) -> None:
        from bailee.store.models import TaskState

        added, changed = [], []
        for ident, task in made.items():
            values = columns_of(task)
            row = kept.get(ident)
            if row is None:
                added.append(TaskState(organisation_id=self.organisation_id, ident=ident, changed_at=now(), **values))
            elif any(getattr(row, name) != value for name, value in values.items()):
                for name, value in values.items():
                    setattr(row, name, value)
                row.changed_at = now()
                changed.append(row)
        for ident, row in kept.items():
            if ident not in made and row.state != _ENDED:
                row.state, row.holds, row.changed_at = _ENDED, False, now()
                row.says = {
                    **row.says,
                    "ended": ended.get(ident, "no obligation asks for it any more"),
                    "waits_for": [],
                    "missing": [],
                }
                changed.append(row)
        rows = TaskState.objects.using(self.alias)
        rows.bulk_create(added, batch_size=_BATCH)
        if changed:
            names = ("state", "owner", "member", "due_on", "weight", "holds", "says", "plan", "proof", "changed_at")
            rows.bulk_update(changed, names, batch_size=_BATCH)

    def _keep_look(self, stamp: str, on: date, seconds: float) -> None:
        from bailee.store.models import TaskLook as Row

        values = {"stamp": stamp, "on": on, "at": now(), "seconds": seconds}
        if not self._rows(Row).update(**values):
            self._add(Row, **values)

    def _task_events(self, task: str = "", *, whole: bool = False) -> list[Event]:
        """Events, oldest first; what was said only where it is asked for."""
        from bailee.store.models import TaskEvent

        rows = self._rows(TaskEvent).order_by("pk")
        if task:
            rows = rows.filter(task=task)
        made = []
        columns = ("pk", "task", "act", "by", "at", "on", "member", "other", "says")
        for number, of, word, by, at, on, member, other, sealed in rows.values_list(*columns):
            act = Act(word)
            says = self._decrypted("task_event.says", sealed) if sealed and whole else {}
            made.append(Event(number, of, act, by, at, on, member, other, says))
        return made

    def _owners(self) -> frozenset[str]:
        """Members who may own a task now."""
        from bailee.store.models import Member as MemberRow

        rows = self._rows(MemberRow).values_list("ident", "role", "ended_at", "until")
        return frozenset(
            ident
            for ident, role, ended_at, until in rows
            if is_standing(ended_at, until) and may(role_of(role), Permission.SEE_TABLE)
        )

    def _own_roles(self) -> list[str]:
        """Roles whose tasks are hers where nobody is named: her own, and for an owner also those that nobody has."""
        from bailee.store.models import Member as MemberRow

        rows = self._rows(MemberRow).values_list("role", "ended_at", "until")
        return [
            each.value for each in owned_by(self.role, {role_of(role) for role, *ends in rows if is_standing(*ends)})
        ]

    # --- read

    def task_list(
        self,
        *,
        states: Sequence[str] = TO_DO,
        owner: Role | None = None,
        member: str | None = None,
        mine: bool = False,
        obligation: str = "",
        overdue_on: date | None = None,
        idents: Sequence[str] = (),
        skip: int = 0,
        limit: int | None = None,
    ) -> TaskPage:
        """Tasks by the day they are due, those without one after them, the worst first.

        `mine`: of the member who asks, by name or by her role.
        """
        from django.db.models import Q

        from bailee.store.models import TaskState

        self.require(Permission.SEE_TABLE)
        with self._reading():
            rows = self._rows(TaskState).filter(state__in=states)
            if owner is not None:
                rows = rows.filter(owner=owner.value, member="")
            if member is not None:
                rows = rows.filter(member=member)
            if mine:
                rows = rows.filter(Q(member=self.member) | Q(member="", owner__in=self._own_roles()))
            if overdue_on is not None:
                rows = rows.filter(due_on__lt=overdue_on)
            if idents:
                rows = rows.filter(ident__in=idents)
            rows = in_order(rows)
            if obligation:
                found = [row for row in rows if obligation in row.says["obligations"]]
                total, shown = len(found), found[skip : skip + limit if limit is not None else None]
            else:
                total = rows.count()
                shown = list(rows[skip : skip + limit] if limit is not None else rows[skip:])
        after = skip + len(shown)
        return TaskPage(tuple(map(line_of, shown)), after if after < total else 0, total)

    def task_counts(self, on: date) -> dict[str, int]:
        """How many are to do, overdue, due within a week, blocked, done; how many have no day."""
        from django.db.models import Count, Q

        from bailee.store.models import TaskState
        from bailee.tasks.states import SOON

        to_do = Q(state__in=TO_DO)
        soon = Q(due_on__gte=on, due_on__lte=date.fromordinal(on.toordinal() + SOON))
        with self._reading():
            return dict(
                self._rows(TaskState).aggregate(
                    to_do=Count("pk", filter=to_do),
                    overdue=Count("pk", filter=to_do & Q(due_on__lt=on)),
                    soon=Count("pk", filter=to_do & soon),
                    undated=Count("pk", filter=to_do & Q(due_on=None)),
                    blocked=Count("pk", filter=Q(state=State.BLOCKED.value)),
                    done=Count("pk", filter=Q(state=State.DONE.value)),
                    ended=Count("pk", filter=Q(state=_ENDED)),
                )
            )

    def task_days(self) -> dict[date | None, int]:
        """How many are due on each day; None: without one."""
        from django.db.models import Count

        from bailee.store.models import TaskState

        with self._reading():
            rows = self._rows(TaskState).filter(state__in=TO_DO).values_list("due_on").annotate(Count("pk"))
            return dict(rows.order_by("due_on"))

    def task_owners(self, on: date) -> list[tuple[Role, str, int, int]]:
        """Whose tasks they are: role, member who was named or '', how many to do, how many of them overdue; most overdue first."""
        from django.db.models import Count, Q

        from bailee.store.models import TaskState

        with self._reading():
            rows = self._rows(TaskState).filter(state__in=TO_DO).values_list("owner", "member")
            found = list(rows.annotate(Count("pk"), overdue=Count("pk", filter=Q(due_on__lt=on))).order_by())
        named: dict[tuple[str, str], tuple[int, int]] = {}
        for owner, member, count, overdue in found:
            key = ("", member) if member else (owner, "")
            before = named.get(key, (0, 0))
            named[key] = (before[0] + count, before[1] + overdue)
        made = [
            (Role(owner) if owner else Role.PRIVACY_PERSON, member, *counts)
            for (owner, member), counts in named.items()
        ]
        return sorted(made, key=lambda each: (-each[3], -each[2], each[0].value, each[1]))

    def task(self, ident: str) -> tuple[TaskLine, tuple[Event, ...]]:
        """One task and its history, oldest first. InvalidInput where there is none of that ident."""
        from bailee.store.models import TaskState

        self.require(Permission.SEE_TABLE)
        with self._reading():
            row = self._rows(TaskState).filter(ident=ident).first()
            if row is None:
                raise InvalidInput(
                    f'there is no task "{ident}"', hint="`bailee tasks --all` lists them all with their idents"
                )
            return line_of(row), tuple(self._task_events(ident, whole=True))

    def task_words(self, idents: Iterable[str]) -> dict[str, str]:
        """Titles by ident: of what a task waits for."""
        from bailee.store.models import TaskState

        with self._reading():
            rows = self._rows(TaskState).filter(ident__in=list(idents)).values_list("ident", "says")
            return {ident: says["title"] for ident, says in rows}

    def task_order(self) -> dict[str, tuple[str, ...]]:
        """What waits for what, of all tasks that have not ended."""
        from bailee.store.models import TaskState

        with self._reading():
            rows = self._rows(TaskState).exclude(state=_ENDED).values_list("ident", "says")
            return {ident: tuple(says["after"]) for ident, says in rows}

    # --- acts

    def add_task_event(
        self,
        ident: str,
        act: Act,
        says: Mapping[str, Any] | None = None,
        *,
        on: date,
        day: date | None = None,
        member: str = "",
        other: str = "",
        details: Mapping[str, Any] | None = None,
    ) -> None:
        """Append what a member did about a task, with its record, and derive what hangs on it. Inside `acting_on_tasks`."""
        from bailee.store.models import TaskEvent

        sealed = self._encrypted("task_event.says", dict(says)) if says else None
        values = {"on": day, "member": member, "other": other, "says": sealed}
        self._add(TaskEvent, task=ident, act=act.value, by=self.member, at=now(), **values)
        told = {"on": day.isoformat()} if day else {}
        told |= {"member": member} if member else {}
        self.record(f"task-{act.value}", ident, {**told, **(details or {})})

    def acting_on_tasks(self) -> Any:
        """A transaction in which tasks are acted on: one person at a time; afterwards the states are derived anew."""
        return _Acting(self)


class _Acting:
    """`with workspace.acting_on_tasks() as acting:` checks, events, and at its end the states."""

    def __init__(self, door: Tasks) -> None:
        self.door = door
        self.today = now().astimezone().date()

    def __enter__(self) -> _Acting:
        door = self.door
        self._transaction = door.transaction(Permission.DO_TASKS)
        self._transaction.__enter__()
        door._engine.serialise(door.alias, door.organisation_id)
        look = door.task_look()
        self._was_current = look is not None and look.stamp.split(" ")[0] == str(_size(door))
        self._look = look
        return self

    def __exit__(self, *fault: Any) -> bool | None:
        door = self.door
        try:
            if fault[0] is None:
                door._derive_kept(self.today)
                if self._look is not None and self._was_current:
                    # the records of these acts change nothing that a look sees
                    stamp = " ".join([str(_size(door)), *self._look.stamp.split(" ")[1:]])
                    door._keep_look(stamp, self._look.on, self._look.seconds)
        except BaseException as error:
            self._transaction.__exit__(type(error), error, error.__traceback__)
            raise
        return self._transaction.__exit__(*fault)

    def line(self, ident: str) -> TaskLine:
        return self.door.task(ident)[0]


def _size(door: Tasks) -> int:
    newest = door.newest_checkpoint()
    return newest.size if newest is not None else 0
