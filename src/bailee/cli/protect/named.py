"""How files are named to these commands, and who gives them."""

from __future__ import annotations

from pathlib import Path

import click

from bailee.cli.options import Decorated
from bailee.store.organisations import OWNER

paths_argument = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
some_paths_argument = click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]…")
idents_argument = click.argument("idents", nargs=-1, required=True, metavar="IDENT…")
some_idents_argument = click.argument("idents", nargs=-1, metavar="[IDENT]…")


def member_option(command: Decorated) -> Decorated:
    """`--member IDENT`: passes `member: str`, who acts; what one person proposed another one approves."""
    said = "Who you are here (the owner): `bailee members` lists the idents."
    return click.option("--member", metavar="IDENT", default=OWNER, help=said)(command)


def playbook_option(command: Decorated) -> Decorated:
    """`--playbook`: passes `by_playbook: bool`."""
    said = "Choose the act for each file by the playbook of its kind of record, instead of sealing all of them."
    return click.option("--playbook", "by_playbook", is_flag=True, help=said)(command)
