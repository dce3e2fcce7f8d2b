"""What counsel was asked, decided and released: appended, and encrypted whole."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import CASCADE

from bailee.store import rules

TABLES = ("counsel_decision", "counsel_packet", "privilege_act")


def _made(name: str, table: str, fields: list[tuple[str, Any]], once: bool) -> migrations.CreateModel:
    options: dict[str, Any] = {"db_table": table, "abstract": False}
    if once:
        options["constraints"] = [models.UniqueConstraint(fields=["organisation", "ident"], name=f"{table}_once")]
    return migrations.CreateModel(
        name=name,
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            *fields,
            ("told", models.BinaryField()),
            ("by", models.TextField()),
            ("at", models.DateTimeField()),
            (
                "organisation",
                models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to="store.organisation"),
            ),
        ],
        options=options,
    )


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0018_alerts")]
    operations: ClassVar[list[Any]] = [
        _made("CounselDecision", "counsel_decision", [("ident", models.TextField())], once=True),
        _made("CounselPacket", "counsel_packet", [("ident", models.TextField())], once=True),
        _made(
            "PrivilegeAct", "privilege_act", [("act", models.TextField()), ("about", models.TextField())], once=False
        ),
        *map(rules.keep_apart, TABLES),
        *map(rules.append_only, TABLES),
    ]
