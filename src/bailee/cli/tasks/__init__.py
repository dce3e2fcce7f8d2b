"""`bailee tasks`: who does what by when for each obligation, and what closes it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.text import Text

from bailee.cli.options import Steps, again, as_of_option, home_option, json_option
from bailee.cli.output import console, write_json
from bailee.cli.tasks import acts, calendars, why
from bailee.counting import count
from bailee.permissions import Role

if TYPE_CHECKING:
    from bailee.store.rows.task_lines import TaskLine, TaskPage
    from bailee.store.workspace import Workspace

STAGE, RANK = "obligations", 5
SHOWN = 25
_ROLES = ("privacy-person", "technician", "counsel", "client-owner")


@click.group("tasks", cls=Steps, invoke_without_command=True)
@click.option("--mine", is_flag=True, help="Only those that are yours, by name or by your role.")
@click.option("--overdue", is_flag=True, help="Only those whose day is past.")
@click.option("--owner", metavar="WHO", help="Only those of a role (privacy-person, technician …) or a member.")
@click.option("--obligation", metavar="IDENT", help="Only those for this obligation.")
@click.option("--by-owner", is_flag=True, help="Grouped by whose they are, not by day.")
@click.option("--all", "show_all", is_flag=True, help=f"Also those that are done or have ended, and more than {SHOWN}.")
@json_option
@as_of_option
@home_option
@click.pass_context
def command(
    ctx: click.Context,
    mine: bool,
    overdue: bool,
    owner: str | None,
    obligation: str | None,
    by_owner: bool,
    show_all: bool,
    as_json: bool,
    home: Path,
) -> None:
    """List what is to be done, by the day it is due: whose it is, why, and what closes it.

    A day stands only where a law, an incident or a person gives one.

    \b
    Example:
      bailee tasks --overdue
      bailee tasks why sign-employee-privacy-notice
      bailee tasks done train-staff --evidence list.pdf --description "who was there on 3 March"
    """
    if ctx.invoked_subcommand is not None:
        return
    from bailee.operations import as_of
    from bailee.operations.list_tasks import bring_up_to_date, shape
    from bailee.operations.open_store import open_store
    from bailee.store.rows.task_lines import ALL_STATES, TO_DO

    workspace, today = open_store(home, create=False), as_of.today()
    bring_up_to_date(workspace, on=today, patience=float("inf"))
    page = workspace.task_list(
        states=ALL_STATES if show_all else TO_DO,
        mine=mine,
        overdue_on=today if overdue else None,
        obligation=obligation or "",
        **whose(owner),
    )
    if as_json:
        write_json([shape(each, today) for each in page.tasks])
        return
    names = {each.ident: each.name for each in workspace.member_list()}
    show(page, names, today, show_all=show_all, by_owner=by_owner, words=_titles(workspace, page))


def whose(owner: str | None) -> dict[str, Any]:
    if owner is None:
        return {}
    return {"owner": Role(owner)} if owner in _ROLES else {"member": owner}


def _titles(workspace: Workspace, page: TaskPage) -> dict[str, str]:
    return workspace.task_words({ident for each in page.tasks for ident in each.waits_for})


def show(
    page: TaskPage, names: dict[str, str], today: date, *, show_all: bool, by_owner: bool, words: dict[str, str]
) -> None:
    out = console()
    if not page.tasks:
        out.print("No task fits. Tasks come from obligations: see them with `bailee assess`.", markup=False)
        return
    tasks = page.tasks if show_all else page.tasks[:SHOWN]
    overdue = sum(each.is_overdue(today) for each in page.tasks)
    head = f"{count(page.total, 'task')}" + (f", {overdue} overdue" if overdue else "")
    out.print(Text(head, style="bold"))
    groups: dict[str, list[TaskLine]] = {}
    for each in tasks:
        groups.setdefault(owner_words(each, names) if by_owner else day_words(each, today), []).append(each)
    for group in sorted(groups, key=lambda each: (_ORDER.index(each) if each in _ORDER else -1, each)):
        found = groups[group]
        out.print()
        out.print(Text(group, style="bold red" if group == "Overdue" else "bold"), soft_wrap=True)
        for each in found:
            line(out, each, names, today, words)
    rest = page.total - len(tasks)
    out.print()
    if rest > 0:
        out.print(Text(f"{rest} more with --all"), soft_wrap=True)
    out.print(Text(f"next  {again(f'bailee tasks why {tasks[0].ident}')}", style="bold"), soft_wrap=True)


def line(out: Any, task: TaskLine, names: dict[str, str], today: date, words: dict[str, str]) -> None:
    """A task in two lines or three: what, then whose and by when, then what it waits for or lacks."""
    from bailee.cli.tasks.why import page_of

    page = page_of(out)
    page.line(task.title, indent=2)
    said = [task.ident, owner_words(task, names), f"how bad: {task.severity.value}"]
    if task.due is not None:
        said.insert(1, due_words(task, today))
    page.line(" · ".join(said), indent=4, style="dim")
    if task.state.value == "blocked":
        page.line(f"waits for: {', '.join(words.get(each, each) for each in task.waits_for)}", indent=4)
    elif task.state.value == "snoozed" and task.snoozed_until:
        page.line(f"sleeps until {task.snoozed_until}", indent=4)
    elif task.missing and task.state.is_to_do:
        more = f" (and {len(task.missing) - 1} more)" if len(task.missing) > 1 else ""
        page.line(f"missing: {task.missing[0]}{more}", indent=4)
    elif task.evidence:
        page.line(f"closed: {task.evidence}", indent=4)
    elif task.ended_because:
        page.line(f"ended: {task.ended_because}", indent=4)


_UNDATED = "Without a day: no law, incident or person gives one"
_ORDER = ("Overdue", "Within a week", "Within a month", "Later", _UNDATED, "Done", "Ended")


def day_words(task: TaskLine, today: date) -> str:
    """The heading that a task stands under."""
    if not task.state.is_to_do:
        return "Done" if task.state.value == "done" else "Ended"
    left = task.days_left(today)
    if left is None:
        return _UNDATED
    if left < 0:
        return "Overdue"
    return "Within a week" if left <= 7 else "Within a month" if left <= 31 else "Later"


def due_words(task: TaskLine, today: date) -> str:
    from bailee.tasks.due import long_ago

    left = task.days_left(today)
    if task.due is None or left is None:
        return ""
    if left < 0:
        return f"{long_ago(-left)} overdue (due {task.due.on})"
    return f"due {task.due.words}" + (" (today)" if not left else "")


def owner_words(task: TaskLine, names: dict[str, str]) -> str:
    if task.member:
        return names.get(task.member, task.member)
    return task.owner.label + (", whom it was assigned to left" if task.left else "")


for each in (why.command, acts.done, acts.assign, acts.due, acts.start, acts.snooze, acts.reopen, acts.after):
    command.add_command(each)
for each in (calendars.export, calendars.calendar):
    command.add_command(each)
