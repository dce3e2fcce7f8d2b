"""`bailee schedule`: scan places again and again, by a worker."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bailee.cli.asking_staff import asked, staff_options
from bailee.cli.options import Steps, home_option, json_option, names_option, ocr_option
from bailee.cli.output import write_json
from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from bailee.operations.schedule_scan import Scheduled

STAGE, RANK = "discover", 4


@click.group(cls=Steps)
def command() -> None:
    """Scan places again and again: every day, week or month. A worker (`bailee worker`, `bailee serve`) does it.

    \b
    Example:
      bailee schedule add /srv/hr --every day --at 22:30 --hours 22:00-06:00
    """


@command.command("add")
@click.argument("places", nargs=-1, required=True, metavar="PLACE…")
@click.option("--every", type=click.Choice(["day", "week", "month"]), default="day", show_default=True)
@click.option("--at", default="02:00", show_default=True, metavar="HH:MM", help="Time of the day.")
@click.option("--on", "day", default="", metavar="DAY", help="Of the week (Monday …) or of the month (1 to 31).")
@click.option("--zone", default="", metavar="ZONE", help="Time zone, such as America/New_York (this machine's).")
@click.option("--hours", default="", metavar="HH:MM-HH:MM", help="Work only in these hours of the day.")
@names_option
@ocr_option
@staff_options
@home_option
@json_option
def add(
    places: tuple[str, ...],
    every: str,
    at: str,
    day: str,
    zone: str,
    hours: str,
    names: str,
    ocr: str,
    notice_served: datetime | None,
    override: str,
    home: Path,
    as_json: bool,
) -> None:
    """Have places scanned again and again, from the next time on.

    \b
    Example:
      bailee schedule add /srv/hr --every week --on Friday --at 18:00
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.scan_options import ScanOptions
    from bailee.operations.schedule_scan import scan_schedules, schedule_scan
    from bailee.operations.time_zones import own_zone
    from bailee.operations.times_due import Recurrence
    from bailee.sources import where
    from bailee.sources.files import Files

    found = [where(place) for place in places]
    for each in found:
        if isinstance(each, Path):
            Files(each)  # says where there is none
    said = asked(places, notice_served, override, home=home)
    again = Recurrence(every, at, day_of(every, day), zone or own_zone()).checked()
    options = ScanOptions(
        names=names, ocr=ocr, hours=hours or None, zone=again.zone,
        notice_served_on=said.served_on if said else None, override=said.override if said else "",
    ).checked()  # fmt: skip
    workspace = open_store(home)
    with workspace.transaction():
        chosen = [workspace.add_place(each).ident for each in found]
        ident = schedule_scan(workspace, chosen, again, options)
    made = next(each for each in scan_schedules(workspace) if each.ident == ident)
    said_added(ident, made.places, again.words(), made.next_at, as_json)


def said_added(ident: str, places: Sequence[str], when: str, next_at: datetime, as_json: bool) -> None:
    if as_json:
        write_json({"ident": ident, "when": when, "next_at": next_at.isoformat()})
        return
    click.echo(f"{ident}: {', '.join(places)}, {when}; next {next_at:%a %d %b %Y, %H:%M} UTC")


@command.command("list")
@home_option
@json_option
def listed(home: Path, as_json: bool) -> None:
    """Schedules that stand, the next one first.

    \b
    Example:
      bailee schedule list
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.schedule_scan import scan_schedules

    show_schedules(scan_schedules(open_store(home, create=False)), as_json)


def show_schedules(found: Sequence[Scheduled], as_json: bool) -> None:
    if as_json:
        write_json(
            [
                {
                    "ident": each.ident,
                    "places": list(each.places),
                    "when": each.recurrence.words(),
                    "next_at": each.next_at.isoformat(),
                    "last_due_at": each.last_due_at.isoformat() if each.last_due_at else None,
                    "missed_at": each.missed_at.isoformat() if each.missed_at else None,
                    "by": each.by,
                }
                for each in found
            ]
        )
        return
    if not found:
        click.echo("nothing is scanned by a schedule; `bailee schedule add FOLDER` makes one")
    for each in found:
        click.echo(f"{each.ident}  {', '.join(each.places)}, {each.recurrence.words()}")
        if each.missed_at is not None:
            click.echo(
                f"  was due {each.missed_at:%a %d %b %Y, %H:%M} UTC and did not run: is a worker running, may {each.by} scan?"
            )


@command.command("withdraw")
@click.argument("ident")
@home_option
def withdraw(ident: str, home: Path) -> None:
    """Take a schedule back; what was scanned stays.

    \b
    Example:
      bailee schedule withdraw schedule-3fa2c1d0e9b8
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.schedule_scan import withdraw_schedule

    withdraw_schedule(open_store(home, create=False), ident)
    click.echo(f"{ident} is withdrawn")


def day_of(every: str, typed: str) -> int:
    """Of the week or the month. InvalidInput where there is none of that name."""
    from bailee.operations.times_due import DAYS

    if every == "day":
        if typed:
            raise InvalidInput("--on goes with --every week or month", hint="leave it out, or say --every week")
        return 0
    if every == "week":
        names = [name.lower() for name in DAYS]
        for number, name in enumerate(names):
            if typed and name.startswith(typed.lower()) and len(typed) > 1:
                return number
        if typed:
            raise InvalidInput(f'"{typed}" is no day of the week', hint=" ".join(DAYS))
        return 0
    if typed and not typed.isdigit():
        raise InvalidInput(f'"{typed}" is no day of a month', hint="1 to 31")
    return int(typed or 1)
