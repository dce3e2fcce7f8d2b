"""Addresses of reports. What one report needs beside (`NEEDS` of its module) is asked by the operation."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.reports import looks, schedules, views
from bailee.web.routes import Route, Section

_SEE, _TAKE, _CHOOSE = Permission.SEE_TABLE, Permission.EXPORT, Permission.CHANGE_SETTINGS

ROUTES = (
    Route("reports/", "reports", views.listing, get=_SEE, past=True),
    Route("reports/make/", "report-make", views.make, post=_TAKE),
    Route("reports/preview/<slug:kind>/", "report-preview", views.preview, get=_SEE),
    Route("reports/made/<slug:ident>/", "report", views.one, get=_SEE, past=True),
    Route("reports/made/<slug:ident>/<slug:form>/", "report-file", views.download, get=_TAKE, export=True),
    Route("reports/look/", "report-look", looks.page, get=_SEE, post=_CHOOSE),
    Route("reports/look/logo/", "report-logo", looks.logo, get=_SEE),
    Route("reports/schedules/", "report-schedules", schedules.add, post=_CHOOSE),
    Route("reports/schedules/<slug:ident>/stop/", "report-schedule-stop", schedules.stop, post=_CHOOSE),
)
SECTIONS = (Section("reports", "Reports", _SEE, 11, under="client"),)
