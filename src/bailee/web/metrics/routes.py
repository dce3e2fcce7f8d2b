"""Where the figures are."""

from __future__ import annotations

from bailee.web.metrics import views
from bailee.web.routes import Route, Scope

ROUTES = (Route("metrics", "metrics", views.metrics, scope=Scope.OPEN),)
