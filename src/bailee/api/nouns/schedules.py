"""Schedules: which places are scanned again and again, and when next."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec

from bailee.api.interface import Call, Endpoint, Past, Request, Shape, Text, Word, shapes
from bailee.api.nouns.jobs import Number
from bailee.api.problems import NOT_THERE
from bailee.operations.scan_options import ScanOptions
from bailee.operations.schedule_scan import scan_schedules, schedule_scan, withdraw_schedule
from bailee.operations.times_due import Recurrence
from bailee.permissions import Permission

Mode = Literal["full", "sampled", "off"]


class Again(Shape, frozen=True, kw_only=True):
    """`day`: of the week, 0 is Monday; of the month, 1 to 31; of no meaning every day."""

    every: str
    at: str
    day: int
    zone: str


class ScheduleShape(Shape, frozen=True, kw_only=True):
    ident: str
    places: tuple[str, ...]
    recurrence: Again
    by: str
    known_from: datetime
    last_due_at: datetime | None
    next_at: datetime
    missed_at: datetime | None


class ScheduleList(Shape, frozen=True, kw_only=True):
    items: tuple[ScheduleShape, ...]


class NewSchedule(Request, frozen=True, kw_only=True):
    """Places by their numbers, from `GET places`. `hours`: of the day in which it works, as 22:00-06:00."""

    places: Annotated[tuple[Number, ...], msgspec.Meta(min_length=1, max_length=200)]
    every: Literal["day", "week", "month"]
    at: Annotated[str, msgspec.Meta(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    day: Annotated[int, msgspec.Meta(ge=0, le=31)] = 0
    zone: Word = "UTC"
    names: Mode = "sampled"
    ocr: Mode = "sampled"
    full: bool = False
    notice_served_on: date | None = None
    override: Text = ""
    hours: Word | None = None


def listing(call: Call) -> ScheduleList:
    return ScheduleList(items=shapes(scan_schedules(call.workspace), ScheduleShape))


def scheduled(call: Call) -> ScheduleList:
    wanted: NewSchedule = call.body
    options = ScanOptions(
        names=wanted.names,
        ocr=wanted.ocr,
        full=wanted.full,
        notice_served_on=wanted.notice_served_on,
        override=wanted.override,
        hours=wanted.hours,
        zone=wanted.zone if wanted.hours else "",
    ).checked()
    again = Recurrence(wanted.every, wanted.at, wanted.day if wanted.every != "day" else 0, wanted.zone)
    schedule_scan(call.workspace, wanted.places, again, options)
    return listing(call)


def ended(call: Call) -> None:
    if call.path["schedule"] not in {each.ident for each in scan_schedules(call.workspace)}:
        raise NOT_THERE
    withdraw_schedule(call.workspace, call.path["schedule"])


_SEE, _SCAN = Permission.SEE_STORES, Permission.SCAN
ENDPOINTS = (
    Endpoint("GET", "schedules", "list_schedules", "Scans that come again and again", listing, _SEE, ScheduleList, query=Past),
    Endpoint("POST", "schedules", "schedule_scan", "Have places scanned again and again", scheduled, _SCAN, ScheduleList, body=NewSchedule, status=201),
    Endpoint("DELETE", "schedules/{schedule}", "end_schedule", "They are not scanned by it any more", ended, _SCAN, None),
)  # fmt: skip
