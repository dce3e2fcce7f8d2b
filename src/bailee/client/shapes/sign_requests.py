"""What is sent and answered of sign requests, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict


class AnswerTo(TypedDict):
    answer: str


class ByHandNote(TypedDict):
    """That she signed by hand. `name`: as it stands there, where it is another one."""

    how: Literal["in-person-by-colleague", "paper-entered-later"]
    name: NotRequired[str]
    witness: NotRequired[str]
    signed_on: NotRequired[str | None]


class Declining(TypedDict):
    how: Literal["in-person-by-colleague", "paper-entered-later"]
    reason: NotRequired[str]


class SignEventShape(TypedDict):
    """What happened. `says`: her question, the answer, a reason."""

    act: str
    at: str
    by: str
    how: str
    says: str


class SignRequestShape(TypedDict):
    """What one person was asked, and what came of it."""

    ident: str
    kind: str
    version: int
    language: str
    person: str
    name: str
    state: str
    due_on: str | None
    asked_at: str
    opened_at: str | None
    ended_at: str | None
    asks_check: bool
    sheet: str
    events: list[SignEventShape]
