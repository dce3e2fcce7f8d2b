"""`bailee ticket`: tickets in the system that a provider works in, and messages in its chat."""

from __future__ import annotations

from pathlib import Path

import click

from bailee.cli.options import Steps, home_option
from bailee.cli.output import console
from bailee.cli.ticket.connecting import connect_command, disconnect_command, map_command
from bailee.cli.ticket.listing import list_command
from bailee.counting import count

STAGE, RANK = "respond", 6


@click.group("ticket", cls=Steps)
def command() -> None:
    """Have alerts, tasks, incidents and findings become tickets of ConnectWise or HaloPSA, and messages of Slack or Teams.

    A ticket is made, kept up to date and closed with what it is about. `bailee worker` and `bailee serve` do so every few minutes.

    \b
    Example:
      bailee ticket connect connectwise --keys connectwise.toml
      bailee ticket map --of task --of alert --least high --clients lind --set company=LindDental --set board=Privacy
      bailee ticket list
    """


@command.command("sync")
@home_option
def sync_command(home: Path) -> None:
    """Tell what is due now, and look at how open tickets stand there.

    \b
    Example:
      bailee ticket sync --client lind
    """
    import os

    from bailee import settings
    from bailee.operations.open_store import open_store
    from bailee.operations.sync_tickets import reach_of, sync
    from bailee.operations.tell_chat import tell_chat

    workspace, values = open_store(home, create=False), settings.read(os.environ)
    reach, address = reach_of(values), str(values["address"])
    done, told = sync(workspace, reach, address), tell_chat(workspace, reach, address)
    console().print(
        f"{done.made} made, {done.updated} updated, {done.closed} closed, {done.closed_there} closed there, {count(told.sent, 'message')}; "
        f"{done.waiting + told.waiting} wait",
        soft_wrap=True,
    )
    if done.waiting or told.waiting:
        console().print("`bailee ticket list` says what they wait for; nothing is lost, and each is tried again.")


@command.command("test")
@click.argument("desk", required=False, default="")
@home_option
def test_command(desk: str, home: Path) -> None:
    """Ask a system whether it lets us in; nothing is made there.

    \b
    Example:
      bailee ticket test
    """
    import os

    from bailee import settings
    from bailee.operations.connect_tickets import desk_named
    from bailee.operations.open_store import open_store
    from bailee.operations.sync_tickets import reach_of, try_desk

    workspace = open_store(home, create=False)
    row = desk_named(workspace, desk)
    said = try_desk(workspace, row.ident, reach_of(settings.read(os.environ)))
    said_let_in(row.ident, said)


def said_let_in(ident: str, said: str) -> None:
    console().print(f"{ident} lets us in{f': {said}' if said else ''}", soft_wrap=True, markup=False)


for each in (connect_command, map_command, list_command, disconnect_command):
    command.add_command(each)
