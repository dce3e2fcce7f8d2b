"""A person's own page of consent: the address is the key. Who has it may read, agree and take back; nothing else opens by it.

    found = open_page(home, token)          # None where there is no such address, or it counts no more
    found.workspace, found.link.principal   # a door that may do what concerns that one person
    was_revoked(home, token)                # whether somebody revoked it: its page says so plainly

Opening changes nothing: mail scanners and previews open links.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bailee.errors import CannotRead, NotAllowed
from bailee.permissions import Role
from bailee.store import database, link_tokens
from bailee.store.rows.base import atomic, now
from bailee.store.rows.consent_links import ConsentLink
from bailee.store.standing import Membership
from bailee.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class OwnPage:
    """Whose page it is, and the door behind it."""

    workspace: Workspace
    link: ConsentLink


def open_page(home: Path, token: str) -> OwnPage | None:
    """The page behind an address; None where it counts no more. What it does is recorded as done by the link."""
    found = _found(home, token)
    return found if found is not None and found.link.is_open(now()) else None


def was_revoked(home: Path, token: str) -> bool:
    """Whether an address counted once, and somebody revoked it. Who has it was given it, and may know that."""
    found = _found(home, token)
    return found is not None and found.link.revoked_at is not None


def _found(home: Path, token: str) -> OwnPage | None:
    from bailee.store.models import ConsentLink as Row
    from bailee.store.models import Organisation

    number = link_tokens.whose(token)
    if number is None:
        return None
    home, kept = home.absolute(), link_tokens.hash_of(token)
    alias = database.connect(home)
    with database.explained(home), atomic(alias):
        database.engine(home).enter(alias, (number,))
        rows = Row.objects.using(alias).filter(organisation_id=number, token_hash=kept)
        ident = rows.values_list("ident", flat=True).first()
        ours = Organisation.objects.using(alias).filter(pk=number).first() if ident is not None else None
    if ours is None or ident is None:
        return None
    standing = Membership(
        ours.ident, ours.name, ident, Role.EMPLOYEE, "", None, "", ours.is_provider, number,
        provider_number=ours.provider_id, wrapped_keys=bytes(ours.wrapped_keys),
    )  # fmt: skip
    try:
        workspace = Workspace(home, ours.ident, ident, standing=standing)
    except (CannotRead, NotAllowed):  # its keys were destroyed
        return None
    link = workspace.consent_link(kept)
    return OwnPage(workspace, link) if link is not None else None
