"""Machines that scan: which there are, when each was last heard of, and which places were read there."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import CASCADE, PROTECT

from bailee.store import rules


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0030_versions")]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="Device",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ident", models.TextField()),
                ("number_fingerprint", models.TextField()),
                ("name", models.BinaryField()),
                ("system", models.TextField()),
                ("silent_days", models.SmallIntegerField()),
                ("days_seen", models.IntegerField()),
                ("first_seen_at", models.DateTimeField()),
                ("last_seen_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to="store.organisation"),
                ),
                (
                    "site",
                    models.ForeignKey(db_index=False, null=True, on_delete=PROTECT, related_name="+", to="store.site"),
                ),
            ],
            options={
                "db_table": "device",
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=["organisation", "ident"], name="device_once"),
                    models.UniqueConstraint(fields=["organisation", "number_fingerprint"], name="device_number_once"),
                ],
            },
        ),
        migrations.AddField(
            "Place",
            "device",
            models.ForeignKey("store.device", PROTECT, null=True, db_index=False, related_name="+"),
        ),
        rules.keep_apart("device"),
    ]
