"""The record of processing: drafts, what was said to differences, whom it names; and the register of contracts."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import CASCADE

from bailee.store import rules

TABLES = ("activity_draft", "contract", "difference_answer", "record_contact")


def _made(name: str, table: str, fields: list[tuple[str, Any]], by: str = "") -> migrations.CreateModel:
    options: dict[str, Any] = {"db_table": table, "abstract": False}
    if by:
        options["indexes"] = [models.Index(fields=["organisation", by], name=f"{table}_by_{by}")]
    return migrations.CreateModel(
        name=name,
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            *fields,
            (
                "organisation",
                models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to="store.organisation"),
            ),
        ],
        options=options,
    )


def _by() -> list[tuple[str, Any]]:
    return [("by", models.TextField()), ("at", models.DateTimeField())]


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0020_departures")]
    operations: ClassVar[list[Any]] = [
        _made(
            "ActivityDraft",
            "activity_draft",
            [
                ("name", models.TextField()),
                ("activity", models.JSONField()),
                ("origin", models.TextField()),
                ("settled", models.BooleanField(default=False)),
                ("known_from", models.DateTimeField()),
            ],
            "name",
        ),
        _made(
            "DifferenceAnswer",
            "difference_answer",
            [
                ("what", models.TextField()),
                ("category", models.TextField()),
                ("subject", models.TextField()),
                ("stores", models.JSONField()),
                ("reason", models.BinaryField(null=True)),
                *_by(),
            ],
        ),
        _made(
            "RecordContact", "record_contact", [("sort", models.TextField()), ("told", models.BinaryField()), *_by()]
        ),
        _made(
            "Contract",
            "contract",
            [
                ("ident", models.TextField()),
                ("sort", models.TextField()),
                ("told", models.BinaryField()),
                ("removed", models.BooleanField(default=False)),
                *_by(),
            ],
            "ident",
        ),
        *map(rules.keep_apart, TABLES),
        *map(rules.append_only, TABLES),
    ]
