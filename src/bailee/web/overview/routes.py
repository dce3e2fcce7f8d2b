"""Addresses of an organisation's own page."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.overview import views
from bailee.web.routes import Route, Section

ROUTES = (
    Route("", "client", views.client, get=Permission.SEE_TABLE),
    Route("obligations/", "obligations", views.obligations, get=Permission.SEE_TABLE),
)
SECTIONS = (
    Section("client", "Overview", Permission.SEE_TABLE, 10),
    Section("obligations", "Obligations", Permission.SEE_TABLE, 50),
)
