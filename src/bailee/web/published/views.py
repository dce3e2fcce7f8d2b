"""A notice that its organisation opened to everybody. No cookie is set, nothing is counted, nothing comes from elsewhere.

A browser may say that its person's data are not to be sold or shared (`Sec-GPC: 1`, Global Privacy Control). The page says that
it was heard, and what follows. Which languages there are is said by links; the one that the browser asks for comes first.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from bailee.operations.show_published import show_published
from bailee.store.published import Published
from bailee.web import answers
from bailee.web.own.wording import wording
from bailee.web.visits import home

GPC_SINCE = "2026-11-26"  # since when this server answers to it


def notice(request: HttpRequest, of: str, kind: str) -> HttpResponse:
    """What is not open, and what never was, are the same: not there."""
    found = dict(show_published(home(), of, kind))
    if not found:
        raise Http404
    shown = _chosen(request, tuple(found))
    answer = answers.page(
        request,
        "published/notice.html",
        say=wording(shown.language),
        notice=shown,
        document=shown.document,
        reviewed=found[shown],
        languages=[(each.language, each.language_name) for each in found] if len(found) > 1 else [],
        asks_privacy=request.headers.get("Sec-GPC") == "1",
    )
    answer["Vary"] = "Sec-GPC, Accept-Language, Cookie"
    answer["Cache-Control"] = "public, max-age=300" if not request.COOKIES else "no-store"
    answer["Content-Language"] = shown.language
    return answer


def support(request: HttpRequest) -> HttpResponse:
    """The GPC support resource."""
    answer = JsonResponse({"gpc": True, "lastUpdate": GPC_SINCE})
    answer["Cache-Control"] = "public, max-age=3600"
    return answer


def _chosen(request: HttpRequest, found: tuple[Published, ...]) -> Published:
    asked = [request.GET.get("lang", "") or request.GET.get("language", "")]
    asked += [part.split(";")[0].strip()[:2].lower() for part in request.headers.get("Accept-Language", "").split(",")]
    for language in asked:
        for each in found:
            if each.language == language:
                return each
    return found[0]
