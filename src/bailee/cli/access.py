"""`bailee access`: who could, and did, open which client's data."""

from __future__ import annotations

import csv
import sys
from datetime import UTC, datetime, time
from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from bailee.cli.options import as_of_option, home_option, json_option
from bailee.cli.output import console, write_json

STAGE, RANK = "run", 4
DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option("--since", type=DAY, help="From this day on.")
@click.option("--until", type=DAY, help="Up to and with this day.")
@click.option("--csv", "as_csv", is_flag=True, help="A table for a spreadsheet, on standard output.")
@as_of_option
@json_option
@home_option
def command(since: datetime | None, until: datetime | None, as_csv: bool, as_json: bool, home: Path) -> None:
    """List who could, and did, open whose data: of all clients of a provider, or of one.

    \b
    Example:
      bailee access
      bailee access --client "Lind Dental" --since 2026-01-01
      bailee access --csv > access.csv
    """
    from bailee.operations.list_access import COLUMNS, access_list, cells, shape
    from bailee.operations.open_store import open_store

    begin = datetime.combine(since.date(), time.min, UTC) if since else None
    end = datetime.combine(until.date(), time.max, UTC) if until else None
    lines = access_list(open_store(home, create=False), since=begin, until=end)
    if as_json:
        write_json([shape(each) for each in lines])
    elif as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(cells(each) for each in lines)
    elif not lines:
        click.echo("Nobody could open anything in that time.")
    else:
        table = Table(box=None, padding=(0, 2, 0, 0))
        for head in ("whose data", "person", "role", "", "from", "to", "what or why"):
            table.add_column(head, overflow="fold")
        for each in lines:
            table.add_row(*(escape(cell) for cell in cells(each, for_people=True)))
        console().print(table)
