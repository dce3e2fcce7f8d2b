"""Clients of a provider: a sheet of names becomes clients."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bailee.errors import InvalidInput
from bailee.inventory.reading import Faults, Filled
from bailee.permissions import Permission
from bailee.store.workspace import Workspace

TITLE, PERMISSION, TAKES = "Clients", Permission.SEE_CLIENTS, Permission.ADD_CLIENTS
HEADS = ("Client", "Ident", "Since", "State")
ASKED = ("Client",)
MOST = 1_000


def rows(workspace: Workspace) -> Iterator[tuple[object, ...]]:
    for each in workspace.clients():
        yield each.name, each.ident, each.created_at.date().isoformat(), each.state


def take(workspace: Workspace, table: Filled, faults: Faults, on: date) -> int:
    """Add those that are not there yet; whose ident is given is there already."""
    known = {each.ident for each in workspace.clients()}
    done = 0
    for line, cells in table.rows:
        if cells.get("ident", "") in known:
            continue
        try:
            workspace.add_client(cells.get("client", ""))
        except InvalidInput as fault:
            faults.add(line, str(fault), fault.hint, head="client")
        done += 1
    return done
