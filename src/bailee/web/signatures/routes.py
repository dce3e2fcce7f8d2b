"""Addresses of signatures, for whoever writes notices; and of the device that was handed over, which knows nobody."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.routes import Route, Scope, Section
from bailee.web.signatures import asking, kiosk, one, open, paper, views

_WRITE = Permission.WRITE_NOTICES

ROUTES = (
    Route("signatures/", "signatures", views.index, get=_WRITE, past=True),
    Route("signatures/of/<slug:kind>/", "signatures-of", views.standing, get=_WRITE, past=True),
    Route("signatures/of/<slug:kind>/ask/", "signatures-ask", asking.ask, get=_WRITE, post=_WRITE),
    Route("signatures/of/<slug:kind>/sheets/", "signatures-sheets", paper.printed, post=_WRITE),
    Route("signatures/paper/", "signatures-paper", paper.scanned, get=_WRITE, post=_WRITE),
    Route("signatures/paper/keep/", "signatures-paper-keep", paper.keep, post=_WRITE),
    Route("signatures/kiosk/", "signatures-kiosk", kiosk.start, get=_WRITE, post=_WRITE),
    Route("signatures/open/", "signatures-open", open.page, get=_WRITE, post=_WRITE),
    Route("signatures/request/<slug:ident>/", "signatures-one", one.one, get=_WRITE, post=_WRITE),
    Route(
        "signatures/request/<slug:ident>/certificate/",
        "signatures-certificate",
        one.certificate,
        get=_WRITE,
        export=True,
    ),
    Route("kiosk/", "kiosk", kiosk.at_the_device, scope=Scope.OPEN, acts=True),
    Route("kiosk/sign/", "kiosk-sign", kiosk.sign, scope=Scope.OPEN, acts=True),
)
SECTIONS = (Section("signatures", "Signatures", _WRITE, 48, under="notices"),)
