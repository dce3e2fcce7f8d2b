"""Before a scan of what staff keep for themselves: when were they told, or why does it go ahead without?"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import click

from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from bailee.places.staff import Said

Decorated = Callable[..., Any]


def staff_options(command: Decorated) -> Decorated:
    """`--notice-served DATE` and `--override REASON`: pass `notice_served: datetime | None` and `override: str`."""
    command = click.option(
        "--override", default="", metavar="REASON", help="Scan what staff keep although they were not told: why."
    )(command)
    return click.option(
        "--notice-served",
        type=click.DateTime(["%Y-%m-%d"]),
        help="When staff were told in writing that their mail, home folders or devices may be looked at.",
    )(command)


def asked(places: Iterable[str], notice_served: datetime | None, override: str) -> Said | None:
    """What is said of the notice to staff; asked for where it is needed and nothing was. InvalidInput where nobody answers."""
    from bailee.places.staff import concerns, said

    today = datetime.now(UTC).astimezone().date()
    answer = said(notice_served.date() if notice_served else None, override, today=today)
    what = concerns(places)
    if answer is not None or not what:
        return answer
    about = " and ".join(what)
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise InvalidInput(
            f"this scan looks at {about}: were staff told in writing before?",
            hint='say when with --notice-served 2026-01-31, or why not with --override "REASON"; either is recorded',
        )
    click.echo(f"This scan looks at {about}. Several laws ask that staff are told in writing before.", err=True)
    served: date | None = click.prompt(
        "When were they told (YYYY-MM-DD; empty if they were not)",
        default="",
        show_default=False,
        err=True,
        value_proc=_day,
    )
    reason = "" if served else click.prompt("Why does the scan go ahead", err=True)
    return said(served, reason, today=today)


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise click.BadParameter("a day such as 2026-01-31") from None
