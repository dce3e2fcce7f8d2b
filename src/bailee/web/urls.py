"""Routes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from bailee.web import pages, views

urlpatterns = [
    path("", views.status, name="status"),
    path("enter/<str:secret>", views.enter, name="enter"),
    path("healthz", views.healthz, name="healthz"),
    path("static/bailee.css", views.stylesheet, name="stylesheet"),
    path("static/inter.woff2", views.font, name="font"),
]


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(pages.message("Nothing here", "The table is at the top: /"), status=404)


def handler500(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        pages.message("Something broke", "Nothing was lost. Run `bailee status` in a terminal."), status=500
    )
