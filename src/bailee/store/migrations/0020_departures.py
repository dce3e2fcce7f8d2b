"""Departures: found and cleared, decided, and where records belong that are kept apart; legal holds."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import CASCADE, PROTECT

from bailee.store import rules

TABLES = ("departure_event", "departure_decision", "confidential_place", "legal_hold", "whose_decision")


def _one_of(*words: str) -> Any:
    return models.TextField(choices=[(each, each) for each in words])


def _made(name: str, table: str, fields: list[tuple[str, Any]], *, by_ident: bool = True) -> migrations.CreateModel:
    options: dict[str, Any] = {"db_table": table, "abstract": False}
    if by_ident:
        options["indexes"] = [models.Index(fields=["organisation", "ident"], name=f"{table}_of")]
    whole = [
        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
        *fields,
        ("at", models.DateTimeField()),
        (
            "organisation",
            models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to="store.organisation"),
        ),
    ]
    return migrations.CreateModel(name=name, fields=whole, options=options)


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0019_counsel")]
    operations: ClassVar[list[Any]] = [
        _made(
            "DepartureEvent",
            "departure_event",
            [
                ("ident", models.TextField()),
                ("act", _one_of("found", "cleared")),
                ("sort", models.TextField()),
                ("severity", models.TextField()),
                ("says", models.BinaryField(null=True)),
                (
                    "scan",
                    models.ForeignKey(db_index=False, null=True, on_delete=PROTECT, related_name="+", to="store.scan"),
                ),
            ],
        ),
        _made(
            "DepartureDecision",
            "departure_decision",
            [
                ("ident", models.TextField()),
                ("sort", models.TextField()),
                ("verdict", _one_of("accepted", "not-so", "reopened")),
                ("reason", models.BinaryField()),
                ("until", models.DateField(null=True)),
                ("by", models.TextField()),
            ],
        ),
        _made(
            "ConfidentialPlace",
            "confidential_place",
            [
                ("ident", models.TextField()),
                ("folder", models.BinaryField()),
                ("records", models.JSONField(default=list)),
                ("withdrawn", models.BooleanField(default=False)),
                ("by", models.TextField()),
                (
                    "place",
                    models.ForeignKey(db_index=False, on_delete=PROTECT, related_name="+", to="store.place"),
                ),
            ],
            by_ident=False,
        ),
        _made(
            "LegalHold",
            "legal_hold",
            [
                ("ident", models.TextField()),
                ("act", _one_of("placed", "lifted")),
                ("told", models.BinaryField()),
                ("fingerprints", models.JSONField(default=list)),
                ("since", models.DateField()),
                ("by", models.TextField()),
            ],
        ),
        _made(
            "WhoseDecision",
            "whose_decision",
            [
                ("fingerprints", models.JSONField(default=list)),
                ("subject", models.TextField()),
                ("reason", models.BinaryField()),
                ("by", models.TextField()),
            ],
            by_ident=False,
        ),
        *map(rules.keep_apart, TABLES),
        *map(rules.append_only, TABLES),
    ]
