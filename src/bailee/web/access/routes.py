"""Addresses of who opened what."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.access import views
from bailee.web.routes import Route, Scope, Section

_SEE = Permission.SEE_ACCESS

ROUTES = (
    Route("access/", "access", views.of_organisation, get=_SEE, past=True),
    Route("access/", "access-desk", views.over_clients, get=_SEE, scope=Scope.DESK),
)
SECTIONS = (Section("access-desk", "Who opened what", _SEE, 30, Scope.DESK),)
