"""`bailee people`: how many people the data is about, as a range, with its reasons; who of the roster is among them."""

from __future__ import annotations

from pathlib import Path

import click

from bailee.cli.options import Steps, home_option, json_option
from bailee.cli.output import write_json
from bailee.cli.people import ranges, rosters
from bailee.cli.people.ranges import words as words

STAGE = "inventory"


@click.group("people", cls=Steps, invoke_without_command=True)
@json_option
@home_option
@click.pass_context
def command(ctx: click.Context, as_json: bool, home: Path) -> None:
    """Say how many people are held data about, by category and by store, why it is a range, and who is on no roster.

    \b
    Example:
      bailee people
      bailee people why social-security-number
      bailee people unknown
    """
    if ctx.invoked_subcommand is not None:
        return
    from bailee.operations.count_people import count_people, shape
    from bailee.operations.open_store import open_store

    counted = count_people(open_store(home, create=False))
    if as_json:
        write_json(shape(counted))
        return
    ranges.show(counted)


command.add_command(ranges.why)
command.add_command(ranges.unknown)
command.add_command(rosters.roster)
command.add_command(rosters.end)
