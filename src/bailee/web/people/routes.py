"""Addresses of the provider's people at its clients."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.people import views
from bailee.web.routes import Route, Scope, Section

_SEE, _ASSIGN, _DESK = Permission.SEE_CLIENTS, Permission.ASSIGN, Scope.DESK

ROUTES = (
    Route("people/", "people", views.listing, get=_SEE, post=_ASSIGN, scope=_DESK),
    Route("people/at/<slug:client>/", "people-at", views.one, get=_SEE, scope=_DESK),
    Route("people/at/<slug:client>/assign/", "people-assign", views.assign, post=_ASSIGN, scope=_DESK),
    Route("people/at/<slug:client>/end/<str:person>/", "people-end", views.end, post=_ASSIGN, scope=_DESK),
    Route(
        "people/at/<slug:client>/open/",
        "people-open",
        views.open_with_reason,
        post=Permission.BREAK_GLASS,
        scope=_DESK,
        dangerous=True,
    ),
)
SECTIONS = (Section("people", "People", _SEE, 20, _DESK),)
