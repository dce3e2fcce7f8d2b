"""Addresses that belong to no organisation."""

from __future__ import annotations

from bailee.web.routes import Route, Scope
from bailee.web.start import views

ROUTES = (
    Route("", "entrance", views.entrance, scope=Scope.ACCOUNT),
    Route("healthz", "healthz", views.healthz, scope=Scope.OPEN),
    Route("readyz", "readyz", views.readyz, scope=Scope.OPEN),
)
