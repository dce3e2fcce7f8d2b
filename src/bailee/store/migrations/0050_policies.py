"""What holds for scans of a client, a site, a device; and what each device came to at the end of each scan. Appended."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import CASCADE

from bailee.store import rules

TABLES = ("scan_policy", "device_reading")
_LEVELS = ("provider", "client", "site", "device")


def _columns(*fields: tuple[str, Any]) -> list[tuple[str, Any]]:
    number = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
    owner = models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to="store.organisation")
    return [("id", number), *fields, ("organisation", owner)]


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0049_fleet")]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="ScanPolicy",
            fields=_columns(
                ("level", models.TextField(choices=[(each, each) for each in _LEVELS])),
                ("about", models.TextField(default="")),
                ("version", models.IntegerField()),
                ("told", models.BinaryField()),
                ("by", models.TextField()),
                ("at", models.DateTimeField()),
            ),
            options={
                "db_table": "scan_policy",
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=["organisation", "level", "about", "version"], name="scan_policy_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DeviceReading",
            fields=_columns(
                ("at", models.DateTimeField()),
                ("version", models.TextField()),
                ("policy", models.TextField(default="")),
                ("state", models.TextField()),
                ("cause", models.TextField(default="")),
                ("read", models.BigIntegerField(default=0)),
                ("partly", models.BigIntegerField(default=0)),
                ("skipped", models.BigIntegerField(default=0)),
                ("causes", models.JSONField(default=dict)),
                ("found", models.JSONField(default=dict)),
                ("is_encrypted", models.BooleanField(null=True)),
                (
                    "device",
                    models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to="store.device"),
                ),
                (
                    "scan",
                    models.ForeignKey(db_index=False, null=True, on_delete=CASCADE, related_name="+", to="store.scan"),
                ),
            ),
            options={
                "db_table": "device_reading",
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "device", "at"], name="device_reading_of")],
            },
        ),
        *map(rules.keep_apart, TABLES),
        *map(rules.append_only, TABLES),
    ]
