"""What is sent and answered of schedules, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict


class ScheduleList(TypedDict):
    items: list[SchedulesScheduleShape]


class SchedulesAgain(TypedDict):
    """`day`: of the week, 0 is Monday; of the month, 1 to 31; of no meaning every day."""

    every: str
    at: str
    day: int
    zone: str


class SchedulesNewSchedule(TypedDict):
    """Places by their numbers, from `GET places`. `hours`: of the day in which it works, as 22:00-06:00."""

    places: list[int]
    every: Literal["day", "month", "week"]
    at: str
    day: NotRequired[int]
    zone: NotRequired[str]
    names: NotRequired[Literal["full", "off", "sampled"]]
    ocr: NotRequired[Literal["full", "off", "sampled"]]
    full: NotRequired[bool]
    notice_served_on: NotRequired[str | None]
    override: NotRequired[str]
    hours: NotRequired[str | None]


class SchedulesScheduleShape(TypedDict):
    ident: str
    places: list[str]
    recurrence: SchedulesAgain
    by: str
    known_from: str
    last_due_at: str | None
    next_at: str
    missed_at: str | None
