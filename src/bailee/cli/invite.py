"""`bailee invite`: let somebody sign in, in a role."""

from __future__ import annotations

import os
from pathlib import Path

import click

from bailee import settings
from bailee.cli.options import home_option, json_option
from bailee.cli.output import write_json
from bailee.errors import InvalidInput
from bailee.permissions import Role

STAGE, RANK = "run", 4


@click.command()
@click.argument("email")
@click.option("--role", type=click.Choice([role.value for role in Role]), help="What they are here.")
@click.option("--for", "whom", metavar="MEMBER", default="", help="Who is a member already, and does not sign in yet.")
@click.option("--organisation", metavar="IDENT", help="Ident of the organisation (the first one).")
@click.option("--member", metavar="IDENT", default="owner", help="Who invites (the owner).")
@json_option
@home_option
def command(
    email: str, role: str | None, whom: str, organisation: str | None, member: str, as_json: bool, home: Path
) -> None:
    """Invite somebody to sign in to the server, in a role that you may give.

    The link works once, for seven days, for this e-mail address. It is mailed where a mail server is set
    (BAILEE_SMTP_HOST), and shown to be handed over where none is.

    \b
    Example:
      bailee invite pat@client.example --role privacy-person
      bailee invite tess@msp.example --for tess
    """
    if bool(role) == bool(whom):
        raise InvalidInput("say either what they are to be, or which member they are", hint="--role or --for")
    from bailee.operations.invite_member import invite_member
    from bailee.operations.mail_server import mail_server
    from bailee.operations.open_store import open_store

    values = settings.read(os.environ)
    workspace = open_store(home, create=False, organisation=organisation, member=member)
    address = str(values["address"]) or "http://localhost:8765"
    made = invite_member(
        workspace, email, Role(role) if role else None, address=address, server=mail_server(values), member=whom
    )
    if as_json:
        named = {"role": role} if role else {"member": whom}
        write_json({"email": email, **named, "link": made.link, "mailed": made.is_mailed})
        return
    click.echo(made.link)
    said = "It was mailed, too." if made.is_mailed else "Hand it over: no mail server is set."
    where = "" if values["address"] else " It leads to this machine; BAILEE_ADDRESS says where others reach the server."
    click.echo(f"{said} It works once, until seven days from now, and is shown this once.{where}", err=True)
