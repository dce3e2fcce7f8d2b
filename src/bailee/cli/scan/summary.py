"""What `bailee scan` prints when it is done: read and not read with causes, found, different since the last scan, the table."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click
from rich.markup import escape
from rich.text import Text

from bailee.cli.output import console, typed
from bailee.counting import count
from bailee.vocabulary import Confidence

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from bailee.cli.scan.order import Scanned
    from bailee.reports.report import Report

_EXAMPLE_FROM = 70  # columns from which a cause has room for the name of a file


def show_scanned(scanned: Scanned, out: Path | None, *, no_store: bool, home: str) -> None:
    """Print what was read, what was not and why, the table of what is held, and the next step. `out`: where the report lies."""
    from bailee.cli.progress import duration
    from bailee.cli.table import show
    from bailee.reports.report import known_found
    from bailee.reports.words import size

    shown = console()
    report = scanned.report
    coverage = report.looked.coverage
    total = coverage.read + coverage.partly + coverage.skipped
    sign = "[magenta]?[/]" if scanned.stopped else "[green]✓[/]"
    took = f"{size(coverage.read_bytes)} in {duration(scanned.seconds)}"
    shown.print(f"{sign} [bold]{escape(', '.join(report.looked.places))}[/bold], {took}", soft_wrap=True)
    if scanned.stopped:
        nothing = "Nothing was kept but the report of what was read." if out else "Nothing was kept."
        kept = nothing if no_store else "What was read is kept; the next scan continues here."
        shown.print(f"  stopped. {kept}", soft_wrap=True)
    shown.print()
    shown.print(
        f"  {coverage.read:,} read   {coverage.partly:,} partly   {coverage.skipped:,} not read   = {count(total, 'file')}",
        soft_wrap=True,
    )
    sure = sum(found.confidence > Confidence.POSSIBLE for found in report.findings)
    possible = len(report.findings) - sure
    shown.print(
        f"  {count(sure, 'finding')}{f' and {possible:,} only possible' if possible else ''}, "
        f"{count(len(report.kinds), 'record')} of a kind",
        soft_wrap=True,
    )
    for row in known_found(report.findings):
        known = f"{count(row.values, 'known value')} of the list {row.name}, in {count(row.items, 'file')}"
        shown.print(f"  {known}", soft_wrap=True)
    if scanned.changes:
        shown.print(f"  {scanned.changes}", soft_wrap=True)
    for place, note in scanned.notes:
        line = Text("! ", style="yellow").append(f"{place}: ", style="bold").append(note.says, style="default")
        shown.print(line, soft_wrap=True)
    if coverage.causes:
        shown.print()
        _causes(report, shown)
    shown.print()
    show(report, shown, home=home)
    shown.print()
    if report.looked.instruction:
        shown.print(f"[dim]{escape(report.looked.instruction)}[/]", soft_wrap=True)
    if out is not None:
        shown.print(f"report  {escape(str(out))}", soft_wrap=True)
    elif no_store:
        shown.print("Nothing was kept. --report FILE.html writes a page to send.", soft_wrap=True)
    else:
        again = " ".join(shlex.quote(str(place)) for place in _given(report))
        shown.print(f"page    {escape(typed(f'bailee scan {again} --report report.html', home))}", soft_wrap=True)


def _given(report: Report) -> tuple[str, ...]:
    """The places as they were typed on this command line."""
    return tuple(click.get_current_context().params["places"]) or report.looked.places


def _causes(report: Report, shown: Console) -> None:
    """Each cause with one file that it kept from us, and what would read it."""
    from bailee.findings import masked
    from bailee.reports.words import REMEDIES, cause
    from bailee.vocabulary import Reason

    left = [*report.looked.skipped, *report.looked.partly]
    first: dict[Reason, str] = {}
    for part in left:
        first.setdefault(part.reason, str(masked(part.locator)))
    digits = max(len(f"{items:,}") for _, items, _ in report.looked.coverage.causes)
    for name, items, _ in sorted(report.looked.coverage.causes, key=lambda row: -row[1]):
        reason = Reason(name)
        line = Text("? ", style="magenta").append(f"{items:>{digits},} {cause(reason):<15}")
        line.append(REMEDIES[reason], style="default")
        shown.print(line, soft_wrap=True)
        example = first.get(reason, "")
        if example and shown.width >= _EXAMPLE_FROM:
            more = f" and {items - 1:,} more" if items > 1 else ""
            shown.print(Text(f"  {' ' * digits} {example}{more}", style="dim"), soft_wrap=True)
