"""What is sent and answered of proof, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class BundleOf(TypedDict):
    person: NotRequired[str]
    notice: NotRequired[str]


class InformedAct(TypedDict):
    """That somebody was told, signed, agreed; `record`: where it stands in the log."""

    name: str
    person: str
    notice: str
    version: int
    language: str
    sha256: str
    what: str
    how: str
    on: str
    record: int
    purpose: str
    until: str


class InformedActs(TypedDict):
    items: list[InformedAct]
    total: int
    next: str | None
