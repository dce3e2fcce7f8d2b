"""Who may open a file: one row for each owner, mode and access list; rights of folders, and what lay around a place."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import CASCADE, PROTECT

from bailee.store import rules


def _rights() -> Any:
    return models.ForeignKey(db_index=False, null=True, on_delete=PROTECT, related_name="+", to="store.filerights")


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0022_roster")]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="FileRights",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ident", models.TextField()),
                ("mode", models.IntegerField()),
                ("owner", models.BigIntegerField()),
                ("group", models.BigIntegerField()),
                ("acl", models.TextField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to="store.organisation"),
                ),
            ],
            options={
                "db_table": "file_rights",
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=["organisation", "ident"], name="file_rights_once")],
            },
        ),
        rules.keep_apart("file_rights"),
        migrations.AddField("scannedfile", "rights", _rights()),
        migrations.AddField("scannedfile", "changed_ns", models.BigIntegerField(null=True)),
        migrations.AddField("scannedfolder", "rights", _rights()),
        migrations.AddField("place", "around", models.BinaryField(null=True)),
        rules.rights_of_before(),
        migrations.RemoveField("scannedfile", "mode"),
        migrations.RemoveField("scannedfile", "owner"),
        migrations.RemoveField("scannedfile", "group"),
    ]
