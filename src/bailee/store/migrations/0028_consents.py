"""Who opened the gate by name; forms of consent, what people said to them (appended), links to their own pages."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import CASCADE, PROTECT, SET_NULL

from bailee.store import rules

TABLES = ("gate_override", "consent_form", "consent_event", "consent_link")


def _id() -> Any:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _organisation() -> Any:
    return models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to="store.organisation")


def _person(on_delete: Any) -> Any:
    return models.ForeignKey(db_index=False, null=True, on_delete=on_delete, related_name="+", to="store.rosterperson")


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0027_signing")]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="GateOverride",
            fields=[
                ("id", _id()),
                ("ident", models.TextField()),
                ("sort", models.TextField()),
                ("name_fingerprint", models.TextField(default="")),
                ("name", models.BinaryField()),
                ("reason", models.BinaryField()),
                ("until", models.DateField(null=True)),
                ("by", models.TextField()),
                ("withdrawn", models.BooleanField(default=False)),
                ("known_from", models.DateTimeField()),
                ("organisation", _organisation()),
            ],
            options={
                "db_table": "gate_override",
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "sort", "name_fingerprint"], name="gate_override_of")],
            },
        ),
        migrations.CreateModel(
            name="ConsentForm",
            fields=[
                ("id", _id()),
                ("kind", models.TextField()),
                ("version", models.IntegerField()),
                ("language", models.TextField(default="en")),
                ("sha256", models.TextField()),
                ("content", models.JSONField()),
                ("made_at", models.DateTimeField()),
                ("by", models.TextField()),
                ("organisation", _organisation()),
            ],
            options={
                "db_table": "consent_form",
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=["organisation", "kind", "version", "language"], name="consent_form_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsentEvent",
            fields=[
                ("id", _id()),
                ("record", models.TextField()),
                ("principal", models.TextField()),
                ("name", models.BinaryField()),
                ("purpose", models.TextField()),
                ("act", models.TextField(choices=[(each, each) for each in ("given", "refused", "withdrawn")])),
                ("how", models.TextField()),
                ("until", models.DateField(null=True)),
                ("by", models.TextField(db_default="", default="")),
                ("at", models.DateTimeField()),
                (
                    "form",
                    models.ForeignKey(db_index=False, on_delete=PROTECT, related_name="+", to="store.consentform"),
                ),
                ("person", _person(PROTECT)),
                ("organisation", _organisation()),
            ],
            options={
                "db_table": "consent_event",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["organisation", "principal", "purpose"], name="consent_event_of"),
                    models.Index(fields=["organisation", "record"], name="consent_event_by_record"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsentLink",
            fields=[
                ("id", _id()),
                ("ident", models.TextField()),
                ("token_hash", models.TextField()),
                ("kind", models.TextField()),
                ("language", models.TextField(default="en")),
                ("principal", models.TextField()),
                ("name", models.BinaryField()),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("person", _person(SET_NULL)),
                ("organisation", _organisation()),
            ],
            options={
                "db_table": "consent_link",
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=["organisation", "ident"], name="consent_link_once"),
                    models.UniqueConstraint(fields=["organisation", "token_hash"], name="consent_link_by_token"),
                ],
            },
        ),
        *map(rules.keep_apart, TABLES),
        *map(rules.append_only, TABLES[:3]),
    ]
