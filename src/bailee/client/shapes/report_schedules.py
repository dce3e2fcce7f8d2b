"""What is sent and answered of report schedules, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict


class ReportsNewSchedule(TypedDict):
    kind: str
    every: Literal["month", "quarter", "week"]
    forms: NotRequired[list[Literal["docx", "html", "pdf", "pptx", "xlsx"]]]
    recipients: NotRequired[list[str]]


class ReportsScheduleShape(TypedDict):
    ident: str
    kind: str
    every: str
    forms: list[str]
    recipients: list[str]
    by: str
    at: str


class Schedules(TypedDict):
    items: list[ReportsScheduleShape]
