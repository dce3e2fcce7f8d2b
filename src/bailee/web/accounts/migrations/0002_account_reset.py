"""Links that give an account a new way in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("accounts", "0001_first_tables")]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            "AccountReset",
            [
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("token_hash", models.TextField(unique=True)),
                ("account", models.TextField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
            ],
            {"db_table": "account_reset"},
        )
    ]
