"""Views: fetch, show."""

from __future__ import annotations

import os
from pathlib import Path

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from bailee import settings
from bailee.operations.open_store import open_store
from bailee.operations.report_status import report_status
from bailee.operations.serve_table import HOME_VARIABLE
from bailee.reports import page
from bailee.store import database
from bailee.web import pages


@login_required
def status(request: HttpRequest) -> HttpResponse:
    """The table, as it is now."""
    home = Path(os.environ[HOME_VARIABLE])
    values = settings.read(os.environ)
    if values["database"]:
        database.use(home, str(values["database"]), str(values["database_owner"]))
    usual = home == settings.home(os.environ)
    report = report_status(open_store(home, create=False))
    return HttpResponse(page.render(report, stylesheet=pages.STYLESHEET, home="" if usual else str(home)))


def healthz(request: HttpRequest) -> HttpResponse:
    """Alive. Says nothing about anybody."""
    return HttpResponse("ok", content_type="text/plain")


def stylesheet(request: HttpRequest) -> HttpResponse:
    return _asset("bailee.css", "text/css; charset=utf-8")


def font(request: HttpRequest) -> HttpResponse:
    return _asset(page.FONT, "font/woff2")


def _asset(name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(page.asset(name), content_type=media_type)
    response["Cache-Control"] = "max-age=3600"
    return response
