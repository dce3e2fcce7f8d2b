"""`bailee sign-off request`: ask people to sign, and hand over what is to be handed over."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bailee import settings
from bailee.cli.options import again, home_option, json_option
from bailee.cli.output import write_json
from bailee.cli.rhythms import rhythm_of, rhythm_options
from bailee.cli.sign_off.shared import Day, table, today, version_option
from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from bailee.operations.request_sign_off import Plan

SHOWN = 40
_HEADS = ("Name", "Number", "What", "Link", "Code", "PIN")
_PEOPLE = click.option(
    "--person", "people", multiple=True, metavar="NAME", help="Name, address or number on the roster; may be repeated."
)


@click.command("request")
@click.argument("kind", metavar="KIND")
@version_option
@_PEOPLE
@click.option("--department", default="", metavar="NAME", help="Only people of this department.")
@click.option("--manager", default="", metavar="NAME", help="Only people of this manager.")
@click.option("--site", default="", metavar="NAME", help="Only people at this site.")
@click.option("--due", type=Day(), metavar="DAY", help="Until when they are to sign, as 2026-12-14.")
@click.option("--no-links", is_flag=True, help="They sign with their account, at a device in the office, or on paper.")
@click.option(
    "--show-codes",
    "because",
    default="",
    metavar="REASON",
    help="Show you the codes of those who have one address, and why; without it they get no link.",
)
@rhythm_options
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
def request_command(
    kind: str,
    version: int | None,
    people: tuple[str, ...],
    department: str,
    manager: str,
    site: str,
    due: date | None,
    no_links: bool,
    because: str,
    remind: str,
    escalate: int,
    quiet: str,
    zone: str,
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
    once, and kept nowhere. Asking twice asks once. Who does not sign is reminded, and then their manager hears of it.

    \b
    Example:
      bailee sign-off request employee-privacy-notice --department "Front desk" --due 2026-12-14 --out asked.csv
    """
    from bailee.operations.mail_server import mail_server
    from bailee.operations.open_store import open_store
    from bailee.operations.request_sign_off import Whom, plan_requests, request_sign_offs
    from bailee.operations.show_sign_offs import version_named
    from bailee.operations.write_closed import write_closed

    workspace = open_store(home, create=False)
    chosen = version_named(workspace, kind, version)
    plan = plan_requests(workspace, chosen, Whom(department, manager, site, people))
    if due is not None and due < today():
        raise InvalidInput("the day until which they are to sign is over", hint="choose a day to come")
    if not dry_run:
        values = settings.read(os.environ)
        server = mail_server(values)
        to_hand_over = pins or bool(because) or (not no_links and server is None)
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
            because=because,
            rhythm=rhythm_of(remind, escalate, quiet, zone),
        )
    if out is not None:
        write_closed(out, _as_csv(plan).encode("utf-8-sig"))
    if as_json:
        write_json(_as_json(plan, dry_run))
        return
    _say(plan, dry_run, out)
    click.echo("\nnext  " + again(f"bailee sign-off {'request' if dry_run else 'list'} {kind}"))


def _say(plan: Plan, dry_run: bool, out: Path | None) -> None:
    from bailee.operations.request_sign_off import WORDS

    asked = plan.count("to-ask" if dry_run else "asked")
    click.echo(f"{plan.version.kind} version {plan.version.version}: {asked:,} {'would be ' if dry_run else ''}asked")
    for outcome in ("asked-before", "declined", "signed", "unknown", "several"):
        if count := plan.count(outcome):
            click.echo(f"  {count:,}: {WORDS[outcome]}")
    if count := sum(each.one_address and each.outcome in ("to-ask", "asked") and not each.code for each in plan.lines):
        click.echo(f"  {count:,} with one address: their mail has no link, for its code could come no other way")
        click.echo("    add a second address to the roster, or say why you are shown the codes: --show-codes REASON")
    for line in plan.lines[:SHOWN]:
        name = line.person.name if line.person else line.said
        click.echo(f"  {name}: {WORDS[line.outcome]}{' by mail' if line.how == 'mail' and line.outcome == 'asked' and not line.link and not line.pin else ''}")  # fmt: skip
    if len(plan.lines) > SHOWN:
        click.echo(f"  and {len(plan.lines) - SHOWN:,} more: --out FILE or --json has all")
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
    return table(_HEADS, _rows(plan))


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
