"""`bailee protect leave`: leave a file as it is, with a reason, until a day."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from bailee.cli.options import home_option, json_option
from bailee.cli.output import write_json
from bailee.cli.protect.named import member_option, paths_argument
from bailee.cli.protect.showing import files
from bailee.operations import approve_protection
from bailee.operations.open_store import open_store

RANK = 8


@click.command("leave")
@paths_argument
@click.option("--reason", required=True, metavar="TEXT", help="Why; it is kept as evidence.")
@click.option("--until", required=True, type=click.DateTime(["%Y-%m-%d"]), metavar="DAY", help="Looked at again then.")
@member_option
@home_option
@json_option
def command(paths: tuple[Path, ...], reason: str, until: datetime, member: str, home: Path, as_json: bool) -> None:
    """Leave files as they are, with a reason, until a day: no playbook proposes anything for them before that.

    \b
    Example:
      bailee protect leave /srv/hr/pay.csv --reason "the accountant works with it until the year is closed" --until 2027-03-31
    """
    workspace = open_store(home, create=False, member=member)
    idents = approve_protection.leave(workspace, paths, reason=reason, until=until.date())
    if as_json:
        write_json({"proposals": list(idents), "until": until.date().isoformat()})
        return
    click.echo(f"{files(len(paths))} left as {'it is' if len(paths) == 1 else 'they are'} until {until:%-d %B %Y}")
