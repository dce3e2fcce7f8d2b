"""Webhooks: addresses that hear of what happens. A secret is told once, when it is made."""

from __future__ import annotations

import os
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec

from bailee import settings
from bailee.api.cursors import cut_read, position_of
from bailee.api.interface import Call, Count, Endpoint, Nothing, Paged, Request, Shape, Word, shaped, shapes
from bailee.api.problems import NOT_THERE
from bailee.errors import InvalidInput
from bailee.operations import manage_webhooks as manage
from bailee.outward import Reach
from bailee.permissions import Permission


class NewWebhook(Request, frozen=True, kw_only=True):
    """`events`: idents from docs/webhooks.md; none: all."""

    url: Annotated[str, msgspec.Meta(min_length=1, max_length=2000, pattern="^[\\x21-\\x7e]*$")]
    events: Annotated[tuple[Word, ...], msgspec.Meta(max_length=100)] = ()
    name: Annotated[str, msgspec.Meta(max_length=80, pattern="^[^\\x00-\\x1f]*$")] = ""


class Rotation(Request, frozen=True, kw_only=True):
    """`hours`: so long the secret of before signs, too."""

    hours: Annotated[int, msgspec.Meta(ge=0, le=168)] = 24


class OfMessages(Paged, frozen=True, kw_only=True):
    """Newest first."""

    state: Literal["waiting", "delivered", "left", "test"] | None = None


class Webhook(Shape, frozen=True, kw_only=True):
    """An address that hears of events. `state`: on, failing, off; `off_why`: failed, gone."""

    ident: str
    name: str
    url: str
    events: tuple[str, ...]
    state: str
    off_why: str
    waiting: Count
    at: datetime
    failing_since: datetime | None
    due_at: datetime | None


class Webhooks(Shape, frozen=True, kw_only=True):
    items: tuple[Webhook, ...]


class WebhookSecret(Shape, frozen=True, kw_only=True):
    """Shown this once. `old_until`: until then the one before signs, too."""

    ident: str
    secret: str
    old_until: datetime | None


class Message(Shape, frozen=True, kw_only=True):
    """One event that was told, or waits; `status`, `fault` and `milliseconds` are of the last try."""

    ident: str
    event: str
    state: str
    tries: Count
    at: datetime
    delivered_at: datetime | None
    status: int | None
    fault: str
    milliseconds: int | None


class Messages(Shape, frozen=True, kw_only=True):
    items: tuple[Message, ...]
    next: str | None


class Tested(Shape, frozen=True, kw_only=True):
    """What came of a test."""

    is_taken: bool
    status: int | None
    fault: str
    milliseconds: Count


def _secret(made: manage.MadeSecret) -> WebhookSecret:
    return WebhookSecret(ident=made.hook.ident, secret=made.secret, old_until=made.old_until)


def _reach() -> Reach:
    return Reach.of(str(settings.read(os.environ)["outward_networks"]))


def _ident(call: Call) -> str:
    """Of the webhook in the address. NOT_THERE where there is none."""
    try:
        return call.workspace.webhook(call.path["webhook"]).ident
    except InvalidInput:
        raise NOT_THERE from None


def _told(call: Call) -> str:
    hook = call.workspace.webhook(_ident(call))
    try:
        return call.workspace.webhook_message(hook, call.path["message"]).ident
    except InvalidInput:
        raise NOT_THERE from None


def listing(call: Call) -> Webhooks:
    return Webhooks(items=shapes(manage.webhooks(call.workspace), Webhook))


def add(call: Call) -> WebhookSecret:
    wanted: NewWebhook = call.body
    return _secret(manage.add_webhook(call.workspace, wanted.url, wanted.events, name=wanted.name, reach=_reach()))


def one(call: Call) -> Webhook:
    return shaped(call.workspace.webhook(_ident(call)), Webhook)


def remove(call: Call) -> None:
    manage.remove_webhook(call.workspace, _ident(call))


def rotate(call: Call) -> WebhookSecret:
    return _secret(manage.rotate_secret(call.workspace, _ident(call), hours=call.body.hours))


def test(call: Call) -> Tested:
    answer = manage.send_test(call.workspace, _ident(call), reach=_reach())
    return Tested(is_taken=answer.is_taken, status=answer.status, fault=answer.fault, milliseconds=answer.milliseconds)


def switch_on(call: Call) -> Webhook:
    return shaped(manage.switch_on(call.workspace, _ident(call)), Webhook)


def messages(call: Call) -> Messages:
    asked: Any = call.query
    found = manage.deliveries(
        call.workspace, _ident(call), state=asked.state or "", before=position_of(call) or None, limit=asked.limit + 1
    )
    shown, following = cut_read(call, found, lambda each: each.number)
    return Messages(items=shapes(shown, Message), next=following)


def again(call: Call) -> Message:
    return shaped(manage.send_again(call.workspace, _ident(call), _told(call)), Message)


def leave(call: Call) -> None:
    manage.leave_message(call.workspace, _ident(call), _told(call))


_SEE, _CHANGE = Permission.SEE_SETTINGS, Permission.CHANGE_SETTINGS
_ONE = "webhooks/{webhook}"

ENDPOINTS = (
    Endpoint("GET", "webhooks", "list_webhooks", "Addresses that hear of what happens", listing, _SEE, Webhooks),
    Endpoint(
        "POST", "webhooks", "add_webhook", "Tell an address from now on; its secret is told this once", add, _CHANGE, WebhookSecret,
        body=NewWebhook, status=201,
    ),
    Endpoint("GET", _ONE, "show_webhook", "One of them", one, _SEE, Webhook),
    Endpoint("DELETE", _ONE, "remove_webhook", "Tell it nothing any more", remove, _CHANGE, None),
    Endpoint(
        "POST", f"{_ONE}/rotate", "rotate_webhook_secret", "Another secret, told this once", rotate, _CHANGE, WebhookSecret,
        body=Rotation,
    ),
    Endpoint("POST", f"{_ONE}/test", "test_webhook", "Send a test now", test, _CHANGE, Tested, body=Nothing),
    Endpoint(
        "POST", f"{_ONE}/switch-on", "switch_on_webhook", "Switch it on again, and try what waits now", switch_on, _CHANGE, Webhook,
        body=Nothing,
    ),
    Endpoint(
        "GET", f"{_ONE}/messages", "list_webhook_messages", "What was told to it, and what waits, newest first", messages, _SEE,
        Messages, query=OfMessages,
    ),
    Endpoint(
        "POST", f"{_ONE}/messages/{{message}}/again", "send_webhook_message_again", "Send one again, under its ident", again, _CHANGE,
        Message, body=Nothing,
    ),
    Endpoint(
        "DELETE", f"{_ONE}/messages/{{message}}", "leave_webhook_message", "Do not send one that waits", leave, _CHANGE, None
    ),
)  # fmt: skip
