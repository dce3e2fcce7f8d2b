"""The tables, as the first version has them."""

from __future__ import annotations

from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies: ClassVar[list[tuple[str, str]]] = []

    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(db_column="organisation_id", primary_key=True, serialize=False)),
                ("ident", models.TextField(unique=True)),
                ("name", models.TextField()),
                ("wrapped_keys", models.BinaryField(default=b"")),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "db_table": "organisation",
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.organisation",
                    ),
                ),
                ("ident", models.TextField()),
                ("name", models.BinaryField()),
                ("role", models.TextField(choices=[("owner", "owner"), ("reader", "reader")])),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "db_table": "member",
                "constraints": [models.UniqueConstraint(fields=("organisation", "ident"), name="member_once")],
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.organisation",
                    ),
                ),
                ("name", models.TextField()),
                ("path_fingerprint", models.TextField()),
                ("path", models.BinaryField()),
                ("added_at", models.DateTimeField()),
            ],
            options={
                "db_table": "place",
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "path_fingerprint"), name="place_once"),
                    models.UniqueConstraint(fields=("organisation", "name"), name="place_name_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Scan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.organisation",
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "state",
                    models.TextField(
                        choices=[("running", "running"), ("finished", "finished"), ("stopped", "stopped")]
                    ),
                ),
                ("places", models.JSONField(default=list)),
                ("counts", models.JSONField(default=dict)),
                ("coverage", models.JSONField(default=dict)),
            ],
            options={
                "db_table": "scan",
                "indexes": [models.Index(fields=["organisation", "started_at"], name="scan_by_time")],
            },
        ),
        migrations.CreateModel(
            name="ScannedFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.organisation",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="store.place"
                    ),
                ),
                ("fingerprint", models.TextField()),
                ("locator", models.TextField()),
                ("exact_locator", models.BinaryField()),
                ("store", models.TextField()),
                ("outcome", models.TextField()),
                ("reason", models.TextField(default="")),
                ("parts", models.JSONField(default=list)),
                ("size", models.BigIntegerField(default=0)),
                ("modified_ns", models.BigIntegerField(null=True)),
                ("inode", models.TextField(default="")),
                ("device", models.TextField(default="")),
                ("mode", models.IntegerField(null=True)),
                ("owner", models.BigIntegerField(null=True)),
                ("group", models.BigIntegerField(null=True)),
                ("media_type", models.TextField(default="")),
                ("content_digest", models.TextField(default="")),
                ("exact_parts", models.BinaryField(null=True)),
                ("reader", models.TextField(default="")),
                (
                    "first_scan",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.scan"
                    ),
                ),
                (
                    "last_scan",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.scan"
                    ),
                ),
                ("gone_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "scanned_file",
                "indexes": [models.Index(fields=["organisation", "content_digest"], name="scanned_file_by_content")],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "place", "fingerprint"), name="scanned_file_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.organisation",
                    ),
                ),
                ("ident", models.TextField()),
                (
                    "file",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.scannedfile",
                    ),
                ),
                ("detector", models.TextField()),
                ("category", models.TextField()),
                ("subject", models.TextField()),
                ("locator", models.TextField()),
                ("exact_locator", models.BinaryField()),
                ("position", models.BigIntegerField()),
                ("count", models.BigIntegerField()),
                ("confidence", models.TextField()),
                ("probability", models.FloatField()),
                ("fingerprint", models.TextField()),
                ("mask", models.TextField(default="")),
                ("attributes", models.TextField(default="")),
                ("group", models.TextField()),
                (
                    "first_seen",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.scan"
                    ),
                ),
                (
                    "last_seen",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.scan"
                    ),
                ),
                ("gone_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "finding",
                "indexes": [
                    models.Index(fields=["file"], name="finding_by_file"),
                    models.Index(fields=["organisation", "fingerprint"], name="finding_by_value"),
                ],
                "constraints": [models.UniqueConstraint(fields=("organisation", "ident"), name="finding_once")],
            },
        ),
        migrations.CreateModel(
            name="NormalForm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.organisation",
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.finding",
                    ),
                ),
                ("form", models.TextField()),
                ("fingerprint", models.TextField()),
            ],
            options={
                "db_table": "normal_form",
                "constraints": [
                    models.UniqueConstraint(fields=("finding", "form", "fingerprint"), name="normal_form_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="KindFound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.organisation",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.scannedfile",
                    ),
                ),
                ("locator_fingerprint", models.TextField()),
                ("locator", models.TextField()),
                ("exact_locator", models.BinaryField()),
                ("kind", models.TextField()),
                ("category", models.TextField()),
                ("subject", models.TextField()),
                ("confidence", models.TextField()),
                ("reasons", models.TextField(default="[]")),
                (
                    "first_seen",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.scan"
                    ),
                ),
                (
                    "last_seen",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.scan"
                    ),
                ),
                ("gone_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "kind_found",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "file", "locator_fingerprint", "kind"), name="kind_found_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.organisation",
                    ),
                ),
                ("ident", models.TextField()),
                ("detector", models.TextField()),
                ("fingerprint", models.TextField()),
                ("content_digest", models.TextField(default="")),
                ("verdict", models.TextField(choices=[("confirmed", "confirmed"), ("dismissed", "dismissed")])),
                ("reason", models.TextField(default="")),
                ("until", models.DateField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.member"
                    ),
                ),
                ("decided_at", models.DateTimeField()),
            ],
            options={
                "db_table": "decision",
                "indexes": [
                    models.Index(fields=["organisation", "ident"], name="decision_by_finding"),
                    models.Index(fields=["organisation", "fingerprint"], name="decision_by_value"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Declaration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.organisation",
                    ),
                ),
                ("name", models.TextField()),
                ("activity", models.JSONField()),
                ("withdrawn", models.BooleanField(default=False)),
                ("true_from", models.DateField()),
                ("known_from", models.DateTimeField()),
            ],
            options={
                "db_table": "declaration",
                "indexes": [models.Index(fields=["organisation", "name", "true_from"], name="declaration_by_name")],
            },
        ),
        migrations.CreateModel(
            name="Fact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.organisation",
                    ),
                ),
                ("name", models.TextField()),
                ("value", models.JSONField(null=True)),
                ("true_from", models.DateField()),
                ("known_from", models.DateTimeField()),
            ],
            options={
                "db_table": "fact",
                "indexes": [models.Index(fields=["organisation", "name", "true_from"], name="fact_by_name")],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.organisation",
                    ),
                ),
                ("kind", models.TextField()),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "db_table": "notice",
                "constraints": [models.UniqueConstraint(fields=("organisation", "kind"), name="notice_once")],
            },
        ),
        migrations.CreateModel(
            name="NoticeVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.organisation",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="store.notice"
                    ),
                ),
                ("version", models.IntegerField()),
                ("language", models.TextField(default="en")),
                ("sha256", models.TextField()),
                ("content", models.JSONField()),
                ("state", models.TextField(choices=[("draft", "draft"), ("published", "published")])),
                ("reviewed_by", models.TextField(default="")),
                ("reviewed_on", models.DateField(null=True)),
                ("created_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(null=True)),
                ("sent_to_all_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "notice_version",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "notice", "version", "language"), name="notice_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RosterPerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.organisation",
                    ),
                ),
                ("ident", models.TextField()),
                ("category", models.TextField()),
                ("fields", models.BinaryField()),
                ("fingerprints", models.JSONField(default=list)),
                ("joined_on", models.DateField(null=True)),
                ("left_on", models.DateField(null=True)),
                ("added_at", models.DateTimeField()),
            ],
            options={
                "db_table": "roster_person",
                "constraints": [models.UniqueConstraint(fields=("organisation", "ident"), name="roster_person_once")],
            },
        ),
        migrations.CreateModel(
            name="SignOff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.organisation",
                    ),
                ),
                ("ident", models.TextField()),
                (
                    "version",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.noticeversion",
                    ),
                ),
                ("name", models.BinaryField()),
                ("name_fingerprint", models.TextField()),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="store.rosterperson",
                    ),
                ),
                ("identified_by", models.TextField()),
                ("statement_sha256", models.TextField()),
                ("signed_at", models.DateTimeField()),
            ],
            options={
                "db_table": "sign_off",
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "ident"), name="sign_off_once"),
                    models.UniqueConstraint(
                        fields=("organisation", "version", "name_fingerprint"), name="sign_off_once_a_person"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProtectedFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.organisation",
                    ),
                ),
                ("ident", models.TextField()),
                ("action", models.TextField()),
                ("state", models.TextField()),
                ("locator", models.TextField()),
                ("details", models.BinaryField()),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "db_table": "protected_file",
                "constraints": [models.UniqueConstraint(fields=("organisation", "ident"), name="protected_file_once")],
            },
        ),
        migrations.CreateModel(
            name="EvidenceRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.organisation",
                    ),
                ),
                ("sequence", models.BigIntegerField()),
                ("at", models.TextField()),
                ("actor", models.TextField()),
                ("action", models.TextField()),
                ("subject", models.TextField()),
                ("details", models.TextField()),
                ("salt", models.TextField()),
                ("leaf", models.TextField()),
                ("marks", models.TextField()),
            ],
            options={
                "db_table": "evidence_record",
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "sequence"), name="evidence_record_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="store.organisation",
                    ),
                ),
                ("size", models.BigIntegerField()),
                ("note", models.TextField()),
                ("frontier", models.TextField()),
            ],
            options={
                "db_table": "log_checkpoint",
                "constraints": [models.UniqueConstraint(fields=("organisation", "size"), name="log_checkpoint_once")],
            },
        ),
    ]
