"""`bailee sign-off`: ask people to sign a notice, note who did, and say who has not."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bailee import settings
from bailee.cli.options import Steps, again, as_of_option, home_option, json_option
from bailee.cli.output import write_json
from bailee.cli.sign_off.answering import answer_command
from bailee.cli.sign_off.asking import request_command
from bailee.cli.sign_off.paper import scan_command, sheets_command
from bailee.cli.sign_off.shared import Day, table, version_option
from bailee.cli.sign_off.sittings import close_command, open_command
from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from bailee.store.rows.signing import SignRequest
    from bailee.store.workspace import Workspace

STAGE = "inform"
_SHOWN = 40


@click.group(cls=Steps)
def command() -> None:
    """Ask people to sign a notice, note who received, read and understood it, and say who has not.

    \b
    Example:
      bailee sign-off request employee-privacy-notice --dry-run
      bailee sign-off request employee-privacy-notice --due 2026-12-14 --out asked.csv
      bailee sign-off list employee-privacy-notice
    """


command.add_command(request_command)
command.add_command(answer_command)


@command.command(name="list")
@click.argument("kind", metavar="KIND")
@version_option
@click.option(
    "--csv", "out", type=click.Path(path_type=Path), metavar="FILE", help="Everybody, with manager and state."
)
@as_of_option
@home_option
@json_option
def list_sign_offs(kind: str, version: int | None, out: Path | None, home: Path, as_json: bool) -> None:
    """List who on the roster signed a version, and who has not yet, by department and manager.

    \b
    Example:
      bailee sign-off list employee-privacy-notice --csv signatures.csv
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.show_sign_offs import HEADS, as_rows, show_sign_offs, version_named
    from bailee.operations.write_closed import write_closed

    workspace = open_store(home, create=False)
    standing = show_sign_offs(workspace, version_named(workspace, kind, version))
    if out is not None:
        write_closed(out, table(HEADS, as_rows(standing.rows)).encode("utf-8-sig"))
    if as_json:
        write_json(
            [
                {
                    "person": row.person.ident,
                    "signed": row.state == "signed",
                    "state": row.state,
                    "due_on": row.due_on.isoformat() if row.due_on else None,
                    "sign_off": row.sign_off or None,
                    "request": row.request or None,
                    "has_question": row.has_question,
                }
                for row in standing.rows
            ]
        )
        return
    number = standing.version.version
    click.echo(f"{kind} version {number}: {standing.signed:,} of {standing.whole:,} on the roster signed")
    told = [f"{standing.count(state):,} {state.replace('-', ' ')}" for state in _STATES if standing.count(state)]
    if told:
        click.echo(f"  {', '.join(told)}")
    for what in ("department", "manager"):
        missing = [(name, whole - signed) for name, signed, whole in standing.by(what) if name and whole > signed]
        if missing:
            click.echo(f"  missing by {what}: " + ", ".join(f"{name} {count:,}" for name, count in missing[:8]))
    waiting = [row for row in standing.rows if row.state != "signed"]
    for row in waiting[:_SHOWN]:
        click.echo(f"  {row.state.replace('-', ' '):10} {row.person.name}")
    if len(waiting) > _SHOWN:
        click.echo(f"  and {len(waiting) - _SHOWN:,} more: --csv FILE has all")
    if standing.questions:
        click.echo(f"  {len(standing.questions):,} asked a question that nobody answered")
    if waiting:
        click.echo("\nnext  " + again(f"bailee sign-off request {kind} --dry-run"))
    for row in standing.questions[:8]:
        click.echo("asks  " + again(f'bailee sign-off answer {row.request} "…"'))


_STATES = ("declined", "overdue", "waiting", "not-asked")


@command.command()
@click.argument("kind", metavar="KIND")
@version_option
@click.option("--person", required=True, help="Name, e-mail address or number on the roster.")
@click.option(
    "--identified-by",
    required=True,
    metavar="HOW",
    help="in-person-by-colleague, paper-scanned or paper-entered-later.",
)
@click.option("--witness", default="", help="Who saw them sign.")
@click.option("--signed-on", type=Day(), metavar="DAY", help="Day that stands on the paper, as 2026-11-26.")
@home_option
@json_option
def record(
    kind: str,
    version: int | None,
    person: str,
    identified_by: str,
    witness: str,
    signed_on: date | None,
    home: Path,
    as_json: bool,
) -> None:
    """Note one sign-off over a published version, as it was given in person or on paper.

    \b
    Example:
      bailee sign-off record employee-privacy-notice --person ana@acme.example --identified-by paper-entered-later
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.record_sign_off import record_sign_off
    from bailee.operations.show_sign_offs import version_named

    workspace = open_store(home, create=False)
    chosen = version_named(workspace, kind, version)
    signed = record_sign_off(
        workspace, chosen, person, identified_by=identified_by, witness=witness, signed_on=signed_on
    )
    if as_json:
        write_json(
            {
                "ident": signed.ident,
                "kind": kind,
                "version": chosen.version,
                "version_sha256": chosen.sha256,
                "statement_sha256": signed.statement_sha256,
                "identified_by": identified_by,
                "signed_at": signed.signed_at.isoformat(),
                "on_roster": signed.person is not None,
            }
        )
        return
    listed = "on the roster" if signed.person else "not on the roster: counted apart"
    click.echo(f"signed: {kind} version {chosen.version}, SHA-256 {chosen.sha256[:16]}…, {listed}")
    click.echo(f"{len(workspace.sign_offs(chosen))} have signed this version; receipt {signed.ident}")
    click.echo("\nnext  " + again(f"bailee sign-off certificate {signed.ident} --out certificate.pdf"))


@command.command()
@click.argument("kind", metavar="KIND")
@version_option
@click.option("--person", required=True, help="Name, e-mail address or number on the roster.")
@click.option("--reason", default="", help="In their words, if they gave one.")
@home_option
def decline(kind: str, version: int | None, person: str, reason: str, home: Path) -> None:
    """Note that somebody was told and does not sign.

    \b
    Example:
      bailee sign-off decline employee-privacy-notice --person E17 --reason "asks the union first"
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.sign_notice import decline_to_sign

    workspace = open_store(home, create=False)
    asked = _request_of(workspace, kind, version, person)
    decline_to_sign(workspace, asked.ident, reason, identified_by="in-person-by-colleague")
    click.echo("noted: told, and declined; they may still sign")


@command.command()
@click.argument("receipt", metavar="RECEIPT")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE", help="PDF to write.")
@home_option
def certificate(receipt: str, out: Path, home: Path) -> None:
    """Write the certificate of a signature: a sealed PDF that carries its evidence as JSON.

    \b
    Example:
      bailee sign-off certificate 3ccc41489b09cf96 --out certificate.pdf
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.write_closed import write_closed

    workspace = open_store(home, create=False)
    kept = workspace.certificate("".join(receipt.split()))
    write_closed(out, kept.document)
    click.echo(f"{out}: SHA-256 {kept.sha256}")
    if kept.stamped_at is not None:
        click.echo(f"time stamp: {kept.stamped_at:%Y-%m-%d %H:%M:%S} UTC, by {kept.stamped_by}")
    else:
        click.echo(
            f"time stamp: pending{' (' + kept.fault + ')' if kept.fault else ''}; the time in it is this server's"
        )


@command.command()
@home_option
def stamp(home: Path) -> None:
    """Ask the time-stamp service for certificates that wait for its stamp. A worker does so by itself.

    \b
    Example:
      bailee sign-off stamp
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.stamp_certificates import stamp_certificates, stamp_service

    workspace = open_store(home, create=False)
    service = stamp_service(settings.read(os.environ))
    if service is None:
        raise InvalidInput("no time-stamp service is set", hint="set BAILEE_TIME_STAMPS and BAILEE_TIME_STAMPS_TRUSTED")
    done = stamp_certificates(workspace, service)
    click.echo(f"{done.stamped:,} stamped, {done.pending:,} pending" + (f": {done.fault}" if done.fault else ""))


def _request_of(workspace: Workspace, kind: str, version: int | None, person: str) -> SignRequest:
    """The request of one person; made where there is none, for what she says is an answer all the same."""
    from bailee.operations.request_sign_off import Whom, plan_requests, request_sign_offs
    from bailee.operations.show_sign_offs import version_named

    chosen = version_named(workspace, kind, version)
    plan = plan_requests(workspace, chosen, Whom(people=(person,)))
    (line,) = plan.lines
    if line.person is None:
        raise InvalidInput("nobody on the roster, or several, answer to that", hint="name them by e-mail or number")
    request_sign_offs(workspace, plan)
    return next(each for each in workspace.sign_requests(chosen) if each.person == line.person.ident)


for each in (sheets_command, scan_command, open_command, close_command):
    command.add_command(each)
