"""Addresses of webhooks."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.routes import Route
from bailee.web.webhooks import views

_SEE, _CHANGE = Permission.SEE_SETTINGS, Permission.CHANGE_SETTINGS

ROUTES = (
    Route("webhooks/", "webhooks", views.listing, get=_SEE, post=_CHANGE, dangerous=True),
    Route("webhooks/<slug:ident>/", "webhook", views.one, get=_SEE),
    Route("webhooks/<slug:ident>/test/", "webhook-test", views.test, post=_CHANGE),
    Route("webhooks/<slug:ident>/on/", "webhook-on", views.switch_on, post=_CHANGE),
    Route("webhooks/<slug:ident>/rotate/", "webhook-rotate", views.rotate, post=_CHANGE, dangerous=True),
    Route("webhooks/<slug:ident>/remove/", "webhook-remove", views.remove, post=_CHANGE, dangerous=True),
    Route("webhooks/<slug:ident>/<slug:message>/again/", "webhook-again", views.again, post=_CHANGE),
    Route("webhooks/<slug:ident>/<slug:message>/leave/", "webhook-leave", views.leave, post=_CHANGE),
)
