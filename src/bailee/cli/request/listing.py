"""`bailee request list`: open ones by the day on which they are due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import click

from bailee.cli.options import again
from bailee.cli.output import console, listing, write_json
from bailee.data_subject_requests.requests import State


@dataclass(frozen=True, slots=True)
class Listed:
    """A request in the list: as `--json` has it."""

    ident: str
    rights: Sequence[str]
    laws: Sequence[str]
    how: str
    received_on: date
    state: State
    due_on: date | None
    late: bool
    ended_on: date | None
    joined_to: str | None


def show_list(lines: Sequence[Listed], who: Callable[[str], str], *, ended: bool, as_json: bool) -> None:
    """`who` says of a request who asks; programs are not told."""
    if as_json:
        write_json(
            [
                {
                    "ident": each.ident,
                    "rights": list(each.rights),
                    "laws": list(each.laws),
                    "how": each.how,
                    "received_on": each.received_on.isoformat(),
                    "state": each.state.value,
                    "due_on": each.due_on.isoformat() if each.due_on else None,
                    "late": each.late,
                    "ended_on": each.ended_on.isoformat() if each.ended_on else None,
                    "joined_to": each.joined_to,
                }
                for each in lines
            ]
        )
        return
    if not lines:
        click.echo("Nobody asked for anything." if ended else "No request is open.")
        click.echo("\nnext  " + again("bailee request add access --name NAME --email ADDRESS"))
        return
    table = listing("Request", "Who", "Asks for", "Came", "Due", "Stands", whole=("Request",))
    for each in lines:
        due = f"{each.due_on:%d %b %Y}" if each.due_on else "–"
        table.add_row(
            each.ident,
            who(each.ident) or "not named",
            ", ".join(each.rights),
            f"{each.received_on:%d %b %Y}",
            f"{due} late" if each.late else due,
            each.state.label + (f" {each.joined_to}" if each.joined_to else ""),
        )
    console().print(table)
