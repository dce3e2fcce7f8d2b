"""`bailee protect proposals`: what waits for a second person, and what was decided."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.text import Text

from bailee.cli.options import again, home_option, json_option
from bailee.cli.output import console, listing, write_json
from bailee.operations.open_store import open_store
from bailee.store.rows.proposed import KeptProposal

RANK = 4


@click.command("proposals")
@click.option("--all", "show_all", is_flag=True, help="Also those that were decided and carried out.")
@home_option
@json_option
def command(show_all: bool, home: Path, as_json: bool) -> None:
    """List what was proposed and cannot be undone: who proposed it, and what it waits for.

    \b
    Example:
      bailee protect proposals
      bailee protect approve batch-3f9a01cc --member pat --reason "the seven years are over"
    """
    workspace = open_store(home, create=False)
    found = workspace.proposals(state=None if show_all else ("proposed", "approved"))
    if as_json:
        write_json([shape(each) for each in found])
        return
    if not found:
        click.echo("Nothing waits." if not show_all else "Nothing was proposed.")
        return
    table = listing("proposal", "batch", "act", "file", "by", "state", whole=("proposal", "batch"))
    for each in found:
        table.add_row(each.ident, each.batch, each.act, Text(each.locator), each.by, said(each))
    console().print(table)
    if any(each.state == "proposed" for each in found):
        click.echo("\nnext  " + again("bailee protect approve BATCH --member ANOTHER --reason WHY"))
    elif any(each.state == "approved" and each.act == "erase" for each in found):
        click.echo("\nnext  " + again("bailee protect erase"))


def said(each: KeptProposal) -> str:
    """How it stands, in words."""
    last = each.events[-1] if each.events else None
    if each.state == "proposed":
        return "waits for another member"
    if last is None:
        return each.state
    return f"{each.state} by {last.by}, {last.at:%-d %b %Y}" + (f": {last.reason}" if last.reason else "")


def shape(each: KeptProposal) -> dict[str, Any]:
    """For programs."""
    return {
        "ident": each.ident,
        "batch": each.batch,
        "act": each.act,
        "path": each.locator,
        "store": each.store,
        "state": each.state,
        "because": each.details.get("past") or each.details.get("because"),
        "proposed_by": each.by,
        "proposed_at": each.at.isoformat(timespec="seconds"),
        "events": [
            {"act": one.act, "by": one.by, "at": one.at.isoformat(timespec="seconds"), "reason": one.reason or None}
            for one in each.events
        ],
    }
