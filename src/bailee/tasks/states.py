"""The state of a task: derived from what is planned, what the system sees, and what people did, on a day.

>>> from datetime import UTC
>>> from bailee.permissions import Role
>>> told = Planned("train-staff", "Train staff", ("x",), Role.PRIVACY_PERSON, "document", Severity.LOW, months=12)
>>> done = Event(1, "train-staff", Act.DONE, "pat", datetime(2026, 1, 15, 9, tzinfo=UTC), on=date(2026, 1, 15))
>>> [derive((told,), {}, [done], on=day)["train-staff"].state.value for day in (date(2026, 11, 25), date(2026, 12, 20))]
['done', 'open']
>>> derive((told,), {}, [done], on=date(2026, 12, 20))["train-staff"].due.words
'Fri 15 Jan 2027'

Pure, and the same whatever the order in which tasks are given. Done is never blocked; what waits for another says for which.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from bailee.permissions import Role
from bailee.tasks.due import Due, months_after
from bailee.tasks.plans import Planned
from bailee.tasks.proofs import Proof, closing
from bailee.vocabulary import Severity

SOON = 7  # days before its day in which a task is due soon
LONG = 14  # days after it until those above the owner hear of it
_NAMED = 3  # rules
SET = "set by a person, whose reason stands in its history"  # not the reason: it is kept encrypted
AGAIN = 30  # days before the next time in which something regular is to be done again


class Act(StrEnum):
    """What happened to a task. The first seven are people's, the others are noticed."""

    ASSIGNED = "assigned"
    DATED = "dated"
    STARTED = "started"
    DONE = "done"
    REOPENED = "reopened"
    SNOOZED = "snoozed"
    AFTER = "after"  # it waits for another one
    CAME = "came"  # an obligation asks for it
    MET = "met"  # its evidence is there
    LAPSED = "lapsed"  # its evidence ceased to hold
    ENDED = "ended"  # no obligation asks for it any more
    RETURNED = "returned"


class State(StrEnum):
    """Where a task stands, in the order of a list."""

    STARTED = "started"
    OPEN = "open"
    BLOCKED = "blocked"
    SNOOZED = "snoozed"
    DONE = "done"
    ENDED = "ended"

    @property
    def is_to_do(self) -> bool:
        return self in (State.STARTED, State.OPEN, State.BLOCKED, State.SNOOZED)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a task; appended."""

    number: int
    task: str
    act: Act
    by: str  # ident of a member; "" where it was noticed
    at: datetime
    on: date | None = None  # the day of it: done on, due on, snoozed until
    member: str = ""  # who was assigned
    other: str = ""  # the task that it waits for
    says: Mapping[str, Any] = field(default_factory=dict, repr=False)  # reason, evidence; never needed for the state


@dataclass(frozen=True, slots=True)
class Task:
    """A task as it stands on a day."""

    planned: Planned
    proof: Proof
    state: State
    member: str = ""  # who was assigned; "" for whoever has the role
    due: Due | None = None
    waits_for: tuple[str, ...] = ()  # tasks that are not done
    after: tuple[str, ...] = ()  # all that come before it
    done_on: date | None = None
    done_by: str = ""  # ident of a member; "" where the system saw it
    snoozed_until: date | None = None
    left: str = ""  # ident of an owner who is no member any more
    number: int = 0  # newest event about it
    ended_because: str = ""

    @property
    def ident(self) -> str:
        return self.planned.ident

    @property
    def title(self) -> str:
        return self.planned.title

    @property
    def owner(self) -> Role:
        return self.planned.owner

    @property
    def severity(self) -> Severity:
        return self.planned.severity

    @property
    def obligations(self) -> tuple[str, ...]:
        return self.planned.obligations

    @property
    def missing(self) -> tuple[str, ...]:
        """What closing it lacks."""
        return () if self.state in (State.DONE, State.ENDED) else self.proof.missing

    def days_left(self, on: date) -> int | None:
        """Calendar days; negative where overdue, None where there is no day."""
        return (self.due.on - on).days if self.due else None

    def is_overdue(self, on: date) -> bool:
        return self.state.is_to_do and self.due is not None and self.due.on < on


def derive(
    planned: Iterable[Planned],
    proofs: Mapping[str, Proof],
    events: Iterable[Event],
    *,
    on: date,
    members: frozenset[str] | None = None,
) -> dict[str, Task]:
    """Every planned task as it stands. `members`: who may own one now; None asks nobody."""
    there = {each.ident: each for each in planned}
    told: dict[str, list[Event]] = defaultdict(list)
    for event in sorted(events, key=lambda each: each.number):
        if event.task in there:
            told[event.task].append(event)
    done = {ident: _done(each, proofs.get(ident, Proof()), told[ident], on) for ident, each in there.items()}
    made = {}
    for ident in sorted(there):
        after = _after(there[ident], told[ident], there)
        waits_for = tuple(each for each in after if done[each] is None)
        made[ident] = _task(
            there[ident], proofs.get(ident, Proof()), told[ident], done[ident], after, waits_for, on, members
        )
    return made


@dataclass(frozen=True, slots=True)
class _Done:
    on: date | None
    by: str


def _done(planned: Planned, proof: Proof, events: Iterable[Event], on: date) -> _Done | None:
    """Since when, and by whom; None where it is to do."""
    last = met = None
    for event in events:
        if event.act in (Act.DONE, Act.REOPENED):
            last = event
        elif event.act is Act.MET:
            met = event
    if last is not None and last.act is Act.REOPENED:
        return None  # a person says otherwise, until a person says that it is done
    if closing(planned.closes).sees or proof.holds:
        if not proof.holds:
            return None
        return _Done(met.at.astimezone().date() if met else None, last.by if last else "")
    if last is None:
        return None
    day = last.on or last.at.astimezone().date()
    if planned.months and on >= months_after(day, planned.months) - timedelta(days=AGAIN):
        return None
    return _Done(day, last.by)


def _after(planned: Planned, events: Iterable[Event], there: Mapping[str, Planned]) -> tuple[str, ...]:
    """What comes before it, of what there is."""
    added = [event.other for event in events if event.act is Act.AFTER]
    return tuple(each for each in dict.fromkeys((*planned.after, *added)) if each in there)


def _task(
    planned: Planned,
    proof: Proof,
    events: list[Event],
    done: _Done | None,
    after: tuple[str, ...],
    waits_for: tuple[str, ...],
    on: date,
    members: frozenset[str] | None,
) -> Task:
    owner = left = ""
    started = False
    dated: Event | None = None
    snoozed: date | None = None
    for event in events:
        match event.act:
            case Act.ASSIGNED:
                owner = event.member
            case Act.DATED:
                dated = event
            case Act.STARTED:
                started = True
            case Act.SNOOZED:
                snoozed = event.on
            case Act.DONE | Act.REOPENED | Act.LAPSED | Act.RETURNED:
                started, snoozed = False, None
    if members is not None and owner and owner not in members:
        owner, left = "", owner
    due = _due(planned, events, dated)
    if done is not None:
        state = State.DONE
    elif waits_for:
        state = State.BLOCKED
    elif snoozed is not None and snoozed > on:
        state = State.SNOOZED
    else:
        state = State.STARTED if started else State.OPEN
    return Task(
        planned,
        proof,
        state,
        owner,
        due,
        waits_for if done is None else (),
        after,
        done.on if done else None,
        done.by if done else "",
        snoozed if state is State.SNOOZED else None,
        left,
        events[-1].number if events else 0,
    )


def _due(planned: Planned, events: Iterable[Event], dated: Event | None) -> Due | None:
    """The law's day; an earlier one that a person set; the next time of something regular that was done."""
    found = [planned.due] if planned.due else []
    last_done = next((event for event in reversed(list(events)) if event.act is Act.DONE), None)
    if planned.months and last_done is not None:
        day = last_done.on or last_done.at.astimezone().date()
        rhythm = planned.rhythm or "regular"
        found = [
            Due(
                months_after(day, planned.months),
                f"{planned.months} months after it was done on {day}: {rhythm}",
                False,
            )
        ]
        if dated is not None and dated.number < last_done.number:
            dated = None  # that day was about the time before
    if dated is not None and dated.on is not None:
        found.append(Due(dated.on, SET, False))
    return min(found, default=None)


@dataclass(frozen=True, slots=True)
class Turn:
    """What a look noticed about a task, to be appended."""

    task: str
    act: Act
    says: str


def turns(before: Mapping[str, tuple[bool, bool]], after: Mapping[str, Task], why_ended: str = "") -> tuple[Turn, ...]:
    """What turned between two looks. `before`: by ident, whether it had ended, and whether its evidence held."""
    made = []
    for ident, task in after.items():
        if ident not in before:
            made.append(Turn(ident, Act.CAME, _rules(task)))
        elif before[ident][0]:
            made.append(Turn(ident, Act.RETURNED, _rules(task)))
        held = ident in before and before[ident][1] and not before[ident][0]
        if task.proof.holds and not held:
            made.append(Turn(ident, Act.MET, task.proof.says))
        elif held and not task.proof.holds:
            made.append(Turn(ident, Act.LAPSED, "; ".join(task.proof.missing)))
    made += [
        Turn(ident, Act.ENDED, why_ended or "no obligation asks for it any more")
        for ident, (has_ended, _) in before.items()
        if ident not in after and not has_ended
    ]
    return tuple(sorted(made, key=lambda turn: (turn.task, list(Act).index(turn.act))))


def _rules(task: Task) -> str:
    """The rules that ask for a task, the first of many."""
    why = task.planned.why
    return "; ".join(why[:_NAMED]) + (f" and {len(why) - _NAMED} more rules" if len(why) > _NAMED else "")
