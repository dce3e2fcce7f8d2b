"""Addresses: those that folders of pages have, behind the door; sign-in; files; what programs speak to."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from bailee.web import answers, assets
from bailee.web.door import guarded
from bailee.web.routes import collected

urlpatterns = [
    *(path(route.address, guarded(route), name=route.name) for route in collected()),
    path("", include("bailee.web.accounts.urls")),
    path("api/v1/", include("bailee.api.urls")),
    *assets.urlpatterns,
]


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    said = "There is no such page here, or you are not a member of the organisation that it belongs to."
    return answers.message(request, "Nothing here", said, status=404, link=("/", "To the start"))


def handler500(request: HttpRequest) -> HttpResponse:
    said = "Nothing was changed by it. Try again; if it stays so, whoever runs this server finds the reason in its log."
    return answers.message(request, "Something broke", said, status=500, link=("/", "To the start"))
