"""A place keeps what its source is to be asked for changes with."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0004_known_lists")]
    operations: ClassVar[list[Any]] = [
        migrations.AddField("Place", "state", models.BinaryField(null=True)),
    ]
