"""`bailee triage`: a person's decision about a finding."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import click

from bailee.cli.options import Steps, home_option

STAGE, RANK = "discover", 3


@click.group("triage", cls=Steps)
def command() -> None:
    """Confirm or dismiss findings; it holds in later scans, and where the file is moved.

    \b
    Example:
      bailee triage dismiss 3f9a12cd --reason test-data
      bailee triage confirm 3f9a12cd
    """


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def _decide(home: Path, ident: str, verdict: str, reason: str, until: datetime | None) -> None:
    from bailee.operations.decide_finding import decide_finding
    from bailee.operations.open_store import open_store

    day = until.date() if until else None
    finding = decide_finding(
        open_store(home, create=False), ident, verdict, reason=reason, until=day, on=_today()
    ).finding
    click.echo(f"{verdict}: {finding.ident[:8]} in {finding.locator}" + (f", until {day}" if day else ""))


@command.command("confirm")
@click.argument("ident", metavar="IDENT")
@click.option("--reason", default="", metavar="TEXT", help="Why, in your own words.")
@home_option
def confirm(ident: str, reason: str, home: Path) -> None:
    """Say that it is what it seems; one that was only possible then counts.

    \b
    Example:
      bailee triage confirm 3f9a12cd
    """
    _decide(home, ident, "confirmed", reason, None)


@command.command("dismiss")
@click.argument("ident", metavar="IDENT")
@click.option(
    "--reason", required=True, metavar="REASON", help="false-alarm, test-data, not-personal, or your own words."
)
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Look at it again after this day.")
@home_option
def dismiss(ident: str, reason: str, until: datetime | None, home: Path) -> None:
    """Say that it need not be looked at.

    \b
    Example:
      bailee triage dismiss 3f9a12cd --reason test-data --until 2027-03-01
    """
    _decide(home, ident, "dismissed", reason, until)
