"""Which of a provider's clients a command is about: `--client NAME`, by its name or its ident.

choose("Dentist")                       # the command line does, once
workspace = open_store(home)            # is the dentist's now
"""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar
from typing import TYPE_CHECKING

from bailee.errors import InvalidInput, NotAllowed

if TYPE_CHECKING:
    from bailee.store.rows.clients import Client
    from bailee.store.workspace import Workspace

_chosen: ContextVar[str] = ContextVar("client", default="")
_command: ContextVar[str] = ContextVar("command", default="")


def choose(named: str, command: str = "") -> None:
    """From now on the store that is opened is this client's; empty: the organisation's own. `command`: by what it is opened."""
    _chosen.set(named)
    _command.set(command)


def chosen() -> str:
    return _chosen.get()


def find(clients: Sequence[Client], named: str) -> Client:
    """The client of an ident or a name. InvalidInput where there is none, or several begin so."""
    wanted = " ".join(named.split()).casefold()
    exact = [each for each in clients if each.ident == named or each.name.casefold() == wanted]
    found = exact or [each for each in clients if wanted and each.name.casefold().startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise InvalidInput("there is no such client", hint="`bailee clients` lists them")
    raise InvalidInput(
        "more than one client is called so", hint="name it by its ident: " + ", ".join(each.ident for each in found[:5])
    )


def open_client(provider: Workspace, named: str) -> Workspace:
    """The workspace of a client, as the person of the provider who asks; that she opened it is noted there.

    NotAllowed where she is not assigned to it.
    """
    from bailee.store.workspace import Workspace

    client = find(provider.clients(), named)
    if not client.as_member:
        raise NotAllowed(
            f'you are not assigned to the client "{client.name}"',
            hint=f"bailee clients assign {client.ident} {provider.member}; in an emergency: bailee clients break-glass",
        )
    workspace = Workspace(provider.home, client.ident, client.as_member)
    workspace.note_access(f"command: {_command.get() or 'bailee'}")
    return workspace
