"""A list is handed over, shown beside the roster, and taken once somebody says so."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee.errors import Error, InvalidInput
from bailee.operations.declare_roster import Gone, Planned, apply_roster, plan_roster
from bailee.operations.keep_list import drop_list, keep_list, kept_list
from bailee.rosters import Wanted
from bailee.rosters.columns import LABELS
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory
from bailee.web import answers, frame, typed, words
from bailee.web.roster.views import who

MOST = 16 << 20
_FAULTS = 100  # that a page shows
_CHOSEN = (
    "name",
    "given",
    "surname",
    "emails",
    "phones",
    "number",
    "born",
    "joined_on",
    "left_on",
    "department",
    "site",
)
SUBJECTS = [(each.value, who(each.value)) for each in SubjectCategory if each is not SubjectCategory.PERSON]


def read(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """GET: the form. POST: a list, or another reading of the one that was handed over."""
    if request.method != "POST":
        return _form(request, workspace)
    token = request.POST.get("list", "")
    try:
        if not token:
            given = request.FILES.get("file")
            if given is None or given.size is None:
                return _form(request, workspace, error="Choose a file.")
            if given.size > MOST:
                return _form(
                    request,
                    workspace,
                    error=f"A page takes up to {MOST >> 20} MB. Larger lists: bailee declare roster.",
                )
            token = keep_list(workspace, given.read(), given.name or "list")
        content, name = kept_list(workspace, token)
        planned = _planned(request, workspace, content, name)
    except Error as fault:
        return _form(request, workspace, error=typed.plain(fault))
    return _shown(request, workspace, planned, token)


def keep(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Take it as it was shown."""
    token = request.POST.get("list", "")
    if request.POST.get("act") == "drop":
        drop_list(workspace, token)
        messages.success(request, "Nothing was changed, and the list is not kept.")
        return _back(workspace)
    try:
        content, name = kept_list(workspace, token)
        planned = _planned(request, workspace, content, name)
        done = apply_roster(
            workspace,
            planned,
            gone=Gone(request.POST.get("gone", Gone.KEEP)),
            left_on=typed.day_or_none(request.POST.get("left_on", "")),
            leave_out=request.POST.get("leave_out") == "on",
        )
    except ValueError:
        return _form(request, workspace, error="Choose what becomes of those who are not in the list.")
    except Error as fault:
        return _form(request, workspace, error=typed.plain(fault))
    drop_list(workspace, token)
    told = [f"{words.number(done.new)} new", f"{words.number(done.changed)} changed"]
    told += [f"{words.number(done.missing)} missing"] if done.missing else []
    told += [f"{words.number(done.ended)} ended"] if done.ended else []
    told += [f"{words.count(done.left_out, 'line')} left out"] if done.left_out else []
    messages.success(request, f"The roster is up to date: {', '.join(told)}.")
    return _back(workspace)


def _planned(request: HttpRequest, workspace: Workspace, content: bytes, name: str) -> Planned:
    given = request.POST
    try:
        subject = SubjectCategory(given.get("subject", "employee"))
    except ValueError:
        raise InvalidInput("choose who they are") from None
    said = {each: head for each in _CHOSEN if (head := given.get(f"column-{each}", ""))}
    columns = {each: () if head == "-" else (head,) for each, head in said.items()}
    order = given.get("dates", "")
    wanted = Wanted(
        datetime.now(UTC).astimezone().date(), columns, order if order in ("day-first", "month-first") else ""
    )
    return plan_roster(workspace, content, name, subject, wanted, sheet=given.get("sheet", ""))


def _form(request: HttpRequest, workspace: Workspace, *, error: str = "") -> HttpResponseBase:
    return answers.page(
        request,
        "roster/read.html",
        status=422 if error else 200,
        error=error,
        subjects=SUBJECTS,
        given=request.POST,
        most=MOST >> 20,
        read_address=frame.address("roster-read", workspace.organisation),
        people_address=frame.address("roster", workspace.organisation),
    )


def _shown(request: HttpRequest, workspace: Workspace, planned: Planned, token: str) -> HttpResponseBase:
    read_ = planned.read
    heads = sorted({head for each in read_.mapping.values() for head in each} | set(read_.unused))
    fields: dict[str, int] = {}
    for found in planned.differences.values():
        for change in found.changed:
            for name in change.fields:
                fields[name] = fields.get(name, 0) + 1
    hidden: dict[str, Any] = {
        name: request.POST.get(name, "")
        for name in ("subject", "dates", "sheet", *(f"column-{each}" for each in _CHOSEN))
    }
    return answers.page(
        request,
        "roster/plan.html",
        status=200 if not read_.faults else 422,
        planned=planned,
        about=who(planned.category.value),
        hidden={name: value for name, value in hidden.items() if value} | {"list": token},
        mapping=[(words.sentence(LABELS[name]), ", ".join(columns)) for name, columns in read_.mapping.items()],
        choices=[("", "As its head says"), *((head, head) for head in heads), ("-", "No column")],
        chosen=[(each, words.sentence(LABELS[each]), request.POST.get(f"column-{each}", "")) for each in _CHOSEN],
        fields=[(LABELS[name], count) for name, count in sorted(fields.items(), key=lambda pair: -pair[1])],
        faults=read_.faults[:_FAULTS],
        more_faults=max(len(read_.faults) - _FAULTS, 0),
        gone=len(planned.gone),
        dates=request.POST.get("dates", ""),
        today=datetime.now(UTC).astimezone().date().isoformat(),
        read_address=frame.address("roster-read", workspace.organisation),
        keep_address=frame.address("roster-keep", workspace.organisation),
        people_address=frame.address("roster", workspace.organisation),
    )


def _back(workspace: Workspace) -> HttpResponseRedirect:
    return HttpResponseRedirect(frame.address("roster", workspace.organisation), status=303)
