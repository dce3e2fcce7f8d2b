"""Addresses that are open to everybody: a notice by its organisation and kind, and what this server says of Global Privacy Control."""

from __future__ import annotations

from bailee.web.published import views
from bailee.web.routes import Route, Scope

ROUTES = (
    Route("notices/<slug:of>/<slug:kind>/", "published", views.notice, scope=Scope.OPEN),
    Route(".well-known/gpc.json", "gpc", views.support, scope=Scope.OPEN),
)
