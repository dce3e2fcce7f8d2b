"""Addresses of the people whom data is about."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.roster import listed, reading, views
from bailee.web.routes import Route, Section

_SEE, _DECLARE = Permission.SEE_TABLE, Permission.DECLARE

ROUTES = (
    Route("roster/", "roster", views.page, get=_SEE, past=True),
    Route("roster/list/", "roster-list", listed.listing, get=_DECLARE, past=True),
    Route("roster/list/end/<slug:ident>/", "roster-end", listed.end, post=_DECLARE),
    Route("roster/read/", "roster-read", reading.read, get=_DECLARE, post=_DECLARE),
    Route("roster/keep/", "roster-keep", reading.keep, post=_DECLARE),
)
SECTIONS = (Section("roster", "People we know", _SEE, 17, under="inventory"),)
