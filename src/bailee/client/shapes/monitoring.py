"""What is sent and answered of monitoring, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

import bailee.client.shapes.common as common


class DeclareTool(TypedDict):
    """What it is for. `tool`: ident of a product, or a name of one's own."""

    tool: str
    purposes: NotRequired[list[MonitoringNewPurpose]]
    watched: NotRequired[list[common.SubjectCategory]]
    observes: NotRequired[list[str]]
    kept: NotRequired[str]
    viewers: NotRequired[list[str]]
    since: NotRequired[str | None]
    switched_off_on: NotRequired[str | None]


class MonitoringNewPurpose(TypedDict):
    purpose: str
    basis: NotRequired[common.LawfulBasis | None]


class MonitoringWithdraw(TypedDict):
    tool: str


class WatchingTool(TypedDict):
    """As `bailee monitoring --json`. `notice`: the notice that covers it, or that there is none."""

    ident: str
    name: str
    maker: str
    group: str
    observes: list[str]
    watched: list[common.SubjectCategory]
    categories: list[str]
    confidence: common.Confidence
    found: bool
    of_provider: bool
    since: dict[str, Any]
    last: str | None
    kept: dict[str, Any]
    viewers: dict[str, Any]
    purposes: list[str]
    declared: bool
    switched_off: str | None
    differences: list[str]
    state: common.VocabularyState
    traces: list[dict[str, Any]]
    notice: dict[str, Any]


class WatchingTools(TypedDict):
    items: list[WatchingTool]
