"""`bailee assess`: which laws apply to an organisation, why, what would change that, and what is still to decide."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from bailee.cli.assess.explaining import show_explanation
from bailee.cli.assess.listing import show
from bailee.cli.assess.since import said_held, show_changes
from bailee.cli.options import as_of_option, home_option, json_option
from bailee.cli.output import console, write_json
from bailee.errors import InvalidInput
from bailee.obligations.assessments import changes
from bailee.obligations.explain import Stated, explain
from bailee.obligations.facts import read_described
from bailee.obligations.shapes import assessment_shape, change_shape, explanation_shape
from bailee.operations.assess_obligations import assess_description

STAGE = "obligations"


def _today(ctx: click.Context, parameter: click.Parameter, value: datetime | None) -> date:
    day: date | None = value.date() if value else ctx.meta.get("as-of as_of")
    return day or datetime.now().astimezone().date()


def _day(ctx: click.Context, parameter: click.Parameter, value: datetime | None) -> date | None:
    return value.date() if value else None


_DATE = click.DateTime(["%Y-%m-%d"])


@click.command("assess")
@click.option(
    "--facts",
    "facts_file",
    metavar="FILE.toml",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Assess a company described by its facts, without a store. docs/facts.md lists the names.",
)
@click.option("--on", "on", type=_DATE, callback=_today, metavar="DATE", help="As of this day (today).")
@click.option("--why", "rule", metavar="RULE", help="Explain one rule: why it applies or not, and what it asks.")
@click.option(
    "--since",
    type=_DATE,
    callback=_day,
    metavar="DATE",
    help="Show what came, went or changed since this day, and why.",
)
@click.option(
    "--compare",
    metavar="FILE.toml",
    type=click.Path(path_type=Path, dir_okay=False),
    help="With --facts: show what differs from this other description.",
)
@click.option("--all", "show_all", is_flag=True, help="Every open question, not the first five; every change.")
@json_option
@as_of_option
@home_option
def command(
    facts_file: Path | None,
    on: date,
    rule: str | None,
    since: date | None,
    compare: Path | None,
    show_all: bool,
    as_json: bool,
    home: Path,
) -> None:
    """Say which laws apply, because of which facts, and what would change that.

    Facts come from the store (what scans found, what was declared) or, with --facts, from a file. Research notes for a
    lawyer to review; not legal advice.

    \b
    Example:
      bailee assess
      bailee assess --why mon-us-ny-52c
      bailee assess --since 2026-07-01
      bailee assess --facts company.toml
      with company.toml:
        employees_by_state = { US-NY = 40 }
        keeps_web_logs = true
        has_cctv = true
    """
    wanted_once(rule, since, compare, facts_file)
    if facts_file is not None:
        described(facts_file, on, rule, since, compare, show_all, as_json, home)
    else:
        _stored(on, rule, since, show_all, as_json, home)


def wanted_once(rule: str | None, since: date | None, compare: Path | None, facts_file: Path | None) -> None:
    """InvalidInput where two things are asked at once."""
    if rule and (since or compare):
        raise InvalidInput("--why explains a day, not a change", hint="take --since or --compare out")
    if compare and facts_file is None:
        raise InvalidInput("--compare needs --facts", hint="bailee assess --facts NOW.toml --compare BEFORE.toml")


def described(
    facts_file: Path,
    on: date,
    rule: str | None,
    since: date | None,
    compare: Path | None,
    show_all: bool,
    as_json: bool,
    home: Path,
) -> None:
    """A company that its facts describe, without a store."""
    given = read_described(facts_file)
    assessment = assess_description(given, on, home)
    if rule:
        said = explain(rule, assessment, {name: Stated(facts_file.name) for name in given})
        if as_json:
            write_json(explanation_shape(said))
        else:
            show_explanation(console(), said, facts_file.stem)
        return
    if since or compare:
        before = assess_description(read_described(compare) if compare else given, since or on, home)
        found = changes(before, assessment)
        if as_json:
            write_json([change_shape(change) for change in found])
        else:
            show_changes(console(), found, before.on, on, show_all=show_all)
        return
    if as_json:
        write_json(assessment_shape(assessment.facts, assessment.obligations, on))
        return
    show(console(), assessment, facts_file, show_all)


def _stored(on: date, rule: str | None, since: date | None, show_all: bool, as_json: bool, home: Path) -> None:
    from bailee.operations.assess_obligations import assess_store, changes_since, explain_rule, held_on, held_words
    from bailee.operations.open_store import open_store  # Django only where a store is wanted

    workspace = open_store(home, create=False)
    if rule:
        said = explain_rule(workspace, rule, on)
        if as_json:
            write_json(explanation_shape(said))
        else:
            show_explanation(console(), said, workspace.organisation_name)
    elif since:
        found = changes_since(workspace, since, on)
        if as_json:
            write_json([change_shape(change) for change in found])
        else:
            show_changes(console(), found, since, on, show_all=show_all)
            said_held(held_words(held_on(workspace, since), since))
    else:
        assessment = assess_store(workspace, on)
        if as_json:
            write_json(assessment_shape(assessment.facts, assessment.obligations, on))
        else:
            show(console(), assessment, None, show_all)
