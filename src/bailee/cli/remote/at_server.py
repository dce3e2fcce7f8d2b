"""`bailee --server URL`: a command asks a server's API instead of this machine's store, and prints what it prints otherwise.

A command runs there when `commands.REMOTE` has it: the same options, the same printing, other rows. Every other one says that
it works on this machine.
"""

from __future__ import annotations

import copy
import os
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from bailee import settings
from bailee.cli.remote.missing import said_missing
from bailee.cli.remote.own import HERE, why_own
from bailee.client import Refused
from bailee.errors import InvalidInput, NotAllowed

if TYPE_CHECKING:
    from bailee.client import Client

ENTRY = "api-token"  # in the keychain
OTHER = "it is of another version than this bailee"
UPDATE = "update the older of the two (docs/versions.md), or type the command at the server's own machine"
_MAY_BE_OLDER = ("not-there", "no-such-method", "invalid-input")


def at_server(command: click.Command, path: str) -> click.Command:
    """The command as it is asked of a server: the same words and options, and another deed."""
    from bailee.cli.remote.commands import REMOTE

    if path in HERE:
        return command
    made = copy.copy(command)
    if isinstance(command, click.Group) and isinstance(made, click.Group):
        made.commands = {name: at_server(each, f"{path} {name}") for name, each in command.commands.items()}
        if not command.invoke_without_command:
            return made
    made.callback = partial(_asked, path, REMOTE.get(path))
    return made


def _asked(path: str, deed: Any, **given: Any) -> None:
    ctx = click.get_current_context()
    if ctx.invoked_subcommand is not None:
        return
    if deed is None:
        raise InvalidInput(
            f"`bailee {path}` works on a store and disks of its own machine ({why_own(path)})",
            hint="run it there, without --server; docs/remote.md lists what a server is asked for",
        )
    client = opened(ctx.meta["bailee.server"])
    if "client" in given:  # one of a provider's, as an argument
        given["named"] = given.pop("client")
    try:
        deed(client, **given)
    except (KeyError, TypeError, ValueError):
        if not _is_other(client):
            raise
        raise InvalidInput(f"this server does not tell what `bailee {path}` prints: {OTHER}", hint=UPDATE) from None
    except Refused as refused:
        missing = said_missing(refused.path) if refused.kind == "not-there" else None
        words, hint = missing or (str(refused), refused.hint)
        if refused.kind in _MAY_BE_OLDER and _is_other(client):
            hint = f"{hint + '; ' if hint else ''}it may be that {OTHER}: {UPDATE}"
        elif missing is None:
            raise
        raise InvalidInput(words, hint=hint) from None


def _is_other(client: Client) -> bool:
    """Whether the server's API is another than the one that this client was made from."""
    from bailee.client.client import MADE_FROM
    from bailee.client.description import digest_of

    return digest_of(client.openapi()) != MADE_FROM


def opened(server: str) -> Client:
    """The server, by the token of this environment, about the client that was named, else the first organisation."""
    from bailee.client import Client

    values = settings.read(os.environ)
    asking = Client(server, str(values["token"]) or _kept_token())
    ctx = click.get_current_context()
    from bailee.cli.output import CLIENT

    wanted = str(ctx.meta.get(CLIENT) or values["client"])
    there = asking.who_am_i()["organisations"]
    if not there:
        raise NotAllowed("this token reaches no organisation", hint="make another one: `bailee token create`")
    if not wanted:
        return asking.of(there[0]["ident"])
    found = [each for each in there if wanted.casefold() in (each["ident"], each["name"].casefold())]
    if len(found) != 1:
        raise InvalidInput(
            f'this token reaches no client "{wanted[:80]}"', hint=", ".join(each["ident"] for each in there[:20])
        )
    return asking.of(found[0]["ident"])


def _kept_token() -> str:
    """From the keychain of this account. NotAllowed where there is none either."""
    from bailee.errors import Error
    from bailee.keys import keychain

    try:
        return keychain.get(ENTRY).decode()
    except (Error, UnicodeDecodeError):
        said = "BAILEE_TOKEN_FILE names a file with it; `bailee token create` makes one at the server"
        raise NotAllowed("a server is asked with a token, and there is none", hint=said) from None
