"""`bailee sign-off`: ask people to sign a notice, note who did, and say who has not."""

from __future__ import annotations

import csv
import io
import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bailee import settings
from bailee.cli.options import Steps, again, home_option, json_option
from bailee.cli.output import write_json
from bailee.errors import CannotRead, InvalidInput, NotAllowed

if TYPE_CHECKING:
    from bailee.operations.request_sign_off import Plan
    from bailee.store.rows.signing import SignRequest
    from bailee.store.workspace import Workspace

STAGE = "inform"
_SHOWN = 40
_HEADS = ("Name", "Number", "What", "Link", "Code", "PIN")


@click.group(cls=Steps)
def command() -> None:
    """Ask people to sign a notice, note who received, read and understood it, and say who has not.

    \b
    Example:
      bailee sign-off request employee-privacy-notice --dry-run
      bailee sign-off request employee-privacy-notice --due 2026-12-14 --out asked.csv
      bailee sign-off list employee-privacy-notice
    """


class _Day(click.ParamType[date]):
    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail("write the day as 2026-12-14", param, ctx)


version_option = click.option("--version", type=int, help="Which one (the newest that is published).")
_PEOPLE = click.option(
    "--person", "people", multiple=True, metavar="NAME", help="Name, address or number on the roster; may be repeated."
)


@command.command()
@click.argument("kind", metavar="KIND")
@version_option
@_PEOPLE
@click.option("--department", default="", metavar="NAME", help="Only people of this department.")
@click.option("--manager", default="", metavar="NAME", help="Only people of this manager.")
@click.option("--site", default="", metavar="NAME", help="Only people at this site.")
@click.option("--due", type=_Day(), metavar="DAY", help="Until when they are to sign, as 2026-12-14.")
@click.option("--no-links", is_flag=True, help="They sign with their account, at a device in the office, or on paper.")
@click.option("--pins", is_flag=True, help="Make a PIN for each, for a device in the office.")
@click.option("--check", is_flag=True, help="Ask three questions on it before it can be signed.")
@click.option(
    "--again",
    "anew",
    is_flag=True,
    help="Also who was asked before and has not signed, or declined: a new link or PIN.",
)
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Links, codes and PINs to hand over: CSV.")
@click.option("--dry-run", is_flag=True, help="Say what becomes of each, and change nothing.")
@home_option
@json_option
def request(
    kind: str,
    version: int | None,
    people: tuple[str, ...],
    department: str,
    manager: str,
    site: str,
    due: date | None,
    no_links: bool,
    pins: bool,
    check: bool,
    anew: bool,
    out: Path | None,
    dry_run: bool,
    home: Path,
    as_json: bool,
) -> None:
    """Ask people to sign, however many: everybody whom it is for, a group of the roster, or some by name.

    Where a mail server is set a link is mailed and its code goes to a second address. What is to be handed over is written to --out
    once, and kept nowhere. Asking twice asks once.

    \b
    Example:
      bailee sign-off request employee-privacy-notice --department "Front desk" --due 2026-12-14 --out asked.csv
    """
    from bailee.operations.mail_server import mail_server
    from bailee.operations.open_store import open_store
    from bailee.operations.request_sign_off import Whom, plan_requests, request_sign_offs
    from bailee.operations.show_sign_offs import version_named

    workspace = open_store(home, create=False)
    chosen = version_named(workspace, kind, version)
    plan = plan_requests(workspace, chosen, Whom(department, manager, site, people))
    if due is not None and due < _today():
        raise InvalidInput("the day until which they are to sign is over", hint="choose a day to come")
    if not dry_run:
        values = settings.read(os.environ)
        server = mail_server(values)
        to_hand_over = pins or (not no_links and server is None)
        if to_hand_over and out is None and not as_json:
            raise InvalidInput(
                "links, codes and PINs would be shown nowhere",
                hint="name a file for them with --out FILE, or ask with --no-links",
            )
        address = str(values["address"]).rstrip("/") or f"http://127.0.0.1:{values['port']}"
        plan = request_sign_offs(
            workspace,
            plan,
            due_on=due,
            asks_check=check,
            by_mail=not no_links,
            with_pins=pins,
            again=anew,
            address=address,
            server=server,
        )
    if out is not None:
        _write(out, _as_csv(plan).encode("utf-8-sig"))
    if as_json:
        write_json(_as_json(plan, dry_run))
        return
    _say(plan, dry_run, out)
    click.echo("\nnext  " + again(f"bailee sign-off {'request' if dry_run else 'list'} {kind}"))


@command.command(name="list")
@click.argument("kind", metavar="KIND")
@version_option
@click.option(
    "--csv", "out", type=click.Path(path_type=Path), metavar="FILE", help="Everybody, with manager and state."
)
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

    workspace = open_store(home, create=False)
    standing = show_sign_offs(workspace, version_named(workspace, kind, version))
    if out is not None:
        _write(out, _table(HEADS, as_rows(standing.rows)).encode("utf-8-sig"))
    if as_json:
        write_json(
            [
                {
                    "person": row.person.ident,
                    "signed": row.state == "signed",
                    "state": row.state,
                    "due_on": row.due_on.isoformat() if row.due_on else None,
                    "sign_off": row.sign_off or None,
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
@click.option("--signed-on", type=_Day(), metavar="DAY", help="Day that stands on the paper, as 2026-11-26.")
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
@click.argument("kind", metavar="KIND")
@version_option
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE", help="PDF to write.")
@home_option
def sheets(kind: str, version: int | None, out: Path, home: Path) -> None:
    """Print a sheet of paper for everybody who was asked and has not signed, each with a code of its own.

    \b
    Example:
      bailee sign-off sheets employee-privacy-notice --out sheets.pdf
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.read_sheets import print_sheets
    from bailee.operations.show_sign_offs import version_named

    workspace = open_store(home, create=False)
    chosen = version_named(workspace, kind, version)
    requests = workspace.sign_requests(chosen, state="asked")
    _write(out, print_sheets(workspace, chosen, requests, _today()))
    click.echo(f"{len(requests):,} {'sheet' if len(requests) == 1 else 'sheets'} in {out}")
    click.echo("\nnext  " + again("bailee sign-off scan scanned.pdf"))


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--signed", "signed", multiple=True, metavar="CODE", help="Note this sheet as signed; `all` for each.")
@click.option("--declined", multiple=True, metavar="CODE", help="Note this sheet as declined.")
@click.option("--signed-on", type=_Day(), metavar="DAY", help="Day that stands on them, as 2026-11-26.")
@click.option("--witness", default="", help="Who saw them signed.")
@home_option
def scan(
    file: Path, signed: tuple[str, ...], declined: tuple[str, ...], signed_on: date | None, witness: str, home: Path
) -> None:
    """Match a scan of signed sheets by the codes on its pages. Nothing is noted unless you say which are signed.

    \b
    Example:
      bailee sign-off scan scanned.pdf
      bailee sign-off scan scanned.pdf --signed all --signed-on 2026-11-26
    """
    from bailee.notices.sheets import in_fours
    from bailee.operations.open_store import open_store
    from bailee.operations.read_sheets import read_scan
    from bailee.operations.record_sign_off import record_sheet
    from bailee.operations.sign_notice import decline_to_sign

    workspace = open_store(home, create=False)
    try:
        content = file.read_bytes()
    except OSError:
        raise CannotRead(f'"{file}" cannot be read', hint="name a PDF that a scanner made") from None
    found = read_scan(workspace, content)
    codes = {_plain(code) for code in signed}
    refusing = {_plain(code) for code in declined}
    there = {each.request.sheet for each in found.pages if each.request}
    if unknown := sorted((codes | refusing) - there - {"ALL"}):
        raise InvalidInput(f"no page has the code {in_fours(unknown[0])}", hint="run it without --signed to see them")
    with workspace.transaction():
        for each in found.pages:
            name = each.person.name if each.person else ""
            if each.request is None or each.fault:
                click.echo(f"page {each.page}: {each.fault}{': ' + name if name else ''}")
                continue
            code = each.request.sheet
            says = each.request.state if each.request.state != "asked" else "has not been noted"
            if code in refusing:
                decline_to_sign(workspace, each.request.ident, "", identified_by="paper-scanned")
                says = "noted as declined"
            elif code in codes or ("ALL" in codes and each.request.is_open):
                record_sheet(
                    workspace,
                    each.request,
                    identified_by="paper-scanned",
                    signed_on=signed_on,
                    witness=witness,
                    paper=found.sha256,
                )
                says = "noted as signed"
            click.echo(f"page {each.page}: {in_fours(code)}  {name}: {says}")
    if not codes and not refusing:
        click.echo("\nnext  " + again(f"bailee sign-off scan {file} --signed all"))


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

    workspace = open_store(home, create=False)
    kept = workspace.certificate("".join(receipt.split()))
    _write(out, kept.document)
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


def _say(plan: Plan, dry_run: bool, out: Path | None) -> None:
    from bailee.operations.request_sign_off import WORDS

    asked = plan.count("to-ask" if dry_run else "asked")
    click.echo(f"{plan.version.kind} version {plan.version.version}: {asked:,} {'would be ' if dry_run else ''}asked")
    for outcome in ("asked-before", "declined", "signed", "unknown", "several"):
        if count := plan.count(outcome):
            click.echo(f"  {count:,}: {WORDS[outcome]}")
    for line in plan.lines[:_SHOWN]:
        name = line.person.name if line.person else line.said
        click.echo(f"  {name}: {WORDS[line.outcome]}{' by mail' if line.how == 'mail' and line.outcome == 'asked' and not line.link and not line.pin else ''}")  # fmt: skip
    if len(plan.lines) > _SHOWN:
        click.echo(f"  and {len(plan.lines) - _SHOWN:,} more: --out FILE or --json has all")
    if out is not None:
        click.echo(
            f"what is to be handed over lies in {out}: give a link and its code by different ways, then delete it"
        )


def _rows(plan: Plan) -> list[tuple[str, ...]]:
    from bailee.operations.request_sign_off import WORDS

    return [
        (
            line.person.name if line.person else line.said,
            line.person.number if line.person else "",
            WORDS[line.outcome],
            line.link,
            line.code,
            line.pin,
        )
        for line in plan.lines
    ]


def _as_csv(plan: Plan) -> str:
    return _table(_HEADS, _rows(plan))


def _table(heads: tuple[str, ...], rows: Any) -> str:
    from bailee.reports.sheets import safe_cell

    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def _as_json(plan: Plan, dry_run: bool) -> dict[str, Any]:
    return {
        "kind": plan.version.kind,
        "version": plan.version.version,
        "dry_run": dry_run,
        "people": [
            {
                "person": line.person.ident if line.person else None,
                "said": line.said,
                "outcome": line.outcome,
                "by": line.how,
                **{name: getattr(line, name) for name in ("link", "code", "pin") if getattr(line, name)},
            }
            for line in plan.lines
        ],
    }


def _plain(code: str) -> str:
    return "".join(code.upper().replace("-", " ").split())


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def _write(out: Path, content: bytes) -> None:
    try:
        descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)  # names, links, codes
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
    except OSError:
        raise NotAllowed(f'"{out}" cannot be written', hint="name another file with --out") from None
