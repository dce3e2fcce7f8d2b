"""Webhooks: addresses that hear of what happened, what waits for them, and how each try went."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import CASCADE

from bailee.store import rules

TABLES = ("webhook", "webhook_message", "webhook_try")


def _columns(*fields: tuple[str, Any]) -> list[tuple[str, Any]]:
    number = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
    owner = models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to="store.organisation")
    return [("id", number), *fields, ("organisation", owner)]


def _of(table: str) -> Any:
    return models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to=f"store.{table}")


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0046_findings_by_weight")]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="Webhook",
            fields=_columns(
                ("ident", models.TextField()),
                ("told", models.BinaryField()),
                ("events", models.JSONField()),
                ("by", models.TextField()),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("off_at", models.DateTimeField(null=True)),
                ("off_why", models.TextField(default="")),
                ("tries", models.IntegerField(default=0)),
                ("failing_since", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("lease", models.TextField(default="")),
                ("leased_until", models.DateTimeField(null=True)),
            ),
            options={
                "db_table": "webhook",
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "due_at"], name="webhook_due")],
                "constraints": [models.UniqueConstraint(fields=["organisation", "ident"], name="webhook_once")],
            },
        ),
        migrations.CreateModel(
            name="WebhookMessage",
            fields=_columns(
                ("webhook", _of("webhook")),
                ("ident", models.TextField()),
                ("event", models.TextField()),
                ("body", models.TextField()),
                (
                    "state",
                    models.TextField(choices=[(each, each) for each in ("waiting", "delivered", "left", "test")]),
                ),
                ("tries", models.IntegerField(default=0)),
                ("at", models.DateTimeField()),
                ("delivered_at", models.DateTimeField(null=True)),
            ),
            options={
                "db_table": "webhook_message",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["webhook", "state", "id"], name="webhook_message_next"),
                    models.Index(fields=["organisation", "at"], name="webhook_message_at"),
                ],
                "constraints": [models.UniqueConstraint(fields=["organisation", "ident"], name="webhook_message_once")],
            },
        ),
        migrations.CreateModel(
            name="WebhookTry",
            fields=_columns(
                ("message", _of("webhookmessage")),
                ("at", models.DateTimeField()),
                ("status", models.IntegerField(null=True)),
                ("fault", models.TextField(default="")),
                ("milliseconds", models.IntegerField(default=0)),
            ),
            options={
                "db_table": "webhook_try",
                "abstract": False,
                "indexes": [models.Index(fields=["message", "id"], name="webhook_try_of")],
            },
        ),
        *map(rules.keep_apart, TABLES),
    ]
