"""An invitation may be for somebody who is a member already and does not sign in yet."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0053_scan_ranges")]
    operations: ClassVar[list[Any]] = [
        migrations.AddField("invitation", "member", models.TextField(default="", db_default="")),
    ]
