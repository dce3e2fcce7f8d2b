"""Overrides of the gate: what was opened by name although no notice says so, why, and until when."""

from __future__ import annotations

from datetime import date, datetime

from bailee.api.interface import Call, Endpoint, Past, Request, Shape, Text, shapes
from bailee.api.problems import NOT_THERE
from bailee.api.shapes import Named
from bailee.gates import Sort
from bailee.operations.ask_gate import end_override, override_gate, standing_overrides
from bailee.permissions import Permission


class Override(Shape, frozen=True, kw_only=True):
    """`name` empty: everything of the sort."""

    ident: str
    sort: str
    name: str
    reason: str
    until: date | None
    by: str
    known_from: datetime


class Overrides(Shape, frozen=True, kw_only=True):
    items: tuple[Override, ...]


class NewOverride(Request, frozen=True, kw_only=True):
    sort: Sort
    name: Text = ""
    reason: Text
    until: date | None = None


def listing(call: Call) -> Overrides:
    found = standing_overrides(call.workspace, call.query.as_of or call.today)
    return Overrides(items=shapes(found, Override))


def opened(call: Call) -> Named:
    wanted: NewOverride = call.body
    ident = override_gate(call.workspace, wanted.sort, wanted.name, wanted.reason, until=wanted.until, on=call.today)
    return Named(ident=ident)


def ended(call: Call) -> None:
    if call.path["override"] not in {each.ident for each in standing_overrides(call.workspace, call.today)}:
        raise NOT_THERE
    end_override(call.workspace, call.path["override"])


_SEE, _SCAN = Permission.SEE_STORES, Permission.SCAN
ENDPOINTS = (
    Endpoint("GET", "gate-overrides", "list_overrides", "What was opened by name", listing, _SEE, Overrides, query=Past),
    Endpoint("POST", "gate-overrides", "override_gate", "Open the gate by name; evidence keeps it", opened, _SCAN, Named, body=NewOverride, status=201),
    Endpoint("DELETE", "gate-overrides/{override}", "end_override", "The gate says again what notices say", ended, _SCAN, None),
)  # fmt: skip
