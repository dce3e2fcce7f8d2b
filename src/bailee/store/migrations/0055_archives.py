"""Findings that are gone may move to an archive in Parquet, and what was noted of them with them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import CASCADE

from bailee.store import rules


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0054_invited_member")]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="FindingArchive",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ident", models.TextField()),
                ("month", models.TextField()),
                ("findings", models.BigIntegerField()),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("size", models.BigIntegerField()),
                ("sha256", models.TextField()),
                ("content", models.BinaryField()),
                ("made_at", models.DateTimeField()),
                ("made_by", models.TextField()),
                (
                    "organisation",
                    models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to="store.organisation"),
                ),
            ],
            options={
                "db_table": "finding_archive",
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=["organisation", "ident"], name="finding_archive_once")],
            },
        ),
        migrations.AddIndex(
            "finding",
            models.Index(
                fields=["organisation", "gone_at"], name="finding_gone", condition=models.Q(gone_at__isnull=False)
            ),
        ),
        rules.keep_apart("finding_archive"),
        rules.leaves_with_its_finding("scan_change"),
    ]
