"""A scan whose folders are read by several workers: its ranges, what each counted, and what the scan's end has to know."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import CASCADE

from bailee.store import rules


def _of(model: str) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to=f"store.{model}")


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0052_deadlines")]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="ScanRange",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("ends", models.TextField()),
                ("job", models.TextField(default="")),
                ("number", models.IntegerField()),
                ("told", models.BinaryField()),
                ("items", models.BigIntegerField(default=0)),
                ("bytes", models.BigIntegerField(default=0)),
                ("counts", models.JSONField(default=dict)),
                ("left", models.BinaryField(null=True)),
                ("conduct", models.JSONField(default=dict)),
                ("ended_at", models.DateTimeField(null=True)),
                ("organisation", _of("organisation")),
                ("place", _of("place")),
                ("scan", _of("scan")),
            ],
            options={
                "db_table": "scan_range",
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=["organisation", "scan", "number"], name="scan_range_once")
                ],
                "indexes": [models.Index(fields=["organisation", "ends"], name="scan_range_by_job")],
            },
        ),
        rules.keep_apart("scan_range"),
    ]
