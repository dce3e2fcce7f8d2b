"""`bailee tasks why`: where a task comes from, what closes it, and what was done about it."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.text import Text

from bailee.cli.options import again, home_option, json_option
from bailee.cli.output import console, write_json
from bailee.counting import count

if TYPE_CHECKING:
    from bailee.store.rows.task_lines import TaskLine
    from bailee.store.workspace import Workspace

_READABLE = 100


class Lines:
    """Text wrapped between words, not wider than one reads."""

    def __init__(self, out: Console) -> None:
        self.out, self.width = out, min(out.width, _READABLE)

    def line(self, text: str = "", *, indent: int = 0, style: str = "") -> None:
        for part in textwrap.wrap(text, self.width - indent, break_on_hyphens=False) or [""]:
            self.out.print(Text(" " * indent) + Text(part, style=style), soft_wrap=True)

    def pair(self, name: str, text: str) -> None:
        """A word on the left, its text beside it."""
        lines = textwrap.wrap(text, self.width - 12, break_on_hyphens=False) or [""]
        for number, part in enumerate(lines):
            self.out.print(Text((name if not number else "").ljust(12), style="dim") + Text(part), soft_wrap=True)


def page_of(out: Console) -> Lines:
    return Lines(out)


@click.command("why")
@click.argument("ident")
@json_option
@home_option
def command(ident: str, as_json: bool, home: Path) -> None:
    """Say where a task comes from, where its day is from, what closes it, and what was done about it.

    \b
    Example:
      bailee tasks why sign-employee-privacy-notice
    """
    from bailee.operations.list_tasks import bring_up_to_date, shape
    from bailee.operations.open_store import open_store
    from bailee.operations.tell_of_task import history, obligations_of

    workspace, today = open_store(home, create=False), datetime.now().astimezone().date()
    bring_up_to_date(workspace, on=today, patience=float("inf"))
    task, events = workspace.task(ident)
    names = {each.ident: each.name for each in workspace.member_list(ended=True)}
    told = history(events, names, workspace.task_words({event.other for event in events if event.other}))
    if as_json:
        happened = [{"at": each.at.isoformat(), "act": each.act, "text": each.text} for each in told]
        write_json({**shape(task, today), "history": happened})
        return
    page = Lines(console())
    page.line(task.title, style="bold")
    page.line(f"{_state(task, names)}", style="dim")
    if task.text and task.text.rstrip(".") != task.title:
        page.line(task.text)
    page.line()
    _when(page, task, today.isoformat())
    _closing(page, workspace, task)
    page.line()
    page.line(f"For {count(len(task.obligations), 'rule')}", style="bold")
    for short, duty, reviewed in obligations_of(workspace, task, today):
        mark = " · Draft: not reviewed by counsel" if reviewed == "no" else f" · {reviewed}" if reviewed else ""
        page.line(f"{short}{mark}", indent=2, style="cyan")
        page.line(duty, indent=4)
    page.line()
    page.line("What happened", style="bold")
    for each in told:
        page.line(f"{each.at.astimezone():%Y-%m-%d %H:%M}  {each.text}", indent=2)
    if not told:
        page.line("nothing yet", indent=2)
    page.line()
    page.line(f"next  {again(_next(task))}", style="bold")


def _state(task: TaskLine, names: Mapping[str, str]) -> str:
    owner = names.get(task.member, task.member) if task.member else f"whoever is {task.owner.label}"
    said = f"{task.ident} · {task.state.value} · {owner} · how bad: {task.severity.value}"
    return f"{said} · about {task.hours:g} h (estimate)" if task.hours else said


def _when(page: Lines, task: TaskLine, today: str) -> None:
    if task.due is not None:
        late = ", overdue" if task.state.is_to_do and task.due.on.isoformat() < today else ""
        page.pair("due", f"{task.due.words}{late}")
        page.pair("because", task.due.source)
    else:
        page.pair("due", "no day: no law, incident or person gives one")
    for words in task.timing:
        page.pair("law says", words)
    if task.rhythm:
        page.pair("again", task.rhythm)
    if task.snoozed_until:
        page.pair("sleeps", f"until {task.snoozed_until}")


def _closing(page: Lines, workspace: Workspace, task: TaskLine) -> None:
    page.pair("closed by", task.closes)
    for each in task.missing if task.state.is_to_do else ():
        page.pair("missing", each)
    if task.evidence:
        page.pair("evidence", task.evidence)
    for each in workspace.task_words(task.waits_for).values():
        page.pair("waits for", each)
    if task.ended_because:
        page.pair("ended", task.ended_because)


def _next(task: TaskLine) -> str:
    if task.state.value == "blocked":
        return f"bailee tasks why {task.waits_for[0]}"
    if task.state.value == "done":
        return f'bailee tasks reopen {task.ident} --reason "…"'
    if "document" in task.takes:
        return f'bailee tasks done {task.ident} --evidence FILE --description "…"'
    if "statement" in task.takes:
        return f'bailee tasks done {task.ident} --statement "…"'
    return "bailee status"
