"""Addresses: those that folders of pages have, behind the door; sign-in; files; what programs speak to."""

from __future__ import annotations

import sys

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from bailee.web import answers, assets, logs, pages
from bailee.web.door import guarded
from bailee.web.metrics.counters import database_fault
from bailee.web.routes import collected

urlpatterns = [
    *(path(route.address, guarded(route), name=route.name) for route in collected()),
    path("", include("bailee.web.accounts.urls")),
    path("api/v1/", include("bailee.api.urls")),
    *assets.urlpatterns,
]


def handler400(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What Django refuses to read: by its size, or because it makes no sense. Sessions and the database are not asked."""
    if isinstance(exception, (TooManyFieldsSent, TooManyFilesSent, RequestDataTooBig)):
        fields, size = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS, settings.DATA_UPLOAD_MAX_MEMORY_SIZE >> 20
        said = (
            f"A form takes {fields:,} fields and {size} MB at most. Nothing was changed. Go back, and send it in parts."
        )
        return HttpResponse(pages.message("More than is taken at once", said), status=413)
    said = "It is not written as a browser writes it. Nothing was changed. Go back, load the page again, and try once more."
    return HttpResponse(pages.message("This cannot be read", said), status=400)


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    said = "There is no such page here, or you are not a member of the organisation that it belongs to."
    return answers.message(request, "Nothing here", said, status=404, link=("/", "To the start"))


def handler500(request: HttpRequest) -> HttpResponse:
    """Something failed: what, the log says. The page needs neither the database nor a template: either may be what failed."""
    if database_fault(sys.exc_info()[1]) is not None:
        said = "The database does not answer just now. Nothing was half done. Try again in a minute."
        return pages.failed("Not just now", said, logs.number_of(request), status=503)
    said = "Nothing was changed by it. Go back, and try again."
    return pages.failed("Something broke", said, logs.number_of(request))
