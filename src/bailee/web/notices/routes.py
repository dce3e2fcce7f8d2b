"""Addresses of notices. What they say, whoever sees the table may read; writing and publishing is for who may write notices."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.notices import acts, composer, policies, views
from bailee.web.routes import Route, Section

_SEE, _WRITE = Permission.SEE_TABLE, Permission.WRITE_NOTICES

ROUTES = (
    Route("notices/", "notices", views.listing, get=_SEE, past=True),
    Route("notices/draft/", "notice-draft", acts.draft, post=_WRITE),
    Route("notices/policy/", "notice-policy", policies.take, get=_WRITE, post=_WRITE),
    Route("notices/of/<slug:kind>/", "notice", composer.page, get=_SEE),
    Route("notices/of/<slug:kind>/answer/", "notice-answer", acts.answer, get=_WRITE, post=_WRITE),
    Route("notices/of/<slug:kind>/publish/", "notice-publish", acts.publish, post=_WRITE),
    Route("notices/of/<slug:kind>/<int:version>/", "notice-preview", views.preview, get=_SEE, past=True),
    Route(
        "notices/of/<slug:kind>/<int:version>/<slug:form>/", "notice-file", views.file, get=_SEE, export=True, past=True
    ),
)
SECTIONS = (Section("notices", "Notices", _SEE, 52),)
