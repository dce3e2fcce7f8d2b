"""Alerts: raised, seen and settled; those that are open; and who wants mail about them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import CASCADE, PROTECT

from bailee.store import rules


def _id() -> Any:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _organisation() -> Any:
    return models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to="store.organisation")


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0017_triage")]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="AlertEvent",
            fields=[
                ("id", _id()),
                ("ident", models.TextField()),
                ("act", models.TextField(choices=[(each, each) for each in ("raised", "seen", "settled")])),
                ("sort", models.TextField()),
                ("about", models.TextField()),
                ("severity", models.TextField()),
                ("says", models.BinaryField(null=True)),
                ("by", models.TextField(default="")),
                ("at", models.DateTimeField()),
                ("organisation", _organisation()),
            ],
            options={
                "db_table": "alert_event",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["organisation", "at"], name="alert_event_at"),
                    models.Index(fields=["organisation", "ident"], name="alert_event_of"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AlertOpen",
            fields=[
                ("id", _id()),
                ("ident", models.TextField()),
                ("sort", models.TextField()),
                ("about", models.TextField()),
                ("is_seen", models.BooleanField(default=False)),
                ("organisation", _organisation()),
                (
                    "raised",
                    models.ForeignKey(db_index=False, on_delete=PROTECT, related_name="+", to="store.alertevent"),
                ),
            ],
            options={
                "db_table": "alert_open",
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=["organisation", "sort", "about"], name="alert_open_once")
                ],
                "indexes": [
                    models.Index(fields=["organisation"], condition=models.Q(is_seen=False), name="alert_open_waiting")
                ],
            },
        ),
        migrations.CreateModel(
            name="AlertChoice",
            fields=[
                ("id", _id()),
                ("mail", models.TextField(default="")),
                ("told_until", models.BigIntegerField(default=0)),
                ("told_at", models.DateTimeField(null=True)),
                ("organisation", _organisation()),
                ("member", models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to="store.member")),
            ],
            options={
                "db_table": "alert_choice",
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=["organisation", "member"], name="alert_choice_once")],
            },
        ),
        *map(rules.keep_apart, ("alert_event", "alert_open", "alert_choice")),
        rules.append_only("alert_event"),
    ]
