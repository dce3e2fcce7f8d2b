"""`bailee hold`: legal holds, which win over every period after which data was to be erased."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bailee.cli.options import Steps, again, as_of_option, home_option, json_option
from bailee.cli.output import write_json

if TYPE_CHECKING:
    from bailee.departures import Hold

STAGE, RANK = "inventory", 5


@click.group("hold", cls=Steps)
def command() -> None:
    """Say that data has to be kept for a matter, whatever a period says; lift it when the matter is over.

    \b
    Example:
      bailee hold add "Roe v. Acme" --why "claim received" --who "A. Counsel" --store company/HR
      bailee hold list
    """


@command.command("add")
@click.argument("matter", metavar="MATTER")
@click.option("--why", required=True, metavar="TEXT", help="What was received, or is expected.")
@click.option("--who", required=True, metavar="NAME", help="Who asked for it.")
@click.option(
    "--store",
    "stores",
    multiple=True,
    metavar="IDENT",
    help="Only what lies here, such as company/HR; may be repeated.",
)
@click.option(
    "--category", "categories", multiple=True, metavar="IDENT", help="Only this category of data; may be repeated."
)
@click.option("--person", default="", metavar="NAME", help="Only what names this person.")
@click.option(
    "--email", default="", metavar="ADDRESS", help="The person's e-mail address, where the name is a common one."
)
@click.option("--from", "since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Since when (today).")
@home_option
def add(
    matter: str,
    why: str,
    who: str,
    stores: tuple[str, ...],
    categories: tuple[str, ...],
    person: str,
    email: str,
    since: datetime | None,
    home: Path,
) -> None:
    """Keep data for a matter. Of stores, categories and a person all that are named have to fit; none: everything is kept.

    \b
    Example:
      bailee hold add "Roe v. Acme" --why "claim received" --who "A. Counsel" --person "Jane Roe" --category payroll
    """
    from bailee.operations.hold_data import hold_data
    from bailee.operations.open_store import open_store

    today = datetime.now(UTC).astimezone().date()
    ident = hold_data(
        open_store(home, create=False),
        matter,
        why=why,
        who=who,
        since=since.date() if since else today,
        on=today,
        stores=stores,
        categories=categories,
        person=person,
        email=email,
    )
    said_added(ident, matter)


def said_added(ident: str, matter: str) -> None:
    click.echo(f"{ident}: {matter}")
    click.echo(f"next  {again('bailee departures --all')}")


@command.command("list")
@click.option("--all", "lifted", is_flag=True, help="Those that were lifted, too.")
@json_option
@as_of_option
@home_option
def list_(lifted: bool, as_json: bool, home: Path) -> None:
    """List legal holds, oldest first.

    \b
    Example:
      bailee hold list --all
    """
    from bailee.operations.open_store import open_store

    show_holds(open_store(home, create=False).legal_holds(lifted=lifted), as_json)


def show_holds(holds: Sequence[Hold], as_json: bool) -> None:
    if as_json:
        write_json(
            [
                {
                    "ident": each.ident,
                    "matter": each.matter or None,
                    "why": each.why or None,
                    "who": each.who or None,
                    "since": each.since.isoformat(),
                    "stores": list(each.stores),
                    "categories": list(each.categories),
                    "person": each.person or None,
                    "lifted_on": each.lifted_on.isoformat() if each.lifted_on else None,
                }
                for each in holds
            ]
        )
        return
    for each in holds:
        ended = f", lifted {each.lifted_on}" if each.lifted_on else ""
        click.echo(f"{each.ident}  {each.matter or 'on hold'}  since {each.since}{ended}")
        click.echo(f"    keeps {each.scope}")
        if each.is_told:
            click.echo(f"    {each.why} ({each.who})")
    if not holds:
        click.echo("No legal hold stands.")


@command.command("lift")
@click.argument("ident", metavar="IDENT")
@click.option("--why", required=True, metavar="TEXT", help="Who decided so, and what ended it.")
@home_option
def lift(ident: str, why: str, home: Path) -> None:
    """Say that data need not be kept for it any more: periods count again.

    \b
    Example:
      bailee hold lift hold-3fa2c1d0 --why "settled on 3 March; A. Counsel"
    """
    from bailee.operations.hold_data import lift_hold
    from bailee.operations.open_store import open_store

    lift_hold(open_store(home, create=False), ident, why=why, on=datetime.now(UTC).astimezone().date())
    click.echo(f"{ident} is lifted")
