"""Addresses of the register of what watches people, and of the gate."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.monitoring import gate, views
from bailee.web.routes import Route, Section

_SEE, _DECLARE, _SCAN = Permission.SEE_STORES, Permission.DECLARE, Permission.SCAN

ROUTES = (
    Route("monitoring/", "monitoring", views.register, get=_SEE, past=True),
    Route("monitoring/of/<slug:ident>/", "monitoring-tool", views.tool, get=_SEE, post=_DECLARE, past=True),
    Route("gate/", "gate", gate.ask, get=_SEE, post=_SCAN),
    Route("gate/<slug:ident>/end/", "gate-end", gate.end, post=_SCAN),
)
SECTIONS = (
    Section("monitoring", "What watches", _SEE, 61, under="inventory"),
    Section("gate", "Gate", _SEE, 62, under="inventory"),
)
