"""Addresses of protection."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.protect import exposed, undoing, views, waiting
from bailee.web.routes import Route, Section

_SEE, _PROTECT = Permission.SEE_FINDINGS, Permission.PROTECT

ROUTES = (
    Route("protect/", "protect", views.listing, get=_SEE),
    Route("protect/choose/", "protect-choose", views.choose, post=_PROTECT, dangerous=True),
    Route("protect/waiting/", "protect-waiting", waiting.listing, get=_SEE, past=True),
    Route("protect/waiting/decide/", "protect-decide", waiting.decide, post=_PROTECT, dangerous=True),
    Route("protect/done/", "protect-done", undoing.listing, get=_SEE, past=True),
    Route("protect/done/undo/", "protect-undo", undoing.put_back, post=_PROTECT, dangerous=True),
    Route("protect/done/<slug:ident>.pdf", "protect-certificate", undoing.certificate, get=_SEE, export=True),
    Route("protect/exposure/", "protect-exposure", exposed.listing, get=_SEE, past=True),
)
SECTIONS = (Section("protect", "Protect", _SEE, 35),)
