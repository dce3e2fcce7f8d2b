"""`bailee members`: who belongs to an organisation, and in which role."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.markup import escape
from rich.table import Table

from bailee.cli.options import Steps, again, as_of_option, home_option, json_option
from bailee.cli.output import console, write_json
from bailee.permissions import Role

if TYPE_CHECKING:
    from bailee.store.rows.members import Member

STAGE, RANK = "run", 3
ROLES = [role.value for role in Role]


@click.group(cls=Steps, invoke_without_command=True)
@click.option("--ended", is_flag=True, help="Those who were members, too.")
@json_option
@as_of_option
@home_option
@click.pass_context
def command(ctx: click.Context, ended: bool, as_json: bool, home: Path) -> None:
    """List who belongs to this organisation, or to a client, and in which role.

    \b
    Example:
      bailee members
      bailee members --client "Lind Dental"
      bailee members add "Tess Moreau" technician
    """
    if ctx.invoked_subcommand is not None:
        return
    from bailee.operations.open_store import open_store

    show_members(open_store(home, create=False).member_list(ended=ended), as_json)


def show_members(listed: Sequence[Member], as_json: bool) -> None:
    if as_json:
        write_json(
            [
                {
                    "ident": each.ident,
                    "name": each.name,
                    "role": each.role.value,
                    "through": each.through,
                    "until": each.until.isoformat() if each.until else None,
                    "ended_at": each.ended_at.isoformat() if each.ended_at else None,
                    "signs_in": bool(each.account),
                }
                for each in listed
            ]
        )
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for head in ("member", "name", "role", ""):
        table.add_column(head, overflow="fold")
    for each in listed:
        said = [f"by the provider {each.through}"] if each.through else []
        said += [f"until {each.until:%Y-%m-%d %H:%M} UTC"] if each.until else []
        said += [f"ended {each.ended_at:%Y-%m-%d}"] if each.ended_at else []
        said += [] if each.account else ["does not sign in"]
        table.add_row(escape(each.ident), escape(each.name), each.role.label, escape(", ".join(said)))
    console().print(table)


@command.command()
@click.argument("name")
@click.argument("role", type=click.Choice(ROLES))
@click.option("--ident", default="", metavar="WORD", help="What the log calls her (made of the name).")
@home_option
def add(name: str, role: str, ident: str, home: Path) -> None:
    """Add a person, in one of ten roles (docs/roles.md says what each may do).

    \b
    Example:
      bailee members add "Tess Moreau" technician
      bailee members add "Dora Lind" client-owner --client "Lind Dental"
    """
    from bailee.operations.open_store import open_store

    made = open_store(home, create=False).add_member(name, Role(role), ident=ident)
    click.echo(f"{made} is a member now, as {Role(role).label}.")
    click.echo("next  " + again(f"bailee invite ADDRESS --for {made}"))


@command.command()
@click.argument("member")
@click.argument("role", type=click.Choice(ROLES))
@home_option
def role(member: str, role: str, home: Path) -> None:
    """Give a member another role, from her next request on.

    \b
    Example:
      bailee members role tess lead
    """
    from bailee.operations.open_store import open_store

    open_store(home, create=False).change_role(member, Role(role))
    click.echo(f"{member} is {Role(role).label} now.")


@command.command()
@click.argument("member")
@home_option
def end(member: str, home: Path) -> None:
    """End a membership: here, and at each client that she was assigned to.

    \b
    Example:
      bailee members end tess
    """
    from bailee.operations.open_store import open_store

    open_store(home, create=False).end_member(member)
    click.echo(f"{member} is no member any more.")
