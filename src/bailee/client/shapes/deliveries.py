"""What is sent and answered of deliveries, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict

ActsStanding: TypeAlias = Literal["failed", "handed", "sent", "unreachable", "waiting"]

Means: TypeAlias = Literal["e-mail", "post"]

Reason: TypeAlias = Literal[
    "bad-address",
    "bad-e-mail",
    "bounced",
    "long-address",
    "mailbox-full",
    "moved",
    "no-address",
    "no-country",
    "no-e-mail",
    "no-mailbox",
    "not-taken",
    "other-script",
    "refused",
    "returned",
    "too-late",
    "unknown-there",
]


class Deliveries(TypedDict):
    items: list[DeliveryShape]
    total: int
    next: str | None


class DeliveriesAgain(TypedDict):
    """How many go out again, and how many still cannot be reached."""

    going: int
    left: int


class DeliveriesPlan(TypedDict):
    """Whom it reaches; `delivery` is there once it was begun. `languages`: how many get it in another language;
    `without_link`: whose mail brings no link to sign by; `has_mail_server`: mails leave the outbox."""

    version: int
    languages: dict[str, int]
    without_link: int
    has_mail_server: bool
    reachable: int
    already: int
    unreachable: int
    causes: list[Failure]
    reviewed: str
    signs: bool
    delivery: DeliveryShape | None


class DeliveryPieces(TypedDict):
    items: list[Piece]
    next: str | None


class DeliveryShape(TypedDict):
    """One version of a notice on its way to people. `counts`: how each piece stands."""

    ident: str
    kind: str
    version: int
    language: str
    means: Means
    by: str
    started_at: str
    posted_on: str | None
    ended_at: str | None
    is_open: bool
    people: int
    reached: int
    counts: dict[str, int]
    sha256: str


class Failure(TypedDict):
    """Why some were not reached, and what to do."""

    reason: Reason
    says: str
    remedy: str
    count: int


class Handed(TypedDict):
    pieces: list[int]
    on: NotRequired[str | None]


class Piece(TypedDict):
    """One person's copy. `person`: her ident on the roster."""

    piece: int
    person: str
    name: str
    number: str
    standing: ActsStanding
    reason: Reason | None
    sent_at: str | None
    changed_at: str
    reminded: int
    escalated_at: str | None
    language: str


class Posted(TypedDict):
    """`stamped`: the post office's list, kept by its hash."""

    on: NotRequired[str | None]
    stamped: NotRequired[str | None]


class Returned(TypedDict):
    pieces: list[int]
    reason: NotRequired[Reason]
    on: NotRequired[str | None]


class Start(TypedDict):
    """What goes to whom, by what means. `version` null: the newest one. `dry_run`: only say whom it would reach."""

    kind: str
    version: NotRequired[int | None]
    means: Means
    language: NotRequired[str]
    departments: NotRequired[list[str]]
    sites: NotRequired[list[str]]
    people: NotRequired[list[str]]
    envelope: NotRequired[str]
    home: NotRequired[str]
    usual: NotRequired[str]
    reminders: NotRequired[list[int]]
    escalates: NotRequired[int]
    quiet: NotRequired[str]
    zone: NotRequired[str | None]
    standing: NotRequired[bool]
    dry_run: NotRequired[bool]


class WholeDelivery(TypedDict):
    delivery: DeliveryShape
    causes: list[Failure]
