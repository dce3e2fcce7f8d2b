"""`bailee ticket connect`, `map` and `disconnect`: where tickets and messages go. Keys come from a file, never from a command line."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

import click

from bailee.cli.options import home_option
from bailee.cli.output import console
from bailee.errors import CannotRead, InvalidInput, line_of
from bailee.tickets.chats import chats
from bailee.tickets.drafts import SORTS
from bailee.tickets.systems import systems
from bailee.vocabulary import Severity

_SEVERITIES = [each.value for each in Severity]


@click.command("connect")
@click.argument("system", type=click.Choice([*systems(), *chats()]))
@click.option(
    "--keys",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE.toml",
    help="Its address and keys, a line each; of a chat, its address.",
)
@click.option("--name", default="", help="What you call it.")
@click.option("--change", metavar="DESK", default="", help="Other keys for one that is connected.")
@click.option(
    "--clients",
    default="",
    metavar="NAME",
    help="Of a chat: the client that it hears of, or * for every one; else yourselves.",
)
@click.option(
    "--alerts",
    type=click.Choice([*_SEVERITIES, "none"]),
    default="high",
    show_default=True,
    help="Of a chat: alerts so bad or worse.",
)
@click.option("--weekly", is_flag=True, help="Of a chat: once a week how it stands.")
@home_option
def connect_command(
    system: str, file: Path, name: str, change: str, clients: str, alerts: str, weekly: bool, home: Path
) -> None:
    """Connect a system or a channel. Its keys are kept encrypted, and shown by nothing.

    \b
    FILE.toml for connectwise: address, company, public_key, private_key, client_id
    FILE.toml for halopsa:     address, client_id, client_secret, tenant
    FILE.toml for slack, teams: address

    \b
    Example:
      bailee ticket connect connectwise --keys connectwise.toml
      bailee ticket connect teams --keys teams.toml --clients "*" --alerts severe --weekly
    """
    from bailee import settings
    from bailee.operations.connect_tickets import change_keys, connect, connect_channel
    from bailee.operations.open_store import open_store
    from bailee.operations.sync_tickets import reach_of

    told, workspace = told_in(file), open_store(home, create=False)
    reach = reach_of(settings.read(os.environ))
    if system in chats():
        least = None if alerts == "none" else Severity(alerts)
        ident = connect_channel(
            workspace, system, address_of(told), reach=reach, label=name, client=clients, least=least, weekly=weekly
        )
        said_channel(ident)
    elif change:
        change_keys(workspace, change, told, reach=reach)
        said_keys(change)
    else:
        said_connected(connect(workspace, system, told, reach=reach, label=name))


def said_channel(ident: str) -> None:
    console().print(f"{ident}: hears of what happens from now on", soft_wrap=True)


def said_keys(desk: str) -> None:
    console().print(f"{desk}: has other keys; `bailee ticket test {desk}` asks whether they fit", soft_wrap=True)


def said_connected(ident: str) -> None:
    console().print(f"{ident}: connected; `bailee ticket map` says what goes there", soft_wrap=True)


def address_of(told: Mapping[str, str]) -> str:
    """Of a chat. InvalidInput where its file says more, or less."""
    if set(told) != {"address"}:
        raise InvalidInput("a chat has an address, and nothing else", hint='address = "https://…"')
    return told["address"]


def told_in(file: Path) -> dict[str, str]:
    """Address and keys of a file. CannotRead or InvalidInput where it is none of them."""
    try:
        told = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise CannotRead(f'there is no file "{file}"', hint="write the address and the keys into one") from None
    except OSError as error:
        raise CannotRead(f'cannot read "{file}": {os.strerror(error.errno or 0).lower()}') from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidInput(f'"{file}" is no TOML{line_of(error)}', hint='a line each: address = "https://…"') from None
    if not all(isinstance(value, str) for value in told.values()):
        raise InvalidInput(f'"{file}" holds more than texts', hint='a line each: address = "https://…"')
    return told


@click.command("map")
@click.option(
    "--of",
    "sorts",
    multiple=True,
    type=click.Choice(SORTS),
    required=True,
    help="What becomes a ticket; may be given several times.",
)
@click.option("--least", type=click.Choice(_SEVERITIES), default="high", show_default=True, help="So bad or worse.")
@click.option(
    "--clients", default="", metavar="NAME", help="Of a provider: a client, or * for every one; else yourselves."
)
@click.option(
    "--set",
    "settings_",
    multiple=True,
    metavar="NAME=VALUE",
    help="Where it goes: company, board, type, open, closed (ConnectWise); client, type, team, closed (HaloPSA).",
)
@click.option("--desk", default="", metavar="DESK", help="Which system, where there are several.")
@home_option
def map_command(
    sorts: tuple[str, ...], least: str, clients: str, settings_: tuple[str, ...], desk: str, home: Path
) -> None:
    """Say which things become tickets, and where they go there. A rule that names a client comes before one for every client.

    \b
    Example:
      bailee ticket map --of task --of alert --least high --clients lind --set company=LindDental --set board=Privacy
      bailee ticket map --of incident --clients "*" --set client=12 --set type=21
    """
    from bailee.operations.connect_tickets import map_things
    from bailee.operations.open_store import open_store

    told = where_of(settings_)
    workspace = open_store(home, create=False)
    ident = map_things(workspace, desk, sorts, least=Severity(least), client=clients, mapping=told)
    said_mapped(ident, sorts, least)


def where_of(settings_: tuple[str, ...]) -> dict[str, str]:
    """Where tickets go, as it was typed. InvalidInput where one names nothing."""
    pairs = [each.partition("=") for each in settings_]
    if wrong := [name for name, sign, _ in pairs if not sign]:
        raise InvalidInput(f'"{wrong[0][:40]}" says nothing', hint="as in --set board=Privacy")
    return {name.strip(): value for name, _, value in pairs}


def said_mapped(ident: str, sorts: tuple[str, ...], least: str) -> None:
    console().print(
        f"{ident}: {', '.join(sorts)} of severity {least} or worse become tickets from now on", soft_wrap=True
    )


@click.command("disconnect")
@click.argument("ident")
@home_option
def disconnect_command(ident: str, home: Path) -> None:
    """Let go of a system, a channel or a rule: nothing more goes there, and its keys are forgotten. Tickets stay as they are there.

    \b
    Example:
      bailee ticket disconnect desk-3fa2c1d9
      bailee ticket disconnect rule-77aa01b2
    """
    from bailee.operations.connect_tickets import disconnect, end_rule
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    (end_rule if ident.startswith("rule-") else disconnect)(workspace, ident)
    said_let_go(ident)


def said_let_go(ident: str) -> None:
    console().print(f"{ident}: nothing more goes there", soft_wrap=True)
