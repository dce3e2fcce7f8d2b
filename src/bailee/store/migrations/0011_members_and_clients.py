"""A member has an account, one of ten roles, and an end; an organisation may be another one's client."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models

from bailee.permissions import Role
from bailee.store import rules


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0010_row_level_security")]
    operations: ClassVar[list[Any]] = [
        migrations.AddField(
            "Organisation",
            "provider",
            models.ForeignKey("store.organisation", models.PROTECT, null=True, related_name="+"),
        ),
        migrations.AddField("Organisation", "is_provider", models.BooleanField(default=False, db_default=False)),
        migrations.AddField("Member", "account", models.TextField(default="", db_default="")),
        migrations.AddField("Member", "until", models.DateTimeField(null=True)),
        migrations.AddField("Member", "ended_at", models.DateTimeField(null=True)),
        migrations.AddField("Member", "through", models.TextField(default="", db_default="")),
        migrations.AlterField("Member", "role", models.TextField(choices=[(role.value, role.label) for role in Role])),
        migrations.AddConstraint(
            "Member",
            models.UniqueConstraint(
                fields=["organisation", "account"], condition=~models.Q(account=""), name="member_account_once"
            ),
        ),
        migrations.AddIndex("Member", models.Index(fields=["account"], name="member_by_account")),
        rules.former_roles(),
        rules.look_up_own_memberships(),
        rules.list_clients(),
    ]
