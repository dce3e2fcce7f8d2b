"""What is sent and answered of consents, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict


class At(TypedDict):
    """What one place asks."""

    place: str
    name: str
    needs: Literal["all-party", "announce", "one-party", "unknown"]
    law: str | None
    citation: str | None
    says: str | None
    form: str | None
    confidence: str | None


class Consent(TypedDict):
    """How one purpose stands for one person. `sha256`: of the form that they were shown. Without sight of people:
    `not-given`, no more."""

    given: bool
    state: Literal["expired", "given", "never-asked", "not-given", "refused", "withdrawn"]
    why: str
    record: str | None
    form: str
    version: int | None
    sha256: str | None
    said_at: str | None
    until: str | None


class Recorded(TypedDict):
    record: str


class RecordedSaid(TypedDict):
    """With the version of the form that they were shown, and its SHA-256."""

    record: str
    version: int
    sha256: str


class Recording(TypedDict):
    """What a recording takes: the strictest place decides; what is unknown is taken for the strictest."""

    needs: Literal["all-party", "announce", "one-party"]
    announce: bool
    do: list[str]
    ask_counsel: list[str]
    places: list[At]


class Said(TypedDict):
    """What somebody said, each purpose by itself. `version`: of the form that they were shown; without it the
    newest."""

    form: str
    version: NotRequired[int | None]
    person: str
    given: NotRequired[list[str]]
    refused: NotRequired[list[str]]
    how: Literal["e-mail", "page", "paper", "recorded-call", "spoken"]
    until: NotRequired[str | None]


class Withdrawn(TypedDict):
    """What somebody takes back; without purposes, all of the form."""

    form: str
    person: str
    purposes: NotRequired[list[str]]
    how: NotRequired[Literal["e-mail", "page", "paper", "recorded-call", "spoken"]]
