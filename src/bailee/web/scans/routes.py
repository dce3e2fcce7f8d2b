"""Addresses of scans."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.routes import Route, Section
from bailee.web.scans import past, schedules, views

_SEE, _SCAN = Permission.SEE_STORES, Permission.SCAN

ROUTES = (
    Route("scans/", "scans", views.listing, get=_SEE, past=True),
    Route("scans/new/", "scan-start", views.start, get=_SCAN, post=_SCAN),
    Route("scans/places/", "scan-places", views.add, post=_SCAN),
    Route("scans/job/<slug:job>/", "scans-job", views.running, get=_SEE, post=_SCAN),
    Route("scans/job/<slug:job>/part/", "scans-job-part", views.part, get=_SEE),
    Route("scans/past/<int:scan>/", "scans-past", past.one, get=_SEE),
    Route("scans/schedules/new/", "scans-schedule", schedules.new, get=_SCAN, post=_SCAN),
    Route("scans/schedules/<slug:ident>/end/", "scans-schedule-end", schedules.end, post=_SCAN),
)
SECTIONS = (Section("scans", "Scans", _SEE, 40, under="stores"),)
