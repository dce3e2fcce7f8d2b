"""`bailee tasks done`, `assign`, `due` and the other acts about a task."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bailee.cli.options import home_option
from bailee.counting import are, count
from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from bailee.operations.work_on_tasks import Evidence


def _today() -> date:
    return datetime.now().astimezone().date()


def _day(ctx: click.Context, parameter: click.Parameter, value: datetime) -> date:
    return value.date()


_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("done")
@click.argument("ident")
@click.option(
    "--evidence",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A document that shows it: its hash is kept, not the document.",
)
@click.option("--description", default="", metavar="TEXT", help="What the document is, and what it shows.")
@click.option("--statement", default="", metavar="TEXT", help="What was done, by whom, when: where nothing shows it.")
@home_option
def done(ident: str, evidence: Path | None, description: str, statement: str, home: Path) -> None:
    """Close a task with its evidence. Without it, this says what is missing.

    \b
    Example:
      bailee tasks done train-staff --evidence list.pdf --description "who was there on 3 March"
      bailee tasks done post-mon-us-ny-52c --statement "hung beside the time clock on 3 March"
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.work_on_tasks import close

    close(open_store(home, create=False), ident, brought(evidence, description, statement), on=_today())
    click.echo(said_done(ident, evidence))


def brought(evidence: Path | None, description: str, statement: str) -> Evidence | None:
    """What closes a task. InvalidInput where both are given."""
    from bailee.operations.work_on_tasks import Document, Statement

    if evidence is not None and statement:
        raise InvalidInput(
            "a task is closed by a document or by a statement",
            hint="give one of them; describe a document with --description",
        )
    if evidence is not None:
        return Document.of(evidence, description)
    return Statement(statement) if statement else None


def said_done(ident: str, evidence: Path | None) -> str:
    return f"{ident} is done. The log says so{', with the hash of the document' if evidence else ''}."


@click.command("assign")
@click.argument("idents", nargs=-1, required=True, metavar="IDENT…")
@click.option(
    "--to", "member", default="", metavar="MEMBER", help="Ident of a member; without it, back to whoever has the role."
)
@home_option
def assign(idents: tuple[str, ...], member: str, home: Path) -> None:
    """Give tasks to a member. Several at once, all or none.

    \b
    Example:
      bailee tasks assign secure-spd-ssn-ny review-access --to tess
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.work_on_tasks import assign as give

    given = give(open_store(home, create=False), idents, member, on=_today())
    whose = member or "whoever has the role"
    click.echo(f"{count(given, 'task')} {are(given)} now of {whose}.")


@click.command("due")
@click.argument("ident")
@click.argument("on", type=_DAY, callback=_day, metavar="DATE")
@click.option("--reason", required=True, metavar="TEXT", help="Where the day is from.")
@home_option
def due(ident: str, on: date, reason: str, home: Path) -> None:
    """Say by when, and why: no day is kept without its reason, and none later than the law's.

    \b
    Example:
      bailee tasks due train-staff 2027-03-01 --reason "the insurer asks for it by then"
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.work_on_tasks import set_due

    set_due(open_store(home, create=False), ident, on, reason, on=_today())
    click.echo(f"{ident} is due on {on}.")


@click.command("start")
@click.argument("ident")
@home_option
def start(ident: str, home: Path) -> None:
    """Say that somebody works on it.

    \b
    Example:
      bailee tasks start review-access
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.work_on_tasks import start as begin

    begin(open_store(home, create=False), ident, on=_today())
    click.echo(f"{ident} is started.")


@click.command("snooze")
@click.argument("ident")
@click.argument("until", type=_DAY, callback=_day, metavar="DATE")
@click.option("--reason", required=True, metavar="TEXT", help="What you wait for.")
@home_option
def snooze(ident: str, until: date, reason: str, home: Path) -> None:
    """Have it out of sight until a day; a day that a law gives cannot be put off.

    \b
    Example:
      bailee tasks snooze review-access 2027-01-10 --reason "the new server comes first"
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.work_on_tasks import snooze as put_off

    put_off(open_store(home, create=False), ident, until, reason, on=_today())
    click.echo(f"{ident} sleeps until {until}.")


@click.command("reopen")
@click.argument("ident")
@click.option("--reason", required=True, metavar="TEXT", help="What is not done.")
@home_option
def reopen(ident: str, reason: str, home: Path) -> None:
    """Say that it is not done after all.

    \b
    Example:
      bailee tasks reopen train-staff --reason "the night shift was not there"
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.work_on_tasks import reopen as open_again

    open_again(open_store(home, create=False), ident, reason, on=_today())
    click.echo(f"{ident} is open again.")


@click.command("after")
@click.argument("ident")
@click.argument("other")
@home_option
def after(ident: str, other: str, home: Path) -> None:
    """Have a task wait for another one: it cannot be closed before that is.

    \b
    Example:
      bailee tasks after train-staff incident-plan
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.work_on_tasks import put_after

    put_after(open_store(home, create=False), ident, other, on=_today())
    click.echo(f"{ident} waits for {other}.")
