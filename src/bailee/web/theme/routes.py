"""The form at the foot of every page, also of the one that one signs in on."""

from __future__ import annotations

from bailee.web.routes import Route, Scope
from bailee.web.theme import views

ROUTES = (Route("theme/", "theme", views.choose, scope=Scope.OPEN, reads=False, acts=True),)
