"""Webhooks. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import bailee.client.shapes.webhooks as shapes
from bailee.client.asking import Asking


class Webhooks(Asking):
    def add_webhook(self, body: shapes.NewWebhook) -> shapes.WebhookSecret:
        """Tell an address from now on; its secret is told this once. Takes `change-settings`."""
        found: shapes.WebhookSecret = self._ask(
            "POST", self._at("organisations", self.organisation, "webhooks"), None, body, once=True
        )
        return found

    def leave_webhook_message(self, webhook: str, message: str) -> None:
        """Do not send one that waits. Takes `change-settings`."""
        self._ask(
            "DELETE", self._at("organisations", self.organisation, "webhooks", webhook, "messages", message), None, None
        )

    def list_webhook_messages(
        self,
        webhook: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        state: Literal["delivered", "left", "test", "waiting"] | None = None,
    ) -> shapes.Messages:
        """What was told to it, and what waits, newest first. Takes `see-settings`."""
        found: shapes.Messages = self._ask(
            "GET",
            self._at("organisations", self.organisation, "webhooks", webhook, "messages"),
            {"limit": limit, "cursor": cursor, "state": state},
            None,
        )
        return found

    def all_webhook_messages(
        self, webhook: str, *, state: Literal["delivered", "left", "test", "waiting"] | None = None
    ) -> Iterator[shapes.Message]:
        """The same, page after page."""
        return self._each(lambda cursor: self.list_webhook_messages(webhook, state=state, limit=500, cursor=cursor))

    def list_webhooks(self) -> shapes.Webhooks:
        """Addresses that hear of what happens. Takes `see-settings`."""
        found: shapes.Webhooks = self._ask("GET", self._at("organisations", self.organisation, "webhooks"), None, None)
        return found

    def remove_webhook(self, webhook: str) -> None:
        """Tell it nothing any more. Takes `change-settings`."""
        self._ask("DELETE", self._at("organisations", self.organisation, "webhooks", webhook), None, None)

    def rotate_webhook_secret(self, webhook: str, body: shapes.Rotation) -> shapes.WebhookSecret:
        """Another secret, told this once. Takes `change-settings`."""
        found: shapes.WebhookSecret = self._ask(
            "POST", self._at("organisations", self.organisation, "webhooks", webhook, "rotate"), None, body, once=True
        )
        return found

    def send_webhook_message_again(self, webhook: str, message: str) -> shapes.Message:
        """Send one again, under its ident. Takes `change-settings`."""
        found: shapes.Message = self._ask(
            "POST",
            self._at("organisations", self.organisation, "webhooks", webhook, "messages", message, "again"),
            None,
            {},
            once=True,
        )
        return found

    def show_webhook(self, webhook: str) -> shapes.Webhook:
        """One of them. Takes `see-settings`."""
        found: shapes.Webhook = self._ask(
            "GET", self._at("organisations", self.organisation, "webhooks", webhook), None, None
        )
        return found

    def switch_on_webhook(self, webhook: str) -> shapes.Webhook:
        """Switch it on again, and try what waits now. Takes `change-settings`."""
        found: shapes.Webhook = self._ask(
            "POST", self._at("organisations", self.organisation, "webhooks", webhook, "switch-on"), None, {}, once=True
        )
        return found

    def test_webhook(self, webhook: str) -> shapes.Tested:
        """Send a test now. Takes `change-settings`."""
        found: shapes.Tested = self._ask(
            "POST", self._at("organisations", self.organisation, "webhooks", webhook, "test"), None, {}, once=True
        )
        return found
