"""The Held / Told / Secured table on a terminal: sign and word before colour, so that it reads the same without any.

100 columns, and 80 without the column of rules.
"""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bailee.matrix import SIGNS, Cell, Row
from bailee.reports.page import coverage_line
from bailee.reports.report import Report
from bailee.reports.words import SUBJECTS, people
from bailee.vocabulary import State

COLOURS = {State.RED: "red", State.AMBER: "yellow", State.UNKNOWN: "magenta", State.GREEN: "green"}
_RULE_FROM = 96  # columns from which the rule has room


def show(report: Report, console: Console) -> None:
    """The table, the tally, what was not read, and what to do next."""
    _head(report, console)
    if report.rows:
        console.print(_table(report, with_rules=console.width >= _RULE_FROM))
        console.print()
        console.print(_tally(report))
    _coverage(report, console)
    _next(report, console)


def _head(report: Report, console: Console) -> None:
    when = report.looked.ended_at or report.looked.started_at
    told = Text(report.organisation, style="bold")
    if when is not None:
        local = when.astimezone()
        told.append(f", last scan {local:%a} {local.day} {local:%b %H:%M}", style="not bold")
    console.print(told)
    console.print()


def _table(report: Report, *, with_rules: bool) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim", show_edge=False)
    table.add_column("  what", no_wrap=True, overflow="ellipsis", max_width=30)
    for name in ("held", "told", "secured"):
        table.add_column(name, no_wrap=True, min_width=16)
    if with_rules:
        table.add_column("rule", no_wrap=True, overflow="ellipsis", style="dim")
    for subject, label in SUBJECTS.items():
        rows = [row for row in report.rows if row.subject is subject]
        if not rows:
            continue
        widest = max((row.people for row in rows), key=lambda count: count.high)
        group = Text(f"{label.lower()}, {people(widest).removesuffix(' people').removesuffix(' person')}", style="bold")
        table.add_row(group, *[""] * (3 + with_rules))
        for row in rows:
            cells = [_cell(cell) for cell in (row.held, row.told, row.secured)]
            table.add_row(
                f"  {row.label[:1].lower() + row.label[1:] if row.label[1:2].islower() else row.label}",
                *cells,
                *([_rule(row)] if with_rules else []),
            )
    return table


def _cell(cell: Cell) -> Text:
    return Text(f"{SIGNS[cell.state]} {cell.word.lower()}", style=COLOURS[cell.state])


def _rule(row: Row) -> str:
    law = next((duty for duty in row.obligations if duty.is_law), None)
    if law is None:
        return "good practice"
    return f"{law.short or law.citation}{', draft' if law.reviewed == 'no' else ''}"


def _tally(report: Report) -> Text:
    states = [cell.state for row in report.rows for cell in row.cells.values()]
    line = Text("  ")
    for state in (State.RED, State.AMBER, State.UNKNOWN, State.GREEN):
        line.append(f"{SIGNS[state]} {states.count(state)} {state.value}", style=COLOURS[state])
        line.append("   ")
    return line


def _coverage(report: Report, console: Console) -> None:
    coverage = report.looked.coverage
    whole = not coverage.causes
    sign = SIGNS[State.GREEN if whole else State.UNKNOWN]
    line = Text(f"  {sign} ", style=COLOURS[State.GREEN if whole else State.UNKNOWN])
    line.append(coverage_line(report), style="default")
    console.print(line)
    console.print()


def _next(report: Report, console: Console) -> None:
    if not report.rows:
        read = report.looked.coverage.read + report.looked.coverage.partly
        if read:
            console.print(f"No personal data was found in the {read:,} files that were read.")
        else:
            console.print("Nothing was read yet.")
            console.print("\n[bold]next[/bold]  bailee scan FOLDER")
        return
    console.print("[bold]next[/bold]")
    for number, step in enumerate(report.steps, 1):
        state = step.row.cells[step.column].state
        line = Text(f" {number} ")
        line.append(f"{SIGNS[state]} ", style=COLOURS[state])
        line.append(step.text, style="bold")
        console.print(line)
        console.print(Text(f"     {step.why}", style="dim"))
        if step.command:
            console.print(Text(f"     {step.command}"), soft_wrap=True)
