"""Work in the background: jobs and their steps, scans that were asked for and their schedules, what a scan found otherwise.

On PostgreSQL the tables of Procrastinate, which hands jobs out, are made here too; they hold numbers alone. A later
version of Procrastinate that changes them needs a migration of ours beside this one.
"""

from __future__ import annotations

from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models

from bailee.store import rules

STATES = ("waiting", "running", "done", "stopped", "cancelled", "failed")


def _organisation() -> Any:
    return models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="store.organisation"
    )


def _to(model: str, *, null: bool = False) -> Any:
    return models.ForeignKey(
        db_index=False, null=null, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=f"store.{model}"
    )


def _ident() -> Any:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


TABLES = ("job", "job_step", "scan_request", "scan_schedule", "scan_change")


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0013_tenancy")]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", _ident()),
                ("ident", models.TextField()),
                ("task", models.TextField()),
                ("arguments", models.JSONField(default=dict)),
                ("key", models.TextField(default="")),
                ("lane", models.TextField(default="")),
                ("state", models.TextField(choices=[(state, state) for state in STATES], default="waiting")),
                ("created_at", models.DateTimeField()),
                ("run_at", models.DateTimeField(null=True)),
                ("started_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("attempts", models.IntegerField(default=0)),
                ("lease", models.TextField(default="")),
                ("beat_at", models.DateTimeField(null=True)),
                ("ticket", models.BigIntegerField(null=True)),
                ("wish", models.TextField(default="")),
                ("cause", models.TextField(default="")),
                ("hint", models.TextField(default="")),
                ("done", models.BigIntegerField(default=0)),
                ("of", models.BigIntegerField(null=True)),
                ("bytes", models.BigIntegerField(default=0)),
                ("bytes_of", models.BigIntegerField(null=True)),
                ("rate", models.FloatField(default=0.0)),
                ("seconds_left", models.IntegerField(null=True)),
                ("where", models.TextField(default="")),
                ("result", models.JSONField(default=dict)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+",
                        to="store.member",
                    ),
                ),
                ("organisation", _organisation()),
            ],
            options={
                "db_table": "job",
                "indexes": [
                    models.Index(fields=["state", "run_at"], name="job_by_state"),
                    models.Index(fields=["organisation", "task", "created_at"], name="job_by_task"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=["organisation", "ident"], name="job_once"),
                    models.UniqueConstraint(
                        fields=["organisation", "key"],
                        condition=models.Q(state__in=["waiting", "running"]) & ~models.Q(key=""),
                        name="job_key_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JobStep",
            fields=[
                ("id", _ident()),
                ("job", models.TextField()),
                ("step", models.TextField()),
                ("done_at", models.DateTimeField()),
                ("organisation", _organisation()),
            ],
            options={
                "db_table": "job_step",
                "constraints": [
                    models.UniqueConstraint(fields=["organisation", "job", "step"], name="job_step_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ScanRequest",
            fields=[
                ("id", _ident()),
                ("ident", models.TextField()),
                ("places", models.JSONField(default=list)),
                ("told", models.BinaryField()),
                ("schedule", models.TextField(default="")),
                ("due_at", models.DateTimeField(null=True)),
                ("asked_at", models.DateTimeField()),
                ("asked_by", _to("member")),
                ("organisation", _organisation()),
            ],
            options={
                "db_table": "scan_request",
                "constraints": [
                    models.UniqueConstraint(fields=["organisation", "ident"], name="scan_request_once"),
                    models.UniqueConstraint(
                        fields=["organisation", "schedule", "due_at"],
                        condition=~models.Q(schedule=""),
                        name="scan_request_due_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScanSchedule",
            fields=[
                ("id", _ident()),
                ("ident", models.TextField()),
                ("places", models.JSONField(default=list)),
                ("told", models.BinaryField()),
                ("every", models.TextField(choices=[("day", "day"), ("week", "week"), ("month", "month")])),
                ("at", models.TextField()),
                ("day", models.IntegerField(default=0)),
                ("zone", models.TextField()),
                ("withdrawn", models.BooleanField(default=False)),
                ("known_from", models.DateTimeField()),
                ("by", _to("member")),
                ("organisation", _organisation()),
            ],
            options={
                "db_table": "scan_schedule",
                "indexes": [
                    models.Index(fields=["organisation", "ident", "known_from"], name="scan_schedule_by_ident")
                ],
            },
        ),
        migrations.CreateModel(
            name="ScanChange",
            fields=[
                ("id", _ident()),
                ("what", models.TextField(choices=[("gone", "gone"), ("back", "back"), ("changed", "changed")])),
                ("scan", _to("scan")),
                ("file", _to("scannedfile")),
                ("finding", _to("finding", null=True)),
                ("organisation", _organisation()),
            ],
            options={
                "db_table": "scan_change",
                "indexes": [models.Index(fields=["organisation", "scan", "what"], name="scan_change_by_scan")],
            },
        ),
        migrations.AddField("Scan", "started_by", _to("member", null=True)),
        migrations.AddField("Scan", "request", _to("scanrequest", null=True)),
        migrations.AddField("Scan", "cause", models.TextField(default="", db_default="")),
        *map(rules.keep_apart, TABLES),
        *map(rules.append_only, ("scan_request", "scan_schedule", "scan_change")),
        rules.queue(),
    ]  # fmt: skip
