"""Tickets in a provider's system and messages in its chat: where they go, what is to be told, and how it stands."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import CASCADE

from bailee.store import rules

TABLES = ("ticket_desk", "ticket_rule", "ticket", "chat_channel", "chat_message")


def _columns(*fields: tuple[str, Any]) -> list[tuple[str, Any]]:
    number = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
    owner = models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to="store.organisation")
    return [("id", number), *fields, ("organisation", owner)]


def _text() -> Any:
    return models.TextField(default="", db_default="")


def _line(*fields: tuple[str, Any]) -> list[tuple[str, Any]]:
    return _columns(
        ("ident", models.TextField()),
        ("sort", models.TextField()),
        ("told", models.BinaryField()),
        ("added_at", models.DateTimeField()),
        ("by", models.TextField()),
        ("ended_at", models.DateTimeField(null=True)),
        ("fault", _text()),
        ("failing_since", models.DateTimeField(null=True)),
        ("paused_until", models.DateTimeField(null=True)),
        *fields,
    )


def _once(table: str) -> Any:
    return models.UniqueConstraint(fields=["organisation", "ident"], name=f"{table}_once")


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0047_webhooks")]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="TicketDesk",
            fields=_line(),
            options={"db_table": "ticket_desk", "abstract": False, "constraints": [_once("ticket_desk")]},
        ),
        migrations.CreateModel(
            name="TicketRule",
            fields=_columns(
                ("ident", models.TextField()),
                ("desk", models.TextField()),
                ("client", models.TextField()),
                ("sorts", models.JSONField()),
                ("least", models.TextField()),
                ("told", models.BinaryField()),
                ("added_at", models.DateTimeField()),
                ("by", models.TextField()),
                ("ended_at", models.DateTimeField(null=True)),
            ),
            options={"db_table": "ticket_rule", "abstract": False, "constraints": [_once("ticket_rule")]},
        ),
        migrations.CreateModel(
            name="Ticket",
            fields=_columns(
                ("ident", models.TextField()),
                ("desk", models.TextField()),
                ("owner", models.BigIntegerField()),
                ("rule", models.TextField()),
                ("sort", models.TextField()),
                ("about", models.TextField()),
                ("life", models.IntegerField()),
                ("severity", models.TextField()),
                ("told", models.BinaryField()),
                ("is_wanted", models.BooleanField()),
                ("wanted", models.TextField()),
                ("sent", _text()),
                ("number", _text()),
                ("seen_open", models.BooleanField(null=True)),
                ("seen", models.BinaryField(default=b"")),
                ("state", models.TextField(default="waiting", db_default="waiting")),
                ("tries", models.IntegerField(default=0, db_default=0)),
                ("due_at", models.DateTimeField(null=True)),
                ("fault", _text()),
                ("failing_since", models.DateTimeField(null=True)),
                ("added_at", models.DateTimeField()),
                ("looked_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ),
            options={
                "db_table": "ticket",
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "due_at"], name="ticket_due")],
                "constraints": [
                    _once("ticket"),
                    models.UniqueConstraint(
                        fields=["organisation", "desk", "sort", "about", "life"], name="ticket_of_a_thing"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChatChannel",
            fields=_line(
                ("client", models.TextField()),
                ("least", _text()),
                ("weekly", models.BooleanField(default=False, db_default=False)),
            ),
            options={"db_table": "chat_channel", "abstract": False, "constraints": [_once("chat_channel")]},
        ),
        migrations.CreateModel(
            name="ChatMessage",
            fields=_columns(
                ("channel", models.TextField()),
                ("owner", models.BigIntegerField()),
                ("about", models.TextField()),
                ("content", models.BinaryField()),
                ("added_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("tries", models.IntegerField(default=0, db_default=0)),
                ("fault", _text()),
                ("sent_at", models.DateTimeField(null=True)),
                ("given_up_at", models.DateTimeField(null=True)),
            ),
            options={
                "db_table": "chat_message",
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "due_at"], name="chat_message_due")],
                "constraints": [
                    models.UniqueConstraint(fields=["organisation", "channel", "about"], name="chat_message_once")
                ],
            },
        ),
        *map(rules.keep_apart, TABLES),
        rules.frozen("ticket_desk", ("organisation_id", "ident", "sort", "added_at", "by")),
        rules.frozen("ticket_rule", ("organisation_id", "ident", "desk", "client", "added_at", "by")),
        rules.frozen("ticket", ("organisation_id", "ident", "desk", "owner", "sort", "about", "life", "added_at")),
        rules.frozen("chat_channel", ("organisation_id", "ident", "sort", "client", "added_at", "by")),
        rules.frozen("chat_message", ("organisation_id", "channel", "owner", "about", "added_at")),
    ]
