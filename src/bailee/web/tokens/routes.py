"""Addresses of tokens."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.routes import Route
from bailee.web.tokens import views

_USE = Permission.USE_API

ROUTES = (
    Route("tokens/", "tokens", views.listing, get=_USE, post=_USE, dangerous=True),
    Route("tokens/<slug:ident>/revoke/", "token-revoke", views.revoke, post=_USE),
)
