"""Who of the provider reaches a client: `assign` for as long as it is wanted, `break-glass` for an hour and seen by the client."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from bailee.cli.clients.provider import DAY, end_of, provider_of
from bailee.cli.options import bare_home_option


@click.command()
@click.argument("client")
@click.argument("person")
@click.option("--until", type=DAY, help="The last day of it.")
@click.option("--end", is_flag=True, help="End the assignment instead.")
@bare_home_option
def assign(client: str, person: str, until: datetime | None, end: bool, home: Path) -> None:
    """Let a person of the provider work with a client, in the role that she has here.

    \b
    Example:
      bailee clients assign "Lind Dental" tess
      bailee clients assign "Lind Dental" tess --end
    """
    from bailee.operations.choose_client import find

    provider = provider_of(home)
    found = find(provider.clients(), client)
    if end:
        provider.end_assignment(found.ident, person)
        click.echo(f"{person} reaches {found.name} no more.")
    else:
        provider.assign(found.ident, person, until=end_of(until))
        click.echo(f"{person} reaches {found.name} from now on.")


@click.command("break-glass")
@click.argument("client")
@click.option("--reason", required=True, metavar="WORDS", help="Why, in a sentence: the client reads it.")
@click.option(
    "--hours", type=click.FloatRange(0, 24, min_open=True), default=1, show_default=True, help="For how long."
)
@bare_home_option
def break_glass(client: str, reason: str, hours: float, home: Path) -> None:
    """Reach a client that you are not assigned to, in an emergency: for a while, and seen by the client.

    \b
    Example:
      bailee clients break-glass "Lind Dental" --reason "Ransomware at reception, the owner is on the phone"
    """
    from bailee.operations.choose_client import find

    provider = provider_of(home)
    found = find(provider.clients(), client)
    until = provider.break_glass(found.ident, reason, hours=hours)
    click.echo(f"You reach {found.name} until {until:%Y-%m-%d %H:%M} UTC. The client sees that, and why.")
