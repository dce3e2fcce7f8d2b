"""What is sent and answered of tickets, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

import bailee.client.shapes.common as common


class ChatChannel(TypedDict):
    """A channel, and what it hears of."""

    ident: str
    chat: str
    name: str
    client: str
    alerts: str | None
    weekly: bool
    added_at: str
    fault: str
    failing_since: str | None
    paused_until: str | None


class ChatChannels(TypedDict):
    items: list[ChatChannel]


class DeskKeys(TypedDict):
    """Other keys; what is left out stays as it is. Another address takes all of them anew."""

    access: dict[str, str]


class DeskTest(TypedDict):
    """Whether it lets us in. `says`: what it calls itself; `fault`, in words `why` and what to do: where it does
    not."""

    lets_in: bool
    says: str
    fault: str | None
    why: str
    hint: str


class FieldShape(TypedDict):
    """Something to say of a system. `default` null: it has to be said."""

    name: str
    label: str
    hint: str
    is_secret: bool
    default: str | None


class NewChannel(TypedDict):
    """A channel of a chat, by the address of its webhook. `alerts`: so bad or worse; null: none. `weekly`: once a
    week how it stands."""

    chat: str
    address: str
    name: NotRequired[str]
    client: NotRequired[str]
    alerts: NotRequired[common.Severity | None]
    weekly: NotRequired[bool]


class NewDesk(TypedDict):
    """A system, with its address and keys."""

    system: str
    access: dict[str, str]
    name: NotRequired[str]


class NewTicketRule(TypedDict):
    """What becomes a ticket from now on. `desk` null: the only one; `client`: ident of one, `*` for every one, empty
    for oneself."""

    desk: NotRequired[str | None]
    of: list[Literal["alert", "findings", "incident", "task"]]
    least: NotRequired[common.Severity]
    client: NotRequired[str]
    where: dict[str, str]


class Ticket(TypedDict):
    """One ticket. `of` and `about`: the thing it is about; for findings, their category. `number` and `status` as
    the system has them. `due_at` null: nothing of it waits; `fault`: why what waits was not taken, and `why` that
    in words."""

    ident: str
    desk: str
    of: str
    about: str
    title: str
    severity: str
    number: str | None
    state: str
    status: str | None
    fault: str | None
    why: str | None
    tries: int
    due_at: str | None
    added_at: str
    looked_at: str | None
    ended_at: str | None


class TicketDesk(TypedDict):
    """A system that tickets are made in. `fault`: why it takes nothing now."""

    ident: str
    system: str
    name: str
    address: str
    added_at: str
    by: str
    fault: str
    failing_since: str | None
    paused_until: str | None


class TicketDesks(TypedDict):
    items: list[TicketDesk]


class TicketFault(TypedDict):
    """What does not come through: of a whole desk or channel, or of some tickets that it refuses. `waiting`: tickets
    or messages."""

    about: str
    name: str
    fault: str
    why: str
    hint: str
    since: str
    waiting: int
    is_chat: bool


class TicketFaults(TypedDict):
    items: list[TicketFault]


class TicketRule(TypedDict):
    """Which things of whom become tickets, and where they go. One that names a client comes before one for every
    client."""

    ident: str
    desk: str
    client: str
    of: list[str]
    least: str
    where: dict[str, str]


class TicketRules(TypedDict):
    items: list[TicketRule]


class TicketSystem(TypedDict):
    """A system, or a chat. `access`: its address and keys; `where`: where tickets go in it."""

    ident: str
    title: str
    is_chat: bool
    access: list[FieldShape]
    where: list[FieldShape]


class TicketSystems(TypedDict):
    items: list[TicketSystem]


class Tickets(TypedDict):
    items: list[Ticket]
    next: str | None
