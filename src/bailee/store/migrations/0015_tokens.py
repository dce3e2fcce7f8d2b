"""Tokens of programs, and the answers that are given again where a request comes twice."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models

from bailee.store import rules

_ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))
_WHOSE = ("organisation", models.ForeignKey("store.organisation", models.CASCADE, db_index=False, related_name="+"))
_WHO = ("member", models.ForeignKey("store.member", models.CASCADE, db_index=False, related_name="+"))


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0014_work")]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            "ApiToken",
            [
                _ID,
                _WHOSE,
                ("ident", models.TextField()),
                _WHO,
                ("name", models.BinaryField()),
                ("digest", models.TextField()),
                ("permissions", models.JSONField(default=list)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("last_used_at", models.DateTimeField(null=True)),
                ("window", models.BigIntegerField(default=0)),
                ("used", models.IntegerField(default=0)),
            ],
            options={"db_table": "api_token"},
        ),
        migrations.AddConstraint(
            "ApiToken", models.UniqueConstraint(fields=["organisation", "ident"], name="api_token_once")
        ),
        migrations.AddConstraint(
            "ApiToken", models.UniqueConstraint(fields=["digest", "organisation"], name="api_token_by_digest")
        ),
        migrations.CreateModel(
            "ApiAnswer",
            [
                _ID,
                _WHOSE,
                _WHO,
                ("key_print", models.TextField()),
                ("body_print", models.TextField()),
                ("answer", models.BinaryField()),
                ("at", models.DateTimeField()),
            ],
            options={"db_table": "api_answer"},
        ),
        migrations.AddConstraint(
            "ApiAnswer",
            models.UniqueConstraint(fields=["organisation", "member", "key_print"], name="api_answer_once"),
        ),
        migrations.AddIndex("ApiAnswer", models.Index(fields=["organisation", "at"], name="api_answer_by_time")),
        *map(rules.keep_apart, ("api_token", "api_answer")),
        rules.look_up_tokens(),
    ]
