"""`bailee alerts`: what one should know without having looked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.text import Text

from bailee.cli.options import Steps, again, home_option, json_option
from bailee.cli.output import console, write_json
from bailee.counting import count
from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from bailee.store.rows.alerts import Alert

STAGE, RANK = "run", 4
SHOWN = 20
_STYLES = {"severe": "bold red", "high": "red", "medium": "yellow", "low": ""}


@click.group("alerts", cls=Steps, invoke_without_command=True)
@click.option("--past", is_flag=True, help="Those that were settled, the last ones first.")
@click.option("--all", "show_all", is_flag=True, help=f"More than {SHOWN}.")
@json_option
@home_option
@click.pass_context
def command(ctx: click.Context, past: bool, show_all: bool, as_json: bool, home: Path) -> None:
    """List what stands: a scan that was missed, a cell that turned red, a task that is overdue.

    An alert is raised once and settles itself when its cause is gone; nobody closes one by hand.

    \b
    Example:
      bailee alerts
      bailee alerts know alert-3f9a12bc45de
      bailee alerts settle
    """
    if ctx.invoked_subcommand is not None:
        return
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    found = workspace.alerts(past=past)
    names = {} if as_json else {each.ident: each.name for each in workspace.member_list(ended=True)}
    show_alerts(found, names, past, show_all, as_json)


def show_alerts(found: tuple[Alert, ...], names: dict[str, str], past: bool, show_all: bool, as_json: bool) -> None:
    """For a terminal or a program; `names`: of members, by ident."""
    if as_json:
        write_json([_shape(each) for each in found])
        return
    out = console()
    if not found:
        said = "Nothing was settled yet." if past else "No alerts stand."
        out.print(Text(f"{said} `{again('bailee alerts settle')}` looks now."), soft_wrap=True)
        return
    waiting = sum(each.waits for each in found)
    if not past:
        out.print(Text(f"{count(len(found), 'alert')}, {waiting} that nobody said to know of", style="bold"))
    for each in found if show_all else found[:SHOWN]:
        _show(out, each, names)
    if len(found) > SHOWN and not show_all:
        out.print(Text(f"\n{len(found) - SHOWN} more with --all"))


def _show(out: Any, alert: Alert, names: dict[str, str]) -> None:
    from bailee.cli.tasks.why import page_of

    page = page_of(out)
    page.line()
    page.line(f"{alert.title}", style=_STYLES[alert.severity.value] if alert.is_open else "dim")
    page.line(alert.why, indent=2)
    if alert.is_open:
        page.line(f"next: {alert.next}", indent=2)
    said = [alert.ident, alert.severity.value, f"since {alert.raised_at.astimezone():%Y-%m-%d %H:%M}"]
    if alert.settled_at is not None:
        said.append(f"settled {alert.settled_at.astimezone():%Y-%m-%d %H:%M}")
    elif alert.seen_at is not None:
        said.append(f"{names.get(alert.seen_by, alert.seen_by)} knows of it")
    page.line(" · ".join(said), indent=2, style="dim")


def _shape(alert: Alert) -> dict[str, object]:
    def at(value: Any) -> str | None:
        return value.isoformat() if value is not None else None

    return {
        "ident": alert.ident,
        "sort": alert.sort,
        "severity": alert.severity.value,
        "title": alert.title,
        "why": alert.why,
        "next": alert.next,
        "raised_at": at(alert.raised_at),
        "seen_at": at(alert.seen_at),
        "seen_by": alert.seen_by or None,
        "settled_at": at(alert.settled_at),
    }


@command.command()
@click.argument("idents", nargs=-1, metavar="[IDENT…]")
@click.option("--all", "every", is_flag=True, help="All that stand.")
@home_option
def know(idents: tuple[str, ...], every: bool, home: Path) -> None:
    """Say that you know of it and look after it: it stands, and is not counted any more.

    \b
    Example:
      bailee alerts know alert-3f9a12bc45de
    """
    from bailee.operations.open_store import open_store

    if bool(idents) is every:
        raise InvalidInput("name an alert, or --all", hint="`bailee alerts` lists them with their idents")
    workspace = open_store(home, create=False)
    count = 0
    for ident in idents or [each.ident for each in workspace.alerts() if each.waits]:
        workspace.see_alert(ident)
        count += 1
    click.echo(said_known(count))


def said_known(number: int) -> str:
    return f"noted of {count(number, 'alert')}; the log says so"


@command.command()
@home_option
def settle(home: Path) -> None:
    """Look now: raise what is new, settle what is over. A server does so after each change and once an hour.

    \b
    Example:
      bailee alerts settle
    """
    from bailee.operations.look_for_alerts import look_for_alerts
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    before = {each.ident for each in workspace.alerts()}
    raised = look_for_alerts(workspace)
    stand = {each.ident for each in workspace.alerts()}
    click.echo(f"{len(raised)} new, {len(before - stand)} settled, {len(stand)} stand")
