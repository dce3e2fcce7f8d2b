"""`bailee status`: the Held / Told / Secured table."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

import click

from bailee.cli.options import as_of_option, given_home, home_option, json_option
from bailee.cli.output import console, write_json
from bailee.errors import Error

STAGE = "start here"


@click.command()
@click.option("--all", "whole", is_flag=True, help="All rows and steps, not the worst alone.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Duties in force on this day (today).")
@as_of_option
@home_option
@json_option
@click.pass_context
def command(ctx: click.Context, whole: bool, on: datetime | None, home: Path, as_json: bool) -> None:
    """Show what is held, told and secured, and what to do next.

    \b
    Example:
      bailee status
      bailee status --all
    """
    from bailee.cli import table
    from bailee.operations.open_store import open_store
    from bailee.operations.report_status import report_status
    from bailee.operations.settle_tasks import settle_tasks
    from bailee.reports import shapes

    workspace = open_store(home, create=False)
    report = report_status(workspace, on=on.date() if on else None)
    if (
        on is None
    ):  # what the report shows as done closes its tasks; a store that cannot be written to is shown all the same
        with suppress(Error):
            settle_tasks(workspace, report, stamp=workspace.status_stamp(report.on))
    if as_json:
        write_json(shapes.status(report))
        return
    table.show(report, console(), home=given_home(ctx), whole=whole)
