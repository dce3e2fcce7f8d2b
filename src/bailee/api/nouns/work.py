"""Work in the background that is no scan: reports, binders, exports and protection that a worker does; how far each is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bailee.api.interface import Call, Count, Endpoint, Shape, shaped, shapes, there
from bailee.api.problems import NOT_THERE
from bailee.permissions import Permission
from bailee.store import jobs

TASKS = ("report", "binder", "export", "protect")
# a worker tells tickets every few minutes: a list of that says nothing, one turn that was asked for does
SHOWN = (*TASKS, "tickets")


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


def deferred(call: Call, ident: str) -> Work:
    """What a worker was just given."""
    return shaped(jobs.state(call.home, call.workspace, ident), Work)


def listing(call: Call) -> Works:
    found = [job for task in TASKS for job in jobs.list(call.home, call.workspace, task=task, limit=50)]
    return Works(items=shapes(sorted(found, key=lambda job: job.created_at, reverse=True), Work))


def one(call: Call) -> Work:
    with there():
        job = jobs.state(call.home, call.workspace, call.path["work"])
    if job.task not in SHOWN:
        raise NOT_THERE
    return shaped(job, Work)


_SEE = Permission.SEE_STORES
ENDPOINTS = (
    Endpoint("GET", "background-work", "list_work", "Reports, binders, exports and protection in the background", listing, _SEE, Works),
    Endpoint("GET", "background-work/{work}", "show_work", "How far it is", one, _SEE, Work),
)  # fmt: skip
