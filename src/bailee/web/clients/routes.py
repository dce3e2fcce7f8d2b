"""Addresses about all clients."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.clients import views
from bailee.web.routes import Route, Scope, Section

ROUTES = (
    Route("clients/", "clients", views.listing, get=Permission.SEE_CLIENTS, scope=Scope.DESK),
    Route(
        "clients/new/",
        "clients-new",
        views.new,
        get=Permission.ADD_CLIENTS,
        post=Permission.ADD_CLIENTS,
        scope=Scope.DESK,
    ),
)
SECTIONS = (Section("clients", "Clients", Permission.SEE_CLIENTS, 10, Scope.DESK),)
