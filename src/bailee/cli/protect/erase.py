"""`bailee protect erase`: carry out what a second person approved."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bailee.cli.options import again, home_option, json_option
from bailee.cli.output import write_json
from bailee.cli.protect.named import member_option, some_idents_argument
from bailee.cli.protect.showing import files, outcome, told
from bailee.errors import InvalidInput
from bailee.operations.carry_out_protection import erase
from bailee.operations.open_store import open_store

RANK = 6


@click.command("erase")
@some_idents_argument
@click.option("--yes", is_flag=True, help="Do not ask.")
@member_option
@home_option
@json_option
def command(idents: tuple[str, ...], yes: bool, member: str, home: Path, as_json: bool) -> None:
    """Erase for good what was proposed and approved by two people, and certify it. Asks first. Exit code 3 if one was left.

    IDENT is a proposal or a batch; without one, everything that is approved. A legal hold stops it, whenever it was placed.

    \b
    Example:
      bailee protect erase batch-3f9a01cc
      bailee protect certificate erasure-5be1c0de --out certificate.pdf
    """
    workspace = open_store(home, create=False, member=member)
    approved = [each for each in workspace.proposals(state="approved", idents=idents) if each.act == "erase"]
    if approved and not yes:
        if not sys.stdin.isatty():
            raise InvalidInput(
                "erasing files needs a yes, and there is no terminal to ask at",
                hint="look at `bailee protect proposals`, then add --yes",
            )
        for each in approved:
            click.echo(f"• {each.locator}: approved by {each.approved.by if each.approved else 'nobody'}")
        click.confirm(f"\nErase {files(len(approved))}? Nothing puts them back.", abort=True, err=True)
    done = erase(workspace, idents)
    told(done.outcomes, (), as_json)
    if as_json:
        write_json({"files": [outcome(each, ()) for each in done.outcomes], "certificate": done.certificate or None})
    else:
        gone = sum(each.state == "erased" for each in done.outcomes)
        click.echo(f"\n{files(gone)} erased")
        if done.certificate:
            click.echo("\nnext  " + again(f"bailee protect certificate {done.certificate} --out certificate.pdf"))
    sys.exit(3 if any(each.is_refused for each in done.outcomes) else 0)
