"""`bailee incident`: a device is stolen, a store lay open: who is affected, what is to be done by when, letters.

Files: `telling` says and answers, `letters` prints and mails, `shown` writes it to a terminal, `options` reads moments.
"""

from __future__ import annotations

from pathlib import Path

import click

from bailee.cli.incident import letters, telling
from bailee.cli.incident.shown import show_list, show_sheet
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
    if as_json:
        write_json(shape(made))
        return
    show_sheet(made)


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
    if as_json:
        write_json(shape(made))
        return
    show_sheet(made)


for _each in (*telling.COMMANDS, *letters.COMMANDS):
    command.add_command(_each)
