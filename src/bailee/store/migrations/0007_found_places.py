"""Places that could be scanned are remembered, and why one is left out."""

from __future__ import annotations

from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0006_monitoring_tools")]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="FoundPlace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort", models.TextField()),
                ("fingerprint", models.TextField()),
                ("told", models.BinaryField()),
                ("is_here", models.BooleanField(default=True)),
                ("left_reason", models.TextField(default="")),
                ("found_at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.organisation",
                    ),
                ),
            ],
            options={
                "db_table": "found_place",
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "fingerprint"), name="found_place_once")
                ],
            },
        ),
    ]
