"""The proof as a page: acts by person and notice, a copy of the list, and the bundle to give away."""

from __future__ import annotations

import os
import tempfile
from datetime import date
from pathlib import Path

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from bailee import settings
from bailee.errors import InvalidInput
from bailee.operations.bundle_proof import make_bundle, packed
from bailee.operations.prove_informed import HEADS, Informed, document, informed, row
from bailee.operations.stamp_certificates import stamp_service
from bailee.permissions import Permission
from bailee.rendering import pdf
from bailee.store.rows.base import now
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, typed
from bailee.web.inventory.shared import cut


def listing(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Who was told what, the newest first."""
    person, notice, error = _asked(request)
    acts: tuple[Informed, ...] = ()
    try:
        acts = informed(workspace, person=person, notice=notice)
    except InvalidInput as fault:
        error = typed.plain(fault)
    shown, pager = cut(request, acts[::-1])
    kinds = sorted({each.kind for each in workspace.notices()})
    forms = sorted({each.kind for each in workspace.consent_forms()})
    return answers.page(
        request,
        "proof/list.html",
        status=422 if error else 200,
        acts=[(each, each.done, date.fromisoformat(each.on[:10])) for each in shown],
        pager=pager,
        total=len(acts),
        people=len({each.person or each.name for each in acts if each.what != "put-up"}),
        person=person,
        notice=notice,
        kinds=[
            ("", "All notices and forms"),
            *((kind, kind.replace("-", " ")) for kind in kinds),
            *((form, f"consent form {form}") for form in forms),
        ],
        error=error,
        may_export=workspace.may(Permission.EXPORT),
        address=frame.address("proof", workspace.organisation),
        list_address=frame.address("proof-list", workspace.organisation),
        bundle_address=frame.address("proof-bundle", workspace.organisation),
    )


def taken(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """A copy of the list: CSV, or PDF."""
    person, notice, _ = _asked(request)
    try:
        acts = informed(workspace, person=person, notice=notice)
    except InvalidInput:
        return HttpResponseRedirect(frame.address("proof", workspace.organisation), status=303)
    if request.GET.get("format") == "pdf":
        about = f", of {person or notice}" if person or notice else ""
        answer = HttpResponse(pdf.render(document(workspace, acts, about, on=_today())), content_type="application/pdf")
        answer["Content-Disposition"] = f'attachment; filename="{workspace.organisation} told.pdf"'
        return answer
    return answers.csv_file(f"{workspace.organisation} told.csv", HEADS, map(row, acts))


def bundle(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """The bundle as one file; making it is recorded."""
    service = stamp_service(settings.read(os.environ))
    try:
        with tempfile.TemporaryDirectory() as folder:
            made = make_bundle(
                workspace, Path(folder) / "proof", service, person=request.POST.get("person", "")[:300],
                notice=request.POST.get("notice", "")[:80], on=_today(),
            )  # fmt: skip
            packed(made.folder, Path(folder) / "proof.zip")
            stream = (Path(folder) / "proof.zip").open("rb")  # it stays open, and goes when it is closed
    except InvalidInput as fault:
        messages.error(request, typed.plain(fault))
        return HttpResponseRedirect(frame.address("proof", workspace.organisation), status=303)
    return FileResponse(stream, as_attachment=True, filename=f"{workspace.organisation}-proof.zip")


def _asked(request: HttpRequest) -> tuple[str, str, str]:
    return request.GET.get("person", "").strip()[:300], request.GET.get("notice", "").strip()[:80], ""


def _today() -> date:
    return now().astimezone().date()
