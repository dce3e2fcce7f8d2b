"""A record that carries its date keeps it: how old it is, whenever its file was copied."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0025_past")]
    operations: ClassVar[list[Any]] = [
        migrations.AddField(model_name="kindfound", name="dated", field=models.TextField(default="", db_default="")),
    ]
