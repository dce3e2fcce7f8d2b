"""Acts on one task: fetch, call the operation, go back to it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase

from bailee.errors import InvalidInput
from bailee.operations import work_on_tasks
from bailee.store.workspace import Workspace
from bailee.web import typed, words
from bailee.web.tasks.views import acted, names_of, today


def assign(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    member = request.POST.get("member", "")

    def act() -> str:
        work_on_tasks.assign(workspace, [ident], member, on=today())
        return f"It is now of {names_of(workspace).get(member, member) if member else 'whoever has the role'}."

    return acted(request, workspace, ident, act, "f-member")


def due(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    def act() -> str:
        day = typed.day(request.POST.get("due", ""))
        work_on_tasks.set_due(workspace, ident, day, request.POST.get("reason", ""), on=today())
        return f"It is due on {words.day(day)}."

    return acted(request, workspace, ident, act, "f-due")


def snooze(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    def act() -> str:
        day = typed.day(request.POST.get("until", ""))
        work_on_tasks.snooze(workspace, ident, day, request.POST.get("wait", ""), on=today())
        return f"It sleeps until {words.day(day)}."

    return acted(request, workspace, ident, act, "f-until")


def start(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    def act() -> str:
        work_on_tasks.start(workspace, ident, on=today())
        return "It is started."

    return acted(request, workspace, ident, act, "")


def reopen(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    def act() -> str:
        work_on_tasks.reopen(workspace, ident, request.POST.get("not_done", ""), on=today())
        return "It is open again."

    return acted(request, workspace, ident, act, "f-not_done")


def after(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    def act() -> str:
        other = request.POST.get("other", "")
        if not other:
            raise InvalidInput("choose the task that comes first")
        work_on_tasks.put_after(workspace, ident, other, on=today())
        return "It waits for the other one."

    return acted(request, workspace, ident, act, "f-other")
