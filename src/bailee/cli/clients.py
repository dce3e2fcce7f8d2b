"""`bailee clients`: those that a provider looks after: who reaches them, what they allowed, where they work, and their leaving."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.markup import escape
from rich.table import Table

from bailee.cli.options import Steps, bare_home_option, json_option
from bailee.cli.output import console, write_json
from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from bailee.authority import Agreement
    from bailee.operations.off_board_client import Plan
    from bailee.operations.record_authority import Standing
    from bailee.store.rows.clients import Client
    from bailee.store.workspace import Workspace

STAGE, RANK = "run", 2
DAY = click.DateTime(["%Y-%m-%d"])


@click.group(cls=Steps, invoke_without_command=True)
@click.option("--gone", is_flag=True, help="Those who left, too.")
@json_option
@bare_home_option
@click.pass_context
def command(ctx: click.Context, gone: bool, as_json: bool, home: Path) -> None:
    """List the clients of this provider: who reaches them, and whether they may be scanned.

    \b
    Example:
      bailee clients
      bailee clients add "Lind Dental"
      bailee scan /srv/lind --client "Lind Dental"
    """
    if ctx.invoked_subcommand is not None:
        return
    from bailee.operations.choose_client import open_client
    from bailee.operations.record_authority import standing

    provider = _provider(home)
    listed = provider.clients(gone=gone)
    stands = {
        each.ident: standing(open_client(provider, each.ident))
        for each in listed
        if each.state not in ("gone", "uncertified") and each.is_mine
    }
    if as_json:
        write_json([_shape(each, stands.get(each.ident)) for each in listed])
        return
    if not listed:
        click.echo("No clients yet: bailee clients add NAME")
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for head in ("client", "ident", "reached by", "may be scanned"):
        table.add_column(head, overflow="fold")
    for each in listed:
        table.add_row(
            escape(each.name),
            each.ident,
            ", ".join(each.assigned) or "nobody",
            _may_be_scanned(each, stands.get(each.ident)),
        )
    console().print(table)


def _shape(client: Client, told: Standing | None) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "ident": client.ident,
        "name": client.name,
        "state": client.state,
        "assigned": list(client.assigned),
        "may_be_scanned": None,
        "missing_agreements": [],
    }
    if told is not None:
        shape["may_be_scanned"] = bool(told.good(_today()))
        shape["missing_agreements"] = [each.value for each in told.missing]
    return shape


def _may_be_scanned(client: Client, told: Standing | None) -> str:
    if client.state == "gone":
        return "left; its keys were destroyed"
    if client.state == "uncertified":
        return "left; its certificate was not written: bailee clients off-board"
    if client.state == "leaving":
        return "its leaving was begun and is not finished: bailee clients off-board"
    if told is None:
        return "you are not assigned"
    good = told.good(_today())
    if not good:
        return "no: no written instruction" if not told.instructions else "no: its instruction is over or withdrawn"
    latest = good[-1]
    said = f"yes, by {latest.given_by} ({latest.function}), {latest.given_on.isoformat()}"
    said += f" until {latest.until.isoformat()}" if latest.until else ""
    return escape(said + "".join(f"; missing: {each.label}" for each in told.missing))


@command.command("become-provider")
@bare_home_option
def become_provider(home: Path) -> None:
    """Make this organisation a provider: it looks after clients from now on.

    \b
    Example:
      bailee clients become-provider
    """
    from bailee.operations.open_store import open_store

    open_store(home).become_provider()
    click.echo("This organisation is a provider now. Add its clients: bailee clients add NAME")


@command.command()
@click.argument("name")
@bare_home_option
@json_option
def add(name: str, home: Path, as_json: bool) -> None:
    """Add a client, with keys of its own; you are assigned to it.

    \b
    Example:
      bailee clients add "Lind Dental"
    """
    ident = _provider(home).add_client(name)
    if as_json:
        write_json({"ident": ident, "name": " ".join(name.split())})
        return
    click.echo(f"{ident} added. Nothing of it is scanned until its written instruction is recorded:")
    click.echo(
        f"  bailee clients authorise {ident} --by NAME --function FUNCTION --on DATE --scope WORDS --place PLACE"
    )


@command.command()
@click.argument("client")
@click.option("--by", "given_by", metavar="NAME", help="Who gave the instruction.")
@click.option("--function", metavar="WORDS", help="What that person is at the client: owner, practice manager.")
@click.option("--on", "given_on", type=DAY, help="The day on which it was signed.")
@click.option("--until", type=DAY, help="The last day on which it is good.")
@click.option("--scope", metavar="WORDS", help="What it allows, in its words.")
@click.option(
    "--place", "places", multiple=True, metavar="PLACE", help="A folder or an address that may be scanned; * for all."
)
@click.option("--kept", "kept_where", default="", metavar="WHERE", help="Where the paper is.")
@click.option("--baa", type=DAY, help="HIPAA: the day on which the business associate agreement was signed.")
@click.option("--no-baa", metavar="REASON", default="", help="HIPAA: it is missing, and why.")
@click.option("--dpa", type=DAY, help="GDPR: the day on which the data processing agreement was signed.")
@click.option("--no-dpa", metavar="REASON", default="", help="GDPR: it is missing, and why.")
@bare_home_option
@json_option
def authorise(
    client: str,
    given_by: str | None,
    function: str | None,
    given_on: datetime | None,
    until: datetime | None,
    scope: str | None,
    places: tuple[str, ...],
    kept_where: str,
    baa: datetime | None,
    no_baa: str,
    dpa: datetime | None,
    no_dpa: str,
    home: Path,
    as_json: bool,
) -> None:
    """Record a client's written instruction to scan it, and its agreements; without options, say what is recorded.

    \b
    Example:
      bailee clients authorise "Lind Dental" --by "Dr. Lind" --function owner --on 2026-03-01 \\
        --scope "the file server, yearly" --place /srv/lind --kept "contract binder 3" --baa 2026-03-01
      bailee clients authorise "Lind Dental"
    """
    from bailee.authority import EVERYWHERE, Agreement
    from bailee.operations.choose_client import open_client
    from bailee.operations.record_authority import standing
    from bailee.sources.addresses import looks_like_one

    workspace = open_client(_provider(home), client)
    for agreement, on, missing in ((Agreement.BAA, baa, no_baa), (Agreement.DPA, dpa, no_dpa)):
        if on is not None or missing:
            workspace.record_agreement(agreement, on=on.date() if on else None, kept_where=kept_where, missing=missing)
    if any((given_by, function, given_on, scope, places, until)):
        if given_on is None:
            raise InvalidInput("an instruction says on which day it was signed", hint="--on 2026-03-01")
        workspace.record_instruction(
            given_by=given_by or "",
            function=function or "",
            scope=scope or "",
            places=tuple(
                each if each == EVERYWHERE or looks_like_one(each) else str(Path(each).expanduser().absolute())
                for each in places
            ),
            given_on=given_on.date(),
            until=until.date() if until else None,
            kept_where=kept_where,
        )
    told = standing(workspace)
    if as_json:
        write_json(_standing_shape(told))
    else:
        _show_standing(workspace, told)


def _standing_shape(told: Standing) -> dict[str, Any]:
    return {
        "instructions": [
            {
                "ident": each.ident,
                "given_by": each.given_by,
                "function": each.function,
                "scope": each.scope,
                "places": list(each.places),
                "given_on": each.given_on.isoformat(),
                "until": each.until.isoformat() if each.until else None,
                "kept_where": each.kept_where,
                "withdrawn_on": each.withdrawn_on.isoformat() if each.withdrawn_on else None,
                "is_good": each.is_good(_today()),
            }
            for each in told.instructions
        ],
        "agreements": {
            each.value: {
                "is_needed": told.needed[each],
                "says": told.agreements[each].says if each in told.agreements else None,
            }
            for each in told.needed
        },
    }


def _show_standing(workspace: Workspace, told: Standing) -> None:
    shown = console()
    shown.print(f"[bold]{escape(workspace.organisation_name)}[/bold]", soft_wrap=True)
    if not told.instructions:
        shown.print("  [red]✗[/] no written instruction is recorded: it is not scanned", soft_wrap=True)
    for each in told.instructions:
        sign = "[green]✓[/]" if each.is_good(_today()) else "[yellow]–[/]"
        until = f" until {each.until.isoformat()}" if each.until else ""
        shown.print(
            f"  {sign} {each.ident}: {escape(each.given_by)} ({escape(each.function)}), {each.given_on.isoformat()}{until}"
            + (f", withdrawn {each.withdrawn_on.isoformat()}" if each.withdrawn_on else ""),
            soft_wrap=True,
        )
        shown.print(f"      {escape(each.scope)}", soft_wrap=True)
        shown.print(f"      places: {escape(', '.join(each.places))}", soft_wrap=True)
        if each.kept_where:
            shown.print(f"      kept: {escape(each.kept_where)}", soft_wrap=True)
    for agreement, is_needed in told.needed.items():
        shown.print(f"  {_agreement_line(agreement, is_needed, told)}", soft_wrap=True)


def _agreement_line(agreement: Agreement, is_needed: bool | None, told: Standing) -> str:
    signed = told.agreements.get(agreement)
    if signed is not None:
        sign = "[green]✓[/]" if signed.on is not None else "[red]✗[/]" if is_needed else "[yellow]–[/]"
        return f"{sign} {agreement.label}: {escape(signed.says)}"
    if is_needed:
        return f"[red]✗[/] {agreement.label}: needed, and not recorded (--{agreement.value} DATE, or --no-{agreement.value} REASON)"
    if is_needed is False:
        return f"[green]✓[/] {agreement.label}: not needed"
    return f"[magenta]?[/] {agreement.label}: nobody declared the facts that tell whether it is needed"


@command.command()
@click.argument("client")
@click.argument("instruction", required=False)
@bare_home_option
def withdraw(client: str, instruction: str | None, home: Path) -> None:
    """A client takes its instruction back: no scan begins any more. Without INSTRUCTION, all that are good.

    \b
    Example:
      bailee clients withdraw "Lind Dental"
    """
    from bailee.operations.choose_client import open_client

    workspace = open_client(_provider(home), client)
    idents = (
        [instruction] if instruction else [each.ident for each in workspace.instructions() if each.is_good(_today())]
    )
    if not idents:
        raise InvalidInput("this client has no instruction that could be withdrawn")
    for each in idents:
        workspace.withdraw_instruction(each)
    click.echo(f"withdrawn: {', '.join(idents)}. The next scan is refused until another one is recorded.")


@command.command()
@click.argument("client")
@click.argument("person")
@click.option("--until", type=DAY, help="The last day of it.")
@click.option("--end", is_flag=True, help="End the assignment instead.")
@bare_home_option
def assign(client: str, person: str, until: datetime | None, end: bool, home: Path) -> None:
    """Let a person of the provider work with a client, in the role that she has here.

    \b
    Example:
      bailee clients assign "Lind Dental" tess
      bailee clients assign "Lind Dental" tess --end
    """
    from bailee.operations.choose_client import find

    provider = _provider(home)
    found = find(provider.clients(), client)
    if end:
        provider.end_assignment(found.ident, person)
        click.echo(f"{person} reaches {found.name} no more.")
    else:
        provider.assign(found.ident, person, until=_end_of(until))
        click.echo(f"{person} reaches {found.name} from now on.")


@command.command("break-glass")
@click.argument("client")
@click.option("--reason", required=True, metavar="WORDS", help="Why, in a sentence: the client reads it.")
@click.option(
    "--hours", type=click.FloatRange(0, 24, min_open=True), default=1, show_default=True, help="For how long."
)
@bare_home_option
def break_glass(client: str, reason: str, hours: float, home: Path) -> None:
    """Reach a client that you are not assigned to, in an emergency: for a while, and seen by the client.

    \b
    Example:
      bailee clients break-glass "Lind Dental" --reason "Ransomware at reception, the owner is on the phone"
    """
    from bailee.operations.choose_client import find

    provider = _provider(home)
    found = find(provider.clients(), client)
    until = provider.break_glass(found.ident, reason, hours=hours)
    click.echo(f"You reach {found.name} until {until:%Y-%m-%d %H:%M} UTC. The client sees that, and why.")


@command.command()
@click.argument("client")
@click.option("--add", "name", metavar="NAME", help="A new site.")
@click.option("--jurisdiction", default="", metavar="CODE", help="Of the new site: its law, such as US-NY or DE.")
@click.option("--time-zone", default="", metavar="ZONE", help="Of the new site, such as America/New_York.")
@click.option("--place", metavar="PLACE", help="A place that was scanned, by its name …")
@click.option("--at", "site", metavar="SITE", help="… belongs to this site.")
@click.option("--close", metavar="SITE", help="It is no more.")
@bare_home_option
@json_option
def sites(
    client: str,
    name: str | None,
    jurisdiction: str,
    time_zone: str,
    place: str | None,
    site: str | None,
    close: str | None,
    home: Path,
    as_json: bool,
) -> None:
    """List the sites of a client, with the law and the clock of each; add one, close one, say which place lies there.

    \b
    Example:
      bailee clients sites "Lind Dental" --add "Main Street" --jurisdiction US-NY --time-zone America/New_York
      bailee clients sites "Lind Dental" --place reception --at "Main Street"
    """
    from bailee.operations.choose_client import open_client

    if (place is None) != (site is None):
        raise InvalidInput("a place belongs to a site", hint="--place PLACE --at SITE, both")
    workspace = open_client(_provider(home), client)
    if name is not None:
        workspace.add_site(name, jurisdiction=jurisdiction, time_zone=time_zone)
    if place is not None and site is not None:
        workspace.place_at(place, site)
    if close is not None:
        workspace.close_site(close)
    listed = workspace.sites()
    if as_json:
        write_json(
            [
                {
                    "ident": each.ident,
                    "name": each.name,
                    "jurisdiction": each.jurisdiction,
                    "time_zone": each.time_zone,
                    "places": list(each.places),
                }
                for each in listed
            ]
        )
        return
    for each in listed:
        about = ", ".join(filter(None, (each.jurisdiction, each.time_zone))) or "no law and no clock named"
        console().print(
            f"[bold]{escape(each.name)}[/bold]  {escape(about)}  {escape(', '.join(each.places))}", soft_wrap=True
        )
    if not listed:
        click.echo("No sites yet: --add NAME")


@command.command("off-board")
@click.argument("client")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="DIR", help="A new folder for everything that is held of it."
)
@click.option("--yes", is_flag=True, help="Do it; without it, only say what would be done.")
@bare_home_option
@json_option
def off_board(client: str, out: Path | None, yes: bool, home: Path, as_json: bool) -> None:
    """A client leaves: write out everything of it, destroy its keys, certify that. Without --yes, say what would be done.

    \b
    Example:
      bailee clients off-board "Lind Dental"
      bailee clients off-board "Lind Dental" --out lind-leaves --yes
    """
    from bailee.operations.choose_client import find
    from bailee.operations.off_board_client import off_board as leave
    from bailee.operations.off_board_client import plan_off_boarding

    provider = _provider(home)
    found = find(provider.clients(gone=True), client)
    if not yes:
        _show_plan(plan_off_boarding(provider, found.ident), as_json)
        return
    if out is None:
        raise InvalidInput("say where everything that is held of it goes", hint="--out DIR, a new folder")
    shown = console(stderr=True)
    done = leave(provider, found.ident, out, progress=lambda said: shown.print(f"  {said} …"))
    if as_json:
        write_json(
            {
                "folder": str(done.folder),
                "certificate": str(done.certificate),
                "rows": done.rows,
                "destroyed_at": done.destroyed_at.isoformat(),
            }
        )
        return
    click.echo(f"{found.name} has left: {done.rows:,} rows are in {done.folder}, its keys are destroyed.")
    click.echo(f"certificate  {done.certificate}")
    click.echo("Backups from before still hold its keys: destroy them, or let them expire, and write down when.")


def _show_plan(plan: Plan, as_json: bool) -> None:
    if as_json:
        write_json(
            {
                "client": plan.client.ident,
                "rows": plan.rows,
                "members": list(plan.members),
                "sealed_files": plan.sealed_files,
                "done": list(plan.done),
            }
        )
        return
    shown = console()
    shown.print(f"[bold]{escape(plan.client.name)}[/bold] would leave. Nothing was changed.", soft_wrap=True)
    if plan.client.state in ("gone", "uncertified"):
        shown.print("  Its keys are destroyed already; --yes writes the certificate again.", soft_wrap=True)
        return
    if plan.done:
        shown.print(f"  [yellow]An earlier try got as far as: {plan.done[-1]}. --yes goes on.[/]", soft_wrap=True)
    shown.print(
        f"  {sum(plan.rows.values()):,} rows of {len(plan.rows)} tables would be written out, readable, with the log",
        soft_wrap=True,
    )
    shown.print(
        "  then its keys would be destroyed: nothing of it could be read here any more, by anybody", soft_wrap=True
    )
    shown.print(f"  and would reach it no more: {escape(', '.join(plan.members))}", soft_wrap=True)
    if plan.sealed_files:
        shown.print(
            f"  {plan.sealed_files:,} sealed files at the client would open with its recovery key alone", soft_wrap=True
        )
    if plan.recovery_keys:
        shown.print("  its recovery key, which still lies here, would go into the folder", soft_wrap=True)
    shown.print("  To do it: --out DIR --yes", soft_wrap=True)


def _provider(home: Path) -> Workspace:
    from bailee.operations.open_store import open_store

    provider = open_store(home, create=False)
    if not provider.is_provider:
        raise InvalidInput(
            "this organisation has no clients, for it is no provider",
            hint="if it looks after others: bailee clients become-provider",
        )
    return provider


def _today() -> date:
    return datetime.now(UTC).date()


def _end_of(day: datetime | None) -> datetime | None:
    return None if day is None else datetime.combine(day.date(), time.max, UTC)
