"""Addresses of off-boarding."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.leaving import views
from bailee.web.routes import Route, Scope

_LEAVE, _DESK = Permission.OFF_BOARD, Scope.DESK

ROUTES = (
    Route(
        "people/at/<slug:client>/leave/", "leaving", views.page, get=_LEAVE, post=_LEAVE, scope=_DESK, dangerous=True
    ),
    Route(
        "people/at/<slug:client>/leave/hand-over/", "leaving-hand-over", views.hand_over, post=_LEAVE, scope=_DESK,
        dangerous=True,
    ),
    Route(
        "people/at/<slug:client>/leave/handed-over.zip.age", "leaving-sealed", views.sealed, get=_LEAVE, scope=_DESK,
        export=True,
    ),
    Route(
        "people/at/<slug:client>/leave/certificate.pdf", "leaving-certificate", views.certificate, get=_LEAVE, scope=_DESK,
    ),
)  # fmt: skip
