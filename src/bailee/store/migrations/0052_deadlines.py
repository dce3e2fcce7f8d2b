"""Findings of a past day, of one category, are listed worst first by an index, as those of now are."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0051_scale")]
    operations: ClassVar[list[Any]] = [
        migrations.AddIndex(
            "finding",
            models.Index("organisation", "category", models.F("weight").desc(), "id", name="finding_by_category"),
        ),
    ]
