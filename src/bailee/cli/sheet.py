"""`bailee sheet`: lists to a spreadsheet, and back."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bailee.cli.options import Steps, home_option
from bailee.errors import InvalidInput

STAGE, RANK = "run", 6


@click.group("sheet", cls=Steps)
def command() -> None:
    """Write lists for a spreadsheet, and take filled ones back: CSV or XLSX, in which nothing runs.

    \b
    Example:
      bailee sheet export findings --out findings.xlsx
      bailee sheet import findings findings.xlsx --dry-run
      bailee sheet list
    """


@command.command("list")
def list_command() -> None:
    """Name the lists, and which of them can be filled in.

    \b
    Example:
      bailee sheet list
    """
    from bailee.operations.lists import can_be_filled, list_of, lists

    for name in lists():
        click.echo(f"{name:12} {list_of(name).TITLE}{', can be filled in' if can_be_filled(name) else ''}")


@command.command("export")
@click.argument("name", metavar="LIST")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="FILE.csv or .xlsx; else CSV on standard output.",
)
@home_option
def export_command(name: str, out: Path | None, home: Path) -> None:
    """Write a list. That a copy was taken stands in the list of who opened what.

    \b
    Example:
      bailee sheet export tasks --out tasks.xlsx
    """
    from bailee.operations.lists import FORMS, export_list
    from bailee.operations.open_store import open_store
    from bailee.operations.write_closed import write_closed

    form = out.suffix.lower().lstrip(".") if out is not None else "csv"
    if form not in FORMS:
        raise InvalidInput("a list is written as .csv or .xlsx", hint=f"--out {name}.xlsx")
    made = export_list(open_store(home, create=False), name, form)
    if out is None:
        sys.stdout.buffer.write(made)
        return
    write_closed(out, made)
    click.echo(f"{name}: {out}")


@command.command("import")
@click.argument("name", metavar="LIST")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.option("--dry-run", is_flag=True, help="Only look whether it could be taken over.")
@home_option
def import_command(name: str, file: Path, dry_run: bool, home: Path) -> None:
    """Take a filled list back. A wrong cell is named, with what was expected there, and then nothing is kept.

    \b
    Example:
      bailee sheet import clients clients.xlsx --dry-run
    """
    from bailee.operations.lists import import_file
    from bailee.operations.open_store import open_store

    count = import_file(open_store(home, create=False), name, file, dry_run=dry_run)
    click.echo(f"{'could be taken over' if dry_run else 'taken over'}: {count:,}")
