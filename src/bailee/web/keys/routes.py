"""Address of the keys."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.keys import views
from bailee.web.routes import Route

ROUTES = (
    Route("keys/", "keys", views.page, get=Permission.MANAGE_KEYS),
    Route("keys/destroy/", "keys-destroy", views.destroy, post=Permission.MANAGE_KEYS, dangerous=True),
)
