"""Alerts about tasks: one for each task, or one for all of an owner where many are late at once; each is for its owner, or for those above her."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from bailee.permissions import Role
from bailee.store.rows.alerts import Found
from bailee.store.rows.task_lines import TaskLine
from bailee.tasks.due import act_by, long_ago
from bailee.tasks.owners import stands_in
from bailee.vocabulary import Severity

REGISTER = "register-"  # tasks of incidents and requests: alerts of their own speak of them, by the hour
MANY = 5  # late tasks of one owner that have an alert each; more of them share one


def found(
    sort: str,
    tasks: Iterable[TaskLine],
    on: date,
    roles: frozenset[Role],
    severity: Severity,
    more: tuple[Role, ...] = (),
    next_: str = "",
) -> Iterator[Found]:
    """Causes by owner. `more`: roles that hear of it beside the owner."""
    all_late = tuple(each for each in tasks if not each.ident.startswith(REGISTER))
    idents = {task.ident for task in all_late}
    owners: dict[tuple[str, ...], list[TaskLine]] = {}
    for task in all_late:
        if idents.intersection(task.waits_for):
            continue  # what it waits for is late itself, and is the news
        owners.setdefault(_to(task, roles), []).append(task)
    for owner, late in owners.items():
        to = tuple(dict.fromkeys((*owner, *(f"role:{role.value}" for role in more if role in roles))))
        if len(late) <= MANY:
            yield from (_one(sort, task, on, to, severity, next_) for task in late)
        else:
            yield _many(sort, late, on, to, severity, owner)


def _to(task: TaskLine, roles: frozenset[Role]) -> tuple[str, ...]:
    if task.member:
        return (f"member:{task.member}",)
    role = stands_in(task.owner, roles)
    return (f"role:{role.value}",) if role is not None else ()


def _one(sort: str, task: TaskLine, on: date, to: tuple[str, ...], severity: Severity, next_: str) -> Found:
    day, source = (task.due.on, task.due.source) if task.due is not None else (on, "")
    why = f"{_when(task, on)} {_sentence(source)}"
    return Found(
        sort,
        f"{task.ident} {day.isoformat()}",
        severity,
        f"{_said(task, on)}: {task.title}",
        why,
        next_
        or f"What closes it: {task.closes[:1].lower()}{task.closes[1:]}",  # what is missing may name a store: it is on the page
        "task",
        (task.ident,),
        to=to,
    )


def _many(
    sort: str, late: list[TaskLine], on: date, to: tuple[str, ...], severity: Severity, owner: tuple[str, ...]
) -> Found:
    first = late[0]
    verb = "overdue" if first.is_overdue(on) else "due within a week"
    whose = first.owner.label if not first.member else "one person"
    return Found(
        sort,
        f"many {' '.join(owner)}",
        severity,
        f"More than {MANY} tasks are {verb}",
        f"Tasks of {whose}. The first: {first.title}. {_when(first, on)}",
        "Open the list: it stands by day, and says what closes each.",
        "tasks",
        query="show=overdue" if first.is_overdue(on) else "",
        to=to,
    )


def _said(task: TaskLine, on: date) -> str:
    left = task.days_left(on) or 0
    if left < 0:
        return "A task is overdue"
    return "A task is due today" if left == 0 else "A task is due soon"


def _when(task: TaskLine, on: date) -> str:
    if task.due is None:
        return ""
    left = (task.due.on - on).days
    if left < 0:
        return f"It was due on {task.due.on:%a} {task.due.on.isoformat()}, {long_ago(-left)} ago."
    last = act_by(task.due.on)
    if last != task.due.on and last >= on:
        return f"It is due on {task.due.on:%a} {task.due.on.isoformat()}: act by {last:%A}."
    return f"It is due on {task.due.on:%a} {task.due.on.isoformat()}."


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
