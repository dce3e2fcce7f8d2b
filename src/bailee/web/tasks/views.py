"""The list of tasks and the page of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee.errors import Error, InvalidInput
from bailee.operations.list_tasks import HEADS, bring_up_to_date, csv_rows
from bailee.operations.tell_of_task import history, obligations_of
from bailee.operations.work_on_tasks import Document, Evidence, Statement, close
from bailee.operations.work_on_tasks import assign as give
from bailee.permissions import Permission, Role, may
from bailee.store import asking
from bailee.store.rows.task_lines import TO_DO, TaskLine, TaskPage
from bailee.store.workspace import Workspace
from bailee.tasks import State
from bailee.tasks.due import long_ago
from bailee.tasks.owners import OWNERS
from bailee.tasks.states import SOON
from bailee.web import answers, frame, typed, words
from bailee.web.charts import plot_data

PAGE = 50
_WEEKS = 8  # of the plot
_SHOWS = ("to-do", "mine", "overdue", "done", "ended")
_WORDS = {"to-do": "To do", "mine": "Yours", "overdue": "Overdue", "done": "Done", "ended": "Ended"}
_STATES = {"done": ("done",), "ended": ("ended",)}


def today() -> date:
    """The day as it is where the server stands."""
    return asking.today()


def listing(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """GET: by the day they are due. POST: give those that are ticked to somebody."""
    if request.method == "POST":
        _derived(workspace)
        try:
            count = give(workspace, request.POST.getlist("task")[:500], request.POST.get("member", ""), on=today())
        except Error as fault:
            return _listed(request, workspace, error=typed.plain(fault), status=422)
        messages.success(
            request, f"{words.count(count, 'task')} given to {_whose(workspace, request.POST.get('member', ''))}."
        )
        return HttpResponseRedirect(request.get_full_path(), status=303)
    return _listed(request, workspace)


def _listed(request: HttpRequest, workspace: Workspace, *, error: str = "", status: int = 200) -> HttpResponseBase:
    day = today()
    is_current = bring_up_to_date(workspace, on=day)
    show = request.GET.get("show", "to-do")
    show = show if show in _SHOWS else "to-do"
    owner, obligation = request.GET.get("owner", ""), request.GET.get("obligation", "")[:200]
    names = names_of(workspace)
    address = frame.address("tasks", workspace.organisation)
    if request.GET.get("format") == "csv":
        whole = _page(workspace, show, owner, obligation, day)
        return answers.csv_file(f"{workspace.organisation} tasks.csv", HEADS, csv_rows(whole.tasks, names))
    skip = _number(request.GET.get("after", "") or request.GET.get("before", ""))
    page = _page(workspace, show, owner, obligation, day, skip=skip, limit=PAGE)
    counts = workspace.task_counts(day)
    numbers = {"to-do": counts["to_do"], "overdue": counts["overdue"], "done": counts["done"], "ended": counts["ended"]}
    may_do = workspace.may(Permission.DO_TASKS)
    return answers.page(
        request,
        "tasks/list.html",
        status=status,
        error=error,
        is_current=is_current,
        counts=counts,
        lines=[shown(each, names, day, workspace.organisation) for each in page.tasks],
        total=page.total,
        place=f"{skip + 1:,}–{skip + len(page.tasks):,} of {page.total:,}" if page.total > PAGE and page.tasks else "",
        before=str(max(0, skip - PAGE)) if skip else "",
        after=str(page.after) if page.after else "",
        views=[
            (_WORDS[each], f"{address}?show={each}" if each != "to-do" else address, numbers.get(each), each == show)
            for each in _SHOWS
        ],
        show=show,
        filters=[("owner", "Owner", _owner_options(workspace, names), owner)],
        kept={name: value for name, value in (("show", show), ("obligation", obligation)) if value},
        owner=owner,
        obligation=obligation,
        by_owner=[_owner_line(each, names, address) for each in workspace.task_owners(day)],
        weeks=_weeks(workspace.task_days(), day),
        address=address,
        may_do=may_do,
        may_export=workspace.may(Permission.EXPORT),
        members=member_options(workspace) if may_do else [],
        ticked=set(request.POST.getlist("task")) if request.method == "POST" else set(),
        calendar_address=frame.address("tasks-calendar", workspace.organisation),
        obligations_address=frame.address("obligations", workspace.organisation),
        obligation_address=frame.address("obligation", workspace.organisation, obligation) if obligation else "",
    )


def _page(
    workspace: Workspace, show: str, owner: str, obligation: str, day: date, *, skip: int = 0, limit: int | None = None
) -> TaskPage:
    role = next((each for each in Role if each.value == owner), None)
    return workspace.task_list(
        states=_STATES.get(show, TO_DO),
        mine=show == "mine",
        overdue_on=day if show == "overdue" else None,
        owner=role,
        member=owner.removeprefix("@") if role is None and owner else None,
        obligation=obligation,
        skip=skip,
        limit=limit,
    )


def one(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """GET: one task. POST: close it with its evidence."""
    if request.method == "POST":
        return acted(request, workspace, ident, lambda: _close(request, workspace, ident), "f-evidence")
    return task_page(request, workspace, ident)


def _close(request: HttpRequest, workspace: Workspace, ident: str) -> str:
    brought: Evidence | None = None
    uploaded = request.FILES.get("evidence")
    if uploaded is not None:
        brought = Document.read(uploaded, request.POST.get("description", ""), uploaded.name or "")  # type: ignore[arg-type]
    elif request.POST.get("statement", "").strip():
        brought = Statement(request.POST["statement"])
    close(workspace, ident, brought, on=today(), seen=_seen(request))
    return "It is done. The log says so, by your name."


def _seen(request: HttpRequest) -> int | None:
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def acted(request: HttpRequest, workspace: Workspace, ident: str, act: Any, field: str) -> HttpResponseBase:
    """What an act said, or the page again with what was wrong; then nothing was changed."""
    _derived(workspace)
    try:
        said = act()
    except Error as fault:
        return task_page(request, workspace, ident, error=(field, typed.plain(fault)))
    messages.success(request, said)
    return HttpResponseRedirect(frame.address("task", workspace.organisation, ident), status=303)


def _derived(workspace: Workspace) -> None:
    """Before an act there are tasks to act on, also where nobody has looked yet."""
    if workspace.task_look() is None:
        bring_up_to_date(workspace, on=today())


def task_page(
    request: HttpRequest, workspace: Workspace, ident: str, *, error: tuple[str, str] | None = None
) -> HttpResponseBase:
    """One task: why, what closes it, what was done about it, and what one can do."""
    day = today()
    if error is None:
        bring_up_to_date(workspace, on=day)
    try:
        task, events = workspace.task(ident)
    except InvalidInput:
        raise Http404 from None
    names = names_of(workspace)
    titles = workspace.task_words({*task.waits_for, *(each.other for each in events if each.other)})
    organisation = workspace.organisation
    given = request.POST if error else {}
    may_do = workspace.may(Permission.DO_TASKS) and _may_act(workspace, task)
    return answers.page(
        request,
        "tasks/one.html",
        status=422 if error else 200,
        errors=[error] if error else [],
        line=shown(task, names, day, organisation),
        task=task,
        facts=_facts(task, names, day),
        rules=obligations_of(workspace, task, day),
        rule_addresses=[frame.address("obligation", organisation, each) for each in task.obligations],
        waits_for=[(titles.get(each, each), frame.address("task", organisation, each)) for each in task.waits_for],
        history=[("done", words.when(each.at), each.text) for each in history(events, names, titles)],
        may_do=may_do,
        members=member_options(workspace) if may_do else [],
        others=_others(workspace, task) if may_do else [],
        given=given,
        today=day,
        longest=(day + timedelta(days=365)).isoformat(),
        addresses={
            name: frame.address(f"task-{name}", organisation, ident)
            for name in ("assign", "due", "snooze", "start", "reopen", "after")
        },
        address=frame.address("task", organisation, ident),
        tasks_address=frame.address("tasks", organisation),
    )


def _may_act(workspace: Workspace, task: TaskLine) -> bool:
    return workspace.role is not Role.COUNSEL or task.owner is Role.COUNSEL or task.member == workspace.member


def _others(workspace: Workspace, task: TaskLine) -> list[tuple[str, str]]:
    """Tasks that it could wait for: the first hundred that are to do."""
    page = workspace.task_list(limit=100)
    return [
        (each.ident, each.title) for each in page.tasks if each.ident != task.ident and each.ident not in task.waits_for
    ]


def _facts(task: TaskLine, names: Mapping[str, str], day: date) -> list[tuple[str, str]]:
    made = [("Owner", owner_words(task, names))]
    if task.due is not None:
        made += [("Due", due_words(task, day)), ("Because", words.sentence(task.due.source))]
    else:
        made.append(("Due", "No day: no law, incident or person gives one."))
    made += [("The law says", each) for each in task.timing]
    if task.rhythm:
        made.append(("Again", words.sentence(task.rhythm)))
    if task.snoozed_until is not None:
        made.append(("Sleeps until", words.day(task.snoozed_until)))
    if task.done_on is not None:
        made.append(("Done", words.day(task.done_on)))
    made.append(("How bad", task.severity.value))
    if task.hours is not None:
        made.append(("Takes about", f"{task.hours:g} hours (an estimate)"))
    return made


# --- words and lines


def names_of(workspace: Workspace) -> dict[str, str]:
    """Members by ident, also those who left."""
    return {each.ident: each.name for each in workspace.member_list(ended=True)}


def member_options(workspace: Workspace) -> list[tuple[str, str]]:
    """Who may be given a task."""
    can = [each for each in workspace.member_list() if may(each.role, Permission.SEE_TABLE)]
    return [("", "whoever has the role"), *((each.ident, f"{each.name}, {each.role.label}") for each in can)]


def shown(task: TaskLine, names: Mapping[str, str], day: date, organisation: str) -> dict[str, Any]:
    """A task as templates have it."""
    return {
        "ident": task.ident,
        "title": task.title,
        "state": task.state.value,
        "shape": shape_of(task, day),
        "word": state_words(task, day),
        "owner": owner_words(task, names),
        "due": due_words(task, day),
        "source": task.due.source if task.due else "; ".join(task.timing),
        "severity": task.severity.value,
        "lacks": lacks(task),
        "why": ", ".join(task.why[:2]) + (f" and {len(task.why) - 2} more" if len(task.why) > 2 else ""),
        "address": frame.address("task", organisation, task.ident),
    }


def shape_of(task: TaskLine, day: date) -> str:
    """Green for what is done, red for what is late, amber for what is due within a week; nothing for the rest."""
    if task.state is State.DONE:
        return "green"
    if task.is_overdue(day):
        return "red"
    left = task.days_left(day)
    return "amber" if task.state.is_to_do and left is not None and left <= SOON else ""


def state_words(task: TaskLine, day: date) -> str:
    if task.is_overdue(day):
        return "overdue, waits" if task.state is State.BLOCKED else "overdue"
    return {"open": "to do", "blocked": "waits", "snoozed": "sleeps"}.get(task.state.value, task.state.value)


def owner_words(task: TaskLine, names: Mapping[str, str]) -> str:
    if task.member:
        return names.get(task.member, task.member)
    left = f"; {names.get(task.left, task.left)}, whom it was given to, left" if task.left else ""
    return f"{task.owner.label}{left}"


def due_words(task: TaskLine, day: date) -> str:
    left = task.days_left(day)
    if task.due is None or left is None:
        return "no day"
    if not task.state.is_to_do:
        return task.due.words
    if left < 0:
        return f"{task.due.words}, {long_ago(-left)} ago"
    return f"{task.due.words}, today" if not left else f"{task.due.words}, in {words.count(left, 'day')}"


def lacks(task: TaskLine) -> str:
    if task.state is State.DONE:
        return task.evidence or "closed by a person"
    if task.state is State.ENDED:
        return task.ended_because
    if not task.missing:
        return "its evidence is there; a person says that it is not done"
    more = len(task.missing) - 1
    return task.missing[0] + (f"; {more} more" if more else "")


def _whose(workspace: Workspace, member: str) -> str:
    return names_of(workspace).get(member, member) if member else "whoever has the role"


def _owner_options(workspace: Workspace, names: Mapping[str, str]) -> list[tuple[str, str]]:
    there = {member for _, member, _, _ in workspace.task_owners(today()) if member}
    return [
        ("", "anybody"),
        *((each.value, each.label) for each in OWNERS),
        *((f"@{each}", names.get(each, each)) for each in sorted(there)),
    ]


def _owner_line(told_: tuple[Role, str, int, int], names: Mapping[str, str], address: str) -> dict[str, Any]:
    role, member, to_do, overdue = told_
    return {
        "words": names.get(member, member) if member else role.label,
        "address": f"{address}?owner={'%40' + member if member else role.value}",
        "to_do": to_do,
        "overdue": overdue,
    }


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _weeks(days: Mapping[date | None, int], day: date) -> dict[str, Any]:
    """How many are due when: late ones, the next weeks, and later; those without a day beside them."""
    monday = day - timedelta(days=day.weekday())
    rows: list[tuple[str, int]] = [("Overdue", _between(days, None, day))]
    for number in range(_WEEKS):
        first = monday + timedelta(weeks=number)
        name = "This week" if not number else f"Week of {words.day(first)}"
        rows.append((name, _between(days, max(first, day), first + timedelta(weeks=1))))
    rows.append(("Later", _between(days, monday + timedelta(weeks=_WEEKS), None)))
    labels = [name for name, _ in rows]
    dated = sum(count for _, count in rows)
    return {
        "rows": rows,
        "dated": dated,
        "undated": days.get(None, 0),
        "data": plot_data(
            "bars", labels, [{"label": "tasks", "values": [count for _, count in rows], "token": "amount-4"}]
        ),
    }


def _between(days: Mapping[date | None, int], since: date | None, until: date | None) -> int:
    found: Iterable[int] = (
        count
        for day, count in days.items()
        if day is not None and (since is None or day >= since) and (until is None or day < until)
    )
    return sum(found)
