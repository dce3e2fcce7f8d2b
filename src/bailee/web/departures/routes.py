"""Addresses of departures."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.departures import apart, holds, views, whose
from bailee.web.routes import Route, Section

_SEE, _DECIDE, _DECLARE = Permission.SEE_STORES, Permission.DECIDE_FINDINGS, Permission.DECLARE

ROUTES = (
    Route("departures/", "departures", views.listing, get=_SEE, past=True),
    Route("departures/confidential/", "departures-apart", apart.page, get=_SEE, post=_DECLARE, past=True),
    Route("departures/confidential/<slug:ident>/withdraw/", "departures-apart-withdraw", apart.withdraw, post=_DECLARE),
    Route("departures/holds/", "departures-holds", holds.page, get=_SEE, post=_DECLARE, past=True),
    Route("departures/holds/<slug:ident>/lift/", "departures-hold-lift", holds.lift, post=_DECLARE),
    Route("departures/whose/", "departures-whose", whose.page, get=_SEE, post=_DECIDE, past=True),
    Route("departures/<slug:ident>/", "departure", views.one, get=_SEE, past=True),
    Route("departures/<slug:ident>/decide/", "departure-decide", views.decide, post=_DECIDE),
)
SECTIONS = (Section("departures", "Departures", _SEE, 25, under="findings"),)
