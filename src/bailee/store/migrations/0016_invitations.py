"""Invitations, links of people without an account, and the outbox of mail."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models

from bailee.store import rules

_ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))
_WHOSE = ("organisation", models.ForeignKey("store.organisation", models.CASCADE, db_index=False, related_name="+"))


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0015_tokens")]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            "Invitation",
            [
                _ID,
                _WHOSE,
                ("ident", models.TextField()),
                ("email", models.BinaryField()),
                ("role", models.TextField()),
                ("token_hash", models.TextField()),
                ("invited_by", models.TextField()),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("account", models.TextField(default="", db_default="")),
            ],
            options={"db_table": "invitation"},
        ),
        migrations.AddConstraint(
            "Invitation", models.UniqueConstraint(fields=["organisation", "ident"], name="invitation_once")
        ),
        migrations.AddConstraint(
            "Invitation", models.UniqueConstraint(fields=["organisation", "token_hash"], name="invitation_by_token")
        ),
        migrations.CreateModel(
            "PersonLink",
            [
                _ID,
                _WHOSE,
                ("ident", models.TextField()),
                ("member", models.TextField()),
                ("token_hash", models.TextField()),
                ("code_hash", models.TextField()),
                ("tries", models.IntegerField(default=0)),
                ("created_by", models.TextField()),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={"db_table": "person_link"},
        ),
        migrations.AddConstraint(
            "PersonLink", models.UniqueConstraint(fields=["organisation", "ident"], name="person_link_once")
        ),
        migrations.AddConstraint(
            "PersonLink", models.UniqueConstraint(fields=["organisation", "token_hash"], name="person_link_by_token")
        ),
        migrations.CreateModel(
            "MailMessage",
            [
                _ID,
                _WHOSE,
                ("ident", models.TextField()),
                ("recipient", models.BinaryField()),
                ("content", models.BinaryField()),
                ("created_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("tries", models.IntegerField(default=0)),
                ("sent_at", models.DateTimeField(null=True)),
                ("given_up_at", models.DateTimeField(null=True)),
                ("fault", models.TextField(default="", db_default="")),
            ],
            options={"db_table": "mail_message"},
        ),
        migrations.AddConstraint(
            "MailMessage", models.UniqueConstraint(fields=["organisation", "ident"], name="mail_message_once")
        ),
        migrations.AddIndex("MailMessage", models.Index(fields=["organisation", "due_at"], name="mail_message_due")),
        *map(rules.keep_apart, ("invitation", "person_link", "mail_message")),
    ]
