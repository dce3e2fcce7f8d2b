"""Tickets: how each stands there, what waits and why, where tickets and messages go."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase

from bailee.outward import REASONS
from bailee.permissions import Permission
from bailee.store import jobs
from bailee.store.rows.ticketed import TicketLine
from bailee.store.workspace import Workspace
from bailee.tickets.chats import chat, chats
from bailee.tickets.drafts import EVERY_CLIENT
from bailee.tickets.systems import system, systems
from bailee.vocabulary import Severity
from bailee.web import answers, frame, words

HEADS = ("Ticket", "About", "Title", "How bad", "State", "There", "Waits because", "Since")
SORT_WORDS = {
    "task": "Tasks that are to be done",
    "alert": "Alerts that are open",
    "incident": "Incidents that are open",
    "findings": "Findings to judge, one ticket a category",
}
_STATES = {
    "waiting": ("amber", "Not made yet"),
    "open": ("unknown", "Open"),
    "closed": ("green", "Closed"),
    "closed-there": ("amber", "Closed there, open here"),
    "gone": ("amber", "Deleted there"),
}
_SHOWN = 200


def listing(request: HttpRequest, workspace: Workspace, error: str = "", opened: str = "") -> HttpResponseBase:
    """Live tickets; with `?past=yes` all of them."""
    is_past = request.GET.get("past") == "yes"
    if request.GET.get("format") == "csv":
        rows = (_cells(each) for each in workspace.tickets(live=not is_past, limit=100_000))
        return answers.csv_file(f"{workspace.organisation} tickets.csv", HEADS, rows)
    lines = workspace.tickets(live=not is_past, limit=_SHOWN)
    here, may_choose = address("tickets", workspace), workspace.may(Permission.CHANGE_SETTINGS)
    return answers.page(
        request,
        "tickets/list.html",
        status=422 if error else 200,
        error=error,
        opened=opened,
        lines=[shown(each) for each in lines],
        not_taken=[(each, *_said(each.fault)) for each in workspace.not_taken()],
        views=[("Open", here, None, not is_past), ("All", f"{here}?past=yes", None, is_past)],
        is_past=is_past,
        desks=[_desk(workspace, each) for each in workspace.ticket_desks()],
        channels=[
            (each, _client(workspace, each.client), address("tickets-end", workspace, each.row.ident))
            for each in workspace.chat_channels()
        ],
        systems=[
            (name, system(name).TITLE, _fields(system(name).ACCESS, name), address("tickets-connect", workspace, name))
            for name in systems()
        ],
        chats=[(name, chat(name).TITLE) for name in chats()],
        clients=clients(workspace) if may_choose else [],
        severities=[(each.value, each.value) for each in Severity],
        least=[(each.value, f"{each.value} or worse") for each in reversed(Severity)] + [("none", "none")],
        sorts=list(SORT_WORDS.items()),
        sort_words=SORT_WORDS,
        may_choose=may_choose,
        may_do=workspace.may(Permission.DO_TASKS),
        may_export=workspace.may(Permission.EXPORT),
        waiting=bool(jobs.list(workspace.home, workspace, task="tickets", live=True)),
        here=here,
        chat_address=address("tickets-chat", workspace),
        now_address=address("tickets-now", workspace),
    )


def shown(line: TicketLine) -> dict[str, Any]:
    """A ticket, for a row."""
    tone, word = _STATES[line.state]
    if line.fault and line.due_at is not None:
        tone = "red"
    return {
        "line": line,
        "tone": tone,
        "word": word,
        "number": f"#{line.number}" if line.number else "",
        "fault": words.sentence(_said(line.fault)[0]) if line.fault else "",
        "of": {"findings": "findings"}.get(line.sort, line.sort),
    }


def clients(workspace: Workspace) -> list[tuple[str, str]]:
    """Whom a rule may be about."""
    found = [(workspace.organisation, workspace.organisation_name)]
    if workspace.is_provider and workspace.may(Permission.SEE_CLIENTS):
        found = [(EVERY_CLIENT, "every client"), *((each.ident, each.name) for each in workspace.clients()), *found]
    return found


def address(name: str, workspace: Workspace, *parts: str) -> str:
    return frame.address(name, workspace.organisation, *parts)


def _desk(workspace: Workspace, row: Any) -> dict[str, Any]:
    return {
        "row": row,
        "title": system(row.system).TITLE,
        "rules": [
            (
                each,
                ", ".join(SORT_WORDS[sort].split(",")[0] for sort in each.sorts),
                _client(workspace, each.client),
                ", ".join(f"{name} {value}" for name, value in each.mapping.items() if value),
                address("tickets-end", workspace, each.ident),
            )
            for each in workspace.ticket_rules()
            if each.desk == row.ident
        ],
        "fields": _fields(system(row.system).MAPPING, row.ident),
        "map_address": address("tickets-map", workspace, row.ident),
        "test_address": address("tickets-test", workspace, row.ident),
        "end_address": address("tickets-end", workspace, row.ident),
    }


def _fields(asked: Any, where: str) -> list[dict[str, Any]]:
    return [
        {
            "name": each.name,
            "label": each.label,
            "hint": each.hint,
            "kind": "password" if each.is_secret else "text",
            "required": each.default is None,
            "value": each.default or "",
            "ident": f"f-{where}-{each.name}",
        }
        for each in asked
    ]


def _client(workspace: Workspace, ident: str) -> str:
    if ident == EVERY_CLIENT:
        return "every client"
    return workspace.organisation_name if ident == workspace.organisation else ident


def _said(fault: str) -> tuple[str, str]:
    return REASONS.get(fault, ("it fails", "it is tried again"))


def _cells(line: TicketLine) -> tuple[object, ...]:
    return (
        line.number, line.sort, line.draft.title, line.draft.severity.value, _STATES[line.state][1], line.status,
        _said(line.fault)[0] if line.fault else "", line.added_at.isoformat(timespec="minutes"),
    )  # fmt: skip
