"""Deliveries of notices: whom each was sent to, whom it did not reach and why; begun, posted, handed over, tried again, ended."""

from __future__ import annotations

import os
from datetime import date, datetime
from typing import Annotated

import msgspec

from bailee import settings
from bailee.api.cursors import cut_read, page, position_of
from bailee.api.interface import (
    Call,
    Content,
    Count,
    Endpoint,
    File,
    Ident,
    Paged,
    PastPaged,
    Request,
    Shape,
    Word,
    decoded,
    there,
)
from bailee.api.shapes import ZIP, Counted, Language, Names, Number, server_address
from bailee.deliveries import Means, Reason, Standing, says
from bailee.deliveries.rhythm import ESCALATES, REMINDERS, Quiet, Rhythm
from bailee.errors import InvalidInput
from bailee.operations.deliver_letters import make_letters, note_returned, packed, post_letters
from bailee.operations.deliver_notice import (
    Planned,
    Post,
    Whom,
    end_delivery,
    hand_over,
    plan_delivery,
    start_delivery,
    try_again,
)
from bailee.operations.time_zones import own_zone
from bailee.permissions import Permission
from bailee.store.rows.deliveries import Campaign, Delivery

MOST_LETTERS = 5_000  # of one download; the command makes more

Pieces = Annotated[
    tuple[Annotated[int, msgspec.Meta(ge=1, le=10_000_000)], ...], msgspec.Meta(min_length=1, max_length=100_000)
]


class DeliveryShape(Shape, frozen=True, kw_only=True):
    """One version of a notice on its way to people. `counts`: how each piece stands."""

    ident: str
    kind: str
    version: int
    language: str
    means: Means
    by: str
    started_at: datetime
    posted_on: date | None
    ended_at: datetime | None
    is_open: bool
    people: Count
    reached: Count
    counts: dict[str, int]
    sha256: str


class Deliveries(Shape, frozen=True, kw_only=True):
    items: tuple[DeliveryShape, ...]
    total: int
    next: str | None


class Failure(Shape, frozen=True, kw_only=True):
    """Why some were not reached, and what to do."""

    reason: Reason
    says: str
    remedy: str
    count: Count


class WholeDelivery(Shape, frozen=True, kw_only=True):
    delivery: DeliveryShape
    causes: tuple[Failure, ...]


class Piece(Shape, frozen=True, kw_only=True):
    """One person's copy. `person`: her ident on the roster."""

    piece: int
    person: str
    name: str
    number: str
    standing: Standing
    reason: Reason | None
    sent_at: datetime | None
    changed_at: datetime
    reminded: int
    escalated_at: datetime | None
    language: str


class DeliveryPieces(Shape, frozen=True, kw_only=True):
    items: tuple[Piece, ...]
    next: str | None


class PiecesQuery(Paged, frozen=True, kw_only=True):
    standing: Standing | None = None


class Start(Request, frozen=True, kw_only=True):
    """What goes to whom, by what means. `version` null: the newest one. `dry_run`: only say whom it would reach."""

    kind: Ident
    version: Number | None = None
    means: Means
    language: Language = "en"
    departments: Names = ()
    sites: Names = ()
    people: Names = ()
    envelope: Word = "10"
    home: Word = "US"
    usual: str = ""
    reminders: Annotated[tuple[int, ...], msgspec.Meta(max_length=20)] = REMINDERS
    escalates: int = ESCALATES
    quiet: Word = "20:00-07:00"
    zone: Word | None = None
    standing: bool = False
    dry_run: bool = False


class Plan(Shape, frozen=True, kw_only=True):
    """Whom it reaches; `delivery` is there once it was begun. `languages`: how many get it in another language; `without_link`: whose mail
    brings no link to sign by; `has_mail_server`: mails leave the outbox."""

    version: int
    languages: dict[str, int]
    without_link: Count
    has_mail_server: bool
    reachable: Count
    already: Count
    unreachable: Count
    causes: tuple[Failure, ...]
    reviewed: str
    signs: bool
    delivery: DeliveryShape | None


class Posted(Request, frozen=True, kw_only=True):
    """`stamped`: the post office's list, kept by its hash."""

    on: date | None = None
    stamped: Content | None = None


class Returned(Request, frozen=True, kw_only=True):
    pieces: Pieces
    reason: Reason = Reason.RETURNED
    on: date | None = None


class Handed(Request, frozen=True, kw_only=True):
    pieces: Pieces
    on: date | None = None


class Again(Shape, frozen=True, kw_only=True):
    """How many go out again, and how many still cannot be reached."""

    going: Count
    left: Count


def _shape(each: Campaign) -> DeliveryShape:
    return DeliveryShape(
        ident=each.ident,
        kind=each.kind,
        version=each.version,
        language=each.language,
        means=each.means,
        by=each.by,
        started_at=each.started_at,
        posted_on=each.posted_on,
        ended_at=each.ended_at,
        is_open=each.is_open,
        people=each.people,
        reached=each.reached,
        counts={standing.value: count for standing, count in each.counts.items()},
        sha256=each.sha256,
    )


def _failure(reason: Reason, count: int) -> Failure:
    told, remedy = says(reason)
    return Failure(reason=reason, says=told, remedy=remedy, count=count)


def _found(call: Call) -> Campaign:
    with there():
        return call.workspace.campaign(call.path["delivery"])


def listing(call: Call) -> Deliveries:
    return page(call, call.workspace.campaigns(), Deliveries, _shape)


def one(call: Call) -> WholeDelivery:
    found = _found(call)
    causes = tuple(_failure(*each) for each in call.workspace.delivery_causes(found))
    return WholeDelivery(delivery=_shape(found), causes=causes)


def pieces(call: Call) -> DeliveryPieces:
    query, found = call.query, _found(call)
    rows = call.workspace.delivery_page(found, query.standing, after=position_of(call), count=query.limit + 1)
    shown, more = cut_read(call, rows, lambda each: each.piece)
    return DeliveryPieces(items=tuple(map(_piece, shown)), next=more)


def _piece(each: Delivery) -> Piece:
    return Piece(
        piece=each.piece,
        person=each.person.ident,
        name=each.person.name,
        number=each.person.number,
        standing=each.standing,
        reason=each.reason,
        sent_at=each.sent_at,
        changed_at=each.changed_at,
        reminded=each.reminded,
        escalated_at=each.escalated_at,
        language=each.language,
    )


def started(call: Call) -> Plan:
    wanted: Start = call.body
    version = call.workspace.notice_version(wanted.kind, wanted.version, wanted.language)
    post = Post.read(wanted.envelope, wanted.home, wanted.usual) if wanted.means is Means.POST else None
    whom = Whom(wanted.departments, wanted.sites, wanted.people)
    planned = plan_delivery(call.workspace, version, wanted.means, whom=whom, post=post)
    quiet = Quiet.read(wanted.quiet, wanted.zone or own_zone())
    rhythm = Rhythm(wanted.reminders, wanted.escalates, quiet).checked()
    if wanted.dry_run:
        return _plan(planned, None)
    campaign = start_delivery(
        call.workspace, planned, rhythm=rhythm, standing=wanted.standing, address=server_address()
    )
    return _plan(planned, campaign)


def _plan(planned: Planned, campaign: Campaign | None) -> Plan:
    return Plan(
        version=planned.version.version,
        languages=dict(planned.languages),
        without_link=planned.without_link,
        has_mail_server=bool(settings.read(os.environ)["smtp_host"]),
        reachable=len(planned.reachable),
        already=planned.already,
        unreachable=len(planned.unreachable),
        causes=tuple(_failure(*each) for each in planned.causes),
        reviewed=planned.reviewed,
        signs=planned.signs,
        delivery=_shape(campaign) if campaign else None,
    )


def letters(call: Call) -> File:
    found = _found(call)
    if found.counts.get(Standing.WAITING, 0) > MOST_LETTERS:
        raise InvalidInput(
            f"{MOST_LETTERS:,} letters at most are sent in one answer", hint=f"bailee deliver print {found.ident}"
        )
    content = packed(make_letters(call.workspace, found.ident, address=server_address()))
    return File(f"{found.ident}-letters.zip", ZIP, content)


def posted(call: Call) -> Counted:
    wanted: Posted = call.body
    stamped = decoded(wanted.stamped, "stamped") if wanted.stamped else b""
    done = post_letters(call.workspace, _found(call).ident, on=wanted.on or call.today, stamped=stamped)
    return Counted(count=done)


def returned(call: Call) -> Counted:
    wanted: Returned = call.body
    ident = _found(call).ident
    return Counted(count=note_returned(call.workspace, ident, wanted.pieces, wanted.reason, on=wanted.on or call.today))


def handed(call: Call) -> Counted:
    wanted: Handed = call.body
    return Counted(count=hand_over(call.workspace, _found(call).ident, wanted.pieces, on=wanted.on or call.today))


def again(call: Call) -> Again:
    going, left = try_again(call.workspace, _found(call).ident)
    return Again(going=going, left=left)


def ended(call: Call) -> DeliveryShape:
    end_delivery(call.workspace, _found(call).ident)
    return _shape(_found(call))


_SEE, _SEND = Permission.SEE_TABLE, Permission.WRITE_NOTICES
ENDPOINTS = (
    Endpoint(
        "GET", "deliveries", "list_deliveries", "Deliveries of notices, newest first", listing, _SEE, Deliveries, query=PastPaged
    ),
    Endpoint(
        "POST", "deliveries", "start_delivery", "Send a published notice to those whom it concerns, or see whom it would reach", started,
        _SEND, Plan, body=Start, status=201,
    ),
    Endpoint("GET", "deliveries/{delivery}", "show_delivery", "One delivery, and why some were not reached", one, _SEE, WholeDelivery),
    Endpoint(
        "GET", "deliveries/{delivery}/pieces", "list_delivery_pieces", "Whom it goes to, person by person", pieces, _SEND, DeliveryPieces,
        query=PiecesQuery,
    ),
    Endpoint(
        "POST", "deliveries/{delivery}/letters", "make_letters", "Letters that wait to be posted, as PDF files in a ZIP", letters, _SEND,
        File, media=(ZIP,), conflicts="no letters wait",
    ),
    Endpoint(
        "POST", "deliveries/{delivery}/postings", "note_letters_posted", "Note that the letters were brought to the post", posted, _SEND,
        Counted, body=Posted,
    ),
    Endpoint(
        "POST", "deliveries/{delivery}/returns", "note_letters_returned", "Note letters that came back", returned, _SEND, Counted,
        body=Returned,
    ),
    Endpoint(
        "POST", "deliveries/{delivery}/handovers", "note_handed_over", "Note who was given a copy by hand", handed, _SEND, Counted,
        body=Handed,
    ),
    Endpoint(
        "POST", "deliveries/{delivery}/tries", "try_delivery_again", "Send again to those whom it did not reach", again, _SEND, Again
    ),
    Endpoint("POST", "deliveries/{delivery}/end", "end_delivery", "Remind nobody any more", ended, _SEND, DeliveryShape),
)  # fmt: skip
