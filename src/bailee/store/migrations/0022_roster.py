"""What became of each person on the roster, appended; and who was missing from the list that was read last."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import CASCADE, PROTECT

from bailee.store import rules

_ACTS = ("added", "changed", "missing", "returned", "ended")


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0021_record")]
    operations: ClassVar[list[Any]] = [
        migrations.AddField("rosterperson", "missing_since", models.DateField(null=True)),
        migrations.CreateModel(
            name="RosterChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("act", models.TextField(choices=[(each, each) for each in _ACTS])),
                ("category", models.TextField()),
                ("fields", models.BinaryField(null=True)),
                ("true_from", models.DateField()),
                ("known_from", models.DateTimeField()),
                ("by", models.TextField(default="")),
                (
                    "organisation",
                    models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to="store.organisation"),
                ),
                (
                    "person",
                    models.ForeignKey(db_index=False, on_delete=PROTECT, related_name="+", to="store.rosterperson"),
                ),
            ],
            options={
                "db_table": "roster_change",
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "person"], name="roster_change_of")],
            },
        ),
        rules.keep_apart("roster_change"),
        rules.append_only("roster_change"),
    ]
