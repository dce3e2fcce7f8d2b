"""Addresses of data stores and of coverage."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.routes import Route, Section
from bailee.web.stores import views

_SEE, _MANAGE = Permission.SEE_STORES, Permission.MANAGE_STORES

ROUTES = (
    Route("stores/", "stores", views.stores, get=_SEE, past=True),
    Route("stores/sites/", "stores-sites", views.add_site, post=_MANAGE),
    Route("stores/devices/", "stores-devices", views.keep_device, post=_MANAGE),
    Route("stores/leave/", "stores-leave", views.leave, post=_MANAGE),
    Route("coverage/", "coverage", views.coverage, get=_SEE, past=True),
)
SECTIONS = (Section("stores", "Stores", _SEE, 30), Section("coverage", "Coverage", _SEE, 45, under="stores"))
