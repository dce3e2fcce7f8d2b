"""Browsers that are open for people without an account, and how to close them from here."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee.errors import InvalidInput
from bailee.operations.end_sitting import end_sittings, open_sittings
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, words

SHOWN = 200


def page(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """GET: which are open. POST: one of them is closed, or all."""
    found = open_sittings(workspace)
    here = frame.address("signatures-open", workspace.organisation)
    if request.method == "POST":
        chosen = (
            [each.ident for each in found] if request.POST.get("act") == "all" else [request.POST.get("sitting", "")]
        )
        try:
            count = end_sittings(workspace, chosen)
        except InvalidInput:
            messages.success(request, "It was closed already.")
        else:
            messages.success(request, f"Closed: {words.count(count, 'browser')}. What was signed there stays.")
        return HttpResponseRedirect(here, status=303)
    if request.GET.get("format") == "csv":
        rows = [(each.ident, each.sort.value, each.name, each.witness, each.began_at, each.ends_at) for each in found]
        heads = ("Ident", "Sort", "Whose", "Witness", "Since", "Until")
        return answers.csv_file(f"{workspace.organisation} open.csv", heads, rows)
    return answers.page(
        request,
        "signatures/open.html",
        found=found[:SHOWN],
        more=max(len(found) - SHOWN, 0),
        address=here,
        kiosk_address=frame.address("signatures-kiosk", workspace.organisation),
        back=frame.address("signatures", workspace.organisation),
    )
