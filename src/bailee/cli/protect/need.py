"""`bailee protect need`: say who needs to open what."""

from __future__ import annotations

from pathlib import Path

import click

from bailee.cli.options import again, home_option, json_option
from bailee.cli.output import write_json

RANK = 8


@click.command()
@click.argument("what", required=False, default="", metavar="[KIND|CATEGORY|STORE]")
@click.option(
    "--department", "departments", multiple=True, metavar="NAME", help="As the roster has it; may be repeated."
)
@click.option("--account", "accounts", multiple=True, metavar="NAME", help="An account of the system; may be repeated.")
@click.option("--managers", is_flag=True, help="Whoever the roster names as somebody's manager.")
@click.option("--why", default="", metavar="TEXT", help="In your own words.")
@click.option("--withdraw", metavar="IDENT", help="Nobody says any more who needs it.")
@home_option
@json_option
def command(
    what: str,
    departments: tuple[str, ...],
    accounts: tuple[str, ...],
    managers: bool,
    why: str,
    withdraw: str | None,
    home: Path,
    as_json: bool,
) -> None:
    """Say who needs to open a kind of record, a category of data or a store; alone, list what was said.

    Accounts that can open it and are of nobody who needs it then stand in `bailee protect exposure` and in the Secured column.
    Whose an account is, the roster tells: by e-mail address, number or name.

    \b
    Example:
      bailee protect need personnel-file --department "Human resources" --account backup
      bailee protect need company/Finance --department Finance --managers
      bailee protect need
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.say_need import say_need, withdraw_need

    workspace = open_store(home, create=False)
    if withdraw:
        withdraw_need(workspace, withdraw)
        click.echo(f"{withdraw}: nobody says any more who needs it")
        return
    if what:
        said = say_need(workspace, what, departments=departments, accounts=accounts, managers=managers, why=why)
        click.echo(f"{said.name} is needed by {said.whom}  ({said.ident})")
        click.echo(f"next  {again('bailee protect exposure')}")
        return
    there = workspace.needs()
    if as_json:
        write_json(
            [
                {
                    "ident": each.ident,
                    "sort": each.sort,
                    "name": each.name,
                    "departments": list(each.departments),
                    "accounts": list(each.accounts),
                    "managers": each.managers,
                    "said_on": each.said_on,
                }
                for each in there
            ]
        )
        return
    for each in there:
        click.echo(f"{each.ident}  {each.name} ({each.sort}): {each.whom}")
    if not there:
        click.echo("Nobody said yet who needs what.")
