"""`bailee fleet`: agents of an organisation's devices, codes to enrol with, jobs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click
from rich.markup import escape

from bailee.cli.options import home_option, json_option
from bailee.cli.output import console, write_json
from bailee.counting import count

STAGE, RANK = "discover", 7


@click.group(invoke_without_command=True)
@home_option
@json_option
@click.pass_context
def command(ctx: click.Context, home: Path, as_json: bool) -> None:
    """List the agents on the organisation's devices; enrol, ask, revoke them.

    \b
    Example:
      bailee fleet
      bailee fleet code --devices 40 --site "Main Street"
      bailee fleet scan device-3fa2c19b /srv/hr --cpu 0.5
    """
    if ctx.invoked_subcommand is not None:
        return
    from bailee.operations.open_store import open_store

    agents = open_store(home).agents()
    if as_json:
        write_json([_plain(each) for each in agents])
        return
    for each in agents:
        about = ", ".join(filter(None, (each.system, each.site, f"bailee {each.version}", each.why)))
        console().print(
            f"[bold]{escape(each.name)}[/bold]  {each.ident}  {each.device}  {each.state}, "
            f"last {each.last_seen_at.astimezone():%Y-%m-%d %H:%M}  {escape(about)}",
            soft_wrap=True,
        )
    if not agents:
        click.echo("No agent yet: `bailee fleet code` makes a code to enrol with")


@command.command()
@click.option("--devices", type=click.IntRange(1, 10_000), default=1, help="Devices that may enrol with it.")
@click.option("--days", type=click.IntRange(1, 90), default=7, help="Days that it is good.")
@click.option("--site", default="", metavar="SITE", help="Where these devices stand.")
@home_option
@json_option
def code(devices: int, days: int, site: str, home: Path, as_json: bool) -> None:
    """Make a code with which devices enrol; it is shown once.

    \b
    Example:
      bailee fleet code --devices 40 --days 14 --site "Main Street"
    """
    from bailee.operations.enrol_agent import make_code
    from bailee.operations.open_store import open_store

    made = make_code(open_store(home), most=devices, days=days, site=site)
    if as_json:
        write_json({"ident": made.ident, "code": made.code})
        return
    click.echo(made.code)


@command.command()
@click.argument("server")
@click.option(
    "--through",
    default="shell",
    show_default=True,
    metavar="MANAGER",
    help="ninjaone, datto, connectwise-automate, tactical, intune, gpo or shell.",
)
@click.option(
    "--on",
    "system",
    type=click.Choice(["Windows", "Linux", "macOS"]),
    default="Linux",
    show_default=True,
    help="System of the devices.",
)
@click.option(
    "--package", default="", metavar="URL", help="Where devices fetch the program; empty: it lies there already."
)
@click.option("--sha256", default="", metavar="DIGEST", help="Of what is fetched; another file is not run.")
@click.option("--devices", default=1, show_default=True, help="How many may enrol with its code.")
@click.option("--days", default=7, show_default=True, help="How long the code is good.")
@click.option("--site", default="", metavar="SITE", help="Where they stand.")
@click.option(
    "--ca", default="", metavar="FILE", help="On the device: the authority that signed the server's certificate."
)
@home_option
def line(
    server: str,
    through: str,
    system: str,
    package: str,
    sha256: str,
    devices: int,
    days: int,
    site: str,
    ca: str,
    home: Path,
) -> None:
    """Make the line that installs the agent.

    To paste into whatever manages the devices; its code is shown this once.

    \b
    Example:
      bailee fleet line https://privacy.example.com --through ninjaone --on Windows --devices 40
    """
    from bailee.install_lines import Wanted
    from bailee.install_lines import line as made
    from bailee.operations.enrol_agent import make_code
    from bailee.operations.open_store import open_store

    made(
        through, system, Wanted(server, "0000", package, sha256, ca)
    )  # refuses what makes no sense before a code is made
    code = make_code(open_store(home, create=False), most=devices, days=days, site=site)
    click.echo(made(through, system, Wanted(server, code.code, package, sha256, ca)))


@command.command()
@click.option("--revoke", metavar="CODE", default="", help="Nobody enrols with this one any more: its ident.")
@home_option
@json_option
def codes(revoke: str, home: Path, as_json: bool) -> None:
    """List codes, how often each was used, and what became of it.

    \b
    Example:
      bailee fleet codes --revoke code-3fa2c19b
    """
    from bailee.operations.open_store import open_store
    from bailee.store.rows.base import now

    workspace = open_store(home)
    if revoke:
        workspace.revoke_enrolment_code(revoke)
    listed = workspace.enrolment_codes()
    if as_json:
        write_json([_plain(each) | {"fault": each.fault(now()) or None} for each in listed])
        return
    for each in listed:
        state = each.fault(now()) or f"good until {each.expires_at.astimezone():%Y-%m-%d %H:%M}"
        click.echo(f"{each.ident}  {each.used} of {each.most}  {state}  {each.site}".rstrip())


@command.command()
@click.argument("device")
@click.argument("path")
@click.option("--cpu", type=float, metavar="SHARE", help="Share of one core; half where nobody says.")
@click.option("--io", type=float, metavar="MB", help="Megabytes a second; 20 where nobody says.")
@click.option("--hours", metavar="HH:MM-HH:MM", help="Hours of the day, by the clock of the device.")
@click.option("--battery", type=int, metavar="PERCENT", help="On battery, wait below this level; 40 where nobody says.")
@click.option("--memory", type=int, metavar="MB", help="Of one reader; 400 where nobody says.")
@home_option
@json_option
def scan(
    device: str, path: str, cpu: float | None, io: float | None, hours: str | None, battery: int | None,
    memory: int | None, home: Path, as_json: bool,
) -> None:  # fmt: skip
    """Ask the agent of a device to scan a place there.

    It begins when it next asks.

    \b
    Example:
      bailee fleet scan device-3fa2c19b /srv/hr --cpu 0.5 --hours 18:00-06:00
    """
    from bailee.operations.ask_agent import ask_agent
    from bailee.operations.open_store import open_store

    asked = {"share": cpu, "megabytes": io, "hours": hours, "battery": battery, "memory": memory}
    ident = ask_agent(
        open_store(home), device, path, {name: value for name, value in asked.items() if value is not None}
    )
    write_json({"ident": ident}) if as_json else click.echo(ident)


@command.command()
@click.option("--withdraw", metavar="JOB", default="", help="Nobody wants this one any more.")
@home_option
@json_option
def jobs(withdraw: str, home: Path, as_json: bool) -> None:
    """List what agents are to do, and did.

    \b
    Example:
      bailee fleet jobs --withdraw lease-3fa2c19b41d0
    """
    from bailee.operations.open_store import open_store

    workspace = open_store(home)
    if withdraw:
        workspace.withdraw_lease(withdraw)
    listed = workspace.leases()
    if as_json:
        write_json([_plain(each) for each in listed])
        return
    for each in listed:
        click.echo(f"{each.ident}  {each.device}  {each.state}  {each.told.get('path', '')}  {each.cause}".rstrip())


@command.command()
@click.argument("agent")
@click.option("--reason", default="revoked", metavar="WORDS", help="Why: the agent says it on its device.")
@home_option
def revoke(agent: str, reason: str, home: Path) -> None:
    """Take nothing of an agent any more.

    \b
    Example:
      bailee fleet revoke agent-3fa2c19b41d0 --reason "the laptop was stolen"
    """
    from bailee.operations.open_store import open_store

    open_store(home).revoke_agent(agent, reason[:300])
    click.echo("revoked")


@command.command("let-go-on")
@click.argument("agent", required=False, default="")
@click.option("--all", "every", is_flag=True, help="Each that is halted: after a restore all of them are.")
@home_option
def let_go_on(agent: str, every: bool, home: Path) -> None:
    """Hear an agent again that was halted, or all that were.

    Two ran under its key: remove the other one first. After the server was set back to a backup there is no other one.

    \b
    Example:
      bailee fleet let-go-on agent-3fa2c19b41d0
      bailee fleet let-go-on --all
    """
    from bailee.operations.open_store import open_store

    if bool(agent) is every:
        raise click.UsageError("name one agent, or say --all")
    workspace = open_store(home)
    if not every:
        workspace.let_go_on(agent)
        click.echo("it is heard again")
        return
    heard = workspace.let_all_go_on()
    for ident in heard:
        click.echo(ident)
    click.echo(f"{count(len(heard), 'agent')} heard again" if heard else "no agent is halted")


@command.command()
@click.argument("agent", required=False, default="")
@home_option
@json_option
def events(agent: str, home: Path, as_json: bool) -> None:
    """List who enrolled, what was refused, and why.

    \b
    Example:
      bailee fleet events agent-3fa2c19b41d0
    """
    from bailee.operations.open_store import open_store

    listed = open_store(home).agent_events(agent)
    if as_json:
        write_json([_plain(each) for each in listed])
        return
    for each in listed:
        click.echo(f"{each.at.astimezone():%Y-%m-%d %H:%M}  {each.agent}  {each.kind}  {each.why}".rstrip())


@command.command("take-in")
@home_option
def take_in(home: Path) -> None:
    """Take in what agents handed in, now.

    Where no worker runs that would do it.

    \b
    Example:
      bailee fleet take-in
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.take_in import take_in as taken_in

    taken = taken_in(open_store(home))
    click.echo(
        f"{taken.done} done, {taken.failed} failed, {taken.again} asked for again; {taken.counts.new} new findings"
    )


def _plain(each: Any) -> dict[str, Any]:
    """As programs read it: times as texts."""
    told = {name: getattr(each, name) for name in type(each).__slots__ if name != "row"}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in told.items()}
