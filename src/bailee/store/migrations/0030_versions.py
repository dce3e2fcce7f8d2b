"""What is chosen when a version of a notice is published; the file of a policy that was there already; versions are frozen."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import CASCADE

from bailee.store import rules


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0029_deliveries")]
    operations: ClassVar[list[Any]] = [
        migrations.AddField("noticeversion", "choice", models.TextField(db_default="", default="")),
        migrations.AddField("noticeversion", "touches", models.JSONField(default=list)),
        migrations.AddField("noticeversion", "why", models.BinaryField(null=True)),
        migrations.CreateModel(
            name="PolicyFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("name", models.BinaryField()),
                ("media_type", models.TextField()),
                ("size", models.BigIntegerField()),
                ("content", models.BinaryField()),
                (
                    "organisation",
                    models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to="store.organisation"),
                ),
                (
                    "version",
                    models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to="store.noticeversion"),
                ),
            ],
            options={
                "db_table": "policy_file",
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=["organisation", "version"], name="policy_file_once")],
            },
        ),
        rules.keep_apart("policy_file"),
        rules.frozen("notice_version", ("notice_id", "version", "language", "sha256", "content")),
    ]
