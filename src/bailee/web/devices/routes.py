"""Addresses of devices, of one organisation and of all."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.devices import desk, installing, views
from bailee.web.routes import Route, Scope, Section

_SEE, _MANAGE = Permission.SEE_STORES, Permission.MANAGE_STORES

ROUTES = (
    Route("devices/", "devices", views.listing, get=_SEE),
    Route("devices/install/", "devices-install", installing.page, get=_MANAGE, post=_MANAGE),
    Route("devices/install/end/", "devices-code-end", installing.end, post=_MANAGE),
    Route("devices/<slug:ident>/", "device", views.one, get=_SEE),
    Route("fleet/", "fleet", desk.listing, get=Permission.SEE_CLIENTS, scope=Scope.DESK),
)
SECTIONS = (
    Section("devices", "Devices", _SEE, 46, under="stores"),
    Section("fleet", "Devices", Permission.SEE_CLIENTS, 15, Scope.DESK),
)
