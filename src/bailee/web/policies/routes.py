"""Addresses of policies."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.policies import views
from bailee.web.routes import Route, Section

_SEE, _MANAGE = Permission.SEE_STORES, Permission.MANAGE_STORES

ROUTES = (Route("policies/", "policies", views.page, get=_SEE, post=_MANAGE),)
SECTIONS = (Section("policies", "Policies", _SEE, 48, under="stores"),)
