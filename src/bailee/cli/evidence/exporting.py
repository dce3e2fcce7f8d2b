"""`bailee evidence export`: the log by itself, or a binder for somebody."""

from __future__ import annotations

import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bailee import settings
from bailee.cli.options import home_option, json_option
from bailee.cli.output import write_json
from bailee.counting import count
from bailee.errors import InvalidInput, NotAllowed
from bailee.operations.export_evidence import export_evidence
from bailee.operations.open_store import open_store

if TYPE_CHECKING:
    from bailee.operations.make_binder import Asked, Made
    from bailee.store.workspace import Workspace

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("export")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A new folder to write it to; of a binder also FILE.zip.",
)
@click.option(
    "--for",
    "audience",
    type=click.Choice(["auditor", "insurer", "court", "person"]),
    help="Make a binder for one of these.",
)
@click.option(
    "--from", "start", type=_DAY, metavar="DAY", help="First day of a binder; else a year before the last one."
)
@click.option("--to", "end", type=_DAY, metavar="DAY", help="Last day of it; else today.")
@click.option(
    "--person", default="", metavar="WHO", help="Whom a binder for a person is about: e-mail address, number or ident."
)
@home_option
@json_option
def export_command(
    out: Path,
    audience: str | None,
    start: datetime | None,
    end: datetime | None,
    person: str,
    home: Path,
    as_json: bool,
) -> None:
    """Write records, proofs, checkpoint and a verifier of one file, for somebody who does not have bailee.

    With --for it is a binder: a folder that opens in a browser, without a network, and checks itself there or by `python3 verify.py`.
    What each audience gets, and what stays out, stands on its first page: auditors and insurers see no names, a person sees her own
    alone, and what is privileged stays out unless counsel released it by name.

    \b
    Example:
      bailee evidence export --out log-for-the-auditor
      bailee evidence export --for auditor --from 2026-01-01 --to 2026-11-26 --out binder
      bailee evidence export --for person --person pat@example.org --out pat.zip
    """
    workspace = open_store(home, create=False)
    if audience is None:
        if start or end or person:
            raise InvalidInput(
                "days and a person are for binders", hint="say for whom: --for auditor, insurer, court or person"
            )
        records = export_evidence(workspace, out)
        if as_json:
            write_json({"records": records, "folder": str(out)})
        else:
            click.echo(f"{count(records, 'record')} in {out}. To verify: python3 {out / 'verify.py'}")
        return
    from bailee.operations.make_binder import asked_for

    today = datetime.now().astimezone().date()
    ask = asked_for(audience, start.date() if start else None, end.date() if end else None, person, on=today)
    made = _made(workspace, ask, out)
    if as_json:
        write_json(
            {
                "out": str(out), "audience": ask.audience, "from": ask.start.isoformat(), "to": ask.end.isoformat(), "files": made.files,
                "records": made.records, "given": made.given, "stamped": made.stamped, "pending": made.pending or None,
                "left_out": list(made.left_out),
            }
        )  # fmt: skip
        return
    click.echo(f"{count(made.files, 'file')} for {ask.audience}, {ask.start} to {ask.end}, in {out}")
    click.echo(f"{made.given:,} of {count(made.records, 'record')} in full; of the others their place in the tree")
    for each in made.left_out:
        click.echo(f"left out  {each}")
    click.echo(
        "its time is vouched for by a time-stamp service"
        if made.stamped
        else f"its time is your word alone: {made.pending}"
    )
    if out.suffix.lower() != ".zip":
        click.echo(f"\nnext  open {out / 'index.html'}, or python3 {out / 'verify.py'}")


def _made(workspace: Workspace, ask: Asked, out: Path) -> Made:
    from bailee.operations.keep_binder import pack
    from bailee.operations.make_binder import make_binder
    from bailee.operations.stamp_certificates import stamp_service

    service = stamp_service(settings.read(os.environ))
    today = datetime.now().astimezone().date()
    if out.suffix.lower() != ".zip":
        return make_binder(workspace, ask, out, service, on=today)
    if out.exists():
        raise InvalidInput(f'"{out}" is there already', hint="name a new file with --out")
    with tempfile.TemporaryDirectory() as folder:
        made = make_binder(workspace, ask, Path(folder) / "binder", service, on=today)
        try:
            pack(made.folder, out)
        except OSError:
            raise NotAllowed(f'"{out}" cannot be written', hint="name another file with --out") from None
    return made
