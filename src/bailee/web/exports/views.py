"""The page on which an owner asks for everything of the organisation, and takes it away."""

from __future__ import annotations

import re

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee.errors import InvalidInput
from bailee.operations.keep_exports import export_file, exports_of
from bailee.store import jobs
from bailee.store.workspace import Workspace
from bailee.web import answers, frame

_TASK = "export"
_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")


def page(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """GET: what lies here, and the form. POST: ask for another one."""
    error, typed = "", ""
    if request.method == "POST":
        typed = request.POST.get("recipient", "").strip()
        if typed and not _RECIPIENT.fullmatch(typed):
            error = "This is no age key. One begins with age1; age-keygen makes one."
        else:
            told = {"with_keys": int(request.POST.get("keys") == "on")} | ({"recipient": typed} if typed else {})
            jobs.defer(workspace.home, _TASK, workspace.organisation, told, key=_TASK, by=workspace.member)
            messages.success(request, "Asked for. It lies here once a worker has written it.")
            return HttpResponseRedirect(frame.address("exports", workspace.organisation), status=303)
    asked = jobs.list(workspace.home, workspace, task=_TASK, limit=1)
    return answers.page(
        request,
        "exports/page.html",
        status=422 if error else 200,
        error=error,
        typed=typed,
        job=asked[0] if asked else None,
        kept=[
            (each, frame.address("export-file", workspace.organisation, each.name)) for each in exports_of(workspace)
        ],
        recovery=workspace.keys.recovery_recipient,
        address=frame.address("exports", workspace.organisation),
        settings_address=frame.address("settings", workspace.organisation),
    )


def file(request: HttpRequest, workspace: Workspace, name: str) -> HttpResponseBase:
    """One of them, as it lies here: sealed."""
    try:
        path = export_file(workspace, name)
    except InvalidInput:
        raise Http404 from None
    answer = FileResponse(path.open("rb"), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{path.name}"'
    return answer
