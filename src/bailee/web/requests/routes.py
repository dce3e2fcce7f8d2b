"""Addresses of requests. The page for everybody is open to whoever has its address, where its organisation opened it."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.requests import acts, intake, views
from bailee.web.routes import Route, Scope, Section

_HANDLE = Permission.HANDLE_REQUESTS

ROUTES = (
    Route("requests/", "requests", views.listing, get=_HANDLE, past=True),
    Route("requests/new/", "request-new", views.new, get=_HANDLE, post=_HANDLE),
    Route("requests/figures/", "request-figures", views.figures, get=_HANDLE, past=True),
    Route("requests/page/", "request-page", acts.page, post=_HANDLE),
    Route("requests/<slug:ident>/", "request", views.one, get=_HANDLE, post=_HANDLE, past=True),
    Route("requests/<slug:ident>/letter/<slug:kind>/", "request-letter", views.letter, get=_HANDLE),
    Route("requests/<slug:ident>/statement/", "request-statement", acts.statement, post=_HANDLE, export=True),
    Route("ask/<slug:of>/", "ask-about-own", intake.page, scope=Scope.OPEN, acts=True),
)
SECTIONS = (Section("requests", "Requests", _HANDLE, 54),)
