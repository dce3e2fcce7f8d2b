"""Drills: what was tried out, step by step, and how long it took."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bailee.api.interface import Call, Count, Endpoint, Past, Shape, shaped, shapes, there
from bailee.permissions import Permission


class Drill(Shape, frozen=True, kw_only=True):
    """One drill. `done` of `of` steps went as they should."""

    ident: str
    sort: str
    title: str
    of: Count
    done: Count
    seconds: float
    by_hand: bool
    by: str
    at: datetime
    is_whole: bool
    steps: tuple[dict[str, Any], ...]


class Drills(Shape, frozen=True, kw_only=True):
    items: tuple[Drill, ...]


def listing(call: Call) -> Drills:
    return Drills(items=shapes(call.workspace.drill_sheets(), Drill))


def one(call: Call) -> Drill:
    with there():
        return shaped(call.workspace.drill_sheet(call.path["drill"]), Drill)


_SEE = Permission.SEE_EVIDENCE
ENDPOINTS = (
    Endpoint("GET", "drills", "list_drills", "What was tried out", listing, _SEE, Drills, query=Past),
    Endpoint("GET", "drills/{drill}", "show_drill", "One drill, step by step", one, _SEE, Drill, query=Past),
)  # fmt: skip
