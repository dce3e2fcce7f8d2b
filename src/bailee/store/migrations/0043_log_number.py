"""By which number the log of an organisation calls it, where that came from another store."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0042_incidents")]
    operations: ClassVar[list[Any]] = [
        migrations.AddField(model_name="organisation", name="log_number", field=models.BigIntegerField(null=True)),
    ]
