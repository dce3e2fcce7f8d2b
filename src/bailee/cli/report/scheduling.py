"""`bailee report schedule`: a report that is made again and mailed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from rich.markup import escape

from bailee.cli.options import home_option, json_option
from bailee.cli.output import console, write_json
from bailee.errors import InvalidInput


@click.command("schedule")
@click.argument("kind", required=False)
@click.option("--every", type=click.Choice(["week", "month", "quarter"]), help="When a whole one is over.")
@click.option("--form", "forms", multiple=True, help="pdf, docx, pptx, xlsx or html (pdf); may be given several times.")
@click.option("--mail", "recipients", multiple=True, metavar="ADDRESS", help="To whom it goes; none: it is kept alone.")
@click.option("--stop", metavar="IDENT", help="Make it no longer.")
@json_option
@home_option
def schedule_command(
    kind: str | None, every: str | None, forms: tuple[str, ...], recipients: tuple[str, ...], stop: str | None, as_json: bool,
    home: Path,
) -> None:  # fmt: skip
    """Have a report made for each week, month or quarter that is over, kept, and mailed. Without a KIND: list what is made so.

    \b
    Example:
      bailee report schedule quarterly-review --every quarter --form pdf --form pptx --mail owner@lind.example
      bailee report schedule
      bailee report schedule --stop schedule-3fa2c1
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.schedule_report import schedule_report, schedules, stop_schedule

    workspace = open_store(home, create=False)
    if stop:
        stop_schedule(workspace, stop)
    elif kind:
        if every is None:
            raise InvalidInput("say how often it is made", hint="--every week, month or quarter")
        ident = schedule_report(workspace, kind, every, forms=forms or ("pdf",), recipients=recipients)
        said_scheduled(ident, every)
        return
    found = schedules(workspace)
    show_schedules([(each.ident, each.kind, each.every, each.forms, each.recipients) for each in found], as_json)


def said_scheduled(ident: str, every: str) -> None:
    console().print(f"{ident}: made when a whole {every} is over, by `bailee worker` or `bailee serve`", soft_wrap=True)


def show_schedules(found: Sequence[tuple[str, str, str, Sequence[str], Sequence[str]]], as_json: bool) -> None:
    """Each: ident, kind, how often, forms, to whom."""
    if as_json:
        write_json(
            {
                "schedules": [
                    {"ident": ident, "kind": kind, "every": every, "forms": list(forms), "recipients": len(recipients)}
                    for ident, kind, every, forms, recipients in found
                ]
            }
        )
        return
    for ident, kind, every, forms, recipients in found:
        to = ", ".join(recipients) or "nobody; it is kept"
        console().print(f"{ident}  {kind}, every {every}, {' '.join(forms)}, to {escape(to)}", soft_wrap=True)
    if not found:
        console().print("No report is made by a schedule.")
