"""Traders: clients who are people that trade, whose card, account and e-mail are personal data; and that one is a firm."""

from __future__ import annotations

from functools import partial
from typing import Any

from bailee.api.cursors import page
from bailee.api.interface import Call, Count, Endpoint, Paged, Request, Shape, Text
from bailee.api.problems import NOT_THERE
from bailee.operations.judge_client import judge_client, traders
from bailee.operations.show_status import show_status
from bailee.permissions import Permission


class Trader(Shape, frozen=True, kw_only=True):
    """A client whose data is a person's, and why. A file of it, masked, is named to those who see findings."""

    ident: str
    why: str
    stores: tuple[str, ...]
    files: Count
    example: str | None


class Traders(Shape, frozen=True, kw_only=True):
    items: tuple[Trader, ...]
    total: int
    current: bool  # false: something was changed since, and they are being looked for anew
    next: str | None


class Judged(Request, frozen=True, kw_only=True):
    """That it is a firm, or a person after all, and how one knows."""

    is_firm: bool
    reason: Text


class Judgement(Shape, frozen=True, kw_only=True):
    """It counts from the next look on, and is remembered over rescans."""

    ident: str
    is_firm: bool


def _shape(call: Call, told: dict[str, Any]) -> Trader:
    return Trader(
        ident=told["ident"],
        why=told["why"],
        stores=tuple(told["stores"]),
        files=told["files"],
        example=told["example"] or None if call.workspace.may(Permission.SEE_FINDINGS) else None,
    )


def listing(call: Call) -> Traders:
    status = show_status(call.workspace)
    found = status.content.get("traders", [])
    return page(call, found, Traders, partial(_shape, call), current=status.is_current)


def judged(call: Call) -> Judgement:
    wanted: Judged = call.body
    if not any(each.ident == call.path["trader"] for each in traders(call.workspace)):
        raise NOT_THERE
    trader = judge_client(call.workspace, call.path["trader"], is_firm=wanted.is_firm, reason=wanted.reason)
    return Judgement(ident=trader.ident, is_firm=wanted.is_firm)


ENDPOINTS = (
    Endpoint(
        "GET",
        "traders",
        "list_traders",
        "Clients who are people that trade, each with why",
        listing,
        Permission.SEE_STORES,
        Traders,
        query=Paged,
    ),
    Endpoint(
        "POST",
        "traders/{trader}/judgements",
        "judge_trader",
        "Say that a client is a firm, or a person after all",
        judged,
        Permission.DECIDE_FINDINGS,
        Judgement,
        body=Judged,
    ),
)
