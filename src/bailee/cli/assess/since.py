"""What came, went or changed between two assessments, and which fact or law made it so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click
from rich.console import Console

from bailee.cli.assess.lines import Page
from bailee.obligations.assessments import Change

_HEADS = {
    "came": "Came",
    "went": "Went",
    "changed": "Asks something else now",
    "opened": "May apply now",
    "closed": "Need not be decided any more",
}


_COUNTED = ("opened", "closed")  # said in number, unless all are asked for


def said_held(words: str) -> None:
    """What the earlier side stands on."""
    click.echo(f"\n{words}")


def show_changes(out: Console, changes: Sequence[Change], before: date, on: date, *, show_all: bool) -> None:
    """The changes by what became of each; of what was only opened or closed the number, unless `show_all`."""
    page = Page(out)
    span = f"Between {before:%-d %b %Y} and {on:%-d %b %Y}" if before != on else "Between the two descriptions"
    if not changes:
        page.line(f"{span} nothing changed.", style="bold")
        return
    counts = {what: sum(each.what == what for each in changes) for what in _HEADS}
    said = ", ".join(f"{number} {what}" for what, number in counts.items() if number)
    page.line(f"{span}: {said}.", style="bold")
    page.line("Draft: not reviewed by counsel. Research notes for a lawyer; not legal advice.", style="dim")
    for what, head in _HEADS.items():
        group = [each for each in changes if each.what == what]
        if group:
            page.head(f"{head}, {len(group)}")
        if group and what in _COUNTED and not show_all:
            page.line("--all lists them", indent=2, style="dim")
            continue
        for each in group:
            page.line()
            page.line(each.obligation.text, indent=2)
            page.line(f"{each.obligation.citation} · {each.ident}", indent=4, style="cyan")
            for reason in each.because or ("it follows from other changes",):
                page.line(f"because: {reason}", indent=4)
