"""`bailee tasks export` and `bailee tasks calendar`: tasks for other programs, as a file and as an address that one subscribes to."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bailee.cli.options import home_option
from bailee.counting import count
from bailee.errors import CannotRead

if TYPE_CHECKING:
    from bailee.store.rows.task_lines import TaskLine


@click.command("export")
@click.option(
    "--as",
    "form",
    type=click.Choice(["ics", "csv", "json"]),
    default="csv",
    show_default=True,
    help="Calendar, table, or for programs.",
)
@click.option("--mine", is_flag=True, help="Only those that are yours.")
@click.option("--all", "show_all", is_flag=True, help="Also those that are done or have ended.")
@click.option(
    "--out", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Into this file (standard output)."
)
@home_option
def export(form: str, mine: bool, show_all: bool, out: Path | None, home: Path) -> None:
    """Write tasks as a calendar file, a table or JSON.

    \b
    Example:
      bailee tasks export --as ics --out tasks.ics
    """
    from bailee import settings
    from bailee.operations.list_tasks import bring_up_to_date
    from bailee.operations.open_store import open_store
    from bailee.store.rows.task_lines import ALL_STATES, TO_DO

    workspace, today = open_store(home, create=False), datetime.now().astimezone().date()
    bring_up_to_date(workspace, on=today, patience=float("inf"))
    tasks = workspace.task_list(states=ALL_STATES if show_all else TO_DO, mine=mine).tasks
    names = {each.ident: each.name for each in workspace.member_list(ended=True)}
    address = str(settings.read(os.environ)["address"])
    give(text_of(form, tasks, names, workspace.organisation, workspace.organisation_name, address), len(tasks), out)


def text_of(
    form: str, tasks: Sequence[TaskLine], names: Mapping[str, str], organisation: str, name: str, address: str
) -> str:
    """Tasks in a form. `names`: of members, by ident; `address`: of the server, for links."""
    from bailee.operations.list_tasks import HEADS, as_calendar, csv_rows, shape
    from bailee.reports.sheets import csv_text

    if form == "json":
        today = datetime.now().astimezone().date()
        return json.dumps([shape(each, today) for each in tasks], ensure_ascii=False, indent=2) + "\n"
    if form == "ics":
        return as_calendar(organisation, name, tasks, address)
    return csv_text(HEADS, csv_rows(tasks, names))


def give(text: str, tasks: int, out: Path | None) -> None:
    """On standard output, or into a file."""
    if out is None:
        sys.stdout.buffer.write(text.encode())
        return
    try:
        out.write_bytes(text.encode())
    except OSError as error:
        raise CannotRead(
            f'cannot write "{out}": {(error.strerror or "refused").lower()}', hint="name another file with --out"
        ) from None
    click.echo(f"{count(tasks, 'task')} written to {out}")


@click.command("calendar")
@click.option("--everybody", is_flag=True, help="All tasks, not yours alone.")
@click.option("--revoke", metavar="IDENT", help="The address of this calendar shows nothing any more.")
@click.option("--list", "is_list", is_flag=True, help="Calendars that you have.")
@home_option
def calendar(everybody: bool, revoke: str | None, is_list: bool, home: Path) -> None:
    """Make an address that a calendar program subscribes to, and show it this once.

    Whoever has the address reads your tasks without signing in, and can change nothing. A server has to be running there.

    \b
    Example:
      bailee tasks calendar
      bailee tasks calendar --revoke calendar-3f9a12bc
    """
    from bailee import settings
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    if revoke:
        workspace.revoke_task_feed(revoke)
        click.echo(f"{revoke} is revoked: its address shows nothing any more.")
        return
    if is_list:
        for each in workspace.task_feeds():
            used = f"last read {each.last_used_at:%Y-%m-%d}" if each.last_used_at else "never read"
            click.echo(
                f"{each.ident}  {'all tasks' if each.shows == 'all' else 'yours'}, made {each.created_at:%Y-%m-%d}, {used}"
            )
        return
    feed, token = workspace.add_task_feed("all" if everybody else "mine")
    root = str(settings.read(os.environ)["address"]).rstrip("/") or "http://127.0.0.1:8000"
    click.echo(f"{root}/calendar/{token}.ics")
    click.echo(
        f"{feed.ident}. The address is shown this once and kept nowhere. Revoke it where others saw it.", err=True
    )
