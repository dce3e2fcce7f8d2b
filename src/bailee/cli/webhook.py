"""`bailee webhook`: addresses that hear of what happens here."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.table import Table

from bailee import settings
from bailee.cli.options import Steps, home_option, json_option
from bailee.cli.output import console, write_json
from bailee.counting import are
from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from bailee.outward import Reach
    from bailee.store.rows.webhooks import Delivery, Hook
    from bailee.store.workspace import Workspace
    from bailee.webhooks.sending import Answer

STAGE, RANK = "run", 9
LEFT = "it is not sent; those behind it go on"
SENT_AGAIN = "it goes out within a minute, before what waits, under the same ident"


@click.group("webhook", cls=Steps)
def command() -> None:
    """Addresses that hear of what happens here: signed, in order, and again until they take it (docs/webhooks.md).

    \b
    Example:
      bailee webhook add https://hooks.example.com/bailee --event scan.ended --event alert.raised
      bailee webhook list
    """


def _opened(home: Path) -> Workspace:
    from bailee.operations.open_store import open_store

    return open_store(home, create=False)


def _reach() -> Reach:
    from bailee.outward import Reach

    return Reach.of(str(settings.read(os.environ)["outward_networks"]))


@command.command("add")
@click.argument("url", metavar="ADDRESS")
@click.option("--event", "events", multiple=True, metavar="EVENT", help="What it hears of (all); may be given again.")
@click.option("--name", default="", metavar="TEXT", help="What receives it (its host).")
@json_option
@home_option
def add(url: str, events: tuple[str, ...], name: str, as_json: bool, home: Path) -> None:
    """Tell an address from now on, and show the secret that it verifies with this once.

    \b
    Example:
      bailee webhook add https://hooks.example.com/bailee --event scan.ended --event alert.raised
    """
    from bailee.operations.manage_webhooks import add_webhook

    made = add_webhook(_opened(home), url, events, name=name, reach=_reach())
    show_secret(made.hook.ident, made.secret, made.old_until, as_json)


def show_secret(ident: str, secret: str, old_until: datetime | None, as_json: bool) -> None:
    """`old_until`: an older one signs, too, until then."""
    until = old_until.isoformat(timespec="minutes") if old_until else ""
    if as_json:
        write_json({"ident": ident, "secret": secret, "old_until": until or None})
        return
    click.echo(secret)
    said = f"ident {ident}. The secret is shown this once: put it where what receives it finds it."
    click.echo(f"{said} The one before signs, too, until {until}." if until else said, err=True)


@command.command("list")
@json_option
@home_option
def list_(as_json: bool, home: Path) -> None:
    """List them: what each hears of, whether it takes it, and how much waits.

    \b
    Example:
      bailee webhook list
    """
    show_webhooks(_opened(home).webhooks(), as_json)


def show_webhooks(found: tuple[Hook, ...], as_json: bool) -> None:
    if as_json:
        write_json([_shape(each) for each in found])
        return
    if not found:
        console().print("No webhooks. `bailee webhook add ADDRESS` makes one.", markup=False)
        return
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for head in ("ident", "name", "address", "state", "waiting", "events"):
        table.add_column(head, overflow="fold", justify="right" if head == "waiting" else "left")
    for each in found:
        state = f"off ({each.off_why})" if each.off_at else each.state
        table.add_row(each.ident, each.name, each.url, state, f"{each.waiting:,}", _events(each))
    console().print(table)


def _events(hook: Hook) -> str:
    from bailee.webhooks.events import EVENTS

    return "all" if len(hook.events) == len(EVENTS) else ", ".join(hook.events)


def _shape(hook: Hook) -> dict[str, object]:
    return {
        "ident": hook.ident,
        "name": hook.name,
        "url": hook.url,
        "events": list(hook.events),
        "state": hook.state,
        "off_why": hook.off_why,
        "waiting": hook.waiting,
        "failing_since": hook.failing_since.isoformat() if hook.failing_since else None,
        "due_at": hook.due_at.isoformat() if hook.due_at else None,
    }


@command.command("deliveries")
@click.argument("ident", metavar="IDENT")
@click.option("--waiting", is_flag=True, help="Those that were not taken yet.")
@click.option("--limit", type=click.IntRange(1, 500), default=50, show_default=True, help="So many.")
@json_option
@home_option
def deliveries(ident: str, waiting: bool, limit: int, as_json: bool, home: Path) -> None:
    """List what was told to one within a month, newest first, and how each last try went.

    \b
    Example:
      bailee webhook deliveries hook-3f9a12bc
    """
    from bailee.operations.manage_webhooks import deliveries as told

    show_deliveries(told(_opened(home), ident, state="waiting" if waiting else "", limit=limit), as_json)


def show_deliveries(found: tuple[Delivery, ...], as_json: bool) -> None:
    if as_json:
        write_json([_told_shape(each) for each in found])
        return
    if not found:
        console().print("Nothing yet.", markup=False)
        return
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for head in ("at", "message", "event", "state", "tries", "last try"):
        table.add_column(head, overflow="fold", justify="right" if head == "tries" else "left")
    for each in found:
        at = f"{each.at.astimezone():%Y-%m-%d %H:%M}"
        table.add_row(at, each.ident, each.event, each.state, str(each.tries), each.words)
    console().print(table)


def _told_shape(told: Delivery) -> dict[str, object]:
    return {
        "ident": told.ident,
        "event": told.event,
        "state": told.state,
        "tries": told.tries,
        "at": told.at.isoformat(),
        "delivered_at": told.delivered_at.isoformat() if told.delivered_at else None,
        "status": told.status,
        "fault": told.fault,
        "milliseconds": told.milliseconds,
    }


@command.command("retry")
@click.argument("ident", metavar="IDENT")
@click.argument("message", metavar="[MESSAGE]", required=False)
@click.option("--leave", is_flag=True, help="Do not send it: those behind it go on.")
@home_option
def retry(ident: str, message: str | None, leave: bool, home: Path) -> None:
    """Send a message again, under its ident; without one: switch the webhook on again, and try what waits now.

    \b
    Example:
      bailee webhook retry hook-3f9a12bc
      bailee webhook retry hook-3f9a12bc msg_0123456789abcdef01234567
    """
    from bailee.operations.manage_webhooks import leave_message, send_again, switch_on

    workspace = _opened(home)
    if message is None:
        if leave:
            raise InvalidInput("name the message", hint=f"`bailee webhook deliveries {ident} --waiting` lists them")
        hook = switch_on(workspace, ident)
        click.echo(said_on(hook.ident, hook.waiting))
    elif leave:
        leave_message(workspace, ident, message)
        click.echo(LEFT)
    else:
        send_again(workspace, ident, message)
        click.echo(SENT_AGAIN)


def said_on(ident: str, waiting: int) -> str:
    return f"{ident} is on, and is told within a minute; {waiting:,} waiting"


@command.command("test")
@click.argument("ident", metavar="IDENT")
@home_option
def test(ident: str, home: Path) -> None:
    """Send a test now, and say what came of it. Exit 1 where it was not taken.

    \b
    Example:
      bailee webhook test hook-3f9a12bc
    """
    from bailee.operations.manage_webhooks import send_test

    show_test(send_test(_opened(home), ident, reach=_reach()))


def show_test(answer: Answer) -> None:
    """Exit 1 where it was not taken."""
    click.echo(f"{'taken' if answer.is_taken else 'not taken'}: {answer.words}, after {answer.milliseconds:,} ms")
    if not answer.is_taken:
        raise SystemExit(1)


@command.command("rotate")
@click.argument("ident", metavar="IDENT")
@click.option(
    "--hours", type=click.IntRange(0, 168), default=24, show_default=True, help="So long the old one signs, too."
)
@json_option
@home_option
def rotate(ident: str, hours: int, as_json: bool, home: Path) -> None:
    """Make another secret, and show it this once; the one before signs, too, for a while.

    \b
    Example:
      bailee webhook rotate hook-3f9a12bc --hours 48
    """
    from bailee.operations.manage_webhooks import rotate_secret

    made = rotate_secret(_opened(home), ident, hours=hours)
    show_secret(made.hook.ident, made.secret, made.old_until, as_json)


@command.command("remove")
@click.argument("ident", metavar="IDENT")
@home_option
def remove(ident: str, home: Path) -> None:
    """Tell it nothing any more.

    \b
    Example:
      bailee webhook remove hook-3f9a12bc
    """
    from bailee.operations.manage_webhooks import remove_webhook

    click.echo(said_removed(remove_webhook(_opened(home), ident)))


def said_removed(left: int) -> str:
    return "removed" + (f"; {left:,} that waited {are(left)} not sent" if left else "")
