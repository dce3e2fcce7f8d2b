"""Where tickets and messages go: systems that are connected, what becomes a ticket there, channels of a chat.

Keys, and the address of a channel, which is one, are taken and never told.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import msgspec

from bailee import settings
from bailee.api.interface import Call, Endpoint, Nothing, Request, Shape, Text, Word, shaped, shapes, there
from bailee.api.nouns.tickets import Sort
from bailee.errors import InvalidInput
from bailee.operations.connect_tickets import (
    change_keys,
    connect,
    connect_channel,
    desk_named,
    disconnect,
    end_rule,
    map_things,
)
from bailee.operations.sync_tickets import reach_of, try_desk
from bailee.outward import NoAnswer, Reach
from bailee.permissions import Permission
from bailee.store.rows.chatted import Channel
from bailee.store.rows.ticketed import DeskRow
from bailee.tickets.chats import chat, chats
from bailee.tickets.drafts import Field, Rule
from bailee.tickets.systems import system, systems
from bailee.vocabulary import Severity

Said = Annotated[
    dict[Word, Text], msgspec.Meta(max_length=20, description="By the names that `GET tickets/systems` tells.")
]


class FieldShape(Shape, frozen=True, kw_only=True):
    """Something to say of a system. `default` null: it has to be said."""

    name: str
    label: str
    hint: str
    is_secret: bool
    default: str | None


class TicketSystem(Shape, frozen=True, kw_only=True):
    """A system, or a chat. `access`: its address and keys; `where`: where tickets go in it."""

    ident: str
    title: str
    is_chat: bool
    access: tuple[FieldShape, ...]
    where: tuple[FieldShape, ...]


class TicketSystems(Shape, frozen=True, kw_only=True):
    items: tuple[TicketSystem, ...]


class NewDesk(Request, frozen=True, kw_only=True):
    """A system, with its address and keys."""

    system: Word
    access: Said
    name: Text = ""


class DeskKeys(Request, frozen=True, kw_only=True):
    """Other keys; what is left out stays as it is. Another address takes all of them anew."""

    access: Said


class TicketDesk(Shape, frozen=True, kw_only=True):
    """A system that tickets are made in. `fault`: why it takes nothing now."""

    ident: str
    system: str
    name: str
    address: str
    added_at: datetime
    by: str
    fault: str
    failing_since: datetime | None
    paused_until: datetime | None


class TicketDesks(Shape, frozen=True, kw_only=True):
    items: tuple[TicketDesk, ...]


class DeskTest(Shape, frozen=True, kw_only=True):
    """Whether it lets us in. `says`: what it calls itself; `fault`, in words `why` and what to do: where it does not."""

    lets_in: bool
    says: str
    fault: str | None
    why: str
    hint: str


class NewTicketRule(Request, frozen=True, kw_only=True):
    """What becomes a ticket from now on. `desk` null: the only one; `client`: ident of one, `*` for every one, empty for oneself."""

    desk: Word | None = None
    of: Annotated[tuple[Sort, ...], msgspec.Meta(min_length=1, max_length=4)]
    least: Severity = Severity.HIGH
    client: Text = ""
    where: Said


class TicketRule(Shape, frozen=True, kw_only=True):
    """Which things of whom become tickets, and where they go. One that names a client comes before one for every client."""

    ident: str
    desk: str
    client: str
    of: tuple[str, ...]
    least: str
    where: dict[str, str]


class TicketRules(Shape, frozen=True, kw_only=True):
    items: tuple[TicketRule, ...]


class NewChannel(Request, frozen=True, kw_only=True):
    """A channel of a chat, by the address of its webhook. `alerts`: so bad or worse; null: none. `weekly`: once a week how it stands."""

    chat: Word
    address: Text
    name: Text = ""
    client: Text = ""
    alerts: Severity | None = Severity.HIGH
    weekly: bool = False


class ChatChannel(Shape, frozen=True, kw_only=True):
    """A channel, and what it hears of."""

    ident: str
    chat: str
    name: str
    client: str
    alerts: str | None
    weekly: bool
    added_at: datetime
    fault: str
    failing_since: datetime | None
    paused_until: datetime | None


class ChatChannels(Shape, frozen=True, kw_only=True):
    items: tuple[ChatChannel, ...]


def known(call: Call) -> TicketSystems:
    there_are = [_system(name, system(name).TITLE, system(name).ACCESS, system(name).MAPPING) for name in systems()]
    return TicketSystems(items=(*there_are, *(_system(name, chat(name).TITLE, is_chat=True) for name in chats())))


def _system(
    name: str, title: str, access: Sequence[Field] = (), where: Sequence[Field] = (), *, is_chat: bool = False
) -> TicketSystem:
    return TicketSystem(
        ident=name, title=title, is_chat=is_chat, access=shapes(access, FieldShape), where=shapes(where, FieldShape)
    )


def _reach() -> Reach:
    return reach_of(settings.read(os.environ))


def _desk(call: Call) -> DeskRow:
    with there():
        return desk_named(call.workspace, call.path["desk"])


def desks(call: Call) -> TicketDesks:
    return TicketDesks(items=shapes(call.workspace.ticket_desks(), TicketDesk))


def connected(call: Call) -> TicketDesk:
    wanted: NewDesk = call.body
    ident = connect(call.workspace, wanted.system, wanted.access, reach=_reach(), label=wanted.name)
    return shaped(desk_named(call.workspace, ident), TicketDesk)


def rekeyed(call: Call) -> TicketDesk:
    change_keys(call.workspace, _desk(call).ident, call.body.access, reach=_reach())
    return shaped(_desk(call), TicketDesk)


def tested(call: Call) -> DeskTest:
    try:
        said = try_desk(call.workspace, _desk(call).ident, _reach())
    except NoAnswer as fault:
        return DeskTest(lets_in=False, says="", fault=fault.reason, why=str(fault), hint=fault.hint)
    return DeskTest(lets_in=True, says=said, fault=None, why="", hint="")


def let_go(call: Call) -> None:
    disconnect(call.workspace, _desk(call).ident)


def _rule(each: Rule) -> TicketRule:
    return TicketRule(
        ident=each.ident,
        desk=each.desk,
        client=each.client,
        of=each.sorts,
        least=each.least.value,
        where=dict(each.mapping),
    )


def rules(call: Call) -> TicketRules:
    return TicketRules(items=tuple(map(_rule, call.workspace.ticket_rules())))


def mapped(call: Call) -> TicketRule:
    wanted: NewTicketRule = call.body
    ident = map_things(
        call.workspace, wanted.desk or "", wanted.of, least=wanted.least, client=wanted.client, mapping=wanted.where
    )
    return next(_rule(each) for each in call.workspace.ticket_rules() if each.ident == ident)


def ended(call: Call) -> None:
    with there():
        end_rule(call.workspace, call.path["ticketrule"])


def _channel(each: Channel) -> ChatChannel:
    return ChatChannel(
        ident=each.row.ident,
        chat=each.row.system,
        name=each.row.name,
        client=each.client,
        alerts=each.least.value if each.least else None,
        weekly=each.weekly,
        added_at=each.row.added_at,
        fault=each.row.fault,
        failing_since=each.row.failing_since,
        paused_until=each.row.paused_until,
    )


def channels(call: Call) -> ChatChannels:
    return ChatChannels(items=tuple(map(_channel, call.workspace.chat_channels())))


def joined(call: Call) -> ChatChannel:
    wanted: NewChannel = call.body
    if wanted.chat not in chats():
        raise InvalidInput("no such chat is known", hint="one of: " + ", ".join(chats()))
    ident = connect_channel(
        call.workspace, wanted.chat, wanted.address, reach=_reach(), label=wanted.name, client=wanted.client,
        least=wanted.alerts, weekly=wanted.weekly,
    )  # fmt: skip
    return next(_channel(each) for each in call.workspace.chat_channels() if each.row.ident == ident)


def left(call: Call) -> None:
    with there():
        disconnect(call.workspace, call.path["channel"])


_SEE, _CHOOSE = Permission.SEE_ALERTS, Permission.CHANGE_SETTINGS
_DESK = "tickets/desks/{desk}"
ENDPOINTS = (
    Endpoint("GET", "tickets/systems", "list_ticket_systems", "Systems and chats that can be connected, and what each asks for", known, _SEE, TicketSystems),
    Endpoint("GET", "tickets/desks", "list_ticket_desks", "Systems that tickets are made in", desks, _SEE, TicketDesks),
    Endpoint(
        "POST", "tickets/desks", "connect_ticket_desk", "Connect one; nothing goes there before something is mapped", connected, _CHOOSE,
        TicketDesk, body=NewDesk, status=201,
    ),
    Endpoint("DELETE", _DESK, "disconnect_ticket_desk", "Let go of one: its keys are forgotten, tickets stay there", let_go, _CHOOSE, None),
    Endpoint("POST", f"{_DESK}/keys", "change_ticket_keys", "Other keys, or another address", rekeyed, _CHOOSE, TicketDesk, body=DeskKeys),
    Endpoint("POST", f"{_DESK}/test", "test_ticket_desk", "Ask it whether it lets us in; nothing is made there", tested, _CHOOSE, DeskTest, body=Nothing),
    Endpoint("GET", "tickets/rules", "list_ticket_rules", "What becomes a ticket, and where it goes", rules, _SEE, TicketRules),
    Endpoint("POST", "tickets/rules", "map_tickets", "Say what becomes a ticket from now on", mapped, _CHOOSE, TicketRule, body=NewTicketRule, status=201),
    Endpoint("DELETE", "tickets/rules/{ticketrule}", "end_ticket_rule", "Nothing new becomes a ticket by it", ended, _CHOOSE, None),
    Endpoint("GET", "tickets/channels", "list_chat_channels", "Channels of a chat, and what each hears of", channels, _SEE, ChatChannels),
    Endpoint("POST", "tickets/channels", "connect_chat_channel", "Have a channel hear of what happens from now on", joined, _CHOOSE, ChatChannel, body=NewChannel, status=201),
    Endpoint("DELETE", "tickets/channels/{channel}", "disconnect_chat_channel", "It hears of nothing any more", left, _CHOOSE, None),
)  # fmt: skip
