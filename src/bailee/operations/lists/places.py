"""Places that are scanned: a sheet of folders and addresses becomes places."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bailee.errors import Error
from bailee.inventory.reading import Faults, Filled
from bailee.operations.add_place import add_place
from bailee.permissions import Permission
from bailee.store.workspace import Workspace

TITLE, PERMISSION, TAKES = "Places", Permission.SEE_STORES, Permission.SCAN
HEADS = ("Folder or address", "Place", "Number")
ASKED = ("Folder or address",)
MOST = 1_000


def rows(workspace: Workspace) -> Iterator[tuple[object, ...]]:
    for each in workspace.places():
        yield str(each.path if each.path is not None else each.where), each.name, each.ident


def take(workspace: Workspace, table: Filled, faults: Faults, on: date) -> int:
    """Name those that are not there yet; one that is there stays the same place."""
    done = 0
    for line, cells in table.rows:
        if not (where := cells.get("folder or address", "")):
            continue
        try:
            add_place(workspace, where)
        except Error as fault:
            faults.add(line, str(fault).rstrip("."), fault.hint, head="folder or address")
        done += 1
    return done
