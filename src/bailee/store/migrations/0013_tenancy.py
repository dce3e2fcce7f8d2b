"""Sites, the history of members, who opened what, instructions to scan, and clients that leave."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models

from bailee.store import rules

_WHOSE = ("organisation", models.ForeignKey("store.organisation", models.CASCADE, db_index=False, related_name="+"))
_ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))
_BY = (("by", models.TextField()), ("at", models.DateTimeField()))


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0012_status_snapshots")]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            "Site",
            [
                _ID,
                _WHOSE,
                ("ident", models.TextField()),
                ("name", models.TextField()),
                ("jurisdiction", models.TextField()),
                ("time_zone", models.TextField()),
                ("added_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={"db_table": "site"},
        ),
        migrations.AddConstraint("Site", models.UniqueConstraint(fields=["organisation", "ident"], name="site_once")),
        migrations.AddConstraint(
            "Site", models.UniqueConstraint(fields=["organisation", "name"], name="site_name_once")
        ),
        migrations.AddField(
            "Place",
            "site",
            models.ForeignKey("store.site", models.PROTECT, null=True, db_index=False, related_name="+"),
        ),
        migrations.CreateModel(
            "MemberChange",
            [
                _ID,
                _WHOSE,
                ("member", models.TextField()),
                ("account", models.TextField()),
                ("role", models.TextField()),
                ("through", models.TextField()),
                ("until", models.DateTimeField(null=True)),
                ("change", models.TextField()),
                ("reason", models.BinaryField(null=True)),
                *_BY,
            ],
            options={"db_table": "member_change"},
        ),
        migrations.AddIndex("MemberChange", models.Index(fields=["organisation", "at"], name="member_change_at")),
        migrations.CreateModel(
            "Access",
            [
                _ID,
                _WHOSE,
                ("member", models.TextField()),
                ("account", models.TextField()),
                ("role", models.TextField()),
                ("through", models.TextField()),
                ("kind", models.TextField()),
                ("is_export", models.BooleanField()),
                ("hour", models.DateTimeField()),
                ("at", models.DateTimeField()),
            ],
            options={"db_table": "access"},
        ),
        migrations.AddConstraint(
            "Access",
            models.UniqueConstraint(
                fields=["organisation", "member", "kind", "hour"],
                condition=models.Q(is_export=False),
                name="access_once_an_hour",
            ),
        ),
        migrations.AddIndex("Access", models.Index(fields=["organisation", "at"], name="access_at")),
        migrations.CreateModel(
            "Authority",
            [
                _ID,
                _WHOSE,
                ("ident", models.TextField()),
                ("act", models.TextField()),
                ("told", models.BinaryField()),
                ("given_on", models.DateField()),
                ("until", models.DateField(null=True)),
                *_BY,
            ],
            options={"db_table": "authority"},
        ),
        migrations.CreateModel(
            "OffBoarding",
            [
                _ID,
                _WHOSE,
                ("client", models.TextField()),
                ("step", models.TextField()),
                ("told", models.BinaryField()),
                *_BY,
            ],
            options={"db_table": "off_boarding"},
        ),
        *map(rules.keep_apart, ("site", "member_change", "access", "authority", "off_boarding")),
        *map(rules.append_only, ("member_change", "access", "authority", "off_boarding")),
    ]
