"""What is sent and answered of roster, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict

import bailee.client.shapes.common as common

Gone: TypeAlias = Literal["ended", "keep", "part"]


class RosterList(TypedDict):
    """A list of people as CSV, XLSX, XLS, ODS, vCard, LDIF or an export of a directory. `gone`: what becomes of
    those whom it has not any more. `columns`: heads by field, where they do not say it. `dry_run`: only set it
    beside the roster."""

    name: str
    content: str
    subject: common.SubjectCategory
    columns: NotRequired[dict[str, list[str]]]
    dates: NotRequired[Literal["day-first", "month-first"] | None]
    sheet: NotRequired[str]
    gone: NotRequired[Gone]
    left_on: NotRequired[str | None]
    leave_out: NotRequired[bool]
    dry_run: NotRequired[bool]


class RosterPage(TypedDict):
    items: list[RosterPersonShape]
    counts: dict[str, int]
    next: str | None


class RosterPersonShape(TypedDict):
    """Somebody on the roster: kept encrypted. `found`, and `by_name` alone: whether she is in what is held; null
    where nobody asked."""

    ident: str
    name: str
    category: common.SubjectCategory
    number: str
    email: str
    department: str
    site: str
    joined_on: str | None
    left_on: str | None
    missing_since: str | None
    found: bool | None
    by_name: bool | None


class RosterPlan(TypedDict):
    """The list beside the roster, and what became of it; `applied` false: nothing was changed."""

    new: int
    changed: int
    same: int
    gone: int
    faults: int
    notes: list[str]
    applied: bool
    missing: int
    ended: int
    left_out: int
