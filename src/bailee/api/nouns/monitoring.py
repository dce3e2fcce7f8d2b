"""What watches people here: which tools, what they record and of whom, whether a notice tells of it; declared and withdrawn."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import msgspec

from bailee.api.interface import Call, Endpoint, Past, Request, Shape, Text, Word
from bailee.api.problems import NOT_THERE
from bailee.monitoring.register import Declaration
from bailee.operations import cover_tools
from bailee.operations.look_for_tools import days_in, declare_tool, find_tool, withdraw_tool
from bailee.permissions import Permission
from bailee.reports import tools
from bailee.vocabulary import Confidence, LawfulBasis, State, SubjectCategory

Lines = Annotated[tuple[Text, ...], msgspec.Meta(max_length=50)]


class WatchingTool(Shape, frozen=True, kw_only=True):
    """As `bailee monitoring --json`. `notice`: the notice that covers it, or that there is none."""

    ident: str
    name: str
    maker: str
    group: str
    observes: tuple[str, ...]
    watched: tuple[SubjectCategory, ...]
    categories: tuple[str, ...]
    confidence: Confidence
    found: bool
    of_provider: bool
    since: dict[str, Any]
    last: date | None
    kept: dict[str, Any]
    viewers: dict[str, Any]
    purposes: tuple[str, ...]
    declared: bool
    switched_off: date | None
    differences: tuple[str, ...]
    state: State
    traces: tuple[dict[str, Any], ...]
    notice: dict[str, Any]


class WatchingTools(Shape, frozen=True, kw_only=True):
    items: tuple[WatchingTool, ...]


class NewPurpose(Request, frozen=True, kw_only=True):
    purpose: Word
    basis: LawfulBasis | None = None


class DeclareTool(Request, frozen=True, kw_only=True):
    """What it is for. `tool`: ident of a product, or a name of one's own."""

    tool: Word
    purposes: Annotated[tuple[NewPurpose, ...], msgspec.Meta(max_length=20)] = ()
    watched: tuple[SubjectCategory, ...] = ()
    observes: Annotated[tuple[Word, ...], msgspec.Meta(max_length=20)] = ()
    kept: Text = ""
    viewers: Lines = ()
    since: date | None = None
    switched_off_on: date | None = None


class Withdraw(Request, frozen=True, kw_only=True):
    tool: Word


def register(call: Call) -> WatchingTools:
    made = cover_tools.watching(call.workspace, on=call.query.as_of or call.today)
    return WatchingTools(items=tuple(map(_shape, made.tools)))


def _shape(each: cover_tools.Covered) -> WatchingTool:
    told = tools.shape(each.entry) | {"notice": cover_tools.shape(each.cover)}
    return msgspec.convert(told, WatchingTool)


def declared(call: Call) -> WatchingTools:
    wanted: DeclareTool = call.body
    ident, name = find_tool(wanted.tool)
    declare_tool(
        call.workspace,
        Declaration(
            ident,
            name,
            tuple((each.purpose, each.basis) for each in wanted.purposes),
            wanted.watched,
            wanted.observes,
            wanted.kept,
            days_in(wanted.kept),
            wanted.viewers,
            wanted.since,
            wanted.switched_off_on,
        ),
    )
    return _now(call)


def _now(call: Call) -> WatchingTools:
    made = cover_tools.watching(call.workspace, on=call.today)
    return WatchingTools(items=tuple(map(_shape, made.tools)))


def withdrawn(call: Call) -> WatchingTools:
    ident = find_tool(call.body.tool)[0]
    if not any(each.declaration is not None and each.ident == ident for each in call.workspace.register()):
        raise NOT_THERE
    withdraw_tool(call.workspace, ident)
    return _now(call)


ENDPOINTS = (
    Endpoint("GET", "monitoring", "list_monitoring", "What watches people here, and whether a notice tells of it", register, Permission.SEE_STORES, WatchingTools, query=Past),
    Endpoint("POST", "monitoring", "declare_monitoring", "Say what a tool is for", declared, Permission.DECLARE, WatchingTools, body=DeclareTool),
    Endpoint("POST", "monitoring/withdrawals", "withdraw_monitoring", "Take back what was declared of a tool", withdrawn, Permission.DECLARE, WatchingTools, body=Withdraw),
)  # fmt: skip
