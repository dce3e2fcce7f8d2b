"""What was proposed to protect, who decided about it (appended), and certificates of what was erased (appended)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import CASCADE, PROTECT

from bailee.store import rules

TABLES = ("protection_proposal", "protection_event", "erasure_certificate")
_STATES = ("proposed", "approved", "refused", "withdrawn", "applied", "stopped", "left")


def _id() -> Any:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _organisation() -> Any:
    return models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to="store.organisation")


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0035_key_acts")]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="ProtectionProposal",
            fields=[
                ("id", _id()),
                ("ident", models.TextField()),
                ("batch", models.TextField()),
                ("act", models.TextField()),
                ("playbook", models.TextField()),
                ("state", models.TextField(choices=[(each, each) for each in _STATES])),
                ("locator", models.TextField()),
                ("store", models.TextField(default="")),
                ("details", models.BinaryField()),
                ("by", models.TextField()),
                ("at", models.DateTimeField()),
                ("organisation", _organisation()),
            ],
            options={
                "db_table": "protection_proposal",
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=["organisation", "ident"], name="protection_proposal_once")
                ],
                "indexes": [models.Index(fields=["organisation", "state"], name="protection_proposal_open")],
            },
        ),
        migrations.CreateModel(
            name="ProtectionEvent",
            fields=[
                ("id", _id()),
                ("act", models.TextField(choices=[(each, each) for each in _STATES[1:]])),
                ("says", models.BinaryField()),
                ("by", models.TextField()),
                ("at", models.DateTimeField()),
                ("organisation", _organisation()),
                (
                    "proposal",
                    models.ForeignKey(
                        db_index=False, on_delete=PROTECT, related_name="+", to="store.protectionproposal"
                    ),
                ),
            ],
            options={
                "db_table": "protection_event",
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "proposal"], name="protection_event_of")],
            },
        ),
        migrations.CreateModel(
            name="ErasureCertificate",
            fields=[
                ("id", _id()),
                ("ident", models.TextField()),
                ("told", models.BinaryField()),
                ("document", models.BinaryField()),
                ("sha256", models.TextField()),
                ("at", models.DateTimeField()),
                ("organisation", _organisation()),
            ],
            options={
                "db_table": "erasure_certificate",
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=["organisation", "ident"], name="erasure_certificate_once")
                ],
            },
        ),
        *map(rules.keep_apart, TABLES),
        rules.append_only("protection_event"),
        rules.append_only("erasure_certificate"),
    ]
