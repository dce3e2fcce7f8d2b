"""The way in, and health."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from bailee import logs
from bailee.permissions import Permission, Role
from bailee.store import database
from bailee.web import answers, frame, visits


def entrance(request: HttpRequest) -> HttpResponse:
    """Where somebody belongs: to the only organisation, to all clients, or told that there is none."""
    visit = visits.visit_of(request)
    memberships = visit.memberships if visit else ()
    if not memberships:
        said = "Your account belongs to no organisation here any more. Ask who invited you."
        return answers.message(request, "Nothing to show", said, status=403)
    if len(memberships) > 1 and visit is not None and visit.may(Permission.SEE_CLIENTS):
        return HttpResponseRedirect(frame.address("clients"))
    first = memberships[0]
    return HttpResponseRedirect(
        frame.address("counsel" if first.role is Role.COUNSEL else "client", first.organisation)
    )


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Says nothing about anybody."""
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers, too."""
    try:
        with database.explained(visits.home()):
            database.connect(visits.home())
            database.ping(visits.home())
    except Exception as error:  # noqa: BLE001 - whatever it is, nothing can be served; the reason is for the log, not for strangers
        logs.fault("not-ready", error)
        return HttpResponse("the database does not answer", content_type="text/plain; charset=utf-8", status=503)
    return HttpResponse("ready", content_type="text/plain; charset=utf-8")
