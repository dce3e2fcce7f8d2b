"""What is sent and answered of webhooks, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class Message(TypedDict):
    """One event that was told, or waits; `status`, `fault` and `milliseconds` are of the last try."""

    ident: str
    event: str
    state: str
    tries: int
    at: str
    delivered_at: str | None
    status: int | None
    fault: str
    milliseconds: int | None


class Messages(TypedDict):
    items: list[Message]
    next: str | None


class NewWebhook(TypedDict):
    """`events`: idents from docs/webhooks.md; none: all."""

    url: str
    events: NotRequired[list[str]]
    name: NotRequired[str]


class Rotation(TypedDict):
    """`hours`: so long the secret of before signs, too."""

    hours: NotRequired[int]


class Tested(TypedDict):
    """What came of a test."""

    is_taken: bool
    status: int | None
    fault: str
    milliseconds: int


class Webhook(TypedDict):
    """An address that hears of events. `state`: on, failing, off; `off_why`: failed, gone."""

    ident: str
    name: str
    url: str
    events: list[str]
    state: str
    off_why: str
    waiting: int
    at: str
    failing_since: str | None
    due_at: str | None


class WebhookSecret(TypedDict):
    """Shown this once. `old_until`: until then the one before signs, too."""

    ident: str
    secret: str
    old_until: str | None


class Webhooks(TypedDict):
    items: list[Webhook]
