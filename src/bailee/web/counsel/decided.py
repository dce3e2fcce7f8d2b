"""What was decided, with its grounds; what counsel released by name, and whom of the provider she let in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee.errors import InvalidInput
from bailee.permissions import PROVIDER_ROLES, Permission
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, typed
from bailee.web.counsel.views import _start, _verdict_words

PAGE = 50
_HEADS = ("Decision", "About", "Title", "Decided on", "Expires", "By", "Firm", "How", "Released", "Ground")


def history(request: HttpRequest, workspace: Workspace, error: str = "") -> HttpResponseBase:
    """Every decision, newest first. As CSV: grounds of those that were released alone."""
    workspace.require_privilege()
    released = workspace.released()
    if request.GET.get("format") == "csv":
        rows = (
            (
                each.ident, each.text, each.title if each.is_about_words else "", each.decided_on, each.expires_on or "",
                each.reviewer, each.firm, each.how.value, "yes", each.ground,
            )
            for each in workspace.released_decisions()
        )  # fmt: skip
        return answers.csv_file(f"{workspace.organisation} released decisions.csv", _HEADS, rows)
    decisions = list(reversed(workspace.counsel_decisions()))
    start = _start(request, len(decisions))
    people = workspace.member_list(ended=True)
    names = {each.ident: each.name for each in people}
    admitted = workspace.admitted()
    return answers.page(
        request,
        "counsel/history.html",
        status=422 if error else 200,
        error=error,
        decisions=[
            (each, _verdict_words(each), each.ident in released, names.get(each.by, each.by))
            for each in decisions[start : start + PAGE]
        ],
        shown_words=f"{start + 1}–{min(start + PAGE, len(decisions))} of {len(decisions):,}"
        if len(decisions) > PAGE
        else "",
        before=str(max(start - PAGE, 0)) if start else "",
        after=str(start + PAGE) if start + PAGE < len(decisions) else "",
        acts=[(each, names.get(each.by, each.by)) for each in reversed(workspace.privilege_acts())],
        outside=[
            (each.ident, f"{each.name}, {each.role.label}{', reads it now' if each.ident in admitted else ''}")
            for each in people
            if each.ended_at is None and each.role in PROVIDER_ROLES and each.through
        ],
        may_review=workspace.may(Permission.REVIEW),
        may_export=workspace.may(Permission.EXPORT),
        release_address=frame.address("counsel-release", workspace.organisation),
        admit_address=frame.address("counsel-admit", workspace.organisation),
        desk_address=frame.address("counsel", workspace.organisation),
    )


def release(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """One decision or packet may be read by others from now on."""
    given = request.POST
    try:
        workspace.release(given.get("ident", ""), to=given.get("to", ""), reason=given.get("reason", ""))
    except InvalidInput as fault:
        return history(request, workspace, error=typed.plain(fault))
    messages.success(request, "Released. Exports hold it from now on; that cannot be taken back.")
    return _back(workspace)


def admit(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Somebody of the provider may read what is privileged here, or may not any more."""
    given = request.POST
    member = given.get("member", "")
    name = next((each.name for each in workspace.member_list() if each.ident == member and each.through), "")
    if not name:
        return history(request, workspace, error="Choose somebody of the provider.")
    try:
        if given.get("act") == "shut-out":
            workspace.shut_out(member, to=name)
        else:
            workspace.admit(member, to=name, reason=given.get("why", ""))
    except InvalidInput as fault:
        return history(request, workspace, error=typed.plain(fault))
    messages.success(request, f"{name} {'reads it no more' if given.get('act') == 'shut-out' else 'may read it now'}.")
    return _back(workspace)


def _back(workspace: Workspace) -> HttpResponseRedirect:
    return HttpResponseRedirect(frame.address("counsel-decisions", workspace.organisation), status=303)
