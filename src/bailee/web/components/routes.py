"""Open to whoever is signed in: it shows nothing of anybody."""

from __future__ import annotations

from bailee.web.components import views
from bailee.web.routes import Route, Scope

ROUTES = (
    Route("components/", "components", views.show, scope=Scope.ACCOUNT),
    Route("components/part/", "components-part", views.part, scope=Scope.ACCOUNT),
)
