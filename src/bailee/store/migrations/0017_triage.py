"""Findings in the order in which they are judged, with the reasons why they are so sure; rules and saved views."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import CASCADE, PROTECT

from bailee.store import rules

TABLES = ("cue_words", "judgement_rule", "saved_view", "triage_count", "triage_settled")


def _id() -> Any:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _organisation() -> Any:
    return models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to="store.organisation")


def _member(on_delete: Any) -> Any:
    return models.ForeignKey(db_index=False, on_delete=on_delete, related_name="+", to="store.member")


def _made(name: str, table: str, fields: list[tuple[str, Any]], once: list[str] | None) -> migrations.CreateModel:
    options: dict[str, Any] = {"db_table": table, "abstract": False}
    if once is not None:
        options["constraints"] = [models.UniqueConstraint(fields=["organisation", *once], name=f"{table}_once")]
    return migrations.CreateModel(
        name=name, fields=[("id", _id()), *fields, ("organisation", _organisation())], options=options
    )


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0016_invitations")]
    operations: ClassVar[list[Any]] = [
        _made("CueWords", "cue_words", [("says", models.TextField())], ["says"]),
        _made(
            "JudgementRule",
            "judgement_rule",
            [
                ("ident", models.TextField()),
                ("detector", models.TextField(default="")),
                ("store", models.TextField(default="")),
                ("cue", models.TextField(default="")),
                ("at_most", models.FloatField()),
                ("reason", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("made_by", _member(PROTECT)),
            ],
            None,
        ),
        _made(
            "SavedView",
            "saved_view",
            [
                ("page", models.TextField()),
                ("name", models.TextField()),
                ("query", models.TextField()),
                ("saved_at", models.DateTimeField()),
                ("member", _member(CASCADE)),
            ],
            ["member", "page", "name"],
        ),
        _made(
            "TriageCount",
            "triage_count",
            [
                ("state", models.SmallIntegerField()),
                ("category", models.TextField()),
                ("weight", models.SmallIntegerField()),
                ("count", models.BigIntegerField()),
            ],
            ["state", "category", "weight"],
        ),
        _made("TriageSettled", "triage_settled", [("on", models.DateField())], []),
        *map(rules.keep_apart, TABLES),
        rules.append_only("judgement_rule"),
        migrations.AddField("finding", "cues", models.TextField(db_default="", default="")),
        migrations.AddField("finding", "state", models.SmallIntegerField(db_default=0, default=0)),
        migrations.AddField("finding", "weight", models.SmallIntegerField(db_default=0, default=0)),
        migrations.AlterField(
            "decision",
            "verdict",
            models.TextField(choices=[(each, each) for each in ("confirmed", "dismissed", "accepted", "reopened")]),
        ),
        migrations.AddIndex(
            "finding",
            models.Index(
                models.F("organisation"), models.F("state"), models.F("weight").desc(), models.F("id"),
                condition=models.Q(gone_at=None), name="finding_to_judge",
            ),
        ),
        migrations.AddIndex(
            "finding",
            models.Index(
                models.F("organisation"), models.F("state"), models.F("category"), models.F("weight").desc(), models.F("id"),
                condition=models.Q(gone_at=None), name="finding_to_judge_of",
            ),
        ),
    ]  # fmt: skip
