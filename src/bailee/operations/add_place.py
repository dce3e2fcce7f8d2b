"""Name a place that is to be scanned: a folder of the machine that scans, or an address.

A server of many clients stands on a machine that holds more than one client's files, in a network of its provider's, and
what it signs in with elsewhere is there for all of them. So a folder or an address is named by people of the provider
alone; a client's own people choose among the places that are there. Where a second provider shares the server, its people
name what it was lent (`sources.lent`), and nothing else of a machine that is not theirs.
"""

from __future__ import annotations

from bailee.errors import InvalidInput, NotAllowed
from bailee.permissions import PROVIDER_ROLES, Permission
from bailee.sources import lent
from bailee.sources import where as read_where
from bailee.sources.addresses import Address, Where
from bailee.store.rows.places import Place
from bailee.store.workspace import Workspace

LONGEST = 4_000  # characters


def may_name(workspace: Workspace) -> bool:
    """Whether this member names what is scanned here."""
    is_own = workspace.provider_number is None or workspace.role in PROVIDER_ROLES
    return is_own and workspace.may(Permission.SCAN)


def add_place(workspace: Workspace, where: str) -> Place:
    """The place of a folder or an address; the one that is there where it was named before.

    NotAllowed for who may not name places here; InvalidInput where it is none. An address that holds a password is refused.
    """
    where = where.strip()
    if not where or len(where) > LONGEST or "\x00" in where:
        raise InvalidInput("Write a folder or an address.", hint="such as /srv/shares/hr, or imap://mail.example.org/")
    if workspace.needs_authority and not may_name(workspace):
        raise NotAllowed(
            "what this server reads is named by your provider",
            hint="choose one of the places, or ask your provider",
        )
    typed = read_where(where)
    _has_to_be_theirs(workspace, typed)
    if isinstance(typed, Address):
        place = workspace.add_place(typed)
    else:
        path = typed.expanduser()
        if not path.is_absolute():
            raise InvalidInput("Write the whole path.", hint="it begins with / or with a drive")
        if not path.exists():
            raise InvalidInput(
                "There is no such folder on the machine that scans.", hint="mount it first, or look at the spelling"
            )
        place = workspace.add_place(path)
    with workspace.transaction(Permission.SCAN):
        workspace.record("place-named", f"place-{place.ident}", {})
    return place


def _has_to_be_theirs(workspace: Workspace, where: Where) -> None:
    if workspace.is_on_own_server:
        return
    whose = workspace.provider_ident() or workspace.organisation
    if not lent.read(workspace.home / lent.FILE).holds(whose, where):
        raise NotAllowed(
            "this server is another organisation's, and does not lend you that place",
            hint=f"whoever runs it writes it below [{whose}] in {lent.FILE} of its home folder",
        )
