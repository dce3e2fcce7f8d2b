"""What is done with a task before it is closed: given to somebody, dated, begun, put off, opened again, put after another one."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec

from bailee.api.interface import PARAMETERS, Call, Endpoint, Request, Text, Word
from bailee.api.nouns.tasks import Task, one
from bailee.api.shapes import Counted
from bailee.operations.work_on_tasks import assign, put_after, reopen, set_due, snooze, start
from bailee.permissions import Permission

TaskIdent = Annotated[str, msgspec.Meta(pattern=f"^{PARAMETERS['task'][0]}$")]


class Assign(Request, frozen=True, kw_only=True):
    """To a member; without one, back to the role. All or none."""

    tasks: Annotated[tuple[TaskIdent, ...], msgspec.Meta(min_length=1, max_length=1_000)]
    member: Word | None = None


class Due(Request, frozen=True, kw_only=True):
    due_on: date
    reason: Text


class Snooze(Request, frozen=True, kw_only=True):
    until: date
    reason: Text


class Reopen(Request, frozen=True, kw_only=True):
    reason: Text


class After(Request, frozen=True, kw_only=True):
    other: TaskIdent


def assigned(call: Call) -> Counted:
    return Counted(count=assign(call.workspace, call.body.tasks, call.body.member or "", on=call.today))


def dated(call: Call) -> Task:
    set_due(call.workspace, one(call).ident, call.body.due_on, call.body.reason, on=call.today)
    return one(call)


def snoozed(call: Call) -> Task:
    snooze(call.workspace, one(call).ident, call.body.until, call.body.reason, on=call.today)
    return one(call)


def started(call: Call) -> Task:
    start(call.workspace, one(call).ident, on=call.today)
    return one(call)


def reopened(call: Call) -> Task:
    reopen(call.workspace, one(call).ident, call.body.reason, on=call.today)
    return one(call)


def after(call: Call) -> Task:
    put_after(call.workspace, one(call).ident, call.body.other, on=call.today)
    return one(call)


_DO = Permission.DO_TASKS
ENDPOINTS = (
    Endpoint("POST", "task-assignments", "assign_tasks", "Give tasks to a member, or back to their role", assigned, _DO, Counted, body=Assign),
    Endpoint("POST", "tasks/{task}/due", "date_task", "Say by when, and why", dated, _DO, Task, body=Due),
    Endpoint("POST", "tasks/{task}/snooze", "snooze_task", "Have it out of sight until a day", snoozed, _DO, Task, body=Snooze),
    Endpoint("POST", "tasks/{task}/start", "start_task", "Somebody works on it", started, _DO, Task),
    Endpoint("POST", "tasks/{task}/reopenings", "reopen_task", "It is not done, or not any more", reopened, _DO, Task, body=Reopen),
    Endpoint("POST", "tasks/{task}/after", "put_task_after", "It cannot be closed before another one is", after, _DO, Task, body=After),
)  # fmt: skip
