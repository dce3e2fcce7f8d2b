"""`bailee kinds`: the kinds of record that a scan recognises, and from what."""

from __future__ import annotations

import click
from rich.table import Table

from bailee import kinds
from bailee.cli.options import json_option
from bailee.cli.output import console, write_json

STAGE = "discover"


@click.command("kinds")
@json_option
def command(as_json: bool) -> None:
    """List the kinds of record that a scan recognises, and what each is recognised from.

    A kind is recognised by what stands in a document, never by its name or folder alone; a policy about it, an empty
    form and an article are not the thing.

    \b
    Example:
      bailee kinds
      bailee kinds --json | jq -r '.[].ident'
    """
    rows = kinds.catalogue()
    if as_json:
        write_json(
            [
                {
                    "ident": row.ident,
                    "name": row.name,
                    "category": row.category,
                    "subject": row.subject.value,
                    "recognised_from": row.recognised_from,
                }
                for row in rows
            ]
        )
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Kind", "Category", "About", "Recognised from"):
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(row.ident, row.category, row.subject.value, row.recognised_from)
    console().print(table)
