"""Addresses of deliveries. How many were reached, whoever sees the table may see; by name, who may send notices."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.deliveries import acts, correspondence, placed, starting, views
from bailee.web.routes import Route, Section

_SEE, _SEND = Permission.SEE_TABLE, Permission.WRITE_NOTICES

ROUTES = (
    Route("deliveries/", "deliveries", views.listing, get=_SEE, past=True),
    Route("deliveries/new/", "delivery-new", starting.page, get=_SEND, post=_SEND),
    Route("deliveries/how/", "delivery-how", correspondence.page, get=_SEND, post=_SEND),
    Route("deliveries/posters/", "delivery-posters", placed.posters, get=_SEE, post=_SEND, past=True),
    Route("deliveries/posters/<slug:ident>/down/", "delivery-poster-down", placed.take_down, post=_SEND),
    Route("deliveries/pages/", "delivery-pages", placed.pages, post=_SEND),
    Route("deliveries/of/<slug:ident>/", "delivery", views.one, get=_SEE, past=True),
    Route("deliveries/of/<slug:ident>/letters/", "delivery-letters", acts.letters, post=_SEND, export=True),
    Route("deliveries/of/<slug:ident>/posted/", "delivery-posted", acts.posted, post=_SEND),
    Route("deliveries/of/<slug:ident>/returned/", "delivery-returned", acts.returned, post=_SEND),
    Route("deliveries/of/<slug:ident>/handed/", "delivery-handed", acts.handed, post=_SEND),
    Route("deliveries/of/<slug:ident>/again/", "delivery-again", acts.again, post=_SEND),
    Route("deliveries/of/<slug:ident>/stop/", "delivery-stop", acts.stop, post=_SEND),
)
SECTIONS = (Section("deliveries", "Deliveries", _SEE, 53, under="notices"),)
