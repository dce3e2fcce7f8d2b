"""Address of where one chooses a past day."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.past import views
from bailee.web.routes import Route

ROUTES = (Route("as-of/", "as-of", views.choose, get=Permission.SEE_TABLE),)
