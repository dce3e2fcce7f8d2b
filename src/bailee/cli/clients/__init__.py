"""`bailee clients`: those that a provider looks after: who reaches them, what they allowed, where they work, and their leaving."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.markup import escape
from rich.table import Table

from bailee.cli.clients.authority import authorise, withdraw
from bailee.cli.clients.leaving import handed_over, off_board
from bailee.cli.clients.provider import provider_of, today
from bailee.cli.clients.reach import assign, break_glass
from bailee.cli.clients.sites import sites
from bailee.cli.options import Steps, bare_home_option, json_option
from bailee.cli.output import console, write_json

if TYPE_CHECKING:
    from bailee.operations.record_authority import Standing
    from bailee.store.rows.clients import Client

STAGE, RANK = "run", 2


@click.group(cls=Steps, invoke_without_command=True)
@click.option("--gone", is_flag=True, help="Those who left, too.")
@json_option
@bare_home_option
@click.pass_context
def command(ctx: click.Context, gone: bool, as_json: bool, home: Path) -> None:
    """List the clients of this provider: who reaches them, and whether they may be scanned.

    \b
    Example:
      bailee clients
      bailee clients add "Lind Dental"
      bailee scan /srv/lind --client "Lind Dental"
    """
    if ctx.invoked_subcommand is not None:
        return
    from bailee.operations.choose_client import open_client
    from bailee.operations.record_authority import standing

    provider = provider_of(home)
    listed = provider.clients(gone=gone)
    stands = {
        each.ident: standing(open_client(provider, each.ident))
        for each in listed
        if each.state not in ("gone", "uncertified") and each.is_mine
    }
    if as_json:
        write_json([_shape(each, stands.get(each.ident)) for each in listed])
        return
    if not listed:
        click.echo("No clients yet: bailee clients add NAME")
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for head in ("client", "ident", "reached by", "may be scanned"):
        table.add_column(head, overflow="fold")
    for each in listed:
        table.add_row(
            escape(each.name),
            each.ident,
            ", ".join(each.assigned) or "nobody",
            _may_be_scanned(each, stands.get(each.ident)),
        )
    console().print(table)


def _shape(client: Client, told: Standing | None) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "ident": client.ident,
        "name": client.name,
        "state": client.state,
        "assigned": list(client.assigned),
        "may_be_scanned": None,
        "missing_agreements": [],
    }
    if told is not None:
        shape["may_be_scanned"] = bool(told.good(today()))
        shape["missing_agreements"] = [each.value for each in told.missing]
    return shape


def _may_be_scanned(client: Client, told: Standing | None) -> str:
    if client.state == "gone":
        return "left; its keys were destroyed"
    if client.state == "uncertified":
        return "left; its certificate was not written: bailee clients off-board"
    if client.state == "leaving":
        return "its leaving was begun and is not finished: bailee clients off-board"
    if told is None:
        return "you are not assigned"
    good = told.good(today())
    if not good:
        return "no: no written instruction" if not told.instructions else "no: its instruction is over or withdrawn"
    latest = good[-1]
    said = f"yes, by {latest.given_by} ({latest.function}), {latest.given_on.isoformat()}"
    said += f" until {latest.until.isoformat()}" if latest.until else ""
    return escape(said + "".join(f"; missing: {each.label}" for each in told.missing))


@command.command("become-provider")
@bare_home_option
def become_provider(home: Path) -> None:
    """Make this organisation a provider: it looks after clients from now on.

    \b
    Example:
      bailee clients become-provider
    """
    from bailee.operations.open_store import open_store

    open_store(home).become_provider()
    click.echo("This organisation is a provider now. Add its clients: bailee clients add NAME")


@command.command()
@click.argument("name")
@bare_home_option
@json_option
def add(name: str, home: Path, as_json: bool) -> None:
    """Add a client, with keys of its own; you are assigned to it.

    \b
    Example:
      bailee clients add "Lind Dental"
    """
    ident = provider_of(home).add_client(name)
    if as_json:
        write_json({"ident": ident, "name": " ".join(name.split())})
        return
    click.echo(f"{ident} added. Nothing of it is scanned until its written instruction is recorded:")
    click.echo(
        f"  bailee clients authorise {ident} --by NAME --function FUNCTION --on DATE --scope WORDS --place PLACE"
    )


for each in (authorise, withdraw, assign, break_glass, sites, off_board, handed_over):
    command.add_command(each)
