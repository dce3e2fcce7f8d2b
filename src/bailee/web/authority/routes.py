"""Addresses of authority to scan."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.authority import views
from bailee.web.routes import Route

_SEE, _RECORD = Permission.SEE_STORES, Permission.RECORD_AUTHORITY

ROUTES = (
    Route("authority/", "authority", views.page, get=_SEE, post=_RECORD),
    Route("authority/agreement/", "authority-agreement", views.agreement, post=_RECORD),
    Route("authority/<slug:ident>/withdraw/", "authority-withdraw", views.withdraw, post=_RECORD),
)
