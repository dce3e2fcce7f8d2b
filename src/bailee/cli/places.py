"""`bailee places`: what could be scanned from here, and what of it nobody has looked at yet."""

from __future__ import annotations

import shlex
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from bailee.cli.options import again, home_option, json_option
from bailee.cli.output import console, write_json
from bailee.counting import count

if TYPE_CHECKING:
    from bailee.store.rows.sought import SoughtPlace

STAGE, RANK = "discover", 0


@click.command("places")
@click.option("--leave", metavar="PLACE", help="Leave this place out: it need not be scanned.")
@click.option("--reason", default="", metavar="TEXT", help="With --leave, why; an empty one takes it back.")
@json_option
@home_option
def command(leave: str | None, reason: str, as_json: bool, home: Path) -> None:
    """List disks, shares, home folders, mail, databases and backups that could be scanned from here.

    What is found is remembered: as long as nobody scans it or leaves it out with a reason, every coverage statement
    says that it was not looked at.

    \b
    Example:
      bailee places
      bailee places --leave /var/backups --reason "copies of what is scanned at its source"
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.search_places import leave_place, search_places

    if leave is not None:
        left = leave_place(open_store(home, create=False), leave, reason)
        click.echo(f"left out: {left.found.name}" if reason.strip() else f"taken back: {left.found.name}")
        return
    sought = search_places(open_store(home))
    if as_json:
        write_json({"places": [_shape(each) for each in sought]})
        return
    _show(sought)


def _shape(place: SoughtPlace) -> dict[str, Any]:
    found = place.found
    return {
        "sort": found.sort.value,
        "name": found.name,
        "address": found.address or None,
        "program": found.program or None,
        "account": found.whose or None,
        "bytes": found.size,
        "encrypted": found.encrypted,
        "removable": found.removable,
        "why_not": found.why_not or None,
        "scanned_at": place.scanned_at.isoformat() if place.scanned_at else None,
        "left_reason": place.left_reason or None,
    }


def _show(sought: tuple[SoughtPlace, ...]) -> None:
    out = console()
    for sort, places in groupby(sought, key=lambda place: place.found.sort):
        table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, expand=False)
        table.add_column(ratio=5, overflow="fold")
        table.add_column(justify="right", no_wrap=True)
        table.add_column(ratio=5, overflow="fold")
        for place in places:
            table.add_row(_name(place), _size(place.found.size), _state(place))
        out.print(Text(sort.plural, style="bold"))
        out.print(table)
        out.print()
    still = [place for place in sought if place.is_open]
    if not sought:
        out.print("Nothing was found that could be scanned from here.")
        return
    out.print(f"{count(len(sought), 'place')}, {len(still):,} of them not looked at yet.")
    first = next((place.found.address for place in still if place.found.address and not place.found.why_not), "")
    if first:
        out.print(Text(f"Next: {again('bailee scan')} {shlex.quote(first)}"))


def _name(place: SoughtPlace) -> Text:
    found = place.found
    shown = Text(found.name)
    if found.address and found.address != found.name:
        shown.append(f"\n{found.address}", style="dim")
    return shown


def _size(size: int | None) -> str:
    if size is None:
        return ""
    from bailee.reports import words

    return words.size(size)


def _state(place: SoughtPlace) -> str:
    found = place.found
    if place.left_reason:
        return escape(f"left out: {place.left_reason}")
    if place.scanned_at is not None:
        return f"[green]scanned {place.scanned_at.astimezone():%d %b %Y}[/green]"
    if found.why_not:
        return escape(found.why_not)
    at_rest = {True: ", encrypted", False: ", not encrypted", None: ""}[found.encrypted]
    return escape(f"{found.program or 'can be scanned'}{at_rest}{', removable' if found.removable else ''}")
