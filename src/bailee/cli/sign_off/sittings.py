"""`bailee sign-off open` and `close`: browsers that are open for people without an account, and how to end them from here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bailee.cli.options import again, home_option, json_option
from bailee.cli.output import console, listing, write_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bailee.store.rows.sittings import Sitting


@click.command("open")
@home_option
@json_option
def open_command(home: Path, as_json: bool) -> None:
    """List browsers that are open for people without an account: who came by a link, and devices in the office.

    \b
    Example:
      bailee sign-off open
    """
    from bailee.operations.end_sitting import open_sittings
    from bailee.operations.open_store import open_store

    show_sittings(open_sittings(open_store(home, create=False)), as_json)


def show_sittings(found: Sequence[Sitting], as_json: bool) -> None:
    if as_json:
        write_json(
            [
                {
                    "ident": each.ident,
                    "sort": each.sort.value,
                    "name": each.name,
                    "witness": each.witness or None,
                    "began_at": each.began_at.isoformat(),
                    "ends_at": each.ends_at.isoformat(),
                }
                for each in found
            ]
        )
        return
    if not found:
        click.echo("No page of a person and no device in the office is open.")
        return
    table = listing("ident", "what", "whose", "since", "until")
    for each in found:
        what = "own page, by a link" if each.sort.value == "person" else f"device, witness {each.witness}"
        began, ends = each.began_at.astimezone(), each.ends_at.astimezone()
        table.add_row(each.ident, what, each.name, f"{began:%Y-%m-%d %H:%M}", f"{ends:%Y-%m-%d %H:%M}")
    console().print(table)
    click.echo("\nnext  " + again(f"bailee sign-off close {found[0].ident}"))


@click.command("close")
@click.argument("idents", metavar="[IDENT]...", nargs=-1)
@click.option("--all", "every", is_flag=True, help="All of them.")
@home_option
def close_command(idents: tuple[str, ...], every: bool, home: Path) -> None:
    """Close browsers from elsewhere: a phone that was lost, a device that somebody walked off with. What was signed stays.

    \b
    Example:
      bailee sign-off close sitting-3f2a91bc40de7712
      bailee sign-off close --all
    """
    from bailee.operations.end_sitting import end_sittings, open_sittings
    from bailee.operations.open_store import open_store

    some_or_all(idents, every)
    workspace = open_store(home, create=False)
    chosen = tuple(each.ident for each in open_sittings(workspace)) if every else idents
    said_closed(end_sittings(workspace, chosen))


def some_or_all(idents: tuple[str, ...], every: bool) -> None:
    """UsageError where nobody says which are closed, or twice."""
    if every == bool(idents):
        raise click.UsageError("name which, or give --all")


def said_closed(number: int) -> None:
    click.echo(f"{number:,} closed")
