"""`bailee protect undo`: put back what was sealed, moved, quarantined or restricted."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bailee.cli.options import home_option, json_option
from bailee.cli.output import write_json
from bailee.cli.protect.named import paths_argument
from bailee.cli.protect.showing import outcome, summary, told
from bailee.operations.open_store import open_store
from bailee.operations.protect_files import undo

RANK = 2


@click.command("undo")
@paths_argument
@click.option("--yes", is_flag=True, help="Accepted, for scripts: putting back asks nothing.")
@home_option
@json_option
def command(paths: tuple[Path, ...], yes: bool, home: Path, as_json: bool) -> None:
    """Put files back: same bytes, rights, owner and times. PATH is the old name, the sealed copy, or a folder.

    What was moved, quarantined or restricted comes back, too; what was erased does not.

    \b
    Example:
      bailee protect undo /srv/hr/pay.csv
    """
    outcomes = told(undo(open_store(home, create=False), paths), paths, as_json)
    if as_json:
        write_json({"files": [outcome(each, paths) for each in outcomes]})
    else:
        summary(outcomes, "undone")
    sys.exit(3 if any(each.is_refused for each in outcomes) else 0)
