"""Scans that wait or run in the background: asked for, followed, paused and stopped. What was read is kept in any case."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec

from bailee.api.interface import Call, Count, Endpoint, Nothing, Request, Shape, Text, shaped, shapes
from bailee.api.problems import NOT_THERE
from bailee.errors import InvalidInput
from bailee.operations.scan_options import ScanOptions
from bailee.operations.start_scan import TASK, continue_scan, pause_scan, scan_jobs, start_scan, stop_scan
from bailee.permissions import Permission
from bailee.store import jobs
from bailee.store.jobs import JobState

Number = Annotated[int, msgspec.Meta(ge=1, le=2**53)]


class Live(Request, frozen=True, kw_only=True):
    live: bool | None = None  # true: only those that wait or run; false: only those that ended


class NewScan(Request, frozen=True, kw_only=True):
    """Places by their numbers, from `GET places`. Where staff's own is looked at: the day on which they were told, or why
    it goes ahead without.
    """

    places: Annotated[tuple[Number, ...], msgspec.Meta(min_length=1, max_length=200)]
    names: Literal["full", "sampled", "off"] = "sampled"
    ocr: Literal["full", "sampled", "off"] = "sampled"
    full: bool = False
    hours: (
        Annotated[str, msgspec.Meta(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$")] | None
    ) = None
    notice_served_on: date | None = None
    override: Text = ""


class Job(Shape, frozen=True, kw_only=True):
    """A scan in the background. `wish`: what a person asked of it and it did not do yet; `share`: from 0 to 1."""

    ident: str
    state: str
    wish: str
    by: str
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    done: Count
    of: Count | None
    bytes: Count
    bytes_of: Count | None
    share: float | None
    rate: float  # bytes a second
    seconds_left: int | None
    where: str  # masked
    cause: str
    hint: str


class Jobs(Shape, frozen=True, kw_only=True):
    items: tuple[Job, ...]


def listing(call: Call) -> Jobs:
    return Jobs(items=shapes(scan_jobs(call.workspace, live=call.query.live, limit=200), Job))


def _found(call: Call) -> JobState:
    try:
        job = jobs.state(call.home, call.workspace, call.path["job"])
    except InvalidInput:
        raise NOT_THERE from None
    if job.task != TASK:
        raise NOT_THERE
    return job


def one(call: Call) -> Job:
    return shaped(_found(call), Job)


def start(call: Call) -> Job:
    wanted: NewScan = call.body
    options = ScanOptions(
        names=wanted.names,
        ocr=wanted.ocr,
        full=wanted.full,
        hours=wanted.hours,
        notice_served_on=wanted.notice_served_on,
        override=wanted.override,
    )
    return shaped(start_scan(call.workspace, wanted.places, options), Job)


def stop(call: Call) -> Job:
    return shaped(stop_scan(call.workspace, _found(call).ident), Job)


def pause(call: Call) -> Job:
    return shaped(pause_scan(call.workspace, _found(call).ident), Job)


def go_on(call: Call) -> Job:
    return shaped(continue_scan(call.workspace, _found(call).ident), Job)


ENDPOINTS = (
    Endpoint("GET", "jobs", "list_jobs", "Scans in the background", listing, Permission.SEE_STORES, Jobs, query=Live),
    Endpoint("GET", "jobs/{job}", "show_job", "How far a scan is", one, Permission.SEE_STORES, Job),
    Endpoint(
        "POST",
        "scans",
        "start_scan",
        "Ask for a scan; one of the same places that waits or runs is answered",
        start,
        Permission.SCAN,
        Job,
        body=NewScan,
        status=202,
    ),
    Endpoint("POST", "jobs/{job}/stop", "stop_scan", "Stop a scan", stop, Permission.SCAN, Job, body=Nothing),
    Endpoint("POST", "jobs/{job}/pause", "pause_scan", "Have a scan wait", pause, Permission.SCAN, Job, body=Nothing),
    Endpoint(
        "POST", "jobs/{job}/continue", "continue_scan", "Have it go on", go_on, Permission.SCAN, Job, body=Nothing
    ),
)
