"""Whose data a business's is: clients who are people that trade, each with why; and the form that says otherwise."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee.errors import InvalidInput
from bailee.operations.judge_client import judge_client
from bailee.operations.show_status import show_status
from bailee.permissions import Permission
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, typed

PAGE = 50
_HEADS = ("Ident", "Why it is a person’s", "Stores", "Files")


def page(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """GET: the list. POST: one of them is a firm."""
    error = ""
    if request.method == "POST":
        try:
            trader = judge_client(
                workspace, request.POST.get("ident", ""), is_firm=True, reason=request.POST.get("reason", "")
            )
        except InvalidInput as fault:
            error = typed.plain(fault)
        else:
            messages.success(
                request, f"{trader.ident} counts as a firm from the next look on. It is remembered over rescans."
            )
            return HttpResponseRedirect(frame.address("departures-whose", workspace.organisation), status=303)
    status = show_status(workspace)
    found = status.content.get("traders", [])
    if request.GET.get("format") == "csv":
        rows = ((each["ident"], each["why"], "; ".join(each["stores"]), each["files"]) for each in found)
        return answers.csv_file(f"{workspace.organisation} clients who trade.csv", _HEADS, rows)
    asked = request.GET.get("after", "")
    start = min(int(asked), len(found)) if asked.isdecimal() and len(asked) < 9 else 0
    return answers.page(
        request,
        "departures/whose.html",
        status=422 if error else 200,
        found=found[start : start + PAGE],
        total=len(found),
        shown_words=f"{start + 1}–{min(start + PAGE, len(found))} of {len(found):,}" if len(found) > PAGE else "",
        before=str(max(start - PAGE, 0)) if start else "",
        after=str(start + PAGE) if start + PAGE < len(found) else "",
        asked=request.POST.get("ident", ""),
        given=request.POST.get("reason", ""),
        error=error,
        is_current=status.is_current,
        may_see=workspace.may(Permission.SEE_FINDINGS),
        may_decide=workspace.may(Permission.DECIDE_FINDINGS),
        may_export=workspace.may(Permission.EXPORT),
        address=frame.address("departures-whose", workspace.organisation),
        back=frame.address("departures", workspace.organisation),
    )
