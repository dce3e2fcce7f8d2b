"""What is sent and answered of tasks, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict

import bailee.client.shapes.common as common

StatesState: TypeAlias = Literal["blocked", "done", "ended", "open", "snoozed", "started"]


class After(TypedDict):
    other: str


class Closed(TypedDict):
    """What closes it: a document by its digest, which stays where it is, or a statement."""

    statement: NotRequired[str]
    sha256: NotRequired[str | None]
    size: NotRequired[int | None]
    description: NotRequired[str]


class Due(TypedDict):
    due_on: str
    reason: str


class Snooze(TypedDict):
    until: str
    reason: str


class Task(TypedDict):
    """One thing to do. A day stands only where a law, an incident or a person gives one; `due_because` says which."""

    ident: str
    title: str
    state: StatesState
    owner: common.PermissionsRole
    member: str | None
    due_on: str | None
    act_by: str | None
    due_because: str | None
    overdue: bool
    severity: common.Severity
    obligations: list[str]
    citations: list[str]
    timing: list[str]
    waits_for: list[str]
    closes: str
    takes: list[str]
    missing: list[str]
    evidence: str | None
    done_on: str | None
    snoozed_until: str | None
    hours: float | None
    rhythm: str | None
    ended_because: str | None
    changed_at: str


class TaskWorkReopen(TypedDict):
    reason: str


class Tasks(TypedDict):
    items: list[Task]
    total: int
    current: bool
    next: str | None
