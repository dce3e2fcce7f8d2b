"""`bailee evidence`: does the log still say what it said, and what can be given away of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from bailee.cli.options import Steps, home_option, json_option
from bailee.cli.output import write_json
from bailee.operations.export_evidence import export_evidence, newest_checkpoint
from bailee.operations.open_store import open_store
from bailee.operations.verify_evidence import verify_evidence
from bailee.store import database

STAGE = "prove"


@click.group(cls=Steps)
def command() -> None:
    """Verify the log of everything that was done, keep its checkpoint, export it for an auditor.

    \b
    Example:
      bailee evidence verify
      bailee evidence checkpoint > kept-elsewhere.txt
    """


@command.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option(
    "--checkpoint",
    "checkpoints",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A checkpoint that you kept: shows a log that was cut or written anew. May be repeated.",
)
@home_option
@json_option
def verify(path: Path | None, checkpoints: tuple[Path, ...], home: Path, as_json: bool) -> None:
    """Name each record that was changed, dropped, moved or added. Exit code 1 if there is one.

    PATH is a home folder, or one that `bailee evidence export` wrote; without it, the store's own. A coverage statement in
    a file is checked too: its hash, its signature, and that the log knows it.

    \b
    Example:
      bailee evidence verify
      bailee evidence verify --checkpoint kept-elsewhere.txt
      bailee evidence verify coverage.json
    """
    if path is not None and path.is_file():
        _statement(path, home, as_json)
    report = verify_evidence(path or home, checkpoints)
    if as_json:
        broken = [{"record": each.record, "field": each.field, "reason": each.reason} for each in report.broken]
        write_json({"ok": report.ok, "records": report.records, "broken": broken})
    else:
        for each in report.broken:
            where = f"record {each.record}" if each.record else "the log"
            click.echo(f"{click.style('broken', fg='red', bold=True)}  {where}, {each.field}: {each.reason}")
        if report.ok:
            against = f", and agrees with {len(checkpoints)} kept checkpoint(s)" if checkpoints else ""
            click.echo(
                f"{click.style('whole', fg='green', bold=True)}  {report.records} records say what they said{against}"
            )
            if not checkpoints and not path:
                click.echo("Whoever has this computer's keys could still write all of it anew; a checkpoint kept")
                click.echo("elsewhere shows that: `bailee evidence checkpoint` prints one.")
        else:
            click.echo(
                f"{len(report.broken)} broken in a log of {report.records} records: keep this store as it is, and find out who wrote to it.",
                err=True,
            )
    sys.exit(0 if report.ok else 1)


def _statement(path: Path, home: Path, as_json: bool) -> NoReturn:
    from bailee.operations.state_coverage import verify_statement

    known = (home / database.FILE).is_file()
    faults = verify_statement(open_store(home, create=False) if known else None, path)
    if as_json:
        broken = [{"record": 0, "field": "statement", "reason": reason} for reason in faults]
        write_json({"ok": not faults, "records": 1, "broken": broken})
    else:
        for reason in faults:
            click.echo(f"{click.style('broken', fg='red', bold=True)}  {reason}")
        if not faults:
            whose = "and stands in this log" if known else "by the key that it names; whose key that is, its log tells"
            click.echo(f"{click.style('whole', fg='green', bold=True)}  the statement is as it was sealed, {whose}")
    sys.exit(1 if faults else 0)


@command.command()
@click.option("--key", is_flag=True, help="Print the public key of the log instead.")
@home_option
def checkpoint(key: bool, home: Path) -> None:
    """Print the newest signed checkpoint: keep it where nobody who can change this computer can change it.

    \b
    Example:
      bailee evidence checkpoint | mail -s "bailee checkpoint" me@example.org
    """
    workspace = open_store(home, create=False)
    text = workspace.keys.verify_key.hex() + "\n" if key else newest_checkpoint(workspace)
    click.echo(text.encode(), nl=False)  # signed bytes, whatever the terminal's encoding


@command.command()
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="A new folder to write it to."
)
@home_option
@json_option
def export(out: Path, home: Path, as_json: bool) -> None:
    """Write records, proofs, checkpoint and a verifier of one file, for somebody who does not have bailee.

    \b
    Example:
      bailee evidence export --out log-for-the-auditor
    """
    count = export_evidence(open_store(home, create=False), out)
    if as_json:
        write_json({"records": count, "folder": str(out)})
    else:
        click.echo(f"{count} records in {out}. To verify: python3 {out / 'verify.py'}")
