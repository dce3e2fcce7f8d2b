"""Who needs to open what, as somebody said (appended)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import CASCADE

from bailee.store import rules


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0036_proposals")]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="AccessNeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ident", models.TextField()),
                ("sort", models.TextField(choices=[(each, each) for each in ("store", "kind", "category")])),
                ("name", models.TextField()),
                ("told", models.BinaryField()),
                ("withdrawn", models.BooleanField(default=False)),
                ("by", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to="store.organisation"),
                ),
            ],
            options={
                "db_table": "access_need",
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "ident"], name="access_need_of")],
            },
        ),
        rules.keep_apart("access_need"),
        rules.append_only("access_need"),
    ]
