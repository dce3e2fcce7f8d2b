"""Addresses of consent. A person's own page is behind a secret: opening it shows, and only a button acts."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.consents import acts, own, views
from bailee.web.routes import Route, Scope, Section

_SEE, _WRITE = Permission.SEE_STORES, Permission.WRITE_NOTICES

ROUTES = (
    Route("consents/", "consents", views.forms, get=_SEE, past=True),
    Route("consents/new/", "consent-new", views.new, get=_WRITE, post=_WRITE),
    Route("consents/calls/", "consent-calls", views.calls, get=_SEE),
    Route("consents/of/<slug:kind>/", "consent", views.one, get=_SEE, post=_WRITE, past=True),
    Route("consents/of/<slug:kind>/link/", "consent-link", acts.link, post=_WRITE),
    Route("consents/of/<slug:kind>/revoke/", "consent-revoke", acts.revoke, post=_WRITE),
    Route("consents/of/<slug:kind>/withdraw/", "consent-withdraw", acts.withdraw, post=_WRITE),
    Route("consents/of/<slug:kind>/instead/", "consent-instead", acts.instead, post=_WRITE),
    Route("consent/<str:token>/", "consent-own", own.page, scope=Scope.OPEN, acts=True),
    Route("consent/<str:token>/receipt.json", "consent-receipt", own.receipt, scope=Scope.OPEN),
)
SECTIONS = (Section("consents", "Consent", _SEE, 63, under="inventory"),)
