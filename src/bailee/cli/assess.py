"""`bailee assess`: which laws apply to an organisation, why, what would change that, and what is still to decide."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from bailee.cli.options import home_option, json_option
from bailee.cli.output import console, write_json
from bailee.obligations.evaluate import Obligation, ObligationState, open_questions
from bailee.obligations.facts import read_declared
from bailee.obligations.load import DUTIES, place_name
from bailee.obligations.shapes import assessment_shape
from bailee.operations.assess_obligations import Assessment, assess_description
from bailee.vocabulary import DATA_CATEGORIES

STAGE = "obligations"
HEADINGS = {
    "inform": "Tell people",
    "secure": "Keep it from everyone else",
    "hold": "Hold it only as the law allows",
    "respond": "Be ready to answer and to report",
}


def _day(ctx: click.Context, parameter: click.Parameter, value: datetime | None) -> date:
    return value.date() if value else datetime.now().astimezone().date()


@click.command("assess")
@click.option(
    "--facts",
    "facts_file",
    metavar="FILE.toml",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Assess a company described by its facts, without a store. docs/facts.md lists the names.",
)
@click.option(
    "--on", "on", type=click.DateTime(["%Y-%m-%d"]), callback=_day, metavar="DATE", help="As of this day (today)."
)
@click.option("--all", "show_all", is_flag=True, help="Every question that is still open, not the first five.")
@json_option
@home_option
def command(facts_file: Path | None, on: date, show_all: bool, as_json: bool, home: Path) -> None:
    """Say which laws apply, because of which facts, and what would change that.

    Facts come from the store (what scans found, what was declared) or, with --facts, from a file. Research notes for a
    lawyer to review; not legal advice.

    \b
    Example:
      bailee assess
      bailee assess --facts company.toml
      with company.toml:
        employees_by_state = { US-NY = 40 }
        keeps_web_logs = true
        has_cctv = true
    """
    if facts_file is not None:
        assessment = assess_description(read_declared(facts_file), on)
    else:
        from bailee.operations.assess_obligations import assess_store
        from bailee.operations.open_store import open_store  # Django only where a store is wanted

        assessment = assess_store(open_store(home, create=False), on)
    if as_json:
        write_json(assessment_shape(assessment.facts, assessment.obligations, on))
        return
    _show(console(), assessment, facts_file, show_all)


def _severity(obligation: Obligation) -> int:
    """How bad it would be: the worst category that the obligation speaks about."""
    ranks = [DATA_CATEGORIES[c].severity.rank for c in obligation.touches.categories if c in DATA_CATEGORIES]
    return max(ranks, default=0)


class _Page:
    def __init__(self, out: Console) -> None:
        self.out = out
        self.width = min(out.width, 100)

    def line(self, text: str = "", *, indent: int = 0, style: str = "", first: str = "") -> None:
        """Text wrapped to the page; `first` stands in the indent of the first line."""
        lines = textwrap.wrap(text, self.width - indent, break_on_hyphens=False) or [""]
        for number, part in enumerate(lines):
            lead = first.rjust(indent) if first and number == 0 else " " * indent
            self.out.print(Text(lead) + Text(part, style=style), soft_wrap=True)


def _show(out: Console, assessment: Assessment, facts_file: Path | None, show_all: bool) -> None:
    page = _Page(out)
    by_state: dict[ObligationState, list[Obligation]] = {state: [] for state in ObligationState}
    for obligation in assessment.obligations:
        by_state[obligation.state].append(obligation)
    applies = by_state[ObligationState.APPLIES]
    waiting = by_state[ObligationState.TO_DECIDE]
    laws = sum(obligation.is_law for obligation in applies)
    page.line(
        f"On {assessment.on:%-d %b %Y}: {laws} rules of law apply, {len(applies) - laws} more duties are good practice, "
        f"{len(waiting)} wait for an answer.",
        style="bold",
    )
    page.line("Draft: not reviewed by counsel. Research notes for a lawyer; not legal advice.", style="dim")
    for duty in DUTIES:
        group = [obligation for obligation in applies if obligation.duties[0] == duty]
        if group:
            page.line()
            page.line(f"{HEADINGS[duty]}, {len(group)}", style="bold")
        for obligation in sorted(group, key=lambda o: (not o.is_law, -_severity(o))):
            _show_one(page, obligation)
    _show_named(page, by_state[ObligationState.NAMED_ONLY], by_state[ObligationState.COMING])
    _show_questions(page, waiting, facts_file, show_all)


def _show_one(page: _Page, obligation: Obligation) -> None:
    page.line()
    page.line(obligation.duty, indent=2)
    draft = "" if obligation.reviewed != "no" else " · Draft" if obligation.is_law else ""
    page.line(f"{obligation.citation}{draft}", indent=4, style="cyan")
    page.line(f"applies because {obligation.why}", indent=4)
    if obligation.would_not_if:
        page.line(f"would not if {obligation.would_not_if}", indent=4, style="dim")
    for question in obligation.for_counsel[:1]:
        page.line(f"ask counsel: {question}", indent=4, style="dim")


def _show_named(page: _Page, named: Sequence[Obligation], coming: Sequence[Obligation]) -> None:
    if named:
        page.line()
        page.line(f"Named only, {len(named)}", style="bold")
        for obligation in named:
            page.line(obligation.text, indent=2)
    if coming:
        page.line()
        page.line(f"Coming, {len(coming)}", style="bold")
        for obligation in coming:
            when = f"from {obligation.in_force_from:%-d %b %Y}" if obligation.in_force_from else "proposed, no date"
            page.line(f"{when}: {obligation.name} ({place_name(obligation.jurisdiction)})", indent=2)


def _show_questions(page: _Page, waiting: Sequence[Obligation], facts_file: Path | None, show_all: bool) -> None:
    questions = open_questions(waiting)
    page.line()
    if not questions:
        page.line("Nothing is left to decide. Next: bailee status", style="bold")
        return
    shown = questions if show_all else questions[:5]
    page.line(f"To decide, {len(questions)} questions; the first settle most", style="bold")
    for question, count in shown:
        page.line()
        page.line(question.text, indent=4, first="? ")
        laws = f"{count} rules wait" if count != 1 else "1 rule waits"
        page.line(f"{laws}; {question.fact or 'a judgement for counsel'}", indent=4, style="dim")
    fact = next((question.fact for question, _ in questions if question.fact), "")
    page.line()
    if facts_file is not None:
        page.line(
            f"next  write {fact or 'the answers'} = … into {facts_file}, then bailee assess --facts {facts_file}",
            style="bold",
        )
    else:
        page.line(f"next  bailee declare organisation --set {fact or 'FACT'}=…, then bailee assess", style="bold")
