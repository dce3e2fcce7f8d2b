"""Addresses of drills."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.drills import views
from bailee.web.routes import Route, Section

_SEE = Permission.SEE_EVIDENCE

ROUTES = (
    Route("drills/", "drills", views.listing, get=_SEE, past=True),
    Route("drills/<slug:ident>/", "drill", views.one, get=_SEE, past=True),
)
SECTIONS = (Section("drills", "Drills", _SEE, 59, under="proof"),)
