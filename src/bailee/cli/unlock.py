"""`bailee unlock`: a new way in for somebody who lost her phone, passkey or password."""

from __future__ import annotations

import os
from pathlib import Path

import click

from bailee import settings
from bailee.cli.options import home_option

STAGE, RANK = "run", 5


@click.command()
@click.argument("email")
@home_option
def command(email: str, home: Path) -> None:
    """Give somebody who lost a phone, a passkey or a password a new way in to the server.

    What the account signed in with opens nothing any more; its sessions and its tokens end, and so does its link to an
    issuer of identities: whoever signs in there with the same address is let in again, so where that account was taken, end
    it there first. The link works once, for a day; it is shown this once, to be handed over. Each organisation of the
    account has it in its log.

    \b
    Example:
      bailee unlock pat@client.example
    """
    from bailee.store.sign_in_rows import HOURS, unlock

    address = str(settings.read(os.environ)["address"]).rstrip("/") or "http://localhost:8765"
    click.echo(f"{address}/account/reset/{unlock(home, email)}/")
    click.echo(f"Hand it over in a way that you trust. It works once, within {HOURS} hours.", err=True)
