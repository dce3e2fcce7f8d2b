"""Folders of which everything is known, so that their files need no look; how a scan behaved, and its coverage statement."""

from __future__ import annotations

from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0007_found_places")]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="ScannedFolder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fingerprint", models.TextField()),
                ("path", models.BinaryField()),
                ("digest", models.TextField(default="")),
                ("reader", models.TextField(default="")),
                ("locked", models.BooleanField(default=False)),
                ("read", models.BigIntegerField(default=0)),
                ("partly", models.BigIntegerField(default=0)),
                ("skipped", models.BigIntegerField(default=0)),
                ("bytes", models.BigIntegerField(default=0)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.organisation",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.place",
                    ),
                ),
            ],
            options={
                "db_table": "scanned_folder",
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "place", "fingerprint"), name="scanned_folder_once")
                ],
            },
        ),
        migrations.AddField("Scan", "conduct", models.JSONField(default=dict)),
        migrations.AddField("Scan", "statement", models.JSONField(null=True)),
        migrations.AddField("ScannedFile", "folder", models.TextField(default="")),
        migrations.AddIndex("ScannedFile", models.Index(fields=["place", "folder"], name="scanned_file_by_folder")),
    ]
