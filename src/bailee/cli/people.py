"""`bailee people`: how many people the data is about, as a range, with its reasons."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from bailee.cli.options import home_option, json_option
from bailee.cli.output import console, write_json
from bailee.inventory import Holding, PeopleRange
from bailee.vocabulary import DATA_CATEGORIES

STAGE = "inventory"


@click.command("people")
@json_option
@home_option
def command(as_json: bool, home: Path) -> None:
    """Say how many people are held data about, by category, and why it is a range.

    \b
    Example:
      bailee people
    """
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    inventory = workspace.inventory()
    everybody = inventory.everybody()
    holdings = [holding for holding in inventory.holdings(workspace.activities()) if holding.found]
    if as_json:
        write_json({"people": _range_shape(everybody), "holdings": [_holding_shape(holding) for holding in holdings]})
        return
    _show(everybody, holdings)


def _range_shape(people: PeopleRange) -> dict[str, Any]:
    return {"low": people.low, "high": people.high, "reasons": list(people.reasons)}


def _holding_shape(holding: Holding) -> dict[str, Any]:
    return {
        "category": holding.category,
        "subject": holding.subject.value,
        "stores": list(holding.stores),
        "people": _range_shape(holding.people),
    }


def words(people: PeopleRange) -> str:
    """
    >>> words(PeopleRange(41, 44)), words(PeopleRange(3, 3))
    ('41–44', '3')
    """
    return str(people.low) if people.low == people.high else f"{people.low}–{people.high}"


def _show(everybody: PeopleRange, holdings: list[Holding]) -> None:
    out = console()
    if not holdings:
        out.print("No personal data was found yet. Try bailee scan FOLDER.")
        return
    out.print(Text(f"Data about {words(everybody)} people is held.", style="bold"))
    for reason in everybody.reasons:
        out.print(Text(f"  {reason}", style="dim"))
    out.print()
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("about", no_wrap=True)
    table.add_column("what", max_width=26)
    table.add_column("people", justify="right", no_wrap=True)
    table.add_column("because", ratio=1)
    last = ""
    for holding in sorted(holdings, key=lambda each: each.subject.value):
        subject = holding.subject.value if holding.subject.value != last else ""
        last = holding.subject.value
        table.add_row(
            subject,
            DATA_CATEGORIES[holding.category].label,
            words(holding.people),
            Text("; ".join(holding.people.reasons), style="dim"),
        )
    out.print(table)
