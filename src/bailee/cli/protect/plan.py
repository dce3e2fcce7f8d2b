"""`bailee protect plan`: what would be done, why, what breaks, and what would happen."""

from __future__ import annotations

import shlex
import textwrap
from pathlib import Path

import click

from bailee.cli.options import again, home_option, json_option
from bailee.cli.output import console, write_json
from bailee.cli.protect.named import paths_argument, playbook_option
from bailee.cli.protect.showing import files, left, nothing_known, proposed, show, show_table, tally
from bailee.operations.open_store import open_store
from bailee.operations.protect_files import propose
from bailee.protection.plan import ACTS_WILL, WILL

RANK = 0


@click.command("plan")
@paths_argument
@playbook_option
@click.option("--all", "show_all", is_flag=True, help="With --playbook, list every file.")
@home_option
@json_option
def command(paths: tuple[Path, ...], by_playbook: bool, show_all: bool, home: Path, as_json: bool) -> None:
    """List which files would be sealed, why, what breaks, and what would happen. Changes nothing.

    PATH is a folder: the files under it in which a scan found personal data (likely and up). Or a file: that one. With
    --playbook each is sealed, moved, restricted, redacted, quarantined, erased or left, as the playbook of its kind says.

    \b
    Example:
      bailee protect plan /srv/hr
      bailee protect plan /srv/hr --playbook
    """
    from bailee.operations import protect_by_playbook  # which asks for the whole report

    workspace = open_store(home, create=False)
    if by_playbook:
        proposals = protect_by_playbook.plan(workspace, paths)
    else:
        proposals = protect_by_playbook.add_breaks(workspace, propose(workspace, paths))
    if as_json:
        will = [f"{act}: {does}" for act, does in ACTS_WILL.items()] if by_playbook else list(WILL)
        write_json({"files": [proposed(each, paths) for each in proposals], "will": will})
        return
    if not proposals:
        nothing_known(paths)
        return
    named = " ".join(shlex.quote(str(path)) for path in paths)
    if by_playbook:
        terminal = console()
        show_table(proposals, paths, terminal, whole=show_all)
        click.echo(textwrap.fill(f"{tally(proposals)}. Nothing was changed.", min(terminal.width, 100)))
        click.echo("\nnext  " + again(f"bailee protect apply {named} --playbook"))
        return
    for each in proposals:
        show(each, paths)
    possible = [each for each in proposals if not each.refusal]
    click.echo(f"\n{files(len(possible))} would be sealed{left(len(proposals) - len(possible))}. For each:")
    for line in WILL:
        click.echo(f"  · {line}")
    click.echo("\nnext  " + again(f"bailee protect apply {named}"))
