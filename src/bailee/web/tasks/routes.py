"""Addresses of tasks. A calendar is read by its secret alone: programs that show one do not sign in."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.routes import Route, Scope, Section
from bailee.web.tasks import acts, calendars, desk, views

_SEE, _DO = Permission.SEE_TABLE, Permission.DO_TASKS

ROUTES = (
    Route("tasks/", "tasks", views.listing, get=_SEE, post=_DO, past=True),
    Route("tasks/calendar/", "tasks-calendar", calendars.mine, get=_SEE, post=_SEE),
    Route("tasks/calendar/<slug:ident>/revoke/", "tasks-calendar-revoke", calendars.revoke, post=_SEE),
    Route("tasks/of/<slug:ident>/", "task", views.one, get=_SEE, post=_DO, past=True),
    Route("tasks/of/<slug:ident>/assign/", "task-assign", acts.assign, post=_DO),
    Route("tasks/of/<slug:ident>/due/", "task-due", acts.due, post=_DO),
    Route("tasks/of/<slug:ident>/snooze/", "task-snooze", acts.snooze, post=_DO),
    Route("tasks/of/<slug:ident>/start/", "task-start", acts.start, post=_DO),
    Route("tasks/of/<slug:ident>/reopen/", "task-reopen", acts.reopen, post=_DO),
    Route("tasks/of/<slug:ident>/after/", "task-after", acts.after, post=_DO),
    Route("tasks/", "tasks-desk", desk.over_clients, get=_SEE, scope=Scope.DESK),
    Route("calendar/<str:token>.ics", "calendar", calendars.feed, scope=Scope.OPEN),
)
SECTIONS = (Section("tasks", "Tasks", _SEE, 55), Section("tasks-desk", "Tasks", _SEE, 15, Scope.DESK))
