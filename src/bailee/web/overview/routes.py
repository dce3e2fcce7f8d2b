"""Addresses of an organisation's own page."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.overview import views
from bailee.web.routes import Route, Section

ROUTES = (Route("", "client", views.client, get=Permission.SEE_TABLE, past=True),)
SECTIONS = (Section("client", "Overview", Permission.SEE_TABLE, 10),)
