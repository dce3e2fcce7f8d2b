"""Values that an organisation knows already have a table of their hashes."""

from __future__ import annotations

from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0003_series")]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="KnownList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField()),
                ("category", models.TextField()),
                ("detector", models.TextField()),
                ("subject", models.TextField()),
                ("labels", models.JSONField(default=list)),
                ("outlines", models.JSONField(default=list)),
                ("count", models.BigIntegerField()),
                ("prints", models.BinaryField()),
                ("changed_at", models.DateTimeField()),
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
                "db_table": "known_list",
                "constraints": [models.UniqueConstraint(fields=("organisation", "name"), name="known_list_once")],
            },
        ),
    ]
