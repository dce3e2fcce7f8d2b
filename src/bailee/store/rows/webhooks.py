"""Webhooks: who hears of what, its secrets, and what was told to it when. Another organisation's are not there.

workspace.add_webhook(hook)             # in the transaction of its record
workspace.webhook_messages(hook)        # newest first, each with its last try
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bailee.errors import InvalidInput
from bailee.permissions import Permission
from bailee.store.rows.base import Door, now
from bailee.webhooks.sending import said_of


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret that messages are signed with. `until`: when an older one ends; None for the newest."""

    key: str = field(repr=False)
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hook:
    """An address that hears of some events."""

    ident: str
    name: str
    url: str = field(repr=False)
    events: tuple[str, ...]
    by: str
    at: datetime
    secrets: tuple[Secret, ...] = field(default=(), repr=False)
    off_at: datetime | None = None
    off_why: str = ""  # failed, gone
    failing_since: datetime | None = None
    due_at: datetime | None = None
    waiting: int = 0
    number: int = 0

    @property
    def state(self) -> str:
        """off, failing, on."""
        return "off" if self.off_at is not None else "failing" if self.failing_since is not None else "on"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message, and how its last try went."""

    ident: str
    event: str
    state: str  # waiting, delivered, left, test
    tries: int
    at: datetime
    delivered_at: datetime | None
    tried_at: datetime | None
    status: int | None
    fault: str
    milliseconds: int | None
    number: int
    body: str = field(default="", repr=False)

    @property
    def words(self) -> str:
        """What came of the last try."""
        return "not tried yet" if self.tried_at is None else said_of(self.status, self.fault)


class Webhooks(Door):
    def webhooks(self) -> tuple[Hook, ...]:
        """Those that were not removed, oldest first."""
        from django.db.models import Count, Q

        from bailee.store.models import Webhook, WebhookMessage

        self.require(Permission.SEE_SETTINGS)
        with self._reading():
            rows = list(self._rows(Webhook).filter(ended_at=None).order_by("pk"))
            counted = (
                self._rows(WebhookMessage).values_list("webhook").annotate(n=Count("pk", filter=Q(state="waiting")))
            )
            waiting = dict(counted.order_by())
        return tuple(self._hook(row, waiting.get(row.pk, 0)) for row in rows)

    def webhook(self, ident: str) -> Hook:
        """One of them. InvalidInput where there is none."""
        found = next((each for each in self.webhooks() if each.ident == ident), None)
        if found is None:
            raise InvalidInput("there is no such webhook", hint="`bailee webhook list` names them")
        return found

    def add_webhook(self, ident: str, name: str, url: str, events: Sequence[str], key: str) -> None:
        """In the transaction that is open."""
        from bailee.store.models import Webhook

        self.require(Permission.CHANGE_SETTINGS)
        told = self._told(name, url, (Secret(key),))
        self._add(Webhook, ident=ident, told=told, events=sorted(events), by=self.member, at=now())

    def change_webhook(self, hook: Hook, secrets: Sequence[Secret]) -> None:
        """Other secrets; in the transaction that is open."""
        from bailee.store.models import Webhook

        self.require(Permission.CHANGE_SETTINGS)
        self._rows(Webhook).filter(pk=hook.number).update(told=self._told(hook.name, hook.url, secrets))

    def end_webhook(self, hook: Hook) -> int:
        """It hears of nothing any more; how many messages were left."""
        from bailee.store.models import Webhook, WebhookMessage

        self.require(Permission.CHANGE_SETTINGS)
        self._rows(Webhook).filter(pk=hook.number).update(ended_at=now(), due_at=None, told=b"")
        return int(self._rows(WebhookMessage).filter(webhook_id=hook.number, state="waiting").update(state="left"))

    def switch_on_webhook(self, hook: Hook) -> None:
        """It is tried at once, with what waited when it was switched off."""
        from bailee.store.models import Webhook

        self.require(Permission.CHANGE_SETTINGS)
        fresh = {"off_at": None, "off_why": "", "tries": 0, "failing_since": None, "due_at": now()}
        self._rows(Webhook).filter(pk=hook.number).update(**fresh)

    # what is told

    def webhook_messages(
        self, hook: Hook, *, ident: str = "", state: str = "", before: int | None = None, limit: int = 50
    ) -> tuple[Delivery, ...]:
        """Newest first, each with its last try."""
        from bailee.store.models import WebhookMessage, WebhookTry

        self.require(Permission.SEE_SETTINGS)
        with self._reading():
            asked = self._rows(WebhookMessage).filter(webhook_id=hook.number).order_by("-pk")
            if ident:
                asked = asked.filter(ident=ident)
            if state:
                asked = asked.filter(state=state)
            if before is not None:
                asked = asked.filter(pk__lt=before)
            rows = list(asked[:limit])
            last: dict[int, Any] = {}
            for row in self._rows(WebhookTry).filter(message_id__in=[each.pk for each in rows]).order_by("pk"):
                last[row.message_id] = row
        return tuple(_delivery(row, last.get(row.pk)) for row in rows)

    def webhook_message(self, hook: Hook, ident: str) -> Delivery:
        """One of its messages. InvalidInput where there is none."""
        found = self.webhook_messages(hook, ident=ident, limit=1) if ident else ()
        if not found:
            raise InvalidInput("there is no such message", hint=f"`bailee webhook deliveries {hook.ident}` names them")
        return found[0]

    def send_webhook_again(self, hook: Hook, message: Delivery) -> None:
        """First in its line again, under its ident; in the transaction that is open."""
        from bailee.store.models import Webhook, WebhookMessage

        self.require(Permission.CHANGE_SETTINGS)
        self._engine.serialise(self.alias, self.organisation_id)
        self._rows(WebhookMessage).filter(pk=message.number).update(state="waiting")
        self._rows(Webhook).filter(pk=hook.number, off_at=None).update(due_at=now())

    def leave_webhook_message(self, hook: Hook, message: Delivery) -> None:
        """It is not sent: those behind it are. In the transaction that is open."""
        from bailee.store.models import Webhook, WebhookMessage

        self.require(Permission.CHANGE_SETTINGS)
        self._engine.serialise(self.alias, self.organisation_id)
        if not self._rows(WebhookMessage).filter(pk=message.number, state="waiting").update(state="left"):
            raise InvalidInput("this message does not wait any more")
        self._rows(Webhook).filter(pk=hook.number, off_at=None).update(due_at=now(), tries=0, failing_since=None)

    def note_webhook_test(self, hook: Hook, ident: str, event: str, body: str, **went: Any) -> None:
        """A test that was sent, and how it went; in the transaction that is open."""
        from bailee.store.models import WebhookMessage, WebhookTry

        self.require(Permission.CHANGE_SETTINGS)
        at = now()
        row = self._add(
            WebhookMessage, webhook_id=hook.number, ident=ident, event=event, body=body, state="test", tries=1, at=at
        )
        self._add(WebhookTry, message=row, at=at, **went)

    def _told(self, name: str, url: str, secrets: Sequence[Secret]) -> bytes:
        keys = [{"key": each.key, "until": each.until.isoformat() if each.until else None} for each in secrets]
        return self._encrypted("webhook.told", {"name": name, "url": url, "secrets": keys})

    def _hook(self, row: Any, waiting: int) -> Hook:
        told = self._decrypted("webhook.told", row.told)
        return Hook(
            row.ident, told["name"], told["url"], tuple(row.events), row.by, row.at, secrets_of(told), row.off_at, row.off_why,
            row.failing_since, row.due_at, waiting, row.pk,
        )  # fmt: skip


def secrets_of(told: dict[str, Any]) -> tuple[Secret, ...]:
    """As they lie in the row, the newest first."""
    return tuple(
        Secret(each["key"], datetime.fromisoformat(each["until"]) if each["until"] else None)
        for each in told["secrets"]
    )


def _delivery(row: Any, last: Any) -> Delivery:
    return Delivery(
        row.ident, row.event, row.state, row.tries, row.at, row.delivered_at, last.at if last else None,
        last.status if last else None, last.fault if last else "", last.milliseconds if last else None, row.pk, row.body,
    )  # fmt: skip
