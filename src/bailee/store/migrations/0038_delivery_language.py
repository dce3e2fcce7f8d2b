"""In which language somebody gets a notice that is delivered."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0037_access_needs")]
    operations: ClassVar[list[Any]] = [
        migrations.AddField("Delivery", "language", models.TextField(db_default="", default="")),
    ]
