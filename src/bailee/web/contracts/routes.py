"""Addresses of the register of contracts."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.contracts import views
from bailee.web.routes import Route, Section

_SEE, _DECLARE = Permission.SEE_STORES, Permission.DECLARE

ROUTES = (
    Route("contracts/", "contracts", views.register, get=_SEE, post=_DECLARE, past=True),
    Route("contracts/remove/", "contracts-remove", views.remove, post=_DECLARE),
)
SECTIONS = (Section("contracts", "Contracts", _SEE, 60, under="inventory"),)
