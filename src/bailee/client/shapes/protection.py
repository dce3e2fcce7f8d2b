"""What is sent and answered of protection, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

import bailee.client.shapes.common as common


class Batch(TypedDict):
    batch: str


class ByHandList(TypedDict):
    """`proposed`: with what the newest scan says of each; `to_do`: what would be proposed beside."""

    proposed: list[ByHandShape]
    to_do: list[ByHandShape]


class ByHandShape(TypedDict):
    """One thing to do. `proof`: what the newest scan since says of it."""

    ident: str
    act: str
    locator: str
    place: str
    categories: list[str]
    steps: list[str]
    proof: str
    at: str | None


class Choices(TypedDict):
    """One decision for these files; what cannot be undone then waits for another person."""

    files: list[ProtectionChoice]


class DecidedShape(TypedDict):
    act: str
    reason: str
    by: str
    at: str


class Erasure(TypedDict):
    """A certificate of what was erased, and what could not be reached."""

    ident: str
    at: str
    files: list[dict[str, Any]]


class Erasures(TypedDict):
    items: list[Erasure]


class ProposalShape(TypedDict):
    """A proposal that is kept: what cannot be undone."""

    ident: str
    batch: str
    act: str
    playbook: str
    state: str
    locator: str
    store: str
    by: str
    at: str
    is_open: bool
    events: list[DecidedShape]


class Proposals(TypedDict):
    items: list[ProposalShape]
    total: int
    next: str | None


class Propose(TypedDict):
    store: NotRequired[str | None]


class Proposed(TypedDict):
    """What is proposed for one file: masked, by its place. `file`: its number, by which it is chosen; null: it
    cannot be."""

    file: int | None
    path: str
    act: str
    playbook: str
    categories: dict[str, int]
    why: list[str]
    because: str
    is_irreversible: bool
    held_by: list[str]
    refusal: str
    severity: common.Severity


class ProtectedFiles(TypedDict):
    items: list[ProtectedShape]
    total: int
    next: str | None


class ProtectedShape(TypedDict):
    """A file that was protected: sealed, moved, restricted, quarantined, redacted, erased."""

    ident: str
    action: str
    state: str
    locator: str
    changed_at: str


class ProtectionChoice(TypedDict):
    file: int
    act: str


class ProtectionDecision(TypedDict):
    """Over proposals, or whole batches."""

    idents: list[str]
    reason: str


class ProtectionPlan(TypedDict):
    items: list[Proposed]
    counts: dict[str, int]
    total: int
    next: str | None


class ProvenFiles(TypedDict):
    items: list[ProvenShape]
    total: int


class ProvenShape(TypedDict):
    """How one file stands on the disk now. `seen_gone` null: it is in no place that is scanned."""

    ident: str
    path: str
    state: str
    reason: str
    words: str
    seen_gone: bool | None
    not_cleaned: list[str]


class ToDo(TypedDict):
    items: list[ByHandShape]


class Undo(TypedDict):
    """Put back: the same bytes, rights and times."""

    idents: list[str]
