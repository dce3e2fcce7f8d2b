"""Addresses of one's own page: for members, and behind a link for people without an account."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.own import asking, views
from bailee.web.routes import Route, Scope

ROUTES = (
    Route("own/", "own", views.own, get=Permission.SEE_OWN),
    Route("own/ask/", "own-ask", asking.ask, post=Permission.SIGN_OWN),
    Route("e/", "person", views.person, scope=Scope.OPEN),
    Route("e/ask/", "person-ask", asking.ask_by_link, scope=Scope.OPEN, reads=False, acts=True),
    Route("e/<str:token>/", "person-link", views.link, scope=Scope.OPEN, acts=True),
)
