"""Before a scan of what staff keep for themselves: when were they told, or why does it go ahead without?"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
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


def asked(
    places: Sequence[str], notice_served: datetime | None, override: str, *, home: Path | None = None
) -> Said | None:
    """What is said of the notice to staff; asked for where it is needed and nothing was. InvalidInput where nobody answers.

    `home`: of the store whose notices open the gate by themselves; None: there is none.
    """
    from bailee.places.staff import concerns, said

    today = datetime.now(UTC).astimezone().date()
    answer = said(notice_served.date() if notice_served else None, override, today=today)
    what = concerns(places)
    if answer is not None or not what or (home is not None and _is_open(home, places, today)):
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


def _is_open(home: Path, places: Sequence[str], today: date) -> bool:
    """Whether what stands in the store answers already: the gate is open, or it is shut and says since when it will not be."""
    from bailee.operations.ask_gate import gates_of
    from bailee.operations.open_store import open_store
    from bailee.store import database

    if not database.exists(home):
        return False
    answers = [answer for _, answer in gates_of(open_store(home), places, on=today)]
    return all(answer.is_open or answer.opens_on is not None for answer in answers)


def instruction_line(by: str | None, on: datetime | None, *, no_store: bool) -> str:
    """What a report without a store says of the written instruction; nothing with one, for there it is recorded.

    >>> instruction_line("Dr. Lind", datetime(2026, 3, 1), no_store=True)
    'Looked at by the written instruction of Dr. Lind, signed 2026-03-01, as whoever scanned said.'
    >>> instruction_line(None, None, no_store=True)
    'No written instruction to look at this was recorded.'
    """
    name = " ".join((by or "").split())
    if (by is None) != (on is None) or (by is not None and not 0 < len(name) <= 200):
        raise InvalidInput(
            "an instruction is somebody's, of a day", hint="--instructed-by NAME --instructed-on 2026-03-01, both"
        )
    if name and not no_store:
        raise InvalidInput(
            "--instructed-by goes with --no-store", hint="a client in the store: bailee clients authorise CLIENT"
        )
    if on is not None and on.date() > datetime.now(UTC).astimezone().date():
        raise InvalidInput("an instruction cannot be signed in the future", hint="the day on which it was signed")
    if on is not None:
        return f"Looked at by the written instruction of {name}, signed {on:%Y-%m-%d}, as whoever scanned said."
    return "No written instruction to look at this was recorded." if no_store else ""


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise click.BadParameter("a day such as 2026-01-31") from None
