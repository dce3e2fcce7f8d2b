"""Addresses of settings."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.routes import Route, Section
from bailee.web.settings import views

_SEE, _DECLARE = Permission.SEE_SETTINGS, Permission.DECLARE

ROUTES = (
    Route("settings/", "settings", views.page, get=_SEE),
    Route("settings/name/", "settings-name", views.rename, post=Permission.CHANGE_SETTINGS),
    Route("settings/facts/", "settings-facts", views.facts, get=_SEE),
    Route("settings/facts/<slug:fact>/", "settings-fact", views.fact, get=_SEE, post=_DECLARE),
    Route("settings/server/", "settings-server", views.server, get=Permission.CHANGE_SETTINGS),
)
SECTIONS = (
    Section("settings", "Settings", _SEE, 90, also=("authority", "keys", "tokens", "webhooks", "alerts", "access")),
)
