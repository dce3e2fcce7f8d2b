"""Accounts, links that were used, counts of attempts."""

from __future__ import annotations

from typing import Any, ClassVar

import django.utils.timezone
from django.db import migrations, models

from bailee.web.accounts.models import new_ident


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar[list[tuple[str, str]]] = []
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            "Account",
            [
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("ident", models.TextField(default=new_ident, unique=True)),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("name", models.TextField()),
                ("is_active", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            {"db_table": "account"},
        ),
        migrations.CreateModel(
            "CacheEntry",
            [
                ("cache_key", models.CharField(max_length=255, primary_key=True, serialize=False)),
                ("value", models.TextField()),
                ("expires", models.DateTimeField(db_index=True)),
            ],
            {"db_table": "sign_in_cache"},
        ),
        migrations.CreateModel(
            "UsedLink",
            [
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("link_hash", models.TextField(unique=True)),
                ("used_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            {"db_table": "used_link"},
        ),
    ]
