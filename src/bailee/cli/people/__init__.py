"""`bailee people`: how many people the data is about, as a range, with its reasons; who of the roster is among them."""

from __future__ import annotations

from pathlib import Path

import click

from bailee.cli.options import Steps, as_of_option, home_option, json_option
from bailee.cli.output import write_json
from bailee.cli.people import ranges, rosters
from bailee.cli.people.ranges import words as words

STAGE = "inventory"


@click.group("people", cls=Steps, invoke_without_command=True)
@click.option("--whole", is_flag=True, help="All of them and by store alone: quickest where findings are very many.")
@json_option
@as_of_option
@home_option
@click.pass_context
def command(ctx: click.Context, whole: bool, as_json: bool, home: Path) -> None:
    """Say how many people are held data about, by category and by store, why it is a range, and who is on no roster.

    \b
    Example:
      bailee people
      bailee people why social-security-number
      bailee people unknown
    """
    if ctx.invoked_subcommand is not None:
        return
    from bailee.operations.count_people import count_people, count_whole, range_shape, shape
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    if whole:
        everybody, stores = count_whole(workspace)
        if as_json:
            by_store = [{"store": store, "people": range_shape(people)} for store, people in stores]
            write_json({"people": range_shape(everybody), "stores": by_store})
            return
        ranges.show_whole(everybody, stores)
        return
    counted = count_people(workspace)
    if as_json:
        write_json(shape(counted))
        return
    ranges.show(counted)


command.add_command(ranges.why)
command.add_command(ranges.unknown)
command.add_command(rosters.roster)
command.add_command(rosters.end)
