"""What is sent and answered of differences, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

import bailee.client.shapes.common as common


class Accepted(TypedDict):
    """That it may stand where it then lay, and why."""

    reason: str
    by: str
    at: str


class DifferencesSettled(TypedDict):
    """accept: it may stand, for a reason. reopen: it may not any more. add-store: its activities are for where it
    was found, too. withdraw: its activities name it no more."""

    act: Literal["accept", "add-store", "reopen", "withdraw"]
    reason: NotRequired[str]


class RecordDifference(TypedDict):
    """One difference; `not_read`: what was not looked at and could hide it."""

    ident: str
    what: Literal["declared-not-found", "found-elsewhere", "found-not-declared"]
    category: str
    subject: str
    stores: list[str]
    activities: list[str]
    people: common.People
    why: str
    not_read: str | None
    next: str
    accepted: Accepted | None


class RecordDifferences(TypedDict):
    items: list[RecordDifference]
    total: int
    current: bool
    next: str | None


class Settling(TypedDict):
    """What was done, and the activities that were corrected for it."""

    ident: str
    act: str
    activities: list[str]
