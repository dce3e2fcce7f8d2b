"""The table as it stood after each change, and the newest page whole."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models

from bailee.store import rules


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0011_members_and_clients")]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="StatusSnapshot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("on", models.DateField()),
                ("sequence", models.BigIntegerField()),
                ("red", models.IntegerField()),
                ("amber", models.IntegerField()),
                ("unknown", models.IntegerField()),
                ("green", models.IntegerField()),
                ("files", models.BigIntegerField()),
                ("files_read", models.BigIntegerField()),
                ("cells", models.JSONField()),
                ("worst", models.JSONField()),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False, on_delete=models.CASCADE, related_name="+", to="store.organisation"
                    ),
                ),
            ],
            options={
                "db_table": "status_snapshot",
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "at"], name="status_snapshot_at")],
            },
        ),
        migrations.CreateModel(
            name="StatusPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stamp", models.TextField()),
                ("at", models.DateTimeField()),
                ("seconds", models.FloatField()),
                ("content", models.BinaryField()),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False, on_delete=models.CASCADE, related_name="+", to="store.organisation"
                    ),
                ),
            ],
            options={
                "db_table": "status_page",
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=["organisation"], name="status_page_once")],
            },
        ),
        rules.keep_apart("status_snapshot"),
        rules.keep_apart("status_page"),
        rules.append_only("status_snapshot"),
    ]
