"""What happened to one finding or file after a scan is found by an index."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0044_reports")]
    operations: ClassVar[list[Any]] = [
        migrations.AddIndex(
            "scanchange",
            models.Index(fields=["finding"], name="scan_change_of_finding", condition=Q(finding__isnull=False)),
        ),
        migrations.AddIndex(
            "scanchange", models.Index(fields=["file"], name="scan_change_of_file", condition=Q(finding__isnull=True))
        ),
    ]
