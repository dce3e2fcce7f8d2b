"""The fleet: codes to enrol with, agents, what they are asked to do, what they hand in, what happened to them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import CASCADE, PROTECT

from bailee.store import rules

TABLES = ("enrolment_code", "agent", "agent_lease", "agent_push", "agent_event")
_AGENT_STATES = ("active", "halted", "revoked", "removed")
_LEASE_STATES = ("waiting", "running", "arrived", "done", "failed", "withdrawn")


def _columns(*fields: tuple[str, Any]) -> list[tuple[str, Any]]:
    number = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
    owner = models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to="store.organisation")
    return [("id", number), *fields, ("organisation", owner)]


def _to(table: str, **more: Any) -> Any:
    return models.ForeignKey(db_index=False, on_delete=PROTECT, related_name="+", to=f"store.{table}", **more)


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0048_tickets")]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="EnrolmentCode",
            fields=_columns(
                ("ident", models.TextField()),
                ("digest", models.TextField()),
                ("most", models.IntegerField()),
                ("used", models.IntegerField(default=0)),
                ("made_by", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("site", _to("site", null=True)),
            ),
            options={
                "db_table": "enrolment_code",
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=["organisation", "ident"], name="enrolment_code_once"),
                    models.UniqueConstraint(fields=["organisation", "digest"], name="enrolment_code_digest_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Agent",
            fields=_columns(
                ("ident", models.TextField()),
                ("public_key", models.BinaryField()),
                ("code", models.TextField()),
                ("state", models.TextField(choices=[(each, each) for each in _AGENT_STATES], default="active")),
                ("why", models.TextField(default="")),
                ("version", models.TextField()),
                ("counter", models.BigIntegerField(default=0)),
                ("chain", models.TextField(default="")),
                ("acked", models.BigIntegerField(default=0)),
                ("report", models.JSONField(default=dict)),
                ("enrolled_at", models.DateTimeField()),
                ("last_seen_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("device", _to("device")),
            ),
            options={
                "db_table": "agent",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["organisation", "device"], name="agent_by_device"),
                    models.Index(fields=["organisation", "state", "last_seen_at"], name="agent_by_state"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=["organisation", "ident"], name="agent_once"),
                    models.UniqueConstraint(fields=["organisation", "public_key"], name="agent_key_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgentLease",
            fields=_columns(
                ("ident", models.TextField()),
                ("told", models.BinaryField()),
                ("state", models.TextField(choices=[(each, each) for each in _LEASE_STATES], default="waiting")),
                ("attempt", models.IntegerField(default=0)),
                ("asked_by", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("given_at", models.DateTimeField(null=True)),
                ("until", models.DateTimeField(null=True)),
                ("progress", models.JSONField(default=dict)),
                ("gate", models.JSONField(default=dict)),
                ("ended_at", models.DateTimeField(null=True)),
                ("cause", models.TextField(default="")),
                ("device", _to("device")),
                ("agent", _to("agent", null=True)),
                ("place", _to("place")),
                ("scan", _to("scan", null=True)),
            ),
            options={
                "db_table": "agent_lease",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["organisation", "device", "state"], name="agent_lease_of"),
                    models.Index(fields=["organisation", "state", "asked_at"], name="agent_lease_by_state"),
                ],
                "constraints": [models.UniqueConstraint(fields=["organisation", "ident"], name="agent_lease_once")],
            },
        ),
        migrations.CreateModel(
            name="AgentPush",
            fields=_columns(
                ("sequence", models.BigIntegerField()),
                ("attempt", models.IntegerField(default=0)),
                ("piece", models.IntegerField(default=0)),
                ("is_last", models.BooleanField(default=False)),
                ("sha256", models.TextField()),
                ("size", models.BigIntegerField()),
                ("body", models.BinaryField(null=True)),
                ("arrived_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("outcome", models.TextField(default="waiting")),
                ("agent", _to("agent")),
                ("lease", _to("agentlease", null=True)),
            ),
            options={
                "db_table": "agent_push",
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "lease", "attempt", "piece"], name="agent_push_of")],
                "constraints": [
                    models.UniqueConstraint(fields=["organisation", "agent", "sequence"], name="agent_push_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="AgentEvent",
            fields=_columns(
                ("agent", models.TextField()),
                ("kind", models.TextField()),
                ("why", models.TextField(default="")),
                ("by", models.TextField(default="")),
                ("at", models.DateTimeField()),
            ),
            options={
                "db_table": "agent_event",
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "agent", "at"], name="agent_event_of")],
            },
        ),
        *map(rules.keep_apart, TABLES),
        rules.append_only("agent_event"),
    ]
