"""Where tickets and messages go, by a server: systems and channels connected, tried and let go; what becomes a ticket."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from bailee.errors import CannotRead, InvalidInput

if TYPE_CHECKING:
    from bailee.client import Client


def connect(
    client: Client, *, system: str, file: Path, name: str, change: str, clients: str, alerts: Any, weekly: bool, home: object
) -> None:  # fmt: skip
    from bailee.cli.ticket.connecting import address_of, said_channel, said_connected, said_keys, told_in
    from bailee.tickets.chats import chats

    told = told_in(file)
    if system in chats():
        made = client.connect_chat_channel(
            {
                "chat": system, "address": address_of(told), "name": name, "client": clients, "weekly": weekly,
                "alerts": None if alerts == "none" else alerts,
            }
        )  # fmt: skip
        said_channel(made["ident"])
    elif change:
        client.change_ticket_keys(change, {"access": told})
        said_keys(change)
    else:
        said_connected(client.connect_ticket_desk({"system": system, "access": told, "name": name})["ident"])


def test(client: Client, *, desk: str, home: object) -> None:
    from bailee.cli.ticket import said_let_in

    ident = desk or _only(client)
    told = client.test_ticket_desk(ident)
    if not told["lets_in"]:
        raise CannotRead(told["why"], hint=told["hint"])
    said_let_in(ident, told["says"])


def _only(client: Client) -> str:
    """The one that is meant where none is named."""
    there = [each["ident"] for each in client.list_ticket_desks()["items"]]
    if len(there) != 1:
        raise InvalidInput("there is no such desk", hint="`bailee ticket list` names them")
    return there[0]


def map_things(
    client: Client, *, sorts: Any, least: Any, clients: str, settings_: tuple[str, ...], desk: str, home: object
) -> None:
    from bailee.cli.ticket.connecting import said_mapped, where_of

    made = client.map_tickets(
        {"desk": desk or None, "of": list(sorts), "least": least, "client": clients, "where": where_of(settings_)}
    )
    said_mapped(made["ident"], sorts, least)


def disconnect(client: Client, *, ident: str, home: object) -> None:
    from bailee.cli.ticket.connecting import said_let_go

    if ident.startswith("rule-"):
        client.end_ticket_rule(ident)
    elif ident.startswith("channel-"):
        client.disconnect_chat_channel(ident)
    else:
        client.disconnect_ticket_desk(ident)
    said_let_go(ident)
