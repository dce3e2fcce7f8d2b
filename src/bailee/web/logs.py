"""Each request has a number, a line in the log, and a place in the figures; the number stands in the answer and on pages of errors.

A line names the route, not the path: paths hold idents of organisations, and queries hold what somebody searched for.
"""

from __future__ import annotations

import logging
import os
import secrets
import sys
import time
from collections.abc import Callable
from typing import Any

from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse

from bailee import logs, syslog
from bailee import settings as ours
from bailee.web.metrics import counters

HEADER = "X-Request-Id"
QUIET = frozenset({"healthz", "readyz", "metrics", "asset"})  # asked every few seconds: told where something is wrong


def set_up() -> None:
    """In each serving process, before it answers."""
    values = ours.read(os.environ)
    syslog.begin(values, str(values["log_level"]) or "info", process="server")
    logging.getLogger("django.request").setLevel(logging.CRITICAL)  # told below, with its number
    got_request_exception.connect(_failed, dispatch_uid="bailee.logs")


def _failed(sender: object, request: HttpRequest | None = None, **_: Any) -> None:
    error = sys.exc_info()[1]
    if error is not None:
        told(error, request)


def told(error: BaseException, request: HttpRequest | None) -> None:
    """A request ended with an error: one line, one count."""
    counters.failed(error)
    logs.fault("request-failed", error, route=route_of(request) if request is not None else "none")


def number_of(request: HttpRequest) -> str:
    """What a person names when she reports a page of an error."""
    return str(getattr(request, "bailee_number", ""))


def route_of(request: HttpRequest) -> str:
    """The name of the route; `none` where no page has this address."""
    match = request.resolver_match
    if match is None:
        return "none"
    return match.view_name or "static"


class Requests:
    """The outermost of Django's walls."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = secrets.token_hex(6)
        request.bailee_number = number  # type: ignore[attr-defined]
        mark = logs.REQUEST.set(number)
        begun = time.perf_counter()
        try:
            response = self.get_response(request)
            seconds = time.perf_counter() - begun
            route, method = route_of(request), request.method or ""
            counters.answered(route, method, response.status_code, seconds)
            level = "debug" if route in QUIET and response.status_code < 400 else "info"
            known = method if method in counters.METHODS else "other"
            logs.event(
                "request", level, route=route, method=known, status=response.status_code, ms=round(seconds * 1000, 1)
            )
            response[HEADER] = number
            return response
        finally:
            logs.REQUEST.reset(mark)
