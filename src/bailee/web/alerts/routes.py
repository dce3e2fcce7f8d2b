"""Addresses of alerts."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.alerts import views
from bailee.web.routes import Route, Scope, Section

_SEE, _KNOW = Permission.SEE_ALERTS, Permission.DECIDE_FINDINGS

ROUTES = (
    Route("alerts/", "alerts", views.listing, get=_SEE),
    Route("alerts/mail/", "alerts-mail", views.choose_mail, post=_SEE),
    Route("alerts/all/seen/", "alerts-seen-all", views.see_all, post=_KNOW),
    Route("alerts/<slug:ident>/seen/", "alerts-seen", views.see, post=_KNOW),
    Route("alerts/", "alerts-desk", views.over_clients, get=_SEE, scope=Scope.DESK),
)
SECTIONS = (Section("alerts-desk", "Alerts", _SEE, 40, Scope.DESK),)
