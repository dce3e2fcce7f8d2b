"""`bailee triage`: a person's decision about a finding."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bailee.cli.options import Steps, again, home_option, json_option
from bailee.cli.output import console, listing, write_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bailee.findings import Finding
    from bailee.store.rows.judgement_rules import JudgementRule

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
    found = decide_finding(open_store(home, create=False), ident, verdict, reason=reason, until=day, on=_today())
    click.echo(said_decided(found.finding, verdict, day))


def said_decided(finding: Finding, verdict: str, until: date | None) -> str:
    return f"{verdict}: {finding.ident[:8]} in {finding.locator}" + (f", until {until}" if until else "")


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


@command.group("rule", cls=Steps, invoke_without_command=True)
@json_option
@home_option
@click.pass_context
def rule(ctx: click.Context, as_json: bool, home: Path) -> None:
    """Say how sure findings of a sort are at most here, because somebody saw that they are false; alone it lists what was said.

    \b
    Example:
      bailee triage rule
      bailee triage rule add --detector phone-number --store sales --at-most 0.5 --reason "order numbers"
    """
    if ctx.invoked_subcommand is not None:
        return
    from bailee.operations.open_store import open_store

    show_rules(open_store(home, create=False).judgement_rules(), as_json)


def show_rules(found: Sequence[JudgementRule], as_json: bool) -> None:
    if as_json:
        write_json(
            [
                {
                    "ident": each.ident,
                    "detector": each.detector or None,
                    "store": each.store or None,
                    "cue": each.cue or None,
                    "at_most": each.at_most,
                    "reason": each.reason,
                    "by": each.by,
                }
                for each in found
            ]
        )
        return
    if not found:
        click.echo("No rule stands: findings are as sure as their detectors say.")
        return
    table = listing("ident", "detector", "store", "cue", "at most", "reason")
    for each in found:
        table.add_row(
            each.ident, each.detector or "any", each.store or "everywhere", each.cue, str(each.at_most), each.reason
        )
    console().print(table)
    click.echo("\nnext  " + again(f"bailee triage rule end {found[0].ident}"))


@rule.command("add")
@click.option("--detector", default="", metavar="IDENT", help="Of which detector; of any where none is named.")
@click.option("--store", default="", metavar="NAME", help="In which data store; everywhere where none is named.")
@click.option("--cue", default="", metavar="TEXT", help="Where these words are among the reasons.")
@click.option(
    "--at-most",
    type=click.Choice(["0.5", "0.9"]),
    required=True,
    help="0.5: only possible, it leaves the queue; 0.9: likely, never verified.",
)
@click.option("--reason", required=True, metavar="TEXT", help="What you saw.")
@home_option
def add_rule(detector: str, store: str, cue: str, at_most: str, reason: str, home: Path) -> None:
    """Keep a rule; what is stored is scored anew, and no file is read again.

    \b
    Example:
      bailee triage rule add --detector phone-number --store sales --at-most 0.5 --reason "order numbers"
    """
    from bailee.operations.judge_findings import make_rule
    from bailee.operations.open_store import open_store

    check_detector(detector)
    made = make_rule(
        open_store(home, create=False),
        detector=detector,
        store=store,
        cue=cue,
        at_most=float(at_most),
        reason=reason,
        on=_today(),
    )
    click.echo(f"the rule stands: {made.ident}")


def check_detector(ident: str) -> None:
    from bailee.detectors import catalogue
    from bailee.errors import InvalidInput

    if ident and ident not in {each.ident for each in catalogue()}:
        raise InvalidInput(f'there is no detector "{ident}"', hint="`bailee detectors` lists them")


@rule.command("end")
@click.argument("ident", metavar="IDENT")
@home_option
def stop_rule(ident: str, home: Path) -> None:
    """A rule no longer holds; what is stored is scored anew.

    \b
    Example:
      bailee triage rule end rule-3f9a12cd
    """
    from bailee.operations.judge_findings import end_rule
    from bailee.operations.open_store import open_store

    end_rule(open_store(home, create=False), ident, on=_today())
    click.echo(f"ended: {ident}")
