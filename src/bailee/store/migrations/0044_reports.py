"""Reports as they were made: how they look, what was made, its files, and when they are made again. All appended."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import CASCADE

from bailee.store import rules

TABLES = ("report_brand", "kept_report", "report_file", "report_schedule")
_FORMS = ("pdf", "docx", "pptx", "xlsx", "html")
_EVERY = ("week", "month", "quarter")


def _columns(*fields: tuple[str, Any]) -> list[tuple[str, Any]]:
    number = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
    owner = models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to="store.organisation")
    return [("id", number), *fields, ("organisation", owner)]


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0043_log_number")]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="ReportBrand",
            fields=_columns(
                ("told", models.BinaryField()),
                ("by", models.TextField()),
                ("at", models.DateTimeField()),
            ),
            options={
                "db_table": "report_brand",
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "at"], name="report_brand_of")],
            },
        ),
        migrations.CreateModel(
            name="KeptReport",
            fields=_columns(
                ("ident", models.TextField()),
                ("kind", models.TextField()),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("schedule", models.TextField(default="")),
                ("sealed", models.JSONField()),
                ("record", models.BigIntegerField()),
                ("by", models.TextField()),
                ("at", models.DateTimeField()),
            ),
            options={
                "db_table": "kept_report",
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "at"], name="kept_report_by_time")],
                "constraints": [
                    models.UniqueConstraint(fields=["organisation", "ident"], name="kept_report_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("schedule", ""), _negated=True),
                        fields=["organisation", "schedule", "until"],
                        name="kept_report_due_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportFile",
            fields=_columns(
                ("report", models.TextField()),
                ("form", models.TextField(choices=[(each, each) for each in _FORMS])),
                ("sha256", models.TextField()),
                ("size", models.BigIntegerField()),
                ("document", models.BinaryField()),
            ),
            options={
                "db_table": "report_file",
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=["organisation", "report", "form"], name="report_file_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportSchedule",
            fields=_columns(
                ("ident", models.TextField()),
                ("kind", models.TextField()),
                ("every", models.TextField(choices=[(each, each) for each in _EVERY])),
                ("told", models.BinaryField()),
                ("withdrawn", models.BooleanField(default=False)),
                ("by", models.TextField()),
                ("at", models.DateTimeField()),
            ),
            options={
                "db_table": "report_schedule",
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "ident", "at"], name="report_schedule_by_ident")],
            },
        ),
        *map(rules.keep_apart, TABLES),
        *map(rules.append_only, TABLES),
    ]
