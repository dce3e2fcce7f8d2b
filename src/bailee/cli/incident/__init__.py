"""`bailee incident`: a device is stolen, a store lay open: who is affected, what is to be done by when, letters.

Files: `telling` says and answers, `letters` prints and mails, `shown` writes it to a terminal, `options` reads moments.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from bailee.cli.incident import letters, telling
from bailee.cli.incident.shown import show_list, show_made, show_printed
from bailee.cli.options import Steps, home_option, json_option
from bailee.cli.output import write_json

STAGE, RANK = "respond", 3


class Incidents(Steps):
    """What follows is the name of a command, or of a data store, a place or a device: then its sheet is made at once."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            return "look", self.commands["look"], args
        return super().resolve_command(ctx, args)


@click.group("incident", cls=Incidents, invoke_without_command=True, subcommand_metavar="STORE | COMMAND …")
@json_option
@home_option
@click.pass_context
def command(ctx: click.Context, as_json: bool, home: Path) -> None:
    """Say who is affected when a device, a data store or an account is lost, what is due by when, and write the letters.

    \b
    Example:
      bailee incident company/HR
      bailee incident report "Laptop HD-LT-07 stolen" --device device-3fa2c19b --discovered 2026-11-24T08:15 --zone America/New_York
      bailee incident show 2026-01
    """
    if ctx.invoked_subcommand is not None:
        return
    from bailee.operations.incident_shapes import listed
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    made = listed(workspace)
    if as_json:
        write_json(made)
        return
    show_list(made)


@command.command("look")
@click.argument("store")
@click.option("--at", "hour", metavar="TIME", default="", help="At this hour; else now.")
@click.option("--zone", default="", metavar="ZONE", help="In which its days are counted; else this machine’s.")
@json_option
@home_option
def look(store: str, hour: str, zone: str, as_json: bool, home: Path) -> None:
    """Who would be affected, and what would be due, if this store, place or device were lost: nothing is written.

    \b
    Example:
      bailee incident company/HR
      bailee incident look device-3fa2c19b --at 2026-11-23T18:40
    """
    from bailee.cli.incident.options import moment_of, zone_here
    from bailee.operations.incident_shapes import shape
    from bailee.operations.incident_sheet import look_at
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    made = look_at(workspace, store, at=moment_of(hour) if hour else None, zone=zone or zone_here())
    show_made(shape(made), as_json)


@command.command("show")
@click.argument("ident")
@click.option(
    "--pdf", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.pdf",
    help="Write the sheet as PDF, and keep it as it is now.",
)  # fmt: skip
@json_option
@home_option
def show(ident: str, pdf: Path | None, as_json: bool, home: Path) -> None:
    """The sheet of an incident, as of now.

    \b
    Example:
      bailee incident show 2026-01
      bailee incident show 2026-01 --pdf sheet.pdf
    """
    from bailee.cli.incident.options import written
    from bailee.operations.incident_shapes import shape
    from bailee.operations.incident_sheet import incident_sheet, print_sheet
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    if pdf is not None:
        written(pdf, print_sheet(workspace, ident))
        click.echo(f"sheet: {pdf}")
        return
    made = incident_sheet(workspace, ident)
    show_made(shape(made), as_json)


@command.command("sheets")
@click.argument("ident")
@click.option("--number", type=click.IntRange(min=1), metavar="N", help="This one; else the newest.")
@click.option(
    "--on", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY", help="The one that stood at the end of this day."
)
@click.option(
    "--pdf", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.pdf", help="Write it as it was printed."
)
@json_option
@home_option
def sheets(ident: str, number: int | None, day: datetime | None, pdf: Path | None, as_json: bool, home: Path) -> None:
    """The sheets of an incident that were printed; one of them again, as it was.

    \b
    Example:
      bailee incident sheets 2026-01
      bailee incident sheets 2026-01 --on 2026-11-25 --pdf then.pdf
    """
    from bailee.cli.incident.options import chosen_sheet, written
    from bailee.operations.incident_shapes import printed
    from bailee.operations.open_store import open_store
    from bailee.operations.printed_sheets import printed_sheets, read_sheet

    chosen_sheet(number, day, pdf)
    workspace = open_store(home, create=False)
    if pdf is None:
        found = [printed(each) for each in printed_sheets(workspace, ident)]
        if as_json:
            write_json(found)
        else:
            show_printed(ident, found)
        return
    kept, content = read_sheet(workspace, ident, number, on=day.date() if day else None)
    written(pdf, content)
    workspace.note_access("incident-printed", export=True)
    if as_json:
        write_json(printed(kept))
    else:
        click.echo(f"sheet {kept.number}, as it was printed: {pdf}")


for _each in (*telling.COMMANDS, *letters.COMMANDS):
    command.add_command(_each)
