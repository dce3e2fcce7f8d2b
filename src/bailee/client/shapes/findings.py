"""What is sent and answered of findings, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

import bailee.client.shapes.common as common


class Finding(TypedDict):
    """One value in one place. Names of files are masked; `fingerprint` is equal where the value is; `known`: the
    list of known values that it is on; `attributes` say what is known of it, and never a value."""

    ident: str
    locator: list[str]
    place: str
    store: str
    detector: str
    category: str
    subject: str
    count: int
    confidence: common.Confidence
    probability: float
    fingerprint: str
    mask: str
    attributes: dict[str, str]
    known: str | None
    new: bool
    decision: FindingsDecision | None


class Findings(TypedDict):
    items: list[Finding]
    next: str | None


class FindingsDecision(TypedDict):
    """What a person decided."""

    verdict: str
    reason: str
    until: str | None
    by: str
    at: str


class NewDecision(TypedDict):
    """Dismissed takes a reason (false-alarm, test-data, not-personal, or your own words), accepted a reason and a
    day within a year."""

    verdict: Literal["accepted", "confirmed", "dismissed"]
    reason: NotRequired[str]
    until: NotRequired[str | None]
