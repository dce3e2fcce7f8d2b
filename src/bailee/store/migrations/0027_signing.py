"""Who was asked to sign, what came of it (appended), and certificates of signatures."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import CASCADE, PROTECT

from bailee.store import rules

TABLES = ("sign_request", "sign_event", "sign_certificate")
_STATES = ("asked", "signed", "declined", "withdrawn")
_ACTS = (
    "asked", "linked", "mailed", "printed", "opened", "question", "answer", "checked", "signed", "declined", "withdrawn", "copied",
)  # fmt: skip


def _id() -> Any:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _organisation() -> Any:
    return models.ForeignKey(db_index=False, on_delete=CASCADE, related_name="+", to="store.organisation")


def _kept(to: str) -> Any:
    return models.ForeignKey(db_index=False, on_delete=PROTECT, related_name="+", to=f"store.{to}")


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0026_dated")]
    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="SignRequest",
            fields=[
                ("id", _id()),
                ("ident", models.TextField()),
                ("state", models.TextField(choices=[(each, each) for each in _STATES])),
                ("member", models.TextField(db_default="", default="")),
                ("email_print", models.TextField(db_default="", default="")),
                ("number_print", models.TextField(db_default="", default="")),
                ("sheet", models.TextField()),
                ("pin_hash", models.TextField(db_default="", default="")),
                ("pin_tries", models.IntegerField(db_default=0, default=0)),
                ("asks_check", models.BooleanField(db_default=False, default=False)),
                ("due_on", models.DateField(null=True)),
                ("asked_by", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("organisation", _organisation()),
                ("person", _kept("rosterperson")),
                ("version", _kept("noticeversion")),
            ],
            options={
                "db_table": "sign_request",
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=["organisation", "ident"], name="sign_request_once"),
                    models.UniqueConstraint(
                        fields=["organisation", "version", "person"], name="sign_request_once_a_person"
                    ),
                    models.UniqueConstraint(fields=["organisation", "sheet"], name="sign_request_by_sheet"),
                ],
                "indexes": [
                    models.Index(fields=["organisation", "member"], name="sign_request_of_member"),
                    models.Index(fields=["organisation", "email_print"], name="sign_request_of_email"),
                    models.Index(fields=["organisation", "number_print"], name="sign_request_of_number"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignEvent",
            fields=[
                ("id", _id()),
                ("act", models.TextField(choices=[(each, each) for each in _ACTS])),
                ("at", models.DateTimeField()),
                ("by", models.TextField(default="")),
                ("how", models.TextField(default="")),
                ("says", models.BinaryField(null=True)),
                ("organisation", _organisation()),
                ("request", _kept("signrequest")),
            ],
            options={
                "db_table": "sign_event",
                "abstract": False,
                "indexes": [models.Index(fields=["organisation", "request"], name="sign_event_of")],
            },
        ),
        migrations.CreateModel(
            name="SignCertificate",
            fields=[
                ("id", _id()),
                ("evidence", models.BinaryField()),
                ("document", models.BinaryField()),
                ("sha256", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("stamped_at", models.DateTimeField(null=True)),
                ("stamped_by", models.TextField(db_default="", default="")),
                ("tries", models.IntegerField(db_default=0, default=0)),
                ("due_at", models.DateTimeField()),
                ("fault", models.TextField(db_default="", default="")),
                ("organisation", _organisation()),
                ("sign_off", _kept("signoff")),
            ],
            options={
                "db_table": "sign_certificate",
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=["organisation", "sign_off"], name="sign_certificate_once")
                ],
                "indexes": [models.Index(fields=["organisation", "stamped_at", "due_at"], name="sign_certificate_due")],
            },
        ),
        *map(rules.keep_apart, TABLES),
        rules.append_only("sign_event"),
    ]
