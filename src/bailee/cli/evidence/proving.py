"""`bailee evidence prove`, `consistency`, `erase`: about single records, and about how the log grew."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from bailee.cli.options import home_option
from bailee.counting import count
from bailee.errors import CannotRead, InvalidInput
from bailee.operations.open_store import open_store

_OUT = click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write it to a file."
)


def give(text: str, out: Path | None) -> None:
    """Print it, or write it to a file."""
    if out is None:
        click.echo(text.encode(), nl=False)  # signed bytes, whatever the terminal's encoding
        return
    try:
        out.write_bytes(text.encode())
    except OSError:
        raise CannotRead(f'cannot write "{out}"', hint="name a folder that exists and that you may write to") from None
    click.echo(f"written to {out}", err=True)


@click.command("prove")
@click.argument("record", type=click.IntRange(1))
@_OUT
@home_option
def prove_command(record: int, out: Path | None, home: Path) -> None:
    """Prove that one RECORD is in the log, by its number: C2SP tlog-proof, with the newest checkpoint. No other record is shown.

    \b
    Example:
      bailee evidence prove 17 --out 17.tlog-proof
    """
    give(open_store(home, create=False).inclusion(record), out)


@click.command("consistency")
@click.argument("older", type=click.Path(path_type=Path))
@click.argument("newer", required=False, type=click.Path(path_type=Path))
@_OUT
@home_option
def consistency_command(older: Path, newer: Path | None, out: Path | None, home: Path) -> None:
    """Prove that the log only grew from one kept checkpoint to another (else to the newest one). No record is shown.

    The receiver checks it with the older checkpoint and the log's public key alone:
    `bailee evidence verify PROOF --checkpoint OLDER --key HEX`, or `python3 verify.py --grown OLDER PROOF --key HEX`.

    \b
    Example:
      bailee evidence consistency kept-in-march.txt --out grown.txt
    """
    from bailee.operations.verify_evidence import kept_note

    workspace = open_store(home, create=False)
    give(workspace.consistency(kept_note(older), kept_note(newer) if newer else ""), out)


@click.command("erase")
@click.argument("records", type=click.IntRange(1), nargs=-1, required=True)
@click.option(
    "--reason",
    required=True,
    type=click.Choice(["person-asked", "time-over", "by-mistake"]),
    help="Why: it stands in the log.",
)
@click.option("--yes", is_flag=True, help="Do not ask.")
@home_option
def erase_command(records: tuple[int, ...], reason: str, yes: bool, home: Path) -> None:
    """Erase what RECORDS say: their places in the tree stay, so that the log is whole, and a record says who erased them and why.

    What they proved is proven no more, and it cannot be undone. Backups that were made before still have them.

    \b
    Example:
      bailee evidence erase 17 --reason person-asked
    """
    from bailee.operations.erase_records import erase_records

    workspace = open_store(home, create=False)
    if not yes:
        if not sys.stdin.isatty():
            raise InvalidInput("this cannot be undone", hint="add --yes where nobody can be asked")
        for row in workspace.evidence_page(min(records) - 1, max(records) - min(records) + 1):
            if row.sequence in records and row.action:
                details = json.dumps(json.loads(row.details), ensure_ascii=False)
                click.echo(f"{row.sequence}  {row.at[:19]}  {row.actor}  {row.action}  {row.subject}  {details}")
        click.confirm("Erase them? What they proved is proven no more.", abort=True)
    erased = erase_records(workspace, records, reason)
    click.echo(f"{count(erased, 'record')} erased; the tree is whole, and the log says who did it.")
    click.echo("Backups that were made before still have them.")
