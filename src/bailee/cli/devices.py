"""`bailee devices`: machines that scans ran on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.markup import escape

from bailee.cli.options import home_option, json_option
from bailee.cli.output import console, write_json
from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from bailee.store.rows.devices import Device

STAGE, RANK = "discover", 6


@click.command()
@click.argument("device", required=False)
@click.option("--site", metavar="SITE", help="It stands at this site; '' for none.")
@click.option(
    "--silent-after", type=int, metavar="DAYS", help="Say so when it was not heard of for so many days; 0: never."
)
@click.option("--retire", is_flag=True, help="It is not expected any more. A scan there brings it back.")
@home_option
@json_option
def command(
    device: str | None, site: str | None, silent_after: int | None, retire: bool, home: Path, as_json: bool
) -> None:
    """List the machines that scans ran on, and when each was last heard of; say where one stands, or that it is gone.

    \b
    Example:
      bailee devices
      bailee devices device-3fa2c19b --site "Main Street" --silent-after 7
    """
    from bailee.operations.open_store import open_store

    workspace = open_store(home)
    names_one(device, site, silent_after, retire)
    if device is not None:
        workspace.keep_device(device, site=site, silent_days=silent_after)
        if retire:
            workspace.retire_device(device)
    show_devices(workspace.devices(), as_json)


def names_one(device: str | None, site: str | None, silent_after: int | None, retire: bool) -> None:
    """InvalidInput where something is said, and not of which device."""
    if device is None and (site is not None or silent_after is not None or retire):
        raise InvalidInput("say which device", hint="its ident, as `bailee devices` lists it")


def show_devices(listed: Sequence[Device], as_json: bool) -> None:
    from bailee.store.rows.base import now

    if as_json:
        write_json([_shape(each) | {"is_silent": each.is_silent(now())} for each in listed])
        return
    for each in listed:
        state = "retired" if each.retired_at else "silent" if each.is_silent(now()) else "heard of"
        about = ", ".join(filter(None, (each.system, each.site, ", ".join(each.places))))
        console().print(
            f"[bold]{escape(each.name)}[/bold]  {each.ident}  {state}, last {each.last_seen_at.astimezone():%Y-%m-%d %H:%M}  {escape(about)}",
            soft_wrap=True,
        )
    if not listed:
        click.echo("No device yet: a scan makes the first")


def _shape(device: Device) -> dict[str, Any]:
    """A device as JSON: moments as texts."""
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in asdict(device).items()}
