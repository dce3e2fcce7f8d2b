"""What is sent and answered of sites, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class NewSite(TypedDict):
    name: str
    jurisdiction: NotRequired[str]
    time_zone: NotRequired[str]


class SiteShape(TypedDict):
    ident: str
    name: str
    jurisdiction: str
    time_zone: str
    places: list[str]
    added_at: str


class Sites(TypedDict):
    items: list[SiteShape]
