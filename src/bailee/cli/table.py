"""The Held / Told / Secured table on a terminal: sign and word before colour, so that it reads the same without any.

100 columns, and 80 without the column of rules; narrower than that, a row becomes two lines. Text is wrapped between
words, never cut.
"""

from __future__ import annotations

import textwrap

from rich.console import Console
from rich.text import Text

from bailee.cli.output import typed
from bailee.counting import count
from bailee.matrix import SIGNS, Cell, Row
from bailee.reports.groups import Group, groups, tally
from bailee.reports.report import Report
from bailee.reports.shown import coverage_line
from bailee.reports.words import inside, when
from bailee.vocabulary import State

COLOURS = {State.RED: "red", State.AMBER: "yellow", State.UNKNOWN: "magenta", State.GREEN: "green"}
AT_FIRST = 10  # rows that stand open, so that what is worst fits a screen
STEPS = 3
WHY = 2  # lines of why a step is to be done, on the first screen
_STATES = (
    14,
    13,
    16,
)  # the longest word of each column with its sign: "× out of place", "! partly told", "! partly secured"
_WHAT = 25
_WIDE, _NARROW = 96, 76  # columns from which the rules have room; below which a row takes two lines
_READABLE = 100  # running text is not wider than this, however wide the terminal


def show(report: Report, console: Console, *, home: str = "", whole: bool = False, covered: str = "") -> None:
    """The table, the tally, what was not read, and what to do next. `home` is added to the commands to type; `covered`: what was
    not read, in words, where the report does not know it whole."""
    _head(report, console)
    if report.rows:
        _table(report, console, whole=whole)
        _line(console, _tally(report))
    _coverage(report, console, covered or coverage_line(report))
    _next(report, console, home, whole=whole)


def _head(report: Report, console: Console) -> None:
    moment = report.looked.ended_at or report.looked.started_at
    told = Text(report.organisation, style="bold")
    if moment is not None:
        told.append(f", last scan {when(moment, year=False)}", style="not bold")
    _line(console, told)
    _line(console)


def _line(console: Console, text: Text | str = "") -> None:
    """One line as it is: wrapping was done by us, and what a terminal breaks it may copy whole."""
    if isinstance(text, Text):
        text.rstrip()
    console.print(text, soft_wrap=True)


def _table(report: Report, console: Console, *, whole: bool) -> None:
    width = console.width
    made = groups(report.rows, at_first=None if whole else AT_FIRST)
    labels = [inside(row.label) for group in made for row in group.shown]
    if width >= _WIDE:
        what = min(max(map(len, labels), default=4), _WHAT)
    else:
        what = min(max(map(len, labels), default=4), width - 6 - sum(_STATES))
    if width >= _NARROW:
        head = f"  {'what':<{what}}  {'held':<{_STATES[0]}}  {'told':<{_STATES[1]}}  {'secured':<{_STATES[2]}}"
        _line(console, Text(head + ("  rule" if width >= _WIDE else ""), style="dim"))
    for group in made:
        _line(console, _about(group))
        if not group.shown:
            continue
        for row in group.shown:
            for line in _row(row, what, width):
                _line(console, line)
        if group.folded:
            _line(console, Text(f"  {group.folded_words}", style="dim"))
    if any(group.folded for group in made):
        _line(console)
        shown = sum(len(group.shown) for group in made)
        _line(console, Text(f"  {shown} of {count(len(report.rows), 'row')}, the worst; --all shows all", style="dim"))
    _line(console)


def _about(group: Group) -> Text:
    told = Text(group.label.lower(), style="bold")
    if group.people:
        told.append(f", {group.people.removesuffix(' people').removesuffix(' person')}", style="not bold")
    if not group.shown:
        told.append(f"   {group.folded_words}", style="not bold dim")
    return told


def _row(row: Row, what: int, width: int) -> list[Text]:
    cells = list(row.cells.values())
    if width < _NARROW:
        line = Text("    ")
        for index, cell in enumerate(cells):
            line.append(" · " if index else "", style="dim")
            line.append_text(_cell(cell))
        return [Text(f"  {inside(row.label)}"), line]
    labels = textwrap.wrap(inside(row.label), what) or [""]
    rules = _rules(row, max(min(width, 140) - what - sum(_STATES) - 10, 16)) if width >= _WIDE else []
    lines = []
    for index in range(max(len(labels), len(rules), 1)):
        label = labels[index] if index < len(labels) else ""
        line = Text(f"  {'  ' if index and label else ''}{label}".ljust(what + 4))
        for cell, column in zip(cells, _STATES, strict=True):
            part = _cell(cell) if index == 0 else Text()
            part.append(" " * (column + 2 - len(part)))
            line.append_text(part)
        if index < len(rules):
            line.append(rules[index], style="dim")
        lines.append(line)
    return lines


def _cell(cell: Cell) -> Text:
    return Text(f"{SIGNS[cell.state]} {cell.word.lower()}", style=COLOURS[cell.state])


def _rules(row: Row, width: int) -> list[str]:
    """One law of the row: of the most particular ones the first that fits a line, else the first, on two lines at most."""
    laws = [duty for duty in row.obligations if duty.is_law][:4]
    if not laws:
        return ["good practice"]
    named = [(law.short or law.citation).split(";")[0].replace("§ ", "§\u00a0") for law in laws]
    marks = [", draft" if law.reviewed == "no" else "" for law in laws]
    for short, mark in zip(named, marks, strict=True):
        if len(short) + len(mark) <= width:
            return [short + mark]
    short, mark, room = named[0], marks[0], 2 * width - len(marks[0])
    while len(lines := textwrap.wrap(short + mark, width)) > 2 and room > 8:
        short, room = textwrap.shorten(short, room, placeholder=" …"), room - 4
    return lines


def _tally(report: Report) -> Text:
    line = Text("  ")
    for state, several in tally(report.rows).items():
        line.append(f"{SIGNS[state]} {several} {state.value}", style=COLOURS[state])
        line.append("   ")
    return line


def _coverage(report: Report, console: Console, covered: str) -> None:
    state = State.UNKNOWN if report.looked.coverage.causes or report.looked.is_stopped else State.GREEN
    if not report.looked.coverage.read and not report.looked.coverage.partly:
        state = State.UNKNOWN
    lines = _wrapped(covered, console, 4)
    first = Text("  ").append(f"{SIGNS[state]} ", style=COLOURS[state]).append(lines[0])
    for line in (first, *(Text(" " * 4 + rest) for rest in lines[1:])):
        _line(console, line)
    _line(console)


def _wrapped(text: str, console: Console, indent: int, most: int | None = None) -> list[str]:
    """The lines of a text; `most`: how many of them, the last with an ellipsis where more would follow."""
    width = max(min(console.width, _READABLE) - indent, 20)
    return textwrap.wrap(text, width, break_long_words=False, max_lines=most, placeholder=" …") or [""]


def _next(report: Report, console: Console, home: str, *, whole: bool) -> None:
    if not report.rows:
        read = report.looked.coverage.read + report.looked.coverage.partly
        if read:
            _line(
                console,
                f"No personal data was found in the {count(read, 'file')} that {'was' if read == 1 else 'were'} read.",
            )
        else:
            _line(console, "Nothing was read yet.")
        _line(console)
        _line(console, Text("next  ", style="bold").append(typed("bailee scan FOLDER", home), style="not bold"))
        return
    if not report.steps:
        _line(console, "Nothing to do: every cell is green.")
        return
    for index, step in enumerate(report.steps if whole else report.steps[:STEPS]):
        state = step.row.cells[step.column].state
        line = Text("next  " if index == 0 else " " * 6, style="bold")
        first, *rest = _wrapped(step.text, console, 8)
        line.append(f"{SIGNS[state]} ", style=f"not bold {COLOURS[state]}").append(first)
        _line(console, line)
        for part in rest:
            _line(console, Text(" " * 8 + part, style="bold"))
        for part in _wrapped(step.why, console, 8, None if whole else WHY):  # the whole of it is one command away
            _line(console, Text(" " * 8 + part))
        if step.command:
            _line(console, Text(" " * 8 + typed(step.command, home), style="bold"))
