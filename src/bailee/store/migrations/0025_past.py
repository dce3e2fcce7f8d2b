"""The page of a past day is kept with the states of its cells; what is only appended cannot be emptied."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models

from bailee.store import rules


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0024_tasks")]
    operations: ClassVar[list[Any]] = [
        migrations.AddField(model_name="statussnapshot", name="content", field=models.BinaryField(null=True)),
        rules.never_emptied(),
    ]
