"""What is done on the page of the log: take its checkpoint, take a proof, make and take a binder, name who keeps checkpoints."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from bailee.errors import Error, InvalidInput
from bailee.operations.export_evidence import take_checkpoint
from bailee.operations.give_checkpoints import end_holder, give_checkpoints, name_holder
from bailee.operations.keep_binder import ask_for_binder, binders
from bailee.operations.make_binder import Asked
from bailee.store.mail import is_address
from bailee.store.rows.base import now
from bailee.store.workspace import Workspace
from bailee.web import frame, typed
from bailee.web.evidence.views import shown


def checkpoint(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """The newest checkpoint, to be kept where nobody who can change this server can change it."""
    size, note = take_checkpoint(workspace)
    return _file(note, f"{workspace.organisation}-{size}.checkpoint")


def record(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """The proof of one record."""
    number = request.POST.get("record", "").strip()[:12]
    try:
        if not number.isdigit():
            raise InvalidInput("write the number of a record", hint="it stands beside each act, such as 17")
        return _file(workspace.inclusion(int(number)), f"{workspace.organisation}-{int(number)}.tlog-proof")
    except Error as fault:
        return shown(request, workspace, errors={"f-record": typed.plain(fault)}, given={"record": number})


def binder(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Put the making of a binder aside."""
    given = {name: request.POST.get(name, "").strip()[:300] for name in ("audience", "start", "end", "person")}
    try:
        start, end = (date.fromisoformat(given[name]) for name in ("start", "end"))
    except ValueError:
        return shown(request, workspace, errors={"f-start": "Write the days as 2026-03-31."}, given=given)
    try:
        ask = Asked(given["audience"], start, end, given["person"] if given["audience"] == "person" else "")
        ask_for_binder(workspace, ask, on=now().astimezone().date())
    except InvalidInput as fault:
        field = "f-person" if given["audience"] == "person" and "roster" in str(fault) else "f-start"
        return shown(request, workspace, errors={field: typed.plain(fault)}, given=given)
    messages.success(request, "Being made. It stands below when it is ready.")
    return HttpResponseRedirect(frame.address("evidence", workspace.organisation), status=303)


def binder_file(request: HttpRequest, workspace: Workspace, name: str) -> HttpResponseBase:
    """One that is there."""
    found = next((each for each in binders(workspace) if each.name == name), None)
    if found is None:
        raise Http404
    return FileResponse(found.path.open("rb"), as_attachment=True, filename=found.name)


def holders(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Name somebody who keeps checkpoints, or give somebody no more of them."""
    given = {name: request.POST.get(name, "").strip()[:300] for name in ("where", "name", "every")}
    try:
        if request.POST.get("act") == "end":
            end_holder(workspace, request.POST.get("holder", "")[:80])
            messages.success(request, "No more checkpoints go there. What was given stays given.")
        else:
            if not is_address(given["where"]):  # folders are named on the machine itself
                raise InvalidInput("write an e-mail address", hint="such as pat@client.example")
            name_holder(workspace, given["where"], name=given["name"], every=given["every"])
            give_checkpoints(workspace, None)
            messages.success(request, "From now on checkpoints go there; the first one is under way.")
    except InvalidInput as fault:
        return shown(request, workspace, errors={"f-where": typed.plain(fault)}, given=given)
    return HttpResponseRedirect(f"{frame.address('evidence', workspace.organisation)}#holders", status=303)


def _file(text: str, name: str) -> HttpResponseBase:
    answer = HttpResponse(text.encode(), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
