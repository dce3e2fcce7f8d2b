"""Addresses of tickets."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.routes import Route, Section
from bailee.web.tickets import acts, views

_SEE, _CHOOSE, _DO = Permission.SEE_ALERTS, Permission.CHANGE_SETTINGS, Permission.DO_TASKS

ROUTES = (
    Route("tickets/", "tickets", views.listing, get=_SEE),
    Route("tickets/connect/<slug:system>/", "tickets-connect", acts.connect_desk, post=_CHOOSE),
    Route("tickets/chat/", "tickets-chat", acts.connect_chat, post=_CHOOSE),
    Route("tickets/map/<slug:ident>/", "tickets-map", acts.map_desk, post=_CHOOSE),
    Route("tickets/test/<slug:ident>/", "tickets-test", acts.test_desk, post=_CHOOSE),
    Route("tickets/end/<slug:ident>/", "tickets-end", acts.end, post=_CHOOSE),
    Route("tickets/now/", "tickets-now", acts.tell_now, post=_DO),
)
SECTIONS = (Section("tickets", "Tickets", _SEE, 56, under="tasks"),)
