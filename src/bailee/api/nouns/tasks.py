"""Tasks: what is to be done for an obligation, by whom and when, and what closes it. A program closes one with evidence, as a person does."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec

from bailee.api.answering import check_unchanged
from bailee.api.cursors import next_cursor, position_of
from bailee.api.interface import Call, Endpoint, Ident, Paged, Request, Shape, Text, Word
from bailee.api.problems import NOT_THERE
from bailee.errors import InvalidInput
from bailee.operations.list_tasks import bring_up_to_date
from bailee.operations.work_on_tasks import LARGEST, Document, Evidence, Statement, close
from bailee.permissions import Permission, Role
from bailee.store.rows.task_lines import TO_DO, TaskLine
from bailee.tasks import State
from bailee.tasks.due import act_by
from bailee.vocabulary import Severity

Digest = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$", description="SHA-256 of the document, in hexadecimal.")]


class Query(Paged, frozen=True, kw_only=True):
    """Filters: all that are given must fit. `mine`: of whoever asks, by name or by her role."""

    state: Literal["to-do", "started", "open", "blocked", "snoozed", "done", "ended", "all"] = "to-do"
    overdue: bool = False
    owner: Role | None = None  # of those that were given to nobody
    member: Word | None = None
    obligation: Ident | None = None
    mine: bool = False


class Task(Shape, frozen=True, kw_only=True):
    """One thing to do. A day stands only where a law, an incident or a person gives one; `due_because` says which."""

    ident: str
    title: str
    state: State
    owner: Role
    member: str | None
    due_on: date | None
    act_by: date | None
    due_because: str | None
    overdue: bool
    severity: Severity
    obligations: tuple[str, ...]
    citations: tuple[str, ...]
    timing: tuple[str, ...]
    waits_for: tuple[str, ...]
    closes: str
    takes: tuple[str, ...]
    missing: tuple[str, ...]
    evidence: str | None
    done_on: date | None
    snoozed_until: date | None
    hours: float | None
    rhythm: str | None
    ended_because: str | None
    changed_at: datetime


class Tasks(Shape, frozen=True, kw_only=True):
    items: tuple[Task, ...]
    total: int
    current: bool  # false: something was changed since, and they are being derived anew
    next: str | None


class Closed(Request, frozen=True, kw_only=True):
    """What closes it: a document by its digest, which stays where it is, or a statement."""

    statement: Text = ""
    sha256: Digest | None = None
    size: Annotated[int, msgspec.Meta(ge=1, le=LARGEST)] | None = None
    description: Text = ""


def _shape(task: TaskLine, on: date) -> Task:
    return Task(
        ident=task.ident,
        title=task.title,
        state=task.state,
        owner=task.owner,
        member=task.member or None,
        due_on=task.due.on if task.due else None,
        act_by=act_by(task.due.on) if task.due else None,
        due_because=task.due.source if task.due else None,
        overdue=task.is_overdue(on),
        severity=task.severity,
        obligations=task.obligations,
        citations=task.why,
        timing=task.timing,
        waits_for=task.waits_for,
        closes=task.closes,
        takes=task.takes,
        missing=task.missing,
        evidence=task.evidence or None,
        done_on=task.done_on,
        snoozed_until=task.snoozed_until,
        hours=task.hours,
        rhythm=task.rhythm or None,
        ended_because=task.ended_because or None,
        changed_at=task.changed_at,
    )


def _states(word: str) -> tuple[str, ...]:
    if word == "to-do":
        return TO_DO
    return tuple(each.value for each in State) if word == "all" else (word,)


def listing(call: Call) -> Tasks:
    query: Query = call.query
    is_current = bring_up_to_date(call.workspace, on=call.today)
    page = call.workspace.task_list(
        states=_states(query.state),
        owner=query.owner,
        member=query.member,
        obligation=query.obligation or "",
        mine=query.mine,
        overdue_on=call.today if query.overdue else None,
        skip=position_of(call),
        limit=query.limit,
    )
    following = next_cursor(call, page.after) if page.after else None
    items = tuple(_shape(each, call.today) for each in page.tasks)
    return Tasks(items=items, total=page.total, current=is_current, next=following)


def one(call: Call) -> Task:
    if call.workspace.task_look() is None:  # nobody has looked yet
        bring_up_to_date(call.workspace, on=call.today)
    try:
        line, _ = call.workspace.task(call.path["task"])
    except InvalidInput:
        raise NOT_THERE from None
    return _shape(line, call.today)


def closed(call: Call) -> Task:
    wanted: Closed = call.body
    check_unchanged(call, one(call))
    brought: Evidence | None = None
    if wanted.sha256 is not None:
        if not wanted.description.strip():
            raise InvalidInput("a document needs a description", hint="say what it is and what it shows")
        brought = Document(wanted.sha256, wanted.size or 0, wanted.description.strip())
    elif wanted.statement:
        brought = Statement(wanted.statement)
    close(call.workspace, call.path["task"], brought, on=call.today)
    return one(call)


ENDPOINTS = (
    Endpoint(
        "GET", "tasks", "list_tasks", "Tasks by the day they are due", listing, Permission.SEE_TABLE, Tasks, query=Query
    ),
    Endpoint("GET", "tasks/{task}", "show_task", "One task", one, Permission.SEE_TABLE, Task),
    Endpoint(
        "POST",
        "tasks/{task}/closings",
        "close_task",
        "Close a task with its evidence; refused where that is missing; with If-Match, only as it was read",
        closed,
        Permission.DO_TASKS,
        Task,
        body=Closed,
        matches=True,
    ),
)
