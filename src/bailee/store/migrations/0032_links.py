"""How people come by links and codes, when they are reminded, how they are written to, and which browsers are open for them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import CASCADE

from bailee.store import rules

_ACTS = (
    "asked", "linked", "mailed", "printed", "opened", "question", "answer", "checked", "signed", "declined", "withdrawn", "copied",
    "code-shown", "renewed", "reminded", "escalated",
)  # fmt: skip


def _id() -> Any:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _organisation() -> Any:
    return models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to="store.organisation")


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0031_devices")]
    operations: ClassVar[list[Any]] = [
        migrations.AddField("PersonLink", "how", models.TextField(db_default="", default="")),
        migrations.AddField("PersonLink", "renewals", models.SmallIntegerField(db_default=0, default=0)),
        migrations.AddField("PersonLink", "renewed_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "PersonLink", models.Index(fields=["organisation", "member"], name="person_link_of_member")
        ),
        migrations.AddField("ConsentLink", "revoked_by", models.TextField(db_default="", default="")),
        migrations.AddField("ConsentLink", "code_hash", models.TextField(db_default="", default="")),
        migrations.AddField("ConsentLink", "tries", models.SmallIntegerField(db_default=0, default=0)),
        migrations.AddField("SignRequest", "rhythm", models.JSONField(null=True)),
        migrations.AlterField("SignEvent", "act", models.TextField(choices=[(each, each) for each in _ACTS])),
        migrations.CreateModel(
            name="Correspondence",
            fields=[
                ("id", _id()),
                ("language", models.TextField()),
                ("copies", models.BooleanField()),
                ("by", models.TextField()),
                ("at", models.DateTimeField()),
                ("organisation", _organisation()),
            ],
            options={"db_table": "correspondence", "abstract": False},
        ),
        migrations.CreateModel(
            name="Sitting",
            fields=[
                ("id", _id()),
                ("ident", models.TextField()),
                ("sort", models.TextField(choices=[(each, each) for each in ("person", "device")])),
                ("member", models.TextField()),
                ("witness", models.BinaryField(null=True)),
                ("began_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.TextField(db_default="", default="")),
                ("organisation", _organisation()),
            ],
            options={
                "db_table": "sitting",
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=["organisation", "ident"], name="sitting_once")],
                "indexes": [models.Index(fields=["organisation", "ends_at"], name="sitting_until")],
            },
        ),
        *map(rules.keep_apart, ("correspondence", "sitting")),
        rules.append_only("correspondence"),
    ]
