"""Addresses of archives."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.archives import views
from bailee.web.routes import Route, Section

_SEE, _MANAGE = Permission.SEE_FINDINGS, Permission.MANAGE_STORES

ROUTES = (
    Route("archives/", "archives", views.listing, get=_SEE),
    Route("archives/move/", "archives-move", views.move, post=_MANAGE),
    Route("archives/<slug:ident>/back/", "archives-back", views.back, post=_MANAGE),
)
SECTIONS = (Section("archives", "Archives", _SEE, 49, under="stores"),)
