"""Work in the background that is no scan: reports, binders, exports and protection that a worker does; how far each is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bailee.api.interface import Call, Count, Endpoint, Shape, there
from bailee.api.problems import NOT_THERE
from bailee.permissions import Permission
from bailee.store import jobs
from bailee.store.jobs import JobState

TASKS = ("report", "binder", "export", "protect")


class Work(Shape, frozen=True, kw_only=True):
    """One piece of work. `result`: what came out of it, once it ended."""

    ident: str
    task: str
    state: str
    by: str
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    done: Count
    of: Count | None
    result: dict[str, Any]
    cause: str
    hint: str


class Works(Shape, frozen=True, kw_only=True):
    items: tuple[Work, ...]


def shape(job: JobState) -> Work:
    return Work(
        ident=job.ident,
        task=job.task,
        state=job.state,
        by=job.by,
        created_at=job.created_at,
        started_at=job.started_at,
        ended_at=job.ended_at,
        done=job.done,
        of=job.of,
        result=dict(job.result),
        cause=job.cause,
        hint=job.hint,
    )


def deferred(call: Call, ident: str) -> Work:
    """What a worker was just given."""
    return shape(jobs.state(call.home, call.workspace, ident))


def listing(call: Call) -> Works:
    found = [job for task in TASKS for job in jobs.list(call.home, call.workspace, task=task, limit=50)]
    return Works(items=tuple(map(shape, sorted(found, key=lambda job: job.created_at, reverse=True))))


def one(call: Call) -> Work:
    with there():
        job = jobs.state(call.home, call.workspace, call.path["work"])
    if job.task not in TASKS:
        raise NOT_THERE
    return shape(job)


_SEE = Permission.SEE_STORES
ENDPOINTS = (
    Endpoint("GET", "background-work", "list_work", "Reports, binders, exports and protection in the background", listing, _SEE, Works),
    Endpoint("GET", "background-work/{work}", "show_work", "How far it is", one, _SEE, Work),
)  # fmt: skip
