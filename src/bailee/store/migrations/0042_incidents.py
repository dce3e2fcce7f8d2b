"""Incidents: acts, sheets and letters, and what was read of disks; all appended."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import CASCADE

from bailee.store import rules

TABLES = ("incident_act", "incident_sheet", "incident_letter", "disk_reading")


def _columns(*fields: tuple[str, Any]) -> list[tuple[str, Any]]:
    number = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
    owner = models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to="store.organisation")
    return [("id", number), *fields, ("organisation", owner)]


def _options(table: str, *by: str) -> dict[str, Any]:
    index = models.Index(fields=["organisation", *by], name=f"{table}_of")
    return {"db_table": table, "abstract": False, "indexes": [index]}


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0041_log_given")]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="IncidentAct",
            fields=_columns(
                ("incident", models.TextField()),
                ("act", models.TextField()),
                ("told", models.BinaryField()),
                ("true_at", models.DateTimeField(null=True)),
                ("by", models.TextField()),
                ("at", models.DateTimeField()),
            ),
            options=_options("incident_act", "incident"),
        ),
        migrations.CreateModel(
            name="IncidentSheet",
            fields=_columns(
                ("incident", models.TextField()),
                ("document", models.BinaryField()),
                ("sha256", models.TextField()),
                ("by", models.TextField()),
                ("at", models.DateTimeField()),
            ),
            options=_options("incident_sheet", "incident"),
        ),
        migrations.CreateModel(
            name="IncidentLetter",
            fields=_columns(
                ("incident", models.TextField()),
                ("run", models.TextField()),
                ("piece", models.IntegerField()),
                ("person", models.TextField()),
                ("kind", models.TextField()),
                ("language", models.TextField()),
                ("means", models.TextField(choices=[(each, each) for each in ("post", "email")])),
                (
                    "act",
                    models.TextField(
                        choices=[(each, each) for each in ("made", "queued", "posted", "returned", "unreachable")]
                    ),
                ),
                ("message", models.TextField(default="")),
                ("sha256", models.TextField(default="")),
                ("reason", models.TextField(default="")),
                ("by", models.TextField()),
                ("at", models.DateTimeField()),
            ),
            options=_options("incident_letter", "incident"),
        ),
        migrations.CreateModel(
            name="DiskReading",
            fields=_columns(
                ("is_encrypted", models.BooleanField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "place",
                    models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to="store.place"),
                ),
            ),
            options=_options("disk_reading", "place", "at"),
        ),
        *map(rules.keep_apart, TABLES),
        *map(rules.append_only, TABLES),
    ]
