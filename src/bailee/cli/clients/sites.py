"""Where a client works: sites, each with its law and its clock, and the places that lie there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from rich.markup import escape

from bailee.cli.clients.provider import provider_of
from bailee.cli.options import bare_home_option, json_option
from bailee.cli.output import console, write_json
from bailee.errors import InvalidInput


@click.command()
@click.argument("client")
@click.option("--add", "name", metavar="NAME", help="A new site.")
@click.option("--jurisdiction", default="", metavar="CODE", help="Of the new site: its law, such as US-NY or DE.")
@click.option("--time-zone", default="", metavar="ZONE", help="Of the new site, such as America/New_York.")
@click.option("--place", metavar="PLACE", help="A place that was scanned, by its name …")
@click.option("--at", "site", metavar="SITE", help="… belongs to this site.")
@click.option("--close", metavar="SITE", help="It is no more.")
@bare_home_option
@json_option
def sites(
    client: str,
    name: str | None,
    jurisdiction: str,
    time_zone: str,
    place: str | None,
    site: str | None,
    close: str | None,
    home: Path,
    as_json: bool,
) -> None:
    """List the sites of a client, with the law and the clock of each; add one, close one, say which place lies there.

    \b
    Example:
      bailee clients sites "Lind Dental" --add "Main Street" --jurisdiction US-NY --time-zone America/New_York
      bailee clients sites "Lind Dental" --place reception --at "Main Street"
    """
    from bailee.operations.choose_client import open_client

    if (place is None) != (site is None):
        raise InvalidInput("a place belongs to a site", hint="--place PLACE --at SITE, both")
    workspace = open_client(provider_of(home), client)
    if name is not None:
        workspace.add_site(name, jurisdiction=jurisdiction, time_zone=time_zone)
    if place is not None and site is not None:
        workspace.place_at(place, site)
    if close is not None:
        workspace.close_site(close)
    listed = [
        {
            "ident": each.ident,
            "name": each.name,
            "jurisdiction": each.jurisdiction,
            "time_zone": each.time_zone,
            "places": list(each.places),
        }
        for each in workspace.sites()
    ]
    show_sites(listed, as_json)


def show_sites(listed: Sequence[Mapping[str, Any]], as_json: bool) -> None:
    """Sites as programs read them, or a line each."""
    if as_json:
        write_json(list(listed))
        return
    for each in listed:
        about = ", ".join(filter(None, (each["jurisdiction"], each["time_zone"]))) or "no law and no clock named"
        places = escape(", ".join(each["places"]))
        console().print(f"[bold]{escape(each['name'])}[/bold]  {escape(about)}  {places}", soft_wrap=True)
    if not listed:
        click.echo("No sites yet: --add NAME")
