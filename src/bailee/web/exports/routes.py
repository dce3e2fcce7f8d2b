"""Addresses of exports."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.exports import views
from bailee.web.routes import Route, Section

_OWN = Permission.MANAGE_KEYS

ROUTES = (
    Route("export/", "exports", views.page, get=_OWN, post=_OWN, dangerous=True),
    Route("export/<str:name>", "export-file", views.file, get=_OWN, export=True),
)
SECTIONS = (Section("exports", "Export", _OWN, 74, under="settings"),)
