"""Requests of people about their own data, and indexes by which what is one person's is found among a million findings."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import CASCADE, PROTECT

from bailee.store import rules

TABLES = ("data_subject_request", "request_act", "request_page")


def _owned(**fields: Any) -> list[tuple[str, Any]]:
    return [
        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
        *fields.items(),
        (
            "organisation",
            models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to="store.organisation"),
        ),
    ]


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0039_past_and_drills")]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="DataSubjectRequest",
            fields=_owned(
                ident=models.TextField(),
                rights=models.JSONField(default=list),
                laws=models.JSONField(default=list),
                channel=models.TextField(),
                received_on=models.DateField(),
                place=models.TextField(default=""),
                appeals=models.TextField(default=""),
                told=models.BinaryField(),
                prints=models.JSONField(default=list),
                by=models.TextField(),
                at=models.DateTimeField(),
            ),
            options={
                "db_table": "data_subject_request",
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=["organisation", "ident"], name="data_subject_request_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RequestAct",
            fields=_owned(
                request=models.ForeignKey(
                    db_index=False, on_delete=PROTECT, related_name="+", to="store.datasubjectrequest"
                ),
                act=models.TextField(),
                on=models.DateField(),
                told=models.BinaryField(),
                by=models.TextField(),
                at=models.DateTimeField(),
            ),
            options={
                "db_table": "request_act",
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "request"], name="request_act_of")],
            },
        ),
        migrations.CreateModel(
            name="RequestPage",
            fields=_owned(is_open=models.BooleanField(), by=models.TextField(), at=models.DateTimeField()),
            options={"db_table": "request_page", "abstract": False},
        ),
        *map(rules.keep_apart, TABLES),
        *map(rules.append_only, TABLES),
        migrations.AddIndex(
            "NormalForm", models.Index(fields=["organisation", "fingerprint"], name="normal_form_by_print")
        ),
        # of a file of a hundred thousand rows one row is read, and not all
        migrations.RemoveIndex("Finding", "finding_by_file"),
        migrations.AddIndex("Finding", models.Index(fields=["file", "group"], name="finding_by_group")),
    ]
