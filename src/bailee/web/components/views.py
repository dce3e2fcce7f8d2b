"""The page, and the part of it that goes on by itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from bailee.web import answers
from bailee.web.components.samples import samples


def show(request: HttpRequest) -> HttpResponse:
    """All components."""
    return answers.page(request, "components/page.html", **samples(request.GET.get("sort", ""), "down" in request.GET))


def part(request: HttpRequest) -> HttpResponse:
    """What a running scan's part looks like when it is fetched again: here it has ended."""
    return answers.page(request, "components/part.html", **samples())
