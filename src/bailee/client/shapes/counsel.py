"""What is sent and answered of counsel, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict

Scope: TypeAlias = Literal["all-clients", "client", "place"]

Verdict: TypeAlias = Literal["accept", "change", "refuse"]


class Admission(TypedDict):
    """Whether somebody of the provider may read what is privileged here."""

    member: str
    is_admitted: bool
    reason: NotRequired[str]


class Admitted(TypedDict):
    members: list[str]


class CounselAsk(TypedDict):
    """What the packet of today says beside what is asked. `provider`: who looks after the client, on the cover."""

    due_on: NotRequired[str | None]
    provider: NotRequired[str]
    note: NotRequired[str]
    paper: NotRequired[Literal["a4", "letter"]]


class Decide(TypedDict):
    """Over the very words that were read: `sha256` of the item."""

    item: str
    sha256: str
    verdict: Verdict
    scope: NotRequired[Scope]
    places: NotRequired[list[str]]
    expires_on: NotRequired[str | None]
    words: NotRequired[str]
    note: NotRequired[str]
    firm: NotRequired[str]


class DecisionShape(TypedDict):
    """A decision of counsel. `by`: who noted it, where that is not counsel."""

    ident: str
    text: str
    kind: str
    sha256: str
    verdict: Verdict
    reviewer: str
    firm: str
    decided_on: str
    expires_on: str | None
    scope: Scope
    places: list[str]
    ground: str
    how: str
    packet: str
    title: str
    by: str


class Decisions(TypedDict):
    items: list[DecisionShape]
    released: list[str]


class Filled(TypedDict):
    """A filled-in decision file, or the DOCX that came back."""

    filename: str
    content: str
    name: NotRequired[str]
    firm: NotRequired[str]


class ItemShape(TypedDict):
    """One question or text to decide. `sha256`: of its words, which a decision is over."""

    number: int
    ident: str
    kind: str
    title: str
    sha256: str
    risk: str
    lines: list[str]
    about: dict[str, Any]


class OnPaper(TypedDict):
    """That a named person reviewed a version on paper: the paper's hash is kept."""

    notice: str
    version: int
    language: NotRequired[str]
    by: str
    firm: NotRequired[str]
    paper: str


class OnePacket(TypedDict):
    packet: PacketLine
    items: list[ItemShape]


class PacketLine(TypedDict):
    ident: str
    due_on: str | None
    by: str
    at: str
    items: int


class Packets(TypedDict):
    items: list[PacketLine]


class Release(TypedDict):
    """That others may read one decision or packet from now on; it cannot be taken back."""

    ident: str
    to: str
    reason: str


class TakenShape(TypedDict):
    """What was taken over: decisions, versions drafted in counsel's words, other clients for which it counts."""

    decisions: list[DecisionShape]
    drafts: list[str]
    others: list[str]
