"""How reports look: name, logo, colour, closing words."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from bailee.errors import Error
from bailee.operations.choose_look import choose_look, look_of
from bailee.permissions import Permission
from bailee.reports.brand import MOST_BYTES
from bailee.store.workspace import Workspace
from bailee.web import answers, typed
from bailee.web.reports.views import address


def page(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """GET: as it is. POST: as it is to be from now on."""
    if request.method == "POST":
        return _choose(request, workspace)
    return _shown(request, workspace)


def _choose(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    given = request.FILES.get("logo")
    content: bytes | None = b"" if request.POST.get("no_logo") else None
    try:
        if given is not None:
            # one byte more than is allowed says that it is too large, without reading all of it
            content = given.read(MOST_BYTES + 1)
        choose_look(
            workspace,
            name=request.POST.get("name", "")[:300],
            logo=content,
            accent=request.POST.get("accent", "")[:20],
            closing=request.POST.get("closing", "")[:2_000],
        )
    except Error as fault:
        return _shown(request, workspace, error=typed.plain(fault))
    messages.success(request, "Reports look so from now on. Those that were made stay as they are.")
    return HttpResponseRedirect(address("report-look", workspace), status=303)


def _shown(request: HttpRequest, workspace: Workspace, error: str = "") -> HttpResponseBase:
    own, look = workspace.report_brand(), look_of(workspace)
    typed = request.POST if request.method == "POST" else {}
    return answers.page(
        request,
        "reports/look.html",
        status=422 if error else 200,
        error=error,
        name=typed.get("name", own.name),
        accent=typed.get("accent", own.accent),
        closing=typed.get("closing", own.closing),
        look=look,
        has_own_logo=bool(own.logo),
        provider=workspace.provider_name(),
        whose=workspace.organisation_name,
        may_choose=workspace.may(Permission.CHANGE_SETTINGS),
        logo_address=address("report-logo", workspace),
        here=address("report-look", workspace),
        back=address("reports", workspace),
        preview_address=address("report-preview", workspace, "one-page"),
    )


def logo(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """The logo as it prints: a PNG that we wrote ourselves."""
    content = look_of(workspace).logo
    if not content:
        raise Http404
    answer = HttpResponse(content, content_type="image/png")
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
