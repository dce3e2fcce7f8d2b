"""Addresses of alerts."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.alerts import views
from bailee.web.routes import Route, Scope, Section

_SEE = Permission.SEE_ALERTS

ROUTES = (
    Route("alerts/", "alerts", views.listing, get=_SEE),
    Route("alerts/mail/", "alerts-mail", views.choose_mail, post=_SEE),
    Route("alerts/all/seen/", "alerts-seen-all", views.see_all, post=_SEE),
    Route("alerts/<slug:ident>/seen/", "alerts-seen", views.see, post=_SEE),
    Route("alerts/", "alerts-desk", views.over_clients, get=_SEE, scope=Scope.DESK),
)
SECTIONS = (Section("alerts-desk", "Alerts", _SEE, 40, Scope.DESK),)
