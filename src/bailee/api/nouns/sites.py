"""Sites of an organisation, places that are named for scanning, and those that somebody left out with a reason."""

from __future__ import annotations

from datetime import datetime

from bailee.api.interface import Call, Count, Endpoint, Past, Request, Shape, Text, Word, shapes
from bailee.api.nouns.places import Place
from bailee.api.shapes import Named
from bailee.operations.add_place import add_place
from bailee.operations.list_stores import list_stores
from bailee.operations.search_places import leave_place
from bailee.permissions import Permission
from bailee.vocabulary import Severity


class SiteShape(Shape, frozen=True, kw_only=True):
    ident: str
    name: str
    jurisdiction: str
    time_zone: str
    places: tuple[str, ...]
    added_at: datetime


class Sites(Shape, frozen=True, kw_only=True):
    items: tuple[SiteShape, ...]


class NewSite(Request, frozen=True, kw_only=True):
    name: Word
    jurisdiction: Text = ""
    time_zone: Text = ""


class NewPlace(Request, frozen=True, kw_only=True):
    """A folder or an address; who may name them here is a matter of the server."""

    where: Word


class LeftOut(Request, frozen=True, kw_only=True):
    name: Word
    reason: Text


class LeftPlace(Shape, frozen=True, kw_only=True):
    name: str
    reason: str


class StoreSummary(Shape, frozen=True, kw_only=True):
    """A data store: where it lies, how much was found in it, how bad it is."""

    name: str
    place: str
    site: str
    files: Count
    findings: Count
    worst: tuple[str, ...]
    severity: Severity | None
    scanned_at: datetime | None


class StoreSummaries(Shape, frozen=True, kw_only=True):
    items: tuple[StoreSummary, ...]


def sites(call: Call) -> Sites:
    return Sites(items=shapes(call.workspace.sites(), SiteShape))


def added(call: Call) -> Named:
    wanted: NewSite = call.body
    return Named(
        ident=call.workspace.add_site(wanted.name, jurisdiction=wanted.jurisdiction, time_zone=wanted.time_zone)
    )


def placed(call: Call) -> Place:
    made = add_place(call.workspace, call.body.where)
    return Place(number=made.ident, name=made.name)


def left(call: Call) -> LeftPlace:
    made = leave_place(call.workspace, call.body.name, call.body.reason)
    return LeftPlace(name=made.found.name, reason=made.left_reason)


def stores(call: Call) -> StoreSummaries:
    return StoreSummaries(items=shapes(list_stores(call.workspace), StoreSummary))


_SEE, _MANAGE = Permission.SEE_STORES, Permission.MANAGE_STORES
ENDPOINTS = (
    Endpoint("GET", "sites", "list_sites", "Where the organisation works", sites, _SEE, Sites, query=Past),
    Endpoint("POST", "sites", "add_site", "Add a site", added, _MANAGE, Named, body=NewSite, status=201),
    Endpoint("POST", "places", "add_place", "Name a folder or an address that is to be scanned", placed, Permission.SCAN, Place, body=NewPlace, status=201),
    Endpoint("POST", "left-places", "leave_place", "Say why a place need not be scanned", left, _MANAGE, LeftPlace, body=LeftOut),
    Endpoint("GET", "store-summaries", "summarise_stores", "Data stores, how much was found in each and how bad it is", stores, _SEE, StoreSummaries, query=Past),
)  # fmt: skip
