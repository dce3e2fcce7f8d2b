"""Addresses of findings."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.findings import rules, views
from bailee.web.routes import Route, Section

_SEE, _DECIDE = Permission.SEE_FINDINGS, Permission.DECIDE_FINDINGS

ROUTES = (
    Route("findings/", "findings", views.queue, get=_SEE, post=_DECIDE, past=True),
    Route("findings/undo/<int:first>-<int:last>-<int:count>/", "findings-undo", views.undo, post=_DECIDE),
    Route("findings/views/", "findings-views", views.save_view, post=_SEE),
    Route("findings/rules/", "findings-rules", rules.listing, get=_SEE, post=_DECIDE),
    Route("findings/rules/<slug:ident>/end/", "findings-rule-end", rules.end, post=_DECIDE),
    Route("search/", "search", views.search, get=_SEE),
)
SECTIONS = (Section("findings", "Findings", _SEE, 20),)
