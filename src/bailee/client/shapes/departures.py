"""What is sent and answered of departures, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

import bailee.client.shapes.common as common


class Decided(TypedDict):
    """Accepted until a day, not so, or opened again; the first two with a reason."""

    verdict: Literal["accepted", "not-so", "reopened"]
    reason: NotRequired[str]
    until: NotRequired[str | None]


class Departure(TypedDict):
    """One thing that is not as it was declared, or as a law asks. Its first files are told to those who see
    findings."""

    ident: str
    sort: str
    state: common.VocabularyState
    severity: common.Severity
    open: bool
    title: str
    why: str
    next: str
    clears: str
    people: common.People
    stores: list[str]
    column: str
    cells: list[Of]
    rule: DeparturesRule | None
    also: list[DeparturesRule]
    named: list[str]
    for_counsel: list[str]
    held_by: list[str]
    files: list[File]
    files_in_all: int
    found_at: str | None
    decision: DeparturesDecision | None


class Departures(TypedDict):
    items: list[Departure]
    total: int
    current: bool
    next: str | None


class DeparturesDecision(TypedDict):
    verdict: Literal["accepted", "not-so"]
    reason: str
    until: str | None
    by: str
    on: str


class DeparturesRule(TypedDict):
    """The rule that is departed from; `is_sure` false: whether it applies hangs on a question."""

    ident: str
    name: str
    citation: str
    is_sure: bool
    confidence: str
    reviewed: str
    source: list[str]


class File(TypedDict):
    """A file of it, masked; `on` and `dated_by`: how old it is, and as what says."""

    where: str
    beside: list[str]
    on: str | None
    dated_by: str | None


class Of(TypedDict):
    """A cell of the table that it stands in."""

    category: str
    subject: str
