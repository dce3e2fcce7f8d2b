"""Addresses of signing: one's own, by account or by link."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.routes import Route, Scope
from bailee.web.signing import views

_SEE, _SIGN = Permission.SEE_OWN, Permission.SIGN_OWN

ROUTES = (
    Route("own/sign/<slug:ident>/", "own-sign", views.own, get=_SEE, post=_SIGN),
    Route("own/sign/<slug:ident>/copy/", "own-signed-copy", views.own_copy, get=_SEE),
    Route("e/sign/<slug:ident>/", "person-sign", views.person, scope=Scope.OPEN, acts=True),
    Route("e/sign/<slug:ident>/copy/", "person-signed-copy", views.person_copy, scope=Scope.OPEN),
)
