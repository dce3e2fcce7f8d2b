"""Whom the record of processing names: who answers for it, the representative, the data protection officer."""

from __future__ import annotations

from bailee.errors import InvalidInput
from bailee.inventory.record import CONTACTS, Contact
from bailee.store.workspace import Workspace

_MOST = 500


def name_contact(workspace: Workspace, sort: str, name: str, contact: str = "") -> None:
    """Name somebody; without a name and a contact, that is taken back. Kept encrypted."""
    if sort not in CONTACTS:
        raise InvalidInput(f'the record names no "{sort}"', hint="one of: " + ", ".join(CONTACTS))
    said = Contact(" ".join(name.split()), " ".join(contact.split()))
    if max(len(said.name), len(said.contact)) > _MOST:
        raise InvalidInput("this is too long", hint=f"at most {_MOST} letters")
    with workspace.transaction():
        workspace.name_contact(sort, said)
        workspace.record("record-contact-named", sort, {"is_named": bool(said.name or said.contact)})
