"""What is sent and answered of scans, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict


class Difference(TypedDict):
    """Findings of one category in one store. `decided`: judged by a person in between."""

    category: str
    store: str
    new: int
    gone: int
    changed: int
    decided: int


class Differences(TypedDict):
    """From the end of one scan to the end of a later one."""

    before: int | None
    after: int
    findings: list[Difference]
    files: list[FileDifference]


class FileDifference(TypedDict):
    """Files of one store."""

    store: str
    new: int
    gone: int
    changed: int


class NewScan(TypedDict):
    """Places by their numbers, from `GET places`. Where staff's own is looked at: the day on which they were told,
    or why it goes ahead without."""

    places: list[int]
    names: NotRequired[Literal["full", "off", "sampled"]]
    ocr: NotRequired[Literal["full", "off", "sampled"]]
    full: NotRequired[bool]
    hours: NotRequired[str | None]
    notice_served_on: NotRequired[str | None]
    override: NotRequired[str]


class Scans(TypedDict):
    items: list[ScansScan]
    next: str | None


class ScansScan(TypedDict):
    """One run over one or more places. `cause`: why it ended before its end."""

    number: int
    state: str
    cause: str
    by: str
    started_at: str
    ended_at: str | None
    places: list[str]
    counts: dict[str, Any]
