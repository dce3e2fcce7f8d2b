"""Addresses of the questionnaire."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.questionnaire import views
from bailee.web.routes import Route, Section

_SEE, _DECLARE = Permission.SEE_SETTINGS, Permission.DECLARE

ROUTES = (Route("questions/", "questions", views.page, get=_SEE, post=_DECLARE),)
SECTIONS = (Section("questions", "Questions", _SEE, 55, under="obligations"),)
