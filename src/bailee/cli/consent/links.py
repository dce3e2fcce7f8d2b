"""`bailee consent link`, `links`, `revoke`: the addresses of people's own pages."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bailee.cli.options import again, home_option, json_option
from bailee.cli.output import console, listing, write_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bailee.operations.link_consent import NoCode
    from bailee.store.rows.consent_links import ConsentLink

SHOWN = 100


@click.command("link")
@click.argument("kind", metavar="FORM")
@click.option("--person", required=True, metavar="WHO", help="By e-mail address, number, ident of the roster, or name.")
@click.option("--mail", "by_mail", is_flag=True, help="To the address on the roster; its code to a second one.")
@click.option(
    "--code", "with_code", is_flag=True, help="You hand the link over, its code goes to the address on the roster."
)
@home_option
def link_command(kind: str, person: str, by_mail: bool, with_code: bool, home: Path) -> None:
    """Make the address of a person's own page: to agree, refuse and take back. It is shown once and kept nowhere.

    \b
    Example:
      bailee consent link staff-photos --person pat@example.org
      bailee consent link staff-photos --person pat@example.org --mail
    """
    from bailee import settings
    from bailee.operations.link_consent import send_page
    from bailee.operations.mail_server import mail_server
    from bailee.operations.open_store import open_store

    one_way(by_mail, with_code)
    values = settings.read(os.environ)
    address = str(values["address"]).rstrip("/") or f"http://127.0.0.1:{values['port']}"
    made = send_page(
        open_store(home, create=False), person, kind, address=address, server=mail_server(values), by_mail=by_mail,
        with_code=with_code,
    )  # fmt: skip
    said_linked(kind, made.link, made.no_code)


def one_way(by_mail: bool, with_code: bool) -> None:
    """UsageError where a link is to be mailed, and to be handed over."""
    if by_mail and with_code:
        raise click.UsageError("--mail sends a code by itself, where there is a second address; leave --code out")


def said_linked(kind: str, link: str, no_code: NoCode | None) -> None:
    """`link`: the address, where it is handed over; `no_code`: why no code goes apart."""
    from bailee.operations.link_consent import WHY
    from bailee.store.rows.consent_links import LINK_DAYS

    if link:
        click.echo(f"{link}\n")
        click.echo(f"Give it to that person alone. It opens for {LINK_DAYS} days, while `bailee serve` runs.")
    else:
        click.echo(f"mailed; it opens for {LINK_DAYS} days, while `bailee serve` runs")
    click.echo(f"{WHY[no_code]}" if no_code else "its code was mailed apart; nobody here sees it")
    click.echo("\nnext  " + again(f"bailee consent links {kind}"))


@click.command("links")
@click.argument("kind", metavar="FORM")
@home_option
@json_option
def links_command(kind: str, home: Path, as_json: bool) -> None:
    """List links that were made to people's own pages, the newest first: which open still, and which ask for a code.

    \b
    Example:
      bailee consent links staff-photos
    """
    from bailee.operations.link_consent import list_links
    from bailee.operations.open_store import open_store

    show_links(kind, list_links(open_store(home, create=False), kind, count=10**6 if as_json else SHOWN), as_json)


def show_links(kind: str, found: Sequence[ConsentLink], as_json: bool) -> None:
    from bailee.store.rows.base import now

    if as_json:
        write_json(
            [
                {
                    "ident": each.ident,
                    "person": each.principal.person,
                    "form": each.kind,
                    "made_at": each.made_at.isoformat(),
                    "expires_at": each.expires_at.isoformat(),
                    "revoked_at": each.revoked_at.isoformat() if each.revoked_at else None,
                    "open": each.is_open(now()),
                    "asks_code": each.asks_code,
                }
                for each in found
            ]
        )
        return
    if not found:
        click.echo("No link was made to a page about it.\n\nnext  " + again(f"bailee consent link {kind} --person WHO"))
        return
    table = listing("link", "whose", "made", "stands", "code", whole=("link",))
    for each in found:
        state = "revoked" if each.revoked_at else "code wrong five times" if each.is_locked else "over"
        stands = f"until {each.expires_at.astimezone():%Y-%m-%d}" if each.is_open(now()) else state
        made = f"{each.made_at.astimezone():%Y-%m-%d}"
        table.add_row(each.ident, each.principal.name, made, stands, "yes" if each.asks_code else "no")
    console().print(table)


@click.command("revoke")
@click.argument("link", metavar="LINK")
@home_option
def revoke_command(link: str, home: Path) -> None:
    """Revoke the link to a person's own page: it opens nothing from now on, and says so. What was said by it stays.

    \b
    Example:
      bailee consent revoke consent-3f2a91bc
    """
    from bailee.operations.link_consent import revoke_link
    from bailee.operations.open_store import open_store

    revoke_link(open_store(home, create=False), link)
    said_revoked(link)


def said_revoked(link: str) -> None:
    click.echo(f"revoked: {link} opens nothing any more")
