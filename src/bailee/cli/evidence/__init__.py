"""`bailee evidence`: does the log still say what it said, and what can be given away of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from bailee.cli.evidence.exporting import export_command
from bailee.cli.evidence.giving import give_command, holders_command, keep_command, no_more_command
from bailee.cli.evidence.proving import consistency_command, erase_command, prove_command
from bailee.cli.options import Steps, as_of_option, home_option, json_option
from bailee.cli.output import write_json
from bailee.counting import count
from bailee.errors import InvalidInput
from bailee.operations.export_evidence import newest_checkpoint
from bailee.operations.open_store import open_store
from bailee.operations.verify_evidence import verify_evidence
from bailee.store import database

STAGE = "prove"


@click.group(cls=Steps)
def command() -> None:
    """Verify the log of everything that was done, have its checkpoints kept elsewhere, make a binder for an auditor.

    \b
    Example:
      bailee evidence verify
      bailee evidence keep pat@client.example
      bailee evidence export --for auditor --out binder
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
@click.option("--key", default="", metavar="HEX", help="The log's public key, for a proof that it only grew.")
@click.option(
    "--trust",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Root certificates (PEM) of time-stamp services, for a proof or a binder.",
)
@home_option
@json_option
def verify(
    path: Path | None, checkpoints: tuple[Path, ...], key: str, trust: Path | None, home: Path, as_json: bool
) -> None:
    """Name each record that was changed, dropped, moved or added. Exit code 1 if there is one.

    PATH is a home folder, or what `bailee evidence export` or `bailee proof bundle` wrote, a ZIP of it too; without it, the store's
    own. A coverage statement in a file is checked too: its hash, its signature, and that the log knows it. So is what
    `bailee evidence consistency` wrote, against the checkpoint that you kept. A checkpoint may be the whole mail that it came by.

    \b
    Example:
      bailee evidence verify
      bailee evidence verify --checkpoint kept-elsewhere.txt
      bailee evidence verify binder.zip
      bailee evidence verify coverage.json
    """
    if path is not None and path.is_file() and path.suffix.lower() != ".zip":
        if path.read_bytes()[:4] == b"old ":
            _growth(path, checkpoints, key, home, as_json)
        _statement(path, home, as_json)
    report = verify_evidence(path or home, checkpoints, trust=trust.read_bytes() if trust else None)
    if as_json:
        broken = [{"record": each.record, "field": each.field, "reason": each.reason} for each in report.broken]
        notes = [{"record": each.record, "text": each.text} for each in report.notes]
        write_json({"ok": report.ok, "records": report.records, "broken": broken, "notes": notes})
    else:
        for each in report.broken:
            where = f"record {each.record}" if each.record else "the log"
            click.echo(f"{click.style('broken', fg='red', bold=True)}  {where}, {each.field}: {each.reason}")
        for note in report.notes:
            click.echo(f"note    record {note.record} {note.text}")
        if report.ok:
            against = f", and agrees with {len(checkpoints)} kept checkpoint(s)" if checkpoints else ""
            click.echo(
                f"{click.style('whole', fg='green', bold=True)}  {count(report.records, 'record')} {'says what it' if report.records == 1 else 'say what they'} said{against}"
            )
            if not checkpoints and not path:
                click.echo("Whoever has this computer's keys could still write all of it anew; a checkpoint kept")
                click.echo("elsewhere shows that: `bailee evidence keep ADDRESS` mails one now and then.")
        else:
            click.echo(
                f"{len(report.broken)} broken in a log of {count(report.records, 'record')}: keep this store as it is, and find out who wrote to it.",
                err=True,
            )
    sys.exit(0 if report.ok else 1)


def _growth(path: Path, checkpoints: tuple[Path, ...], key: str, home: Path, as_json: bool) -> NoReturn:
    from bailee.operations.verify_evidence import verify_growth

    if not key and (home / database.FILE).is_file():
        key = open_store(home, create=False).keys.verify_key.hex()
    try:
        public = bytes.fromhex(key)
    except ValueError:
        public = b""
    if len(public) != 32:
        raise InvalidInput(
            "the public key of the log is needed", hint="--key HEX; `bailee evidence checkpoint --key` prints it"
        )
    faults = verify_growth(path, checkpoints, public)
    if as_json:
        broken = [{"record": 0, "field": "kept", "reason": reason} for reason in faults]
        write_json({"ok": not faults, "records": 0, "broken": broken, "notes": []})
    else:
        for reason in faults:
            click.echo(f"{click.style('broken', fg='red', bold=True)}  {reason}")
        if not faults:
            click.echo(
                f"{click.style('whole', fg='green', bold=True)}  the newer log begins with the older one: it only grew"
            )
    sys.exit(1 if faults else 0)


def _statement(path: Path, home: Path, as_json: bool) -> NoReturn:
    from bailee.operations.state_coverage import verify_statement

    known = (home / database.FILE).is_file()
    faults = verify_statement(open_store(home, create=False) if known else None, path)
    if as_json:
        broken = [{"record": 0, "field": "statement", "reason": reason} for reason in faults]
        write_json({"ok": not faults, "records": 1, "broken": broken, "notes": []})
    else:
        for reason in faults:
            click.echo(f"{click.style('broken', fg='red', bold=True)}  {reason}")
        if not faults:
            whose = "and stands in this log" if known else "by the key that it names; whose key that is, its log tells"
            click.echo(f"{click.style('whole', fg='green', bold=True)}  the statement is as it was sealed, {whose}")
    sys.exit(1 if faults else 0)


@command.command()
@click.option("--key", is_flag=True, help="Print the public key of the log instead.")
@as_of_option
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


for each in (
    keep_command,
    holders_command,
    give_command,
    no_more_command,
    prove_command,
    consistency_command,
    erase_command,
    export_command,
):
    command.add_command(each)
