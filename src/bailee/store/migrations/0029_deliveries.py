"""How notices reach people: runs of one version, a delivery for each person, what happened to it, posters, open pages; quiet hours of mail."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import CASCADE, PROTECT

from bailee.store import rules

TABLES = ("campaign", "delivery", "delivery_event", "posting", "notice_page")
_MEANS = ("e-mail", "post")
_STANDINGS = ("waiting", "sent", "handed", "failed", "unreachable")
_ACTS = (
    "queued", "printed", "sent", "delayed", "failed", "handed", "unreachable", "reminded", "escalated",
)  # fmt: skip


def _id() -> Any:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _organisation() -> Any:
    return models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to="store.organisation")


def _of(model: str) -> Any:
    return models.ForeignKey(db_index=False, on_delete=PROTECT, related_name="+", to=f"store.{model}")


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0028_consents")]
    operations: ClassVar[list[Any]] = [
        migrations.AddField("mailmessage", "quiet", models.TextField(default="", db_default="")),
        migrations.CreateModel(
            name="Campaign",
            fields=[
                ("id", _id()),
                ("ident", models.TextField()),
                ("means", models.TextField(choices=[(each, each) for each in _MEANS])),
                ("plan", models.JSONField()),
                ("document", models.BinaryField()),
                ("sha256", models.TextField()),
                ("by", models.TextField()),
                ("started_at", models.DateTimeField()),
                ("posted_on", models.DateField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("organisation", _organisation()),
                ("version", _of("noticeversion")),
            ],
            options={
                "db_table": "campaign",
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=["organisation", "ident"], name="campaign_once")],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", _id()),
                ("piece", models.IntegerField()),
                ("standing", models.TextField(choices=[(each, each) for each in _STANDINGS])),
                ("reason", models.TextField(default="")),
                ("message", models.TextField(default="")),
                ("sent_at", models.DateTimeField(null=True)),
                ("changed_at", models.DateTimeField()),
                ("reminded", models.SmallIntegerField(default=0)),
                ("escalated_at", models.DateTimeField(null=True)),
                ("campaign", _of("campaign")),
                ("organisation", _organisation()),
                ("person", _of("rosterperson")),
            ],
            options={
                "db_table": "delivery",
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=["organisation", "campaign", "person"], name="delivery_once"),
                    models.UniqueConstraint(fields=["organisation", "campaign", "piece"], name="delivery_piece_once"),
                ],
                "indexes": [
                    models.Index(fields=["organisation", "campaign", "standing"], name="delivery_by_standing"),
                    models.Index(
                        fields=["organisation", "message"],
                        condition=~models.Q(message=""),
                        name="delivery_by_message",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeliveryEvent",
            fields=[
                ("id", _id()),
                ("act", models.TextField(choices=[(each, each) for each in _ACTS])),
                ("reason", models.TextField(default="")),
                ("message", models.TextField(default="")),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                ("by", models.TextField(default="")),
                ("delivery", _of("delivery")),
                ("organisation", _organisation()),
            ],
            options={
                "db_table": "delivery_event",
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "delivery"], name="delivery_event_of")],
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                ("id", _id()),
                ("ident", models.TextField()),
                ("act", models.TextField(choices=[(each, each) for each in ("put-up", "taken-down")])),
                ("place", models.BinaryField()),
                ("on", models.DateField()),
                ("photograph", models.JSONField(null=True)),
                ("by", models.TextField()),
                ("at", models.DateTimeField()),
                ("organisation", _organisation()),
                ("version", _of("noticeversion")),
            ],
            options={
                "db_table": "posting",
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "ident"], name="posting_of")],
            },
        ),
        migrations.CreateModel(
            name="NoticePage",
            fields=[
                ("id", _id()),
                ("kind", models.TextField()),
                ("is_open", models.BooleanField()),
                ("by", models.TextField()),
                ("at", models.DateTimeField()),
                ("organisation", _organisation()),
            ],
            options={
                "db_table": "notice_page",
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "kind"], name="notice_page_of")],
            },
        ),
        *map(rules.keep_apart, TABLES),
        *(rules.append_only(table) for table in ("delivery_event", "posting", "notice_page")),
    ]
