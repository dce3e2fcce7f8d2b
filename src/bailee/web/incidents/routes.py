"""Addresses of incidents. Who sees stores sees the register; saying what is known is a task; telling people, deciding and closing
are of those who handle requests. One that is privileged is refused by the door to whom privilege is not open to."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.incidents import acts, letters, looking, views
from bailee.web.routes import Route, Section

_SEE, _DO, _HANDLE = Permission.SEE_STORES, Permission.DO_TASKS, Permission.HANDLE_REQUESTS

ROUTES = (
    Route("incidents/", "incidents", views.listing, get=_SEE, past=True),
    Route("incidents/look/", "incident-look", looking.look, get=_SEE, past=True),
    Route("incidents/report/", "incident-report", acts.report, get=_DO, post=_DO),
    Route("incidents/of/<slug:ident>/", "incident", views.one, get=_SEE, past=True),
    Route("incidents/of/<slug:ident>/calendar/", "incident-calendar", views.calendar, get=_SEE, export=True),
    Route("incidents/of/<slug:ident>/sheet/", "incident-sheet", views.sheet, post=_DO, export=True),
    Route("incidents/of/<slug:ident>/sheet/<int:number>/", "incident-printed", views.printed, get=_SEE, export=True),
    Route("incidents/of/<slug:ident>/say/", "incident-say", acts.say, post=_DO),
    Route("incidents/of/<slug:ident>/decide/", "incident-decide", acts.decide, post=_HANDLE),
    Route("incidents/of/<slug:ident>/privilege/", "incident-privilege", acts.privilege, post=_DO),
    Route("incidents/of/<slug:ident>/letters/", "incident-letters", letters.page, get=_HANDLE, post=_HANDLE),
    Route("incidents/of/<slug:ident>/letters/print/", "incident-print", letters.printed, post=_HANDLE, export=True),
    Route("incidents/of/<slug:ident>/forms/", "incident-forms", letters.forms, post=_HANDLE, export=True),
)
SECTIONS = (Section("incidents", "Incidents", _SEE, 56),)
