"""Files that may be part of a series keep what one is recognised from."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0002_append_only")]
    operations: ClassVar[list[Any]] = [
        migrations.AddField("ScannedFile", "series", models.BinaryField(null=True)),
    ]
