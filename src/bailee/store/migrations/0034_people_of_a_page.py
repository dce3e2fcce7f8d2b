"""About how many people an organisation's page is, beside the page: a desk of 500 clients shows it and opens none of them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0033_signatures")]
    operations: ClassVar[list[Any]] = [
        migrations.AddField("StatusPage", "people_low", models.BigIntegerField(null=True)),
        migrations.AddField("StatusPage", "people_high", models.BigIntegerField(null=True)),
    ]
