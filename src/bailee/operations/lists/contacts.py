"""Whom the record of processing names: controller, representative, data protection officer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bailee.errors import InvalidInput
from bailee.inventory.reading import Faults, Filled
from bailee.inventory.record import CONTACTS
from bailee.operations.name_contact import name_contact
from bailee.permissions import Permission
from bailee.store.workspace import Workspace

TITLE, PERMISSION, TAKES = "Contacts", Permission.SEE_TABLE, Permission.DECLARE
HEADS = ("Contact", "Name", "How to reach", "Is")
ASKED = ("Contact", "Name")
MOST = 100


def rows(workspace: Workspace) -> Iterator[tuple[object, ...]]:
    named = workspace.contacts()
    for sort, about in CONTACTS.items():
        one = named.get(sort)
        yield sort, one.name if one else "", one.contact if one else "", about


def take(workspace: Workspace, table: Filled, faults: Faults, on: date) -> int:
    """Name them; a row without a name and a way to reach is left as it is."""
    done = 0
    for line, cells in table.rows:
        if not cells.get("name") and not cells.get("how to reach"):
            continue
        try:
            name_contact(
                workspace, cells.get("contact", "").casefold(), cells.get("name", ""), cells.get("how to reach", "")
            )
        except InvalidInput as fault:
            faults.add(line, str(fault), fault.hint, head="contact" if "names no" in str(fault) else "name")
        done += 1
    return done
