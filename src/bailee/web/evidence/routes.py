"""Addresses of the log and of binders."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.evidence import acts, views
from bailee.web.routes import Route, Section

_SEE, _TAKE, _SETTLE = Permission.SEE_EVIDENCE, Permission.EXPORT, Permission.CHANGE_SETTINGS

ROUTES = (
    Route("evidence/", "evidence", views.page, get=_SEE),
    Route("evidence/checkpoint/", "evidence-checkpoint", acts.checkpoint, post=_TAKE, export=True),
    Route("evidence/record/", "evidence-record", acts.record, post=_TAKE, export=True),
    Route("evidence/binder/", "evidence-binder", acts.binder, post=_TAKE),
    Route("evidence/binder/<str:name>", "evidence-binder-file", acts.binder_file, get=_TAKE, export=True),
    Route("evidence/holders/", "evidence-holders", acts.holders, post=_SETTLE),
)
SECTIONS = (Section("evidence", "Log and binders", _SEE, 58, under="proof"),)
