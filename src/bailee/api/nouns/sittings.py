"""Sittings: browsers in which somebody signs, and devices in the office, until they end."""

from __future__ import annotations

from datetime import datetime

from bailee.api.interface import Call, Endpoint, Shape, shapes
from bailee.api.problems import NOT_THERE
from bailee.api.shapes import Counted
from bailee.operations.end_sitting import end_sittings, open_sittings
from bailee.permissions import Permission


class SittingShape(Shape, frozen=True, kw_only=True):
    """A browser in which somebody signs, or a device in the office with who sees them sign."""

    ident: str
    sort: str
    name: str
    began_at: datetime
    ends_at: datetime
    witness: str


class SittingList(Shape, frozen=True, kw_only=True):
    items: tuple[SittingShape, ...]


def sittings(call: Call) -> SittingList:
    return SittingList(items=shapes(open_sittings(call.workspace), SittingShape))


def closed(call: Call) -> Counted:
    ident = call.path["sitting"]
    if ident not in {each.ident for each in open_sittings(call.workspace)}:
        raise NOT_THERE
    return Counted(count=end_sittings(call.workspace, [ident]))


_WRITE = Permission.WRITE_NOTICES
ENDPOINTS = (
    Endpoint("GET", "sittings", "list_sittings", "Browsers in which somebody may sign now", sittings, _WRITE, SittingList),
    Endpoint("POST", "sittings/{sitting}/end", "end_sitting", "End one of them", closed, _WRITE, Counted),
)  # fmt: skip
