"""When people who did not sign are written to: the same options for each command that begins something which is signed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from bailee.deliveries.rhythm import Rhythm

Decorated = Callable[..., Any]


def rhythm_options(command: Decorated) -> Decorated:
    """`--remind --escalate --quiet --zone`: pass `remind: str`, `escalate: int`, `quiet: str`, `zone: str`."""
    for option in (
        click.option("--zone", default="", metavar="ZONE", help="Time zone of these hours (this machine's)."),
        click.option("--quiet", default="20:00-07:00", show_default=True, metavar="HOURS", help="Nobody is written to; or none."),
        click.option("--escalate", type=int, default=17, show_default=True, metavar="DAYS", help="Then their manager hears of it; 0: never."),
        click.option("--remind", default="3,7,14", show_default=True, metavar="DAYS", help="Days on which who did not sign is reminded; or none."),
    ):  # fmt: skip
        command = option(command)
    return command


def rhythm_of(remind: str, escalate: int, quiet: str, zone: str) -> Rhythm:
    """InvalidInput names what makes no sense."""
    from bailee.deliveries.rhythm import Quiet, Rhythm, days_in
    from bailee.operations.time_zones import own_zone

    return Rhythm(days_in(remind), escalate, Quiet.read(quiet, zone or own_zone())).checked()
