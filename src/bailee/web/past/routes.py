"""Addresses of where one chooses a past day, and of what changed between two."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.past import changes, views
from bailee.web.routes import Route

ROUTES = (
    Route("as-of/", "as-of", views.choose, get=Permission.SEE_TABLE),
    Route("changes/", "changes", changes.between, get=Permission.SEE_TABLE),
)
