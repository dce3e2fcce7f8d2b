"""What was done, newest first: put back what can be, certificates of what cannot, and what was not cleaned."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from bailee.errors import InvalidInput
from bailee.permissions import Permission
from bailee.store.workspace import Workspace
from bailee.web import answers, typed, words
from bailee.web.protect import shared

_DONE = {
    "seal": "sealed",
    "move": "moved to the confidential folder",
    "restrict": "restricted to its owner",
    "quarantine": "quarantined",
    "erase": "erased",
    "redact": "redacted",
}
_HEADS = ("File", "Done", "On", "State")


def listing(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Files that stand protected, those that were put back, and certificates with what they could not reach."""
    every = [each for each in workspace.protected_files() if each.state in ("applied", "undone", "erased")]
    every.sort(key=lambda each: each.changed_at, reverse=True)
    if request.GET.get("format") == "csv":
        rows = ((each.locator, _DONE.get(each.action, each.action), each.changed_at, each.state) for each in every)
        return answers.csv_file(f"{workspace.organisation} protected.csv", _HEADS, rows)
    standing = [each for each in every if each.state == "applied"]
    certificates = [_certificate(workspace, each) for each in reversed(workspace.erasures())]
    job = shared.going_on(workspace)
    return answers.page(
        request,
        "protect/done.html",
        standing=[_row(each) for each in standing[: shared.PAGE * 4]],
        standing_in_all=len(standing),
        undone=[_row(each) for each in every if each.state == "undone"][: shared.PAGE],
        certificates=certificates,
        views=shared.views(workspace, "protect-done"),
        job=job,
        is_running=job is not None and not job.has_ended,
        ended=shared.ended(job),
        may_protect=workspace.may(Permission.PROTECT),
        may_export=workspace.may(Permission.EXPORT),
        undo_address=shared.address(workspace, "protect-undo"),
        address=shared.address(workspace, "protect"),
    )


def put_back(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Undo what was ticked: the same bytes, rights and times, by a worker."""
    asked = request.POST.getlist("ident")
    there = {each.ident for each in workspace.protected_files("applied")}
    try:
        if not asked:
            raise InvalidInput("nothing is ticked", hint="tick the files that you want back")
        if not set(asked) <= there:
            raise InvalidInput("some of these are not protected any more", hint="look at the list again")
    except InvalidInput as problem:
        messages.error(request, typed.plain(problem))
        return shared.back(workspace, "protect-done")
    shared.put_aside(workspace, {"act": "undo", "idents": [f"file-{each}" for each in asked], "files": [], "acts": []})
    messages.success(request, f"{words.count(len(asked), 'file')} will be put back, in the background.")
    return shared.back(workspace, "protect-done")


def certificate(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """The certificate of an erasure."""
    try:
        document = workspace.erasure_document(ident)
    except InvalidInput:
        raise Http404 from None
    answer = HttpResponse(document, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{ident}.pdf"'
    return answer


def _row(each: Any) -> dict[str, Any]:
    return {
        "ident": each.ident,
        "locator": each.locator,
        "done": _DONE.get(each.action, each.action),
        "at": each.changed_at,
    }


def _certificate(workspace: Workspace, kept: Any) -> dict[str, Any]:
    left = [(file["locator"], entry["words"]) for file in kept.told["files"] for entry in file.get("not_cleaned", ())]
    return {
        "ident": kept.ident,
        "at": kept.at,
        "files": len(kept.told["files"]),
        "left": left[: shared.PAGE],
        "left_in_all": len(left),
        "address": shared.address(workspace, "protect-certificate", kept.ident),
    }
