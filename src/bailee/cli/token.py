"""`bailee token`: tokens for programs that use the API."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.table import Table

from bailee.cli.options import Decorated, Steps, home_option, json_option
from bailee.cli.output import console, write_json
from bailee.permissions import Permission

if TYPE_CHECKING:
    from bailee.store.rows.programs import Token
    from bailee.store.workspace import Workspace

STAGE, RANK = "run", 8
READS = ("see-table", "see-findings", "see-stores")


@click.group("token", cls=Steps)
def command() -> None:
    """Tokens for programs that use the API: made for less than you may do yourself, and for at most a year.

    \b
    Example:
      bailee token create --name dashboard --days 90
      bailee token revoke 3f9a
    """


def _organisation_option(command: Decorated) -> Decorated:
    said = "Ident of the organisation (the first one)."
    return click.option("--organisation", metavar="IDENT", help=said)(command)


def _member_option(command: Decorated) -> Decorated:
    return click.option("--member", metavar="IDENT", default="owner", help="Whose token (the owner's).")(command)


def _opened(home: Path, organisation: str | None, member: str) -> Workspace:
    from bailee.operations.open_store import open_store

    return open_store(home, create=False, organisation=organisation, member=member)


@command.command("create")
@click.option("--name", required=True, metavar="TEXT", help="What uses it.")
@click.option("--days", required=True, type=click.IntRange(1, 365), help="How long it is good.")
@click.option(
    "--permission",
    "permissions",
    multiple=True,
    default=READS,
    show_default=True,
    type=click.Choice([each.value for each in Permission if each is not Permission.USE_API]),
    metavar="NAME",
    help="What it may do; may be given again. docs/api.md lists them.",
)
@click.option(
    "--organisation",
    "organisations",
    metavar="IDENT",
    multiple=True,
    help="Of an organisation (the first one); may be given again.",
)
@_member_option
@json_option
@home_option
def create(
    name: str,
    days: int,
    permissions: tuple[str, ...],
    organisations: tuple[str, ...],
    member: str,
    as_json: bool,
    home: Path,
) -> None:
    """Make a token, and show it this once.

    \b
    Example:
      bailee token create --name dashboard --days 90
      bailee token create --name rmm --days 30 --permission see-stores --permission scan
    """
    from bailee.operations.manage_tokens import create_token

    workspaces = [_opened(home, each, member) for each in organisations or (None,)]
    made = create_token(workspaces, name, map(Permission, permissions), days=days)
    until = made.expires_at.date().isoformat() if made.expires_at else ""
    if as_json:
        may = sorted(made.permissions)
        write_json({"token": made.token, "ident": made.ident, "permissions": may, "expires_on": until})
        return
    click.echo(made.token)
    click.echo(f"ident {made.ident}, until {until}. It is shown this once and kept nowhere: put it away now.", err=True)


@command.command("list")
@_organisation_option
@_member_option
@json_option
@home_option
def list_(organisation: str | None, member: str, as_json: bool, home: Path) -> None:
    """List your tokens: what each may do, until when, and when it was last used.

    \b
    Example:
      bailee token list
    """
    from bailee.operations.manage_tokens import tokens_of

    show_tokens(tokens_of(_opened(home, organisation, member)), as_json)


def show_tokens(found: tuple[Token, ...], as_json: bool) -> None:
    if as_json:
        write_json([_shape(each) for each in found])
        return
    if not found:
        console().print("No tokens. `bailee token create --name TEXT --days N` makes one.", markup=False)
        return
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for head in ("ident", "name", "until", "last used", "may"):
        table.add_column(head, overflow="fold")
    for each in found:
        until = "revoked" if each.revoked_at else each.expires_at.date().isoformat()
        used = each.last_used_at.date().isoformat() if each.last_used_at else "never"
        table.add_row(each.ident, each.name, until, used, ", ".join(each.permissions))
    console().print(table)


def _shape(token: Token) -> dict[str, object]:
    return {
        "ident": token.ident,
        "name": token.name,
        "permissions": [each.value for each in token.permissions],
        "created_at": token.created_at.isoformat(),
        "expires_at": token.expires_at.isoformat(),
        "revoked_at": token.revoked_at.isoformat() if token.revoked_at else None,
        "last_used_at": token.last_used_at.isoformat() if token.last_used_at else None,
        "good": token.is_good(datetime.now(UTC)),
    }


@command.command("revoke")
@click.argument("ident", metavar="IDENT")
@_organisation_option
@_member_option
@home_option
def revoke(ident: str, organisation: str | None, member: str, home: Path) -> None:
    """Refuse a token from now on.

    \b
    Example:
      bailee token revoke 3f9a
    """
    from bailee.operations.manage_tokens import revoke_token

    found = revoke_token([_opened(home, organisation, member)], ident)
    click.echo(f"revoked: {found.ident} ({found.name})")
