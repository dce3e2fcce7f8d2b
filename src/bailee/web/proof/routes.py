"""Addresses of the proof."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.proof import views
from bailee.web.routes import Route, Section

_SEE = Permission.SEE_EVIDENCE

ROUTES = (
    Route("proof/", "proof", views.listing, get=_SEE, past=True),
    Route("proof/list/", "proof-list", views.taken, get=Permission.EXPORT, export=True, past=True),
    Route("proof/bundle/", "proof-bundle", views.bundle, post=Permission.EXPORT, export=True),
)
SECTIONS = (Section("proof", "Proof", _SEE, 57),)
