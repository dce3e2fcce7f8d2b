"""Every obligation, by duty, with why it applies and what would change that; then what waits for an answer."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from bailee.cli.assess.lines import Page
from bailee.counting import are, count
from bailee.obligations.assessments import Assessment
from bailee.obligations.comparisons import Comparison, comparisons
from bailee.obligations.evaluate import Obligation, ObligationState, open_questions
from bailee.obligations.load import DUTIES, place_name
from bailee.rendering import DRAFT
from bailee.vocabulary import DATA_CATEGORIES

HEADINGS = {
    "inform": "Tell people",
    "secure": "Keep it from everyone else",
    "hold": "Hold it only as the law allows",
    "respond": "Be ready to answer and to report",
}


def _severity(obligation: Obligation) -> int:
    """How bad it would be: the worst category that the obligation speaks about."""
    ranks = [DATA_CATEGORIES[c].severity.rank for c in obligation.touches.categories if c in DATA_CATEGORIES]
    return max(ranks, default=0)


def show(out: Console, assessment: Assessment, facts_file: Path | None, show_all: bool) -> None:
    together = comparisons(assessment.obligations, assessment.rules)
    show_made(out, assessment, together, facts_file, show_all)


def show_made(
    out: Console, assessment: Assessment, together: Sequence[Comparison], facts_file: Path | None, show_all: bool
) -> None:
    """`together`: where several rules speak of one thing."""
    page = Page(out)
    by_state: dict[ObligationState, list[Obligation]] = {state: [] for state in ObligationState}
    for obligation in assessment.obligations:
        by_state[obligation.state].append(obligation)
    applies = by_state[ObligationState.APPLIES]
    waiting = by_state[ObligationState.TO_DECIDE]
    laws = sum(obligation.is_law for obligation in applies)
    good = len(applies) - laws
    page.line(
        f"On {assessment.on:%-d %b %Y}: {count(laws, 'rule')} of law {'applies' if laws == 1 else 'apply'}, "
        f"{count(good, 'more duty', 'more duties')} {are(good)} good practice, "
        f"{len(waiting)} wait for an answer.",
        style="bold",
    )
    page.line(f"{DRAFT}, where no review is named. Research notes for a lawyer; not legal advice.", style="dim")
    _show_contradictions(page, assessment)
    for duty in DUTIES:
        group = [obligation for obligation in applies if obligation.duties[0] == duty]
        if group:
            page.line()
            page.line(f"{HEADINGS[duty]}, {len(group)}", style="bold")
        for obligation in sorted(group, key=lambda o: (not o.is_law, -_severity(o))):
            _show_one(page, obligation)
    _show_named(page, by_state[ObligationState.NAMED_ONLY], by_state[ObligationState.COMING])
    _show_together(page, together)
    _show_questions(page, waiting, facts_file, show_all)


def _show_contradictions(page: Page, assessment: Assessment) -> None:
    found = assessment.facts.contradictions
    if found:
        page.head(f"Facts that contradict, {len(found)}")
    for each in found:
        page.line()
        page.line(f"{each.declared}; but {each.against}.", indent=2, style="yellow")
        page.line(f"taken for now: {each.taken}", indent=4)
        page.line(f"to put it right: {each.remedy}", indent=4, style="dim")


def _show_together(page: Page, found: Sequence[Comparison]) -> None:
    if found:
        page.head(f"Where several rules speak of one thing, {len(found)}")
    for each in found:
        page.line()
        page.line(f"{each.topic[:1].upper()}{each.topic[1:]}: {count(len(each.said), 'rule')}", indent=2)
        page.line(each.verdict, indent=4, style="red" if each.is_conflict else "")
        for said in each.said[:3]:
            page.line(f"{said.citation}: {said.text}", indent=4, first="· ", style="dim")
        if len(each.said) > 3:
            page.line(f"and {len(each.said) - 3} more", indent=4, style="dim")


def _show_one(page: Page, obligation: Obligation) -> None:
    page.line()
    page.line(obligation.duty, indent=2)
    draft = " · DRAFT" if obligation.reviewed == "no" and obligation.is_law else ""
    draft = draft or (f" · reviewed by {obligation.reviewed}" if obligation.reviewed != "no" else "")
    page.line(f"{obligation.citation}{draft} · {obligation.ident}", indent=4, style="cyan")
    page.line(f"applies because {obligation.why}", indent=4)
    if obligation.would_not_if:
        page.line(f"would not if {obligation.would_not_if}", indent=4, style="dim")
    for question in obligation.for_counsel[:1]:
        page.line(f"ask counsel: {question}", indent=4, style="dim")


def _show_named(page: Page, named: Sequence[Obligation], coming: Sequence[Obligation]) -> None:
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


def _show_questions(page: Page, waiting: Sequence[Obligation], facts_file: Path | None, show_all: bool) -> None:
    questions = open_questions(waiting)
    page.line()
    if not questions:
        page.line("Nothing is left to decide. Next: bailee status", style="bold")
        return
    shown = questions if show_all else questions[:5]
    page.line(f"To decide, {count(len(questions), 'question')}; the first settle most", style="bold")
    for question, waits in shown:
        page.line()
        page.line(question.text, indent=4, first="? ")
        page.line(
            f"{count(waits, 'rule')} {'waits' if waits == 1 else 'wait'}; {question.fact or 'a judgement for counsel'}",
            indent=4,
            style="dim",
        )
    fact = next((question.fact for question, _ in questions if question.fact), "")
    page.line()
    if facts_file is not None:
        page.line(
            f"next  write {fact or 'the answers'} = … into {facts_file}, then bailee assess --facts {shlex.quote(str(facts_file))}",
            style="bold",
        )
    else:
        page.line("next  bailee ask, which asks them together and stops where nothing can change", style="bold")
