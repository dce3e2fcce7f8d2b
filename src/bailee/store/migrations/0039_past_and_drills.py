"""States that protected files were brought to, and sheets of drills (both appended)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import CASCADE

from bailee.store import rules


def _owned(**fields: Any) -> list[tuple[str, Any]]:
    return [
        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
        *fields.items(),
        (
            "organisation",
            models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to="store.organisation"),
        ),
    ]


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0038_delivery_language")]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="ProtectedFileChange",
            fields=_owned(ident=models.TextField(), state=models.TextField(), at=models.DateTimeField()),
            options={
                "db_table": "protected_file_change",
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "ident"], name="protected_file_change_of")],
            },
        ),
        rules.keep_apart("protected_file_change"),
        rules.append_only("protected_file_change"),
        migrations.CreateModel(
            name="DrillSheet",
            fields=_owned(
                ident=models.TextField(),
                sort=models.TextField(),
                told=models.BinaryField(),
                seconds=models.FloatField(),
                steps=models.IntegerField(),
                done=models.IntegerField(),
                by=models.TextField(),
                at=models.DateTimeField(),
            ),
            options={
                "db_table": "drill_sheet",
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=["organisation", "ident"], name="drill_sheet_once")],
            },
        ),
        rules.keep_apart("drill_sheet"),
        rules.append_only("drill_sheet"),
    ]
