"""Legal holds: what has to be kept for a matter. The matter itself is told to those who place holds, and to counsel."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec

from bailee.api.cursors import page
from bailee.api.interface import Call, Endpoint, Ident, Paged, Request, Shape, Text, Word
from bailee.api.problems import NOT_THERE
from bailee.departures import Hold
from bailee.operations.hold_data import hold_data, lift_hold
from bailee.permissions import Permission


class Query(Paged, frozen=True, kw_only=True):
    lifted: bool = False  # those that were lifted, too


class LegalHold(Shape, frozen=True, kw_only=True):
    """Of stores, categories and a person all that are named have to fit; none: everything is kept. Matter, why, who and person null: not
    told to whoever asks."""

    ident: str
    matter: str | None
    why: str | None
    who: str | None
    keeps: str
    stores: tuple[str, ...]
    categories: tuple[str, ...]
    person: str | None
    since: date
    lifted_on: date | None


class LegalHolds(Shape, frozen=True, kw_only=True):
    items: tuple[LegalHold, ...]
    total: int
    next: str | None


class Placed(Request, frozen=True, kw_only=True):
    """What is to be kept, for which matter."""

    matter: Word
    why: Text
    who: Word
    since: date | None = None
    stores: Annotated[tuple[Word, ...], msgspec.Meta(max_length=100)] = ()
    categories: Annotated[tuple[Ident, ...], msgspec.Meta(max_length=100)] = ()
    person: Text = ""
    email: Text = ""


class Lifted(Request, frozen=True, kw_only=True):
    """Who decided so, and what ended it."""

    why: Text


def _shape(hold: Hold) -> LegalHold:
    return LegalHold(
        ident=hold.ident,
        matter=hold.matter or None,
        why=hold.why or None,
        who=hold.who or None,
        keeps=hold.scope,
        stores=hold.stores,
        categories=hold.categories,
        person=hold.person or None,
        since=hold.since,
        lifted_on=hold.lifted_on,
    )


def listing(call: Call) -> LegalHolds:
    found = call.workspace.legal_holds(call.today, lifted=call.query.lifted)
    return page(call, found, LegalHolds, _shape)


def _one(call: Call, ident: str) -> LegalHold:
    for each in call.workspace.legal_holds(lifted=True):
        if each.ident == ident:
            return _shape(each)
    raise NOT_THERE


def one(call: Call) -> LegalHold:
    return _one(call, call.path["hold"])


def placed(call: Call) -> LegalHold:
    wanted: Placed = call.body
    ident = hold_data(
        call.workspace,
        wanted.matter,
        why=wanted.why,
        who=wanted.who,
        since=wanted.since or call.today,
        on=call.today,
        stores=wanted.stores,
        categories=wanted.categories,
        person=wanted.person,
        email=wanted.email,
    )
    return _one(call, ident)


def lifted(call: Call) -> LegalHold:
    there = one(call)
    lift_hold(call.workspace, there.ident, why=call.body.why, on=call.today)
    return one(call)


ENDPOINTS = (
    Endpoint(
        "GET",
        "holds",
        "list_holds",
        "Legal holds, oldest first",
        listing,
        Permission.SEE_STORES,
        LegalHolds,
        query=Query,
    ),
    Endpoint("GET", "holds/{hold}", "show_hold", "One legal hold", one, Permission.SEE_STORES, LegalHold),
    Endpoint(
        "POST",
        "holds",
        "place_hold",
        "Keep data for a matter, whatever a period says",
        placed,
        Permission.DECLARE,
        LegalHold,
        body=Placed,
        status=201,
    ),
    Endpoint(
        "POST",
        "holds/{hold}/liftings",
        "lift_hold",
        "It need not be kept any more: periods count again",
        lifted,
        Permission.DECLARE,
        LegalHold,
        body=Lifted,
    ),
)
