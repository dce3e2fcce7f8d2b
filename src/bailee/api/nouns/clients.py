"""Clients: all organisations that one may see at once, each with how its table stood last."""

from __future__ import annotations

from datetime import datetime

from bailee.api.interface import Call, Count, Endpoint, Scope, Shape
from bailee.api.problems import NOT_THERE
from bailee.permissions import Permission
from bailee.store.tenancy import Desk


class Cells(Shape, frozen=True, kw_only=True):
    """How many cells of the table have which state."""

    red: Count
    amber: Count
    unknown: Count
    green: Count


class Client(Shape, frozen=True, kw_only=True):
    """An organisation in short. Without `cells`: its table was never made."""

    ident: str
    name: str
    provider: str | None
    cells: Cells | None
    as_of: datetime | None


class Clients(Shape, frozen=True, kw_only=True):
    """Clients, worst first."""

    items: tuple[Client, ...]


def listing(call: Call) -> Clients:
    return Clients(items=tuple(sorted(_clients(call), key=_worst)))


def one(call: Call) -> Client:
    found = next((each for each in _clients(call, call.path["organisation"])), None)
    if found is None:
        raise NOT_THERE
    return found


def desk_of(call: Call, kind: str, ident: str = "") -> Desk:
    """All clients that whoever asks may see, or the one that is named; that data of a kind of theirs was opened is noted."""
    desk = Desk(call.home, call.account, Permission.SEE_CLIENTS)
    there = (each.membership for each in call.grants)  # a token sees fewer than its member
    desk.memberships = tuple(each for each in there if ident in ("", each.organisation))
    desk.note_access(kind)
    return desk


def _clients(call: Call, ident: str = "") -> list[Client]:
    """Those that whoever asks may see, or the one of them that is named."""
    desk = desk_of(call, "api-clients", ident)
    from bailee.store.models import StatusSnapshot

    newest = {}
    with desk.reading():
        for number in desk.numbers:
            newest[number] = desk.rows(StatusSnapshot).filter(organisation_id=number).order_by("-at", "-pk").first()
    found = []
    for each in desk.memberships:
        row = newest[each.number]
        cells = Cells(red=row.red, amber=row.amber, unknown=row.unknown, green=row.green) if row else None
        as_of = row.at if row else None
        found.append(
            Client(ident=each.organisation, name=each.name, provider=each.provider or None, cells=cells, as_of=as_of)
        )
    return found


def _worst(client: Client) -> tuple[int, int, int, str]:
    if client.cells is None:
        return (0, -1, 0, client.name)  # nobody knows what is there
    return (-client.cells.red, -client.cells.unknown, -client.cells.amber, client.name)


ENDPOINTS = (
    Endpoint(
        "GET", "clients", "list_clients", "Clients, worst first", listing, Permission.SEE_CLIENTS, Clients, Scope.DESK
    ),
    Endpoint(
        "GET",
        "clients/{organisation}",
        "show_client",
        "One client in short",
        one,
        Permission.SEE_CLIENTS,
        Client,
        Scope.DESK,
    ),
)
