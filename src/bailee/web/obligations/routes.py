"""Addresses of obligations."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.obligations import views
from bailee.web.routes import Route, Section

_SEE = Permission.SEE_TABLE

ROUTES = (
    Route("obligations/", "obligations", views.listing, get=_SEE, past=True),
    Route("obligations/changes/", "obligations-changes", views.changed, get=_SEE),
    Route("obligations/<slug:rule>/", "obligation", views.one, get=_SEE, past=True),
)
SECTIONS = (Section("obligations", "Obligations", _SEE, 50),)
