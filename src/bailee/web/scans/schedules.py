"""Schedules: places that are scanned again and again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee.errors import InvalidInput, NotAllowed
from bailee.operations.schedule_scan import schedule_scan, withdraw_schedule
from bailee.operations.start_scan import NeedsNotice
from bailee.operations.times_due import DAYS, Recurrence
from bailee.store.workspace import Workspace
from bailee.web import frame, typed
from bailee.web.scans import forms
from bailee.web.scans.views import form_page

EVERY = [("day", "day"), ("week", "week"), ("month", "month")]


def new(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """The form, and the schedule that it makes."""
    error = ""
    about: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            again = _recurrence(request)
            schedule_scan(workspace, forms.places_of(request.POST), again, forms.options_of(request.POST))
        except NeedsNotice as asked:
            error, about = str(asked), asked.about
        except (InvalidInput, NotAllowed) as fault:
            error = typed.plain(fault)
        else:
            messages.success(request, "Scheduled. What is missed while nothing runs is made up for once.")
            return HttpResponseRedirect(frame.address("scans", workspace.organisation), status=303)
    return form_page(
        request,
        workspace,
        "scans/schedule.html",
        error=error,
        about=about,
        every=EVERY,
        days=[(str(number), name) for number, name in enumerate(DAYS)],
    )


def _recurrence(request: HttpRequest) -> Recurrence:
    every = request.POST.get("every", "")
    field = "weekday" if every == "week" else "monthday"
    day = request.POST.get(field, "0") or "0"
    if not (day.isascii() and day.isdigit() and len(day) < 4):
        raise InvalidInput("Choose the day.")
    return Recurrence(
        every, request.POST.get("at", ""), int(day) if every != "day" else 0, request.POST.get("zone", "UTC").strip()
    )


def end(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """It is not scanned by this schedule any more."""
    try:
        withdraw_schedule(workspace, ident)
    except InvalidInput as fault:
        messages.error(request, typed.plain(fault))
    else:
        messages.success(request, "The schedule is ended; what was scanned stays.")
    return HttpResponseRedirect(frame.address("scans", workspace.organisation), status=303)
