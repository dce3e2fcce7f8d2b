"""What is sent and answered of people, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict

import bailee.client.shapes.common as common


class CategoryCount(TypedDict):
    category: str
    people: int


class OfHolding(TypedDict):
    category: str
    subject: common.SubjectCategory
    stores: list[str]
    people: Range


class OfStore(TypedDict):
    store: str
    people: Range


class OnNoRoster(TypedDict):
    subject: common.SubjectCategory
    people: Range
    stores: list[StoreCount]
    categories: list[CategoryCount]


class OnRoster(TypedDict):
    """Of those on the roster: how many are found, how many by their name alone, how many never."""

    subject: common.SubjectCategory
    listed: int
    found: int
    by_name: int
    never: int


class PeopleShape(TypedDict):
    """As `bailee people --json`."""

    people: Range
    holdings: list[OfHolding]
    stores: list[OfStore]
    roster: list[OnRoster]
    unknown: list[OnNoRoster]


class Range(TypedDict):
    """At least, at most, and why it is a range."""

    low: int
    high: int
    reasons: list[str]


class StoreCount(TypedDict):
    store: str
    people: int


class WholeShape(TypedDict):
    people: Range
    stores: list[OfStore]
