"""`bailee proof`: who was told what, when, how, which version; and a bundle of it that proves itself without bailee."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from bailee.cli.options import Steps, as_of_option, home_option, json_option
from bailee.cli.output import console, listing, write_json
from bailee.counting import count
from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from bailee.operations.prove_informed import Informed
    from bailee.store.workspace import Workspace

STAGE, RANK = "prove", 2
SHOWN = 100


@click.group("proof", cls=Steps, invoke_without_command=True)
@click.option(
    "--person", default="", metavar="WHO", help="Only what concerns one person: e-mail address, number or ident."
)
@click.option("--notice", default="", metavar="KIND", help="Only one kind of notice, or one form of consent.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the list to FILE.csv, .pdf or .json (else it is shown).",
)
@as_of_option
@json_option
@home_option
@click.pass_context
def command(ctx: click.Context, person: str, notice: str, out: Path | None, as_json: bool, home: Path) -> None:
    """Show who was told what, when, how and in which version (signed, sent, delivered, put up), and who agreed to what. Each rests on a
    record of the log.

    \b
    Example:
      bailee proof --person pat@example.org
      bailee proof --notice employee-privacy-notice --out told.csv
      bailee proof bundle --out proof
    """
    if ctx.invoked_subcommand is not None:
        return
    from bailee.operations.prove_informed import informed

    workspace = _workspace(home)
    acts = informed(workspace, person=person, notice=notice)
    if out is not None:
        written(out, acts, _content(workspace, acts, can_be_written(out), person or notice))
    else:
        show_acts(acts, as_json)


def _today() -> date:
    from bailee.operations import as_of

    return as_of.today()


def _workspace(home: Path) -> Workspace:
    from bailee.operations.open_store import open_store

    return open_store(home, create=False)


def shape(each: Informed) -> dict[str, Any]:
    """As programs read it."""
    return {
        "person": each.person or None,
        "name": each.name,
        "notice": each.notice,
        "version": each.version,
        "language": each.language,
        "sha256": each.sha256,
        "what": each.what,
        "how": each.how or None,
        "on": each.on,
        "record": each.record or None,
        "purpose": each.purpose or None,
        "until": each.until or None,
    }


Form = Literal["csv", "pdf", "json"]


def can_be_written(out: Path) -> Form:
    """As what. InvalidInput where the list has no such form."""
    match out.suffix.lower():
        case ".csv":
            return "csv"
        case ".pdf":
            return "pdf"
        case ".json":
            return "json"
        case other:
            raise InvalidInput(f'the list cannot be written as "{other}"', hint="one of: .csv .pdf .json")


def _content(workspace: Workspace, acts: Sequence[Informed], form: Form, about: str) -> bytes | None:
    """Of the file; None where it is made of the acts alone."""
    from bailee.operations.prove_informed import HEADS, document, row
    from bailee.rendering import pdf
    from bailee.reports.sheets import csv_text

    if form == "csv":
        return csv_text(HEADS, map(row, acts)).encode()
    if form == "pdf":
        return pdf.render(document(workspace, acts, f", of {about}" if about else "", on=_today()))
    return None


def written(out: Path, acts: Sequence[Informed], content: bytes | None) -> None:
    """Into the file; without content as JSON."""
    import json

    from bailee.operations.write_closed import write_closed

    told = json.dumps([shape(each) for each in acts], ensure_ascii=False, indent=2) + "\n"
    write_closed(out, told.encode() if content is None else content)
    click.echo(f"{count(len(acts), 'act')} written to {out}")


def show_acts(acts: Sequence[Informed], as_json: bool) -> None:
    if as_json:
        write_json([shape(each) for each in acts])
        return
    if not acts:
        click.echo("Nobody was told anything yet: publish a notice, and have it sent or signed.")
        return
    table = listing("who", "which version", "what, how", "when", "record", right=("record",))
    for each in acts[-SHOWN:]:
        how = f", {each.how.replace('-', ' ')}" if each.how else ""
        table.add_row(
            each.name,
            f"{each.called} v{each.version}",
            f"{each.done}{how}",
            each.on[:10],
            str(each.record or "–"),
        )
    console().print(table)
    if len(acts) > SHOWN:
        click.echo(f"{len(acts) - SHOWN:,} earlier ones with --out told.csv")


@command.command("bundle")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="A new folder, or FILE.zip.")
@click.option("--person", default="", metavar="WHO", help="Only what concerns one person.")
@click.option("--notice", default="", metavar="KIND", help="Only one kind of notice, or one form of consent.")
@json_option
@home_option
def bundle(out: Path, person: str, notice: str, as_json: bool, home: Path) -> None:
    """Write a proof that anybody can check without bailee: acts, words, certificates, the log, and the verifier, one file of code.

    \b
    Example:
      bailee proof bundle --out proof
      python3 proof/verify.py
    """
    from bailee import settings
    from bailee.operations.bundle_proof import make_bundle, packed
    from bailee.operations.stamp_certificates import stamp_service

    workspace = _workspace(home)
    service = stamp_service(settings.read(os.environ))
    if out.suffix.lower() == ".zip":
        if out.exists():
            raise InvalidInput(f'"{out}" is there already', hint="name a new file with --out")
        with tempfile.TemporaryDirectory() as folder:
            made = make_bundle(workspace, Path(folder) / "proof", service, person=person, notice=notice, on=_today())
            packed(made.folder, out)
    else:
        made = make_bundle(workspace, out, service, person=person, notice=notice, on=_today())
    if as_json:
        write_json(
            {
                "out": str(out),
                "acts": made.acts,
                "signatures": made.signatures,
                "consents": made.consents,
                "stamped": made.stamped,
                "pending": made.pending or None,
            }
        )
        return
    click.echo(
        f"{count(made.acts, 'act')}, {made.signatures:,} of them signatures, {made.consents:,} about consent, written to {out}"
    )
    click.echo(
        "its time is vouched for by a time-stamp service"
        if made.stamped
        else f"its time is your word alone: {made.pending}"
    )
    click.echo(f"\nnext  python3 {out if out.suffix != '.zip' else 'proof'}/verify.py")


@command.command("verify")
@click.argument("path", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--trust",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Root certificates (PEM) of time-stamp services.",
)
@json_option
def verify(path: Path, trust: Path | None, as_json: bool) -> None:
    """Check a bundle as its verify.py does: what was changed is named, down to the field. Exit code 1 where something was.

    \b
    Example:
      bailee proof verify proof
    """
    from bailee.evidence import standalone

    if not standalone.is_export(path):
        raise InvalidInput(f'"{path}" holds no log', hint="name a folder that `bailee proof bundle` wrote")
    records, faults = standalone.verify(path, None, trust.read_bytes() if trust else None)
    if as_json:
        broken = [{"record": record, "field": what, "reason": why} for record, what, why in faults]
        write_json({"ok": not faults, "records": records, "broken": broken})
    else:
        for record, what, why in faults:
            where = f"record {record}, {what}" if record else what
            click.echo(f"{click.style('broken', fg='red', bold=True)}  {where}: {why}")
        if not faults:
            click.echo(
                f"{click.style('whole', fg='green', bold=True)}  the proof is as it was made, in a log of {count(records, 'record')}"
            )
    sys.exit(1 if faults else 0)
