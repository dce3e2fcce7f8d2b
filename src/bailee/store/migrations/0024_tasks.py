"""What happened to tasks, appended; how they stand; calendars that members subscribe to."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import CASCADE

from bailee.store import rules

TABLES = ("task_event", "task_state", "task_look", "task_feed")
_ACTS = (
    "assigned", "dated", "started", "done", "reopened", "snoozed", "after", "came", "met", "lapsed", "ended", "returned",
)  # fmt: skip
_STATES = ("started", "open", "blocked", "snoozed", "done", "ended")


def _id() -> Any:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _organisation() -> Any:
    return models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to="store.organisation")


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0023_rights")]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="TaskEvent",
            fields=[
                ("id", _id()),
                ("task", models.TextField()),
                ("act", models.TextField(choices=[(each, each) for each in _ACTS])),
                ("by", models.TextField(default="")),
                ("at", models.DateTimeField()),
                ("on", models.DateField(null=True)),
                ("member", models.TextField(default="")),
                ("other", models.TextField(default="")),
                ("says", models.BinaryField(null=True)),
                ("organisation", _organisation()),
            ],
            options={
                "db_table": "task_event",
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "task"], name="task_event_of")],
            },
        ),
        migrations.CreateModel(
            name="TaskState",
            fields=[
                ("id", _id()),
                ("ident", models.TextField()),
                ("state", models.TextField(choices=[(each, each) for each in _STATES])),
                ("owner", models.TextField()),
                ("member", models.TextField(default="")),
                ("due_on", models.DateField(null=True)),
                ("weight", models.SmallIntegerField()),
                ("holds", models.BooleanField(default=False)),
                ("says", models.JSONField()),
                ("plan", models.JSONField()),
                ("proof", models.JSONField()),
                ("changed_at", models.DateTimeField()),
                ("organisation", _organisation()),
            ],
            options={
                "db_table": "task_state",
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=["organisation", "ident"], name="task_state_once")],
                "indexes": [models.Index(fields=["organisation", "state", "due_on"], name="task_state_by_day")],
            },
        ),
        migrations.CreateModel(
            name="TaskLook",
            fields=[
                ("id", _id()),
                ("stamp", models.TextField()),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                ("seconds", models.FloatField()),
                ("organisation", _organisation()),
            ],
            options={
                "db_table": "task_look",
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=["organisation"], name="task_look_once")],
            },
        ),
        migrations.CreateModel(
            name="TaskFeed",
            fields=[
                ("id", _id()),
                ("ident", models.TextField()),
                ("token_hash", models.TextField()),
                ("shows", models.TextField(choices=[(each, each) for each in ("mine", "all")])),
                ("created_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("last_used_at", models.DateTimeField(null=True)),
                ("window", models.BigIntegerField(default=0)),
                ("used", models.IntegerField(default=0)),
                ("organisation", _organisation()),
                ("member", models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to="store.member")),
            ],
            options={
                "db_table": "task_feed",
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=["organisation", "ident"], name="task_feed_once"),
                    models.UniqueConstraint(fields=["organisation", "token_hash"], name="task_feed_by_token"),
                ],
            },
        ),
        *map(rules.keep_apart, TABLES),
        rules.append_only("task_event"),
    ]
