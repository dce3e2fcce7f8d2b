"""`bailee protect approve`: the second person's decision about what cannot be undone."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bailee.cli.options import again, home_option, json_option
from bailee.cli.output import write_json
from bailee.cli.protect.named import idents_argument, member_option
from bailee.cli.protect.proposals import said, shape
from bailee.errors import InvalidInput
from bailee.operations import approve_protection
from bailee.operations.open_store import open_store

RANK = 5


@click.command("approve")
@idents_argument
@click.option("--reason", required=True, metavar="TEXT", help="Why; it is kept as evidence.")
@click.option("--refuse", "is_refused", is_flag=True, help="Say no instead.")
@click.option("--withdraw", "is_withdrawn", is_flag=True, help="Take back what was proposed.")
@member_option
@home_option
@json_option
def command(
    idents: tuple[str, ...], reason: str, is_refused: bool, is_withdrawn: bool, member: str, home: Path, as_json: bool
) -> None:
    """Approve what was proposed and cannot be undone, as another member than the one who proposed it. Nothing is erased yet.

    IDENT is a proposal, or a batch: one decision for all of it. What a legal hold keeps, and what changed since, is stopped.
    Exit code 3 if that happened.

    \b
    Example:
      bailee protect approve batch-3f9a01cc --member pat --reason "the seven years are over"
    """
    if is_refused and is_withdrawn:
        raise InvalidInput("either it is refused, or it is taken back")
    workspace = open_store(home, create=False, member=member)
    decide = (
        approve_protection.refuse
        if is_refused
        else approve_protection.withdraw
        if is_withdrawn
        else approve_protection.approve
    )
    found = decide(workspace, idents, reason=reason)
    if as_json:
        write_json([shape(each) for each in found])
    else:
        for each in found:
            click.echo(f"{each.locator}: {said(each)}")
        if any(each.state == "approved" for each in found):
            click.echo("\nnext  " + again("bailee protect erase " + " ".join(idents)))
    sys.exit(3 if any(each.state == "stopped" for each in found) else 0)
