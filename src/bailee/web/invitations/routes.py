"""Addresses of inviting."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.invitations import views
from bailee.web.routes import Route

ROUTES = (
    Route(
        "invitations/",
        "invitations",
        views.invitations,
        get=Permission.SEE_MEMBERS,
        post=Permission.MANAGE_MEMBERS,
        dangerous=True,
    ),
    Route("invitations/<slug:ident>/withdraw/", "invitation-withdraw", views.withdraw, post=Permission.MANAGE_MEMBERS),
    Route("invitations/person/", "invitation-person", views.person, post=Permission.MANAGE_MEMBERS, dangerous=True),
)
