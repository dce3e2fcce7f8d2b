"""Who outside keeps checkpoints, what was given and stamped; and a record of the log may be emptied but for its leaf."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import CASCADE

from bailee.evidence.log import ERASABLE
from bailee.store import rules


def _columns(*fields: tuple[str, Any]) -> list[tuple[str, Any]]:
    number = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
    owner = models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to="store.organisation")
    return [("id", number), *fields, ("organisation", owner)]


def _text() -> Any:
    return models.TextField(default="", db_default="")


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0040_requests")]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="LogHolder",
            fields=_columns(
                ("ident", models.TextField()),
                ("means", models.TextField()),
                ("told", models.BinaryField()),
                ("every", models.TextField()),
                ("added_at", models.DateTimeField()),
                ("by", models.TextField()),
                ("ended_at", models.DateTimeField(null=True)),
            ),
            options={
                "db_table": "log_holder",
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=["organisation", "ident"], name="log_holder_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="LogGiven",
            fields=_columns(
                ("holder", _text()),
                ("size", models.BigIntegerField()),
                ("means", models.TextField()),
                ("mail", _text()),
                ("fault", _text()),
                ("at", models.DateTimeField()),
                ("by", models.TextField()),
            ),
            options={
                "db_table": "log_given",
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "holder"], name="log_given_to")],
            },
        ),
        migrations.CreateModel(
            name="LogStamp",
            fields=_columns(
                ("size", models.BigIntegerField()),
                ("token", models.BinaryField()),
                ("said_at", models.DateTimeField(null=True)),
                ("service", _text()),
                ("fault", _text()),
                ("at", models.DateTimeField()),
            ),
            options={
                "db_table": "log_stamp",
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "size"], name="log_stamp_of")],
            },
        ),
        *map(rules.keep_apart, ("log_holder", "log_given", "log_stamp")),
        *map(rules.append_only, ("log_given", "log_stamp")),
        rules.frozen("log_holder", ("organisation_id", "ident", "means", "every", "added_at", "by")),
        rules.erasable("evidence_record", ERASABLE, ("id", "organisation_id", "sequence", "leaf")),
    ]
