"""`bailee protect apply`: do what `plan` lists."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bailee.cli.options import again, home_option, json_option, own_definitions
from bailee.cli.output import console, write_json
from bailee.cli.protect.named import member_option, paths_argument, playbook_option
from bailee.cli.protect.redact import lines_of
from bailee.cli.protect.showing import (
    files,
    nothing_known,
    outcome,
    show,
    show_table,
    summary,
    summary_of_acts,
    tally,
    told,
)
from bailee.errors import InvalidInput
from bailee.keys import recovery_files
from bailee.operations.open_store import open_store
from bailee.operations.protect_files import apply, propose

if TYPE_CHECKING:
    from bailee.protection.plan import Proposal

RANK = 1


@click.command("apply")
@paths_argument
@playbook_option
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--also-file", metavar="FILE", type=click.Path(path_type=Path),
              help="Further words that go from redacted copies, one a line (with --playbook).")  # fmt: skip
@member_option
@home_option
@json_option
def command(
    paths: tuple[Path, ...],
    by_playbook: bool,
    yes: bool,
    also_file: Path | None,
    member: str,
    home: Path,
    as_json: bool,
) -> None:
    """Seal what `plan` lists. Asks first; without a terminal it needs --yes. Exit code 3 if a file had to be left.

    With --playbook, do what it says: what can be put back at once; what cannot is asked for, and waits for another member
    (`bailee protect approve`).

    \b
    Example:
      bailee protect apply /srv/hr/pay.csv
      bailee protect apply /srv/hr --playbook
      bailee protect apply /srv/hr --yes
    """
    workspace = open_store(home, create=False, member=member)
    proposals = propose(workspace, paths) if not by_playbook else []
    doing: Callable[..., Any] = apply
    if by_playbook:  # which asks for the whole report
        from bailee.operations import protect_by_playbook
        from bailee.operations.carry_out_protection import carry_out
        from bailee.operations.redact_files import own_of

        proposals = protect_by_playbook.plan(workspace, paths)
        own, also = own_of(workspace, own_definitions((), home)), lines_of(also_file)
        doing = partial(carry_out, own=own, also=also)
    elif also_file is not None:
        raise InvalidInput(
            "further words are for redacted copies", hint="add --playbook, or use `bailee protect redact`"
        )
    possible = [each for each in proposals if not each.refusal and each.act != "leave"]
    if possible and not yes:
        _ask(proposals, possible, paths, by_playbook=by_playbook)
    if not proposals and not as_json:
        nothing_known(paths)
        return
    # those that cannot be sealed as they were looked at go through as well: each comes out refused, with words
    outcomes = told(doing(workspace, proposals), paths, as_json)
    if as_json:
        write_json({"files": [outcome(each, paths) for each in outcomes]})
    else:
        if by_playbook:
            summary_of_acts(outcomes)
            if any(each.state == "proposed" for each in outcomes):
                click.echo("\nnext  " + again("bailee protect proposals"))
        else:
            summary(outcomes, "sealed")
        for file in recovery_files(home):
            click.echo(f"\nThe recovery key still lies on this computer: {file}\nMove it away; it says what to do.")
    sys.exit(3 if any(each.is_refused for each in outcomes) else 0)


def _ask(
    proposals: Sequence[Proposal], possible: Sequence[Proposal], paths: Sequence[Path], *, by_playbook: bool
) -> None:
    """One decision for all of it."""
    if not sys.stdin.isatty():
        raise InvalidInput(
            "sealing files needs a yes, and there is no terminal to ask at",
            hint="look at `bailee protect plan`, then add --yes",
        )
    if by_playbook:
        show_table(proposals, paths, console())
        click.confirm(f"\n{tally(proposals)}. Go on?", abort=True, err=True)
        return
    for each in proposals:
        show(each, paths)
    click.confirm(f"\nSeal {files(len(possible))}?", abort=True, err=True)
