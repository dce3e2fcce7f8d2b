"""Webhooks: who hears of what, what waits to be told, and how each try went. Rows of the moment: what happened stands in the log."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned


class Webhook(Owned):
    """An address that hears of some events, in their order."""

    ident = models.TextField()
    told = models.BinaryField()  # encrypted: name, address, secrets
    events = models.JSONField()  # idents of webhooks.events
    by = models.TextField()  # ident of the member
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # removed
    off_at = models.DateTimeField(null=True)  # switched off
    off_why = models.TextField(default="")  # failed, gone
    tries = models.IntegerField(default=0)  # of the message that is first in line, since one was taken
    failing_since = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)  # of the next try; empty: nothing waits
    lease = models.TextField(default="")  # of the process that sends to it
    leased_until = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        db_table = "webhook"
        constraints = (models.UniqueConstraint(fields=["organisation", "ident"], name="webhook_once"),)
        indexes = (models.Index(fields=["organisation", "due_at"], name="webhook_due"),)


class WebhookMessage(Owned):
    """One event for one address, byte for byte as it is signed each time. Its number is its place in the line."""

    webhook = models.ForeignKey(Webhook, models.CASCADE, db_index=False, related_name="+")
    ident = models.TextField()  # what `webhook-id` says, the same each time
    event = models.TextField()
    body = models.TextField()  # idents and counts
    state = models.TextField(choices=[(each, each) for each in ("waiting", "delivered", "left", "test")])
    tries = models.IntegerField(default=0)
    at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)  # the first time

    class Meta(Owned.Meta):
        abstract = False
        db_table = "webhook_message"
        constraints = (models.UniqueConstraint(fields=["organisation", "ident"], name="webhook_message_once"),)
        indexes = (
            models.Index(fields=["webhook", "state", "id"], name="webhook_message_next"),
            models.Index(fields=["organisation", "at"], name="webhook_message_at"),
        )


class WebhookTry(Owned):
    """One request, and what came of it: a status, or the sort of fault. What was answered is not kept."""

    message = models.ForeignKey(WebhookMessage, models.CASCADE, db_index=False, related_name="+")
    at = models.DateTimeField()
    status = models.IntegerField(null=True)
    fault = models.TextField(default="")  # an ident of webhooks.sending
    milliseconds = models.IntegerField(default=0)

    class Meta(Owned.Meta):
        abstract = False
        db_table = "webhook_try"
        indexes = (models.Index(fields=["message", "id"], name="webhook_try_of"),)
