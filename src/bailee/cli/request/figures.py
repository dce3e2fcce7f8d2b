"""Commands over all requests: figures of a year, laws and their days, the page for people without an account."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bailee.cli.options import home_option, json_option
from bailee.cli.output import console, listing, write_json
from bailee.cli.request.shared import today, workspace_in
from bailee.counting import count
from bailee.data_subject_requests.laws import laws as known_laws

if TYPE_CHECKING:
    from bailee.data_subject_requests.metrics import Figures


@click.command("figures")
@click.option("--year", type=int, default=None, metavar="YEAR", help="Of this year (the present one).")
@json_option
@home_option
def figures(year: int | None, as_json: bool, home: Path) -> None:
    """Show how many came in a year, were answered, refused, and how many days it took.

    \b
    Example:
      bailee request figures --year 2026
    """
    from bailee.operations.show_requests import request_figures

    day = today()
    show_figures(request_figures(workspace_in(home), year or day.year, day), as_json)


def show_figures(made: Figures, as_json: bool) -> None:
    if as_json:
        write_json(
            {
                "year": made.year, "received": made.received, "in_time": made.in_time, "late": made.late,
                "rights": [
                    {
                        "right": each.right.value, "received": each.received, "complied": each.complied, "in_part": each.in_part,
                        "denied": each.denied, "open": each.open, "median_days": each.median_days, "mean_days": each.mean_days,
                    }
                    for each in made.lines
                ],
                "months": [{"received": received, "ended": ended} for received, ended in made.months],
            }
        )  # fmt: skip
        return
    click.echo(f"{made.year}: {count(made.received, 'request')}, {made.in_time:,} answered in time, {made.late:,} late")
    table = listing(
        "Asks for",
        "Came",
        "Done",
        "In part",
        "Refused",
        "Open",
        "Days (median)",
        right=("Came", "Done", "In part", "Refused", "Open", "Days (median)"),
    )
    for each in made.lines:
        days = "–" if each.median_days is None else f"{each.median_days:g}"
        table.add_row(
            each.right.label, *map(str, (each.received, each.complied, each.in_part, each.denied, each.open)), days
        )
    console().print(table)


@click.command("laws")
@json_option
def laws(as_json: bool) -> None:
    """List the laws that say how long a request may take, with their source. Research for a lawyer to review, no advice.

    \b
    Example:
      bailee request laws
    """
    rows = known_laws().values()
    if as_json:
        write_json(
            [
                {
                    "ident": law.ident, "name": law.name, "places": list(law.places), "confidence": law.confidence, "source": list(law.source),
                    "clocks": [
                        {
                            "rights": [right.value for right in clock.rights], "citation": clock.citation,
                            "answer": clock.answer.words if clock.answer else None, "extend": clock.extend.words if clock.extend else None,
                            "confirm": clock.confirm.words if clock.confirm else None,
                        }
                        for clock in law.clocks
                    ],
                }
                for law in rows
            ]
        )  # fmt: skip
        return
    for law in rows:
        if not law.is_verified:
            click.echo(f"{law.ident:18}A law may apply here: {law.name}; not verified, ask counsel.")
            continue
        for clock in law.clocks:
            answer = clock.answer.words if clock.answer else "no day is named"
            more = f", {clock.extend.words} more" if clock.extend else ""
            confirm = f"; confirm within {clock.confirm.words}" if clock.confirm else ""
            click.echo(f"{law.ident:18}{', '.join(clock.rights)}: {answer}{more}{confirm} ({clock.citation})")


@click.command("page")
@click.argument("act", type=click.Choice(["open", "close", "show"]), default="show")
@home_option
def page(act: str, home: Path) -> None:
    """Open or close the page on which people without an account can ask. It says the same whether or not somebody is known.

    \b
    Example:
      bailee request page open
    """
    from bailee.operations.open_request_page import open_request_page

    workspace = workspace_in(home)
    if act != "show":
        open_request_page(workspace, is_open=act == "open")
    is_open = workspace.is_request_page_open()
    click.echo(f"/ask/{workspace.organisation}/ is {'open' if is_open else 'closed'}.")


COMMANDS = (figures, laws, page)
