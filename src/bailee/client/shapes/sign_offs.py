"""What is sent and answered of sign offs, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict


class AskedLine(TypedDict):
    """What became of one of them: asked, asked before, signed, declined, not on the roster."""

    person: str
    name: str
    outcome: str


class AskedPeople(TypedDict):
    items: list[AskedLine]


class Register(TypedDict):
    items: list[Signed]


class Sheets(TypedDict):
    version: NotRequired[int | None]
    language: NotRequired[str | None]


class SignOffsAsk(TypedDict):
    """Whom to ask; nobody named: everybody whom it is for. `by_mail`: a link goes out by mail, and its code to a
    second address. `dry_run`: only say what would be done."""

    version: NotRequired[int | None]
    people: NotRequired[list[str]]
    department: NotRequired[str]
    manager: NotRequired[str]
    site: NotRequired[str]
    due_on: NotRequired[str | None]
    asks_check: NotRequired[bool]
    by_mail: NotRequired[bool]
    again: NotRequired[bool]
    reminders: NotRequired[list[int]]
    escalates: NotRequired[int]
    quiet: NotRequired[str]
    zone: NotRequired[str | None]
    dry_run: NotRequired[bool]


class Signed(TypedDict):
    """How one notice that staff signs stands."""

    kind: str
    version: int
    language: str
    whole: int
    signed: int
    states: dict[str, int]
    questions: int


class Signer(TypedDict):
    """One person of the roster, and how she stands to the version."""

    person: str
    name: str
    number: str
    department: str
    manager: str
    state: str
    at: str | None
    due_on: str | None
    request: str
    identified_by: str
    has_question: bool


class Signers(TypedDict):
    kind: str
    version: int
    whole: int
    signed: int
    items: list[Signer]
    next: str | None


class Statement(TypedDict):
    """That somebody of the roster signed a version: ident, number, e-mail address or name."""

    person: str
    version: NotRequired[int | None]
    how: NotRequired[Literal["in-person-by-colleague", "paper-entered-later"]]
    witness: NotRequired[str]
    signed_on: NotRequired[str | None]
