"""Which drills were held, when, how long each took; and the sheet of one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase

from bailee.errors import InvalidInput
from bailee.operations.drills import load, sorts
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, words
from bailee.web.visits import one_look


@one_look
def listing(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Each drill there is with the last time that it was held; below, all sheets."""
    held = workspace.drill_sheets()
    names = {each.ident: each.name for each in workspace.member_list(ended=True)}
    last = {sort: next((each for each in held if each.sort == sort), None) for sort in sorts()}
    return answers.page(
        request,
        "drills/list.html",
        drills=[(sort, load(sort), last[sort]) for sort in sorts()],
        held=[
            (each, _took(each.seconds), names.get(each.by, each.by), frame.here(request, "drill", workspace.organisation, each.ident))
            for each in held
        ],
        never=[sort for sort in sorts() if last[sort] is None],
    )  # fmt: skip


@one_look
def one(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """The result sheet of one."""
    try:
        sheet = workspace.drill_sheet(ident)
    except InvalidInput:
        raise Http404 from None
    names = {each.ident: each.name for each in workspace.member_list(ended=True)}
    return answers.page(
        request,
        "drills/one.html",
        sheet=sheet,
        took=_took(sheet.seconds),
        steps=[(each, _took(each["seconds"])) for each in sheet.steps],
        by=names.get(sheet.by, sheet.by),
        address=frame.here(request, "drills", workspace.organisation),
    )


def _took(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 60 else words.duration(seconds)
