"""The privacy strategy on a page, and as a file to take along."""

from __future__ import annotations

from typing import Literal

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from bailee.operations.plan_strategy import FORMS, plan_strategy, rendered
from bailee.permissions import Permission
from bailee.store.rows.base import today
from bailee.store.workspace import Workspace
from bailee.web import answers, frame
from bailee.web.counsel.blocks import shown_block
from bailee.web.counsel.views import CLOSED


def page(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Where we stand, the risks, the plan by quarter, what it costs in hours."""
    if not workspace.sees_privileged:
        return answers.message(request, "Strategy", CLOSED)
    document = plan_strategy(workspace, on=today())
    return answers.page(
        request,
        "counsel/strategy.html",
        blocks=[made for block in document.blocks if (made := shown_block(block))],
        downloads=[
            (form[1:].upper(), frame.address("strategy-file", workspace.organisation, form[1:])) for form in FORMS
        ]
        if workspace.may(Permission.EXPORT)
        else [],
    )


def download(request: HttpRequest, workspace: Workspace, form: str) -> HttpResponseBase:
    """The same as PDF, DOCX or HTML, on A4 or Letter."""
    workspace.require_privilege()
    if f".{form}" not in FORMS:
        raise Http404
    paper: Literal["a4", "letter"] = "letter" if request.GET.get("paper") == "letter" else "a4"
    document = plan_strategy(workspace, on=today(), paper=paper)
    answer = HttpResponse(rendered(document, f".{form}"), content_type=FORMS[f".{form}"])
    answer["Content-Disposition"] = f'attachment; filename="privacy-strategy.{form}"'
    return answer
