"""Drafts that wait for a person, suggestions from what was found, and templates."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee.errors import InvalidInput
from bailee.inventory import templates
from bailee.operations.draft_activity import accept_draft, draft_found, draft_template, drop_draft
from bailee.operations.show_record import draft_gaps, show_suggestions
from bailee.operations.show_status import show_status
from bailee.permissions import Permission
from bailee.reports.words import SUBJECTS
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, typed, words
from bailee.web.inventory.shared import cut, label, views

_HEADS = ("Draft", "Purposes", "Data", "About", "From", "To complete")


def listing(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """GET: what waits, and what could be drafted. POST: accept, drop, or keep what was found as drafts."""
    if request.method == "POST":
        return _acted(request, workspace)
    waiting = draft_gaps(workspace, workspace.drafts())
    if request.GET.get("format") == "csv":
        rows = (
            (
                draft.activity.name, "; ".join(purpose for purpose, _ in draft.activity.purposes), "; ".join(map(label, draft.activity.categories)),
                "; ".join(each.value for each in draft.activity.subjects), _from(draft.origin), gaps,
            )
            for draft, gaps in waiting
        )  # fmt: skip
        return answers.csv_file(f"{workspace.organisation} drafts.csv", _HEADS, rows)
    shown, pager = cut(request, waiting)
    suggestions = show_suggestions(workspace, show_status(workspace))
    return answers.page(
        request,
        "inventory/drafts.html",
        drafts=[(each, gaps, list(map(label, each.activity.categories)), _from(each.origin)) for each, gaps in shown],
        pager=pager,
        suggestions=[(each, list(map(label, each.activity.categories))) for each in suggestions],
        subjects=SUBJECTS,
        views=views(workspace, "inventory-drafts", inventory_drafts=len(waiting)),
        templates=[(each, templates.load(each)) for each in templates.idents()],
        may_declare=workspace.may(Permission.DECLARE),
        may_export=workspace.may(Permission.EXPORT),
        address=frame.address("inventory-drafts", workspace.organisation),
        activity_address=frame.address("inventory-activity", workspace.organisation),
        templates_address=frame.address("inventory-templates", workspace.organisation),
    )


def _acted(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    name, act = request.POST.get("name", ""), request.POST.get("act", "")
    here = frame.address("inventory-drafts", workspace.organisation)
    try:
        if act == "accept":
            accept_draft(workspace, name)
            messages.success(request, f"Declared: {name}.")
        elif act == "drop":
            drop_draft(workspace, name)
            messages.success(request, f"Dropped: {name}.")
        elif act == "keep":
            made = draft_found(workspace)
            messages.success(request, f"{words.count(len(made), 'draft')} kept. Say what each is for.")
        else:
            messages.error(request, "Choose what to do.")
    except InvalidInput as fault:
        messages.error(request, typed.plain(fault))
    return HttpResponseRedirect(here, status=303)


def template(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """GET: what such a business typically does. POST: its activities become drafts."""
    here = frame.address("inventory-templates", workspace.organisation)
    ident = (request.POST if request.method == "POST" else request.GET).get("show", "")
    fitting = templates.fitting(workspace.facts())
    if ident not in templates.idents():
        ident = fitting or templates.idents()[0]
    if request.method == "POST":
        made = draft_template(workspace, ident)
        messages.success(request, f"{words.count(len(made), 'draft')} kept; none counts before it is accepted.")
        return HttpResponseRedirect(frame.address("inventory-drafts", workspace.organisation), status=303)
    found = templates.load(ident)
    return answers.page(
        request,
        "inventory/template.html",
        shown=found,
        activities=[(each, list(map(label, each.activity.categories))) for each in found.activities],
        subjects=SUBJECTS,
        views=[(templates.load(each).name, f"{here}?show={each}", None, each == ident) for each in templates.idents()],
        may_declare=workspace.may(Permission.DECLARE),
        address=here,
        drafts_address=frame.address("inventory-drafts", workspace.organisation),
    )


def _from(origin: str) -> str:
    """
    >>> _from("found"), _from("template:msp")
    ('what was found', 'template: Managed service provider')
    """
    kind, _, ident = origin.partition(":")
    if kind == "template" and ident in templates.idents():
        return f"template: {templates.load(ident).name}"
    return "a file" if kind == "imported" else "what was found"
