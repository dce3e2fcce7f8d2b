"""What people did with keys: kits, drills, destructions; appended."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import CASCADE

from bailee.store import rules


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0034_people_of_a_page")]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="KeyAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("about", models.TextField()),
                ("act", models.TextField()),
                ("told", models.BinaryField()),
                ("by", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to="store.organisation"),
                ),
            ],
            options={
                "db_table": "key_act",
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "about"], name="key_act_about")],
            },
        ),
        rules.keep_apart("key_act"),
        rules.append_only("key_act"),
    ]
