"""Addresses of members."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.members import views
from bailee.web.routes import Route, Section

_SEE, _MANAGE = Permission.SEE_MEMBERS, Permission.MANAGE_MEMBERS

ROUTES = (
    Route("members/", "members", views.listing, get=_SEE, past=True),
    Route("members/roles/", "members-roles", views.roles, get=_SEE),
    Route("members/one/<str:member>/", "members-one", views.one, get=_SEE, past=True),
    Route("members/one/<str:member>/role/", "members-role", views.change_role, post=_MANAGE, dangerous=True),
    Route("members/one/<str:member>/end/", "members-end", views.end, post=_MANAGE, dangerous=True),
)
SECTIONS = (Section("members", "Members", _SEE, 70, under="settings", also=("invitations",)),)
