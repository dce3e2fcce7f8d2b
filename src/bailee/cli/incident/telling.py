"""`bailee incident report | fact | encryption | step | answer | told | decide | determine | privilege | close | reopen`."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bailee.cli.incident.options import moment_of, zone_here
from bailee.cli.incident.shown import show_steps
from bailee.cli.options import home_option
from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from bailee.store.workspace import Workspace

USUAL = {"device": "stolen-device", "store": "open-store", "account": "account-taken"}  # kinds, by what was lost
_DAY = click.DateTime(["%Y-%m-%d"])


def _open(home: Path) -> Workspace:
    from bailee.operations.open_store import open_store

    return open_store(home, create=False)


def _moment(text: str | None) -> datetime | None:
    return moment_of(text) if text else None


def lost(device: str | None, store: str | None, account: str | None) -> tuple[str, str]:
    """What was lost: its sort and its name. InvalidInput where that is not one thing."""
    given = [(sort, ident) for sort, ident in (("device", device), ("store", store), ("account", account)) if ident]
    if len(given) != 1:
        raise InvalidInput(
            "say what was lost: one device, one store or one account", hint="`bailee devices` lists devices"
        )
    return given[0]


def said_reported(ident: str) -> None:
    click.echo(f"reported: {ident}")
    click.echo(f"Who is affected, and what is due by when: bailee incident show {ident}")


@click.command("report")
@click.argument("title")
@click.option("--device", metavar="DEVICE", help="What was lost: a device, as `bailee devices` names it.")
@click.option("--store", metavar="STORE", help="Or a place or data store.")
@click.option("--account", metavar="ACCOUNT", help="Or an account, with all that it can open.")
@click.option(
    "--kind", metavar="KIND", help="stolen-device, lost-device, open-store, account-taken, sent-astray or other."
)
@click.option("--discovered", required=True, metavar="TIME", help="When it was missed: clocks run from there.")
@click.option("--from", "begins", metavar="TIME", help="It was taken after this.")
@click.option("--until", "ends", metavar="TIME", help="It was taken before this.")
@click.option("--zone", metavar="ZONE", help="In which its days are counted, as Europe/Berlin; else this machine’s.")
@click.option("--says", default="", metavar="TEXT", help="What is known, in a sentence.")
@click.option("--source", default="", metavar="TEXT", help="Who says so.")
@click.option("--drill", is_flag=True, help="An exercise: marked on every page and paper, and nobody is mailed.")
@home_option
def report(
    title: str, device: str | None, store: str | None, account: str | None, kind: str | None, discovered: str, begins: str | None,
    ends: str | None, zone: str | None, says: str, source: str, drill: bool, home: Path,
) -> None:  # fmt: skip
    """Open an incident, from the first suspicion on.

    \b
    Example:
      bailee incident report "Laptop HD-LT-07 stolen" --device device-3fa2c19b --discovered 2026-11-24T08:15 \\
        --from 2026-11-23T18:40 --zone America/New_York --source "its user"
    """
    from bailee.operations.report_incident import Report, report_incident

    sort, target = lost(device, store, account)
    moment = moment_of(discovered)
    made = Report(
        title, kind or USUAL[sort], sort, target, moment, zone or zone_here(), _moment(begins), _moment(ends), source, says, drill
    )  # fmt: skip
    ident = report_incident(_open(home), made)
    said_reported(ident)


@click.command("fact")
@click.argument("ident")
@click.argument("says")
@click.option("--at", "moment", metavar="TIME", help="When it was so; else now.")
@click.option("--source", default="", metavar="TEXT", help="Who or what says so.")
@click.option("--unsure", is_flag=True, help="It is said, and not known.")
@home_option
def fact(ident: str, says: str, moment: str | None, source: str, unsure: bool, home: Path) -> None:
    """Add a fact, with its time and source. Nothing in the register is ever changed: a later fact corrects an earlier one.

    \b
    Example:
      bailee incident fact 2026-01 "Taken from a car" --at 2026-11-23T18:40 --source "its user"
    """
    from bailee.operations.report_incident import add_fact

    add_fact(_open(home), ident, says, true_at=_moment(moment), source=source, sure=not unsure)
    click.echo("noted")


@click.command("encryption")
@click.argument("ident")
@click.argument("disk")
@click.argument("state", type=click.Choice(["yes", "no", "unknown"]))
@click.option("--at", "moment", required=True, metavar="TIME", help="When it was so.")
@click.option("--source", required=True, metavar="TEXT", help="Who or what says so: a report of the device management.")
@home_option
def encryption(ident: str, disk: str, state: str, moment: str, source: str, home: Path) -> None:
    """Say whether a disk was encrypted, where another system or a person knows it.

    \b
    Example:
      bailee incident encryption 2026-01 C: yes --at 2026-11-23T16:52 --source "Intune, report of 23 November"
    """
    from bailee.operations.report_incident import say_encryption

    known = {"yes": True, "no": False, "unknown": None}[state]
    say_encryption(_open(home), ident, disk, known, true_at=moment_of(moment), source=source)
    click.echo("noted")


@click.command("determine")
@click.argument("ident")
@click.option("--at", "moment", required=True, metavar="TIME", help="When it was determined.")
@click.option("--source", default="", metavar="TEXT", help="By whom.")
@home_option
def determine(ident: str, moment: str, source: str, home: Path) -> None:
    """Note that a breach was determined: laws that count from there count from there now.

    \b
    Example:
      bailee incident determine 2026-01 --at 2026-11-25T16:00 --source counsel
    """
    from bailee.operations.report_incident import say_determined

    say_determined(_open(home), ident, moment_of(moment), source=source)
    click.echo("noted")


@click.command("step")
@click.argument("ident")
@click.argument("title", required=False)
@click.option("--done", type=int, metavar="NUMBER", help="This step is done.")
@click.option("--note", default="", metavar="TEXT", help="With it, what came of it.")
@click.option("--owner", default="", metavar="NAME", help="Who does a new step.")
@click.option("--due", type=_DAY, help="By when.")
@home_option
def step(
    ident: str, title: str | None, done: int | None, note: str, owner: str, due: datetime | None, home: Path
) -> None:
    """List what is to be done to contain it; add a step, or say that one is done.

    \b
    Example:
      bailee incident step 2026-01
      bailee incident step 2026-01 --done 3 --note "police report 26-1187"
    """
    from bailee.operations.report_incident import add_step, finish_step

    workspace = _open(home)
    if done is not None:
        finish_step(workspace, ident, done, note=note)
    elif title:
        add_step(workspace, ident, title, owner=owner, due_on=due.date() if due else None)
    show_steps(asdict(each) for each in workspace.incident(ident).steps)


@click.command("answer")
@click.argument("ident")
@click.argument("question")
@click.argument("answer", type=click.Choice(["yes", "no"]))
@click.option("--grounds", default="", metavar="TEXT", help="Why. What lifts a duty needs them; they are kept.")
@home_option
def answer(ident: str, question: str, answer: str, grounds: str, home: Path) -> None:
    """Answer one test of harm.

    \b
    Example:
      bailee incident answer 2026-01 misuse-possible yes
    """
    from bailee.operations.report_incident import answer_test

    answer_test(_open(home), ident, question, answer == "yes", grounds=grounds)
    click.echo("answered")


@click.command("told")
@click.argument("ident")
@click.argument("duty")
@click.option("--how", required=True, metavar="TEXT", help="By its form on the web, by letter.")
@click.option("--at", "moment", metavar="TIME", help="When; else now.")
@click.option("--reference", default="", metavar="TEXT", help="The number that it was given.")
@home_option
def told(ident: str, duty: str, how: str, moment: str | None, reference: str, home: Path) -> None:
    """Note that somebody was told: a duty is done. `--json` of the sheet names duties.

    \b
    Example:
      bailee incident told 2026-01 breach-us-nj.1.US-NJ --how "cyber.nj.gov/breach" --reference 26-55102
    """
    from bailee.operations.report_incident import note_told

    note_told(_open(home), ident, duty, how=how, at=_moment(moment), reference=reference)
    click.echo("noted")


@click.command("decide")
@click.argument("ident")
@click.option("--notify", is_flag=True, help="People are told after all.")
@click.option("--place", default="", metavar="PLACE", help="In this place alone, as US-NY.")
@click.option("--grounds", required=True, metavar="TEXT", help="Why: kept for six years at least.")
@home_option
def decide(ident: str, notify: bool, place: str, grounds: str, home: Path) -> None:
    """Decide, by name and with grounds, that nobody is told; or that people are told after all.

    \b
    Example:
      bailee incident decide 2026-01 --place US-AK --grounds "counsel, 26 November: no likelihood of harm, AG was told"
    """
    from bailee.operations.report_incident import decide_not_to_notify, decide_to_notify

    if notify:
        decide_to_notify(_open(home), ident, grounds, place=place)
        click.echo("people are told")
        return
    until = decide_not_to_notify(_open(home), ident, grounds, place=place)
    click.echo(f"nobody is told{f' in {place}' if place else ''}; the grounds are kept until {until.isoformat()}")


@click.command("privilege")
@click.argument("ident")
@click.option("--lift", is_flag=True, help="It is not privileged any more: counsel alone.")
@home_option
def privilege(ident: str, lift: bool, home: Path) -> None:
    """Mark an incident as privileged, for counsel. Others see its number and days then, and it stays out of exports.

    \b
    Example:
      bailee incident privilege 2026-01
    """
    from bailee.operations.report_incident import mark_privileged

    mark_privileged(_open(home), ident, not lift)
    click.echo("not privileged any more" if lift else "privileged")


@click.command("close")
@click.argument("ident")
@click.option("--grounds", required=True, metavar="TEXT", help="How it ended.")
@home_option
def close(ident: str, grounds: str, home: Path) -> None:
    """Close an incident. Refused while a duty stands open.

    \b
    Example:
      bailee incident close 2026-01 --grounds "everybody was told; police report 26-1187"
    """
    from bailee.operations.report_incident import close_incident

    close_incident(_open(home), ident, grounds)
    click.echo(f"closed: {ident}")


@click.command("reopen")
@click.argument("ident")
@click.option("--grounds", required=True, metavar="TEXT", help="What became known.")
@home_option
def reopen(ident: str, grounds: str, home: Path) -> None:
    """Open a closed incident again. Its clocks go on from the same discovery.

    \b
    Example:
      bailee incident reopen 2026-01 --grounds "a second drive was in the bag"
    """
    from bailee.operations.report_incident import reopen_incident

    reopen_incident(_open(home), ident, grounds)
    click.echo(f"open again: {ident}")


COMMANDS = (report, fact, encryption, determine, step, answer, told, decide, privilege, close, reopen)
