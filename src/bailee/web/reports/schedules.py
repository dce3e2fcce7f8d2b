"""Reports that are made again: add one, stop one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee.errors import Error, InvalidInput
from bailee.operations.schedule_report import schedule_report, stop_schedule
from bailee.reports import papers
from bailee.store.workspace import Workspace
from bailee.web import typed
from bailee.web.reports.views import address, listing


def add(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """From now on."""
    kind, every = request.POST.get("kind", ""), request.POST.get("every", "")
    forms = [form for form in papers.FORMS if form in request.POST.getlist("form")]
    recipients = request.POST.get("recipients", "")[:8_000].replace(",", "\n").splitlines()
    try:
        if kind not in papers.papers():
            raise InvalidInput("choose a report", hint="those that are open to you stand in the list")
        schedule_report(workspace, kind, every, forms=forms, recipients=recipients)
    except Error as fault:
        return listing(request, workspace, error=typed.plain(fault))
    messages.success(request, f"{papers.paper(kind).TITLE} is made each {every}, when it is over.")
    return HttpResponseRedirect(address("reports", workspace), status=303)


def stop(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """No longer."""
    try:
        stop_schedule(workspace, ident)
    except InvalidInput as fault:
        messages.error(request, typed.plain(fault))
    else:
        messages.success(request, "It is made no longer. What was made stays.")
    return HttpResponseRedirect(address("reports", workspace), status=303)
