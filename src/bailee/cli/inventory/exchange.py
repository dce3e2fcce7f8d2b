"""The record to other tools, and back."""

from __future__ import annotations

from pathlib import Path

import click

from bailee.cli.options import home_option
from bailee.inventory import exports


@click.command("export")
@click.option("--as", "ident", type=click.Choice(exports.idents()), required=True, help="The format.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Else on standard output.")
@home_option
def export(ident: str, out: Path | None, home: Path) -> None:
    """Write the record for another tool: W3C DPV, Fides, a table, JSON, the categories of the CCPA.

    \b
    Example:
      bailee inventory export --as ropa-csv --out record.csv
      bailee inventory export --as ropa-xlsx --out record.xlsx
      bailee inventory export --as dpv --out record.jsonld
    """
    from bailee.operations.exchange_record import export_record
    from bailee.operations.open_store import open_store

    give(export_record(open_store(home, create=False), ident), ident, out)


def give(made: bytes, ident: str, out: Path | None) -> None:
    """On standard output, or as a file."""
    from bailee.errors import CannotRead

    if out is None:
        click.echo(made, nl=False)
        return
    try:
        out.write_bytes(made)
    except OSError:
        raise CannotRead(f'cannot write "{out}"', hint="name another file with --out") from None
    click.echo(f"{exports.load(ident).LABEL}: {out}")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.option("--as-drafts", is_flag=True, help="Nothing is declared before a person accepts it.")
@click.option("--dry-run", is_flag=True, help="Only look whether it could be taken over.")
@home_option
def import_(file: Path, as_drafts: bool, dry_run: bool, home: Path) -> None:
    """Take over activities from a record as JSON, DPV, CSV or XLSX. A wrong cell is named, and then nothing is kept.

    \b
    Example:
      bailee inventory import record.json
    """
    from bailee.operations.exchange_record import import_file
    from bailee.operations.open_store import open_store

    done = import_file(open_store(home), file, as_drafts=as_drafts, dry_run=dry_run)
    said_taken_over(done.activities, done.drafts, dry_run)


def said_taken_over(activities: int, drafts: int, dry_run: bool) -> None:
    waiting = f", {drafts:,} as drafts" if drafts else ""
    click.echo(f"{'could be declared' if dry_run else 'declared'}: {activities:,}{waiting}")
