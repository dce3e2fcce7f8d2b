"""Who can open what: each store by how exposed it is, who can open it and need not, and what to do."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase

from bailee.operations.show_exposure import StoreExposed, show_exposure
from bailee.permissions import Permission
from bailee.store.workspace import Workspace
from bailee.web import answers
from bailee.web.protect import shared

_HEADS = ("Store", "Holds", "Risk", "Who can open it", "Need not", "Next")
_NAMED = 6


def listing(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """The most exposed first. Looking asks the system about rights, and changes nothing."""
    stores = show_exposure(workspace)
    if request.GET.get("format") == "csv":
        rows = (_csv(each) for each in stores)
        return answers.csv_file(f"{workspace.organisation} exposure.csv", _HEADS, rows)
    return answers.page(
        request,
        "protect/exposure.html",
        stores=[_row(each) for each in stores],
        views=shared.views(workspace, "protect-exposure"),
        may_export=workspace.may(Permission.EXPORT),
        address=shared.address(workspace, "protect"),
    )


def _row(each: StoreExposed) -> dict[str, Any]:
    labels = list(dict.fromkeys(held.label for held in each.held))  # about whom it is does not stand here
    return {
        "name": each.name,
        "risk": each.risk,
        "holds": labels[:_NAMED],
        "more": max(len(labels) - _NAMED, 0),
        "unneeded": each.unneeded[:_NAMED],
        "unneeded_more": max(len(each.unneeded) - _NAMED, 0),
        "usually": each.usually,
        "next": each.next,
    }


def _csv(each: StoreExposed) -> tuple[object, ...]:
    return (
        each.name,
        "; ".join(dict.fromkeys(held.label for held in each.held)),
        each.risk.level.value,
        each.risk.words,
        "; ".join(each.unneeded),
        "; ".join(each.next),
    )
