"""Findings of a past day are listed worst first by an index: those that are gone now are among them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0045_changes_of_a_row")]
    operations: ClassVar[list[Any]] = [
        migrations.AddIndex(
            "finding", models.Index("organisation", models.F("weight").desc(), "id", name="finding_by_weight")
        ),
    ]
