"""`bailee protect verify`: whether what was done holds, and what was not cleaned."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bailee.cli.options import home_option, json_option
from bailee.cli.output import write_json
from bailee.cli.protect.named import some_paths_argument
from bailee.cli.protect.showing import outcome, summary, tell
from bailee.operations.known_files import shown
from bailee.operations.open_store import open_store
from bailee.operations.prove_protection import prove
from bailee.operations.prove_protection import told as told_left

RANK = 3


@click.command("verify")
@some_paths_argument
@home_option
@json_option
def command(paths: tuple[Path, ...], home: Path, as_json: bool) -> None:
    """Open every sealed copy and compare it with what was sealed. Exit code 1 if one is missing or damaged.

    What was moved, restricted or erased is looked at, too; and copies that were not cleaned are listed: in bins and
    snapshots, beside the file, with the same content elsewhere, and those that a cloud or a backup may have.

    \b
    Example:
      bailee protect verify
    """
    proven = []
    for each in prove(open_store(home, create=False), paths):
        proven.append(each)
        if as_json:
            continue
        tell(each.outcome, paths)
        if each.seen_gone is False:
            click.echo("    the last scan still met it: scan the folder again")
        for left in each.not_cleaned:
            where = f"{shown(left.where, paths)} " if left.where else ""
            click.echo(f"    not cleaned: {where}{left.words}")
    outcomes = [each.outcome for each in proven]
    if as_json:
        write_json(
            {
                "files": [
                    {
                        **outcome(each.outcome, paths),
                        "not_cleaned": [told_left(left, paths) for left in each.not_cleaned],
                        "seen_gone": each.seen_gone,
                    }
                    for each in proven
                ]
            }
        )
    else:
        summary(outcomes, "whole")
    sys.exit(1 if any(each.is_refused for each in outcomes) else 0)
