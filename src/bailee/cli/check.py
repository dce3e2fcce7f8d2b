"""`bailee check`: whether this installation is in order, and what to do where it is not."""

from __future__ import annotations

import os
from pathlib import Path

import click

from bailee import settings
from bailee.cli.options import bare_home_option, json_option
from bailee.cli.output import console, write_json
from bailee.counting import count

STAGE, RANK = "run", 5
_STYLES = {"ok": "green", "warning": "yellow", "critical": "red", "unknown": "yellow"}


@click.command()
@bare_home_option
@json_option
def command(home: Path, as_json: bool) -> None:
    """Say what is misconfigured on this machine, what to do, and who has to. Nothing is changed.

    Looks at the home folder and the keys, the database and its rules, clocks, disks, the worker and its queue, mail, the
    address and its certificate, backups, and what scans need. Exit: 0 all is well, 1 a warning, 2 something is wrong now.

    \b
    Example:
      bailee check
      bailee check --json
    """
    from bailee.operations.checks import run
    from bailee.operations.checks.told import Around

    found = tuple(run(Around.now(home, settings.read(os.environ))))
    if as_json:
        write_json(
            {
                "checks": [
                    {
                        "check": each.check,
                        "state": each.state.value,
                        "said": each.said,
                        "remedy": each.remedy,
                        "who": each.who.value if each.remedy else "",
                    }
                    for each in found
                ]
            }
        )
    else:
        out = console()
        for each in found:
            out.print(
                f"{each.state.value:<9} {each.check:<13} {each.said}",
                style=_STYLES[each.state],
                markup=False,
                soft_wrap=True,
            )
            if each.remedy:
                out.print(f"{'':<9} {'':<13} → {each.remedy} ({each.who.value})", markup=False, soft_wrap=True)
        wrong = sum(each.state != "ok" for each in found)
        out.print(f"\n{count(len(found), 'thing')} looked at, {wrong} to see to", markup=False, soft_wrap=True)
    click.get_current_context().exit(max((each.state.exit_code for each in found), default=0))
