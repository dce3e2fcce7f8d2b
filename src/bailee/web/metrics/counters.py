"""What the serving processes count. Labels are names of routes, methods, statuses and classes of errors: nobody's names.

Several processes add up in a folder that the server made (`PROMETHEUS_MULTIPROC_DIR`), so each of them can answer for all.
"""

from __future__ import annotations

from django.db import Error as DatabaseFault
from prometheus_client import Counter, Histogram

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

_REQUESTS = Counter("bailee_requests", "Answers, by route, method and status.", ("route", "method", "status"))
_SECONDS = Histogram("bailee_request_seconds", "Time to make an answer, by route.", ("route",), buckets=_BUCKETS)
_ERRORS = Counter("bailee_errors", "Requests that a fault of ours ended, by the class of the error.", ("error",))
_DATABASE = Counter("bailee_database_errors", "Requests that an error of the database ended, by its class.", ("error",))
_REFUSED = Counter(
    "bailee_bodies_refused", "Bodies that did not come, came too slowly or too many at once.", ("status",)
)


def answered(route: str, method: str, status: int, seconds: float) -> None:
    _REQUESTS.labels(route, method if method in METHODS else "other", str(status)).inc()
    _SECONDS.labels(route).observe(seconds)


def refused(status: str) -> None:
    _REFUSED.labels(status.split()[0]).inc()


def failed(error: BaseException) -> None:
    """A request that an error ended: one of the database's, or one of ours."""
    fault = database_fault(error)
    if fault is not None:
        _DATABASE.labels(type(fault).__name__).inc()
    else:
        _ERRORS.labels(type(error).__name__).inc()


def database_fault(error: BaseException | None) -> DatabaseFault | None:
    """The error of the database that is behind another one; None where none is."""
    for _ in range(10):
        if error is None or isinstance(error, DatabaseFault):
            return error
        error = error.__cause__ or error.__context__
    return None
