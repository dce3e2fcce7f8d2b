"""Traces of monitoring tools, looks at machines and lists, and what people declared of a tool."""

from __future__ import annotations

from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models

from bailee.store import rules


def _organisation() -> Any:
    return models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="store.organisation"
    )


def _ident() -> Any:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0005_place_state")]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="ToolTrace",
            fields=[
                ("id", _ident()),
                ("traces", models.TextField()),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="store.scannedfile"
                    ),
                ),
                ("organisation", _organisation()),
            ],
            options={"db_table": "tool_trace"},
        ),
        migrations.CreateModel(
            name="ToolLook",
            fields=[
                ("id", _ident()),
                (
                    "origin",
                    models.TextField(choices=[("this-machine", "this-machine"), ("software-list", "software-list")]),
                ),
                ("name_fingerprint", models.TextField()),
                ("name", models.BinaryField()),
                ("form", models.TextField()),
                ("machines", models.BigIntegerField(default=1)),
                ("rows", models.BigIntegerField(default=0)),
                ("traces", models.BinaryField()),
                ("looked_at", models.DateTimeField()),
                ("organisation", _organisation()),
            ],
            options={
                "db_table": "tool_look",
                "indexes": [models.Index(fields=["organisation", "name_fingerprint"], name="tool_look_by_name")],
            },
        ),
        migrations.CreateModel(
            name="ToolDeclaration",
            fields=[
                ("id", _ident()),
                ("tool", models.TextField()),
                ("declaration", models.BinaryField()),
                ("withdrawn", models.BooleanField(default=False)),
                ("true_from", models.DateField()),
                ("known_from", models.DateTimeField()),
                ("organisation", _organisation()),
            ],
            options={
                "db_table": "tool_declaration",
                "indexes": [
                    models.Index(fields=["organisation", "tool", "true_from"], name="tool_declaration_by_tool")
                ],
            },
        ),
        rules.append_only("tool_look"),
        rules.append_only("tool_declaration"),
    ]
