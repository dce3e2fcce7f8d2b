"""Addresses of counsel's desk. Whoever sees what is privileged may ask for a packet; deciding and releasing are counsel's own."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.counsel import decided, strategies, views
from bailee.web.routes import Route, Section

_SEE, _REVIEW = Permission.SEE_PRIVILEGED, Permission.REVIEW

ROUTES = (
    Route("counsel/", "counsel", views.desk, get=_SEE, post=_SEE),
    Route("counsel/items/<slug:ident>/", "counsel-item", views.item, get=_SEE, post=_REVIEW),
    Route("counsel/packets/<slug:ident>/<slug:form>/", "counsel-packet", views.packet, get=_SEE, export=True),
    Route("counsel/import/", "counsel-import", views.take_over, post=_SEE),
    Route("counsel/decisions/", "counsel-decisions", decided.history, get=_SEE),
    Route("counsel/decisions/release/", "counsel-release", decided.release, post=_REVIEW),
    Route("counsel/decisions/admit/", "counsel-admit", decided.admit, post=_REVIEW),
    Route("strategy/", "strategy", strategies.page, get=_SEE),
    Route("strategy/<slug:form>/", "strategy-file", strategies.download, get=_SEE, export=True),
)
SECTIONS = (Section("counsel", "Counsel", _SEE, 58), Section("strategy", "Strategy", _SEE, 59, under="counsel"))
