"""What would be lost with a device or a place, now or at a past moment, on a page: nothing is reported, nothing is kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase

from bailee.errors import InvalidInput
from bailee.operations.incident_sheet import look_at
from bailee.operations.time_zones import own_zone
from bailee.permissions import Permission
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, typed
from bailee.web.incidents.acts import moment_typed, targets
from bailee.web.incidents.views import of_sheet
from bailee.web.visits import moment_of

_AS_OF = ("on", "known")


def look(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """The form; with something chosen, the sheet of it below. As of a past day: by what was there, and known, then."""
    given = {name: request.GET.get(name, "")[:200].strip() for name in ("target", "at", "zone")}
    given["zone"] = given["zone"] or own_zone()
    chosen, error, told = given["target"].partition(":")[2], "", {}
    listed = targets(workspace)
    if given["target"]:
        try:
            if given["target"] not in dict(listed):
                raise InvalidInput("choose what would be lost")
            at = moment_typed(given, "at") or moment_of(request)
            told = of_sheet(workspace, look_at(workspace, chosen, zone=given["zone"], at=at))
        except InvalidInput as fault:
            error = typed.plain(fault)
    return answers.page(
        request,
        "incidents/look.html",
        **({"sheet": None} | told),
        status=422 if error else 200,
        error=error,
        given=given,
        name=dict(listed).get(given["target"], ""),
        targets=listed,
        kept=[(name, request.GET[name]) for name in _AS_OF if name in request.GET],
        address=frame.address("incident-look", workspace.organisation),
        list_address=frame.here(request, "incidents", workspace.organisation),
        report_address=frame.address("incident-report", workspace.organisation),
        may_report=workspace.may(Permission.DO_TASKS),
    )
