"""What people were told: notices, their frozen versions, and who signed."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned


class Notice(Owned):
    """One kind of notice to one category of people."""

    kind = models.TextField()
    created_at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "notice"
        constraints = (models.UniqueConstraint(fields=["organisation", "kind"], name="notice_once"),)


class NoticeVersion(Owned):
    """Frozen text with a hash: the database lets nobody change it. `content` names categories and purposes, never people."""

    notice = models.ForeignKey(Notice, models.CASCADE, db_index=False, related_name="+")
    version = models.IntegerField()
    language = models.TextField(default="en")
    sha256 = models.TextField()
    content = models.JSONField()
    state = models.TextField(choices=[("draft", "draft"), ("published", "published")])
    reviewed_by = models.TextField(default="")
    reviewed_on = models.DateField(null=True)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    sent_to_all_at = models.DateTimeField(null=True)
    choice = models.TextField(default="", db_default="")  # notices.choices.Choice; empty before it was published
    touches = models.JSONField(default=list)  # whom a material change is about; empty: everybody
    why = models.BinaryField(null=True)  # encrypted: why it was taken to be minor

    class Meta(Owned.Meta):
        abstract = False
        db_table = "notice_version"
        constraints = (
            models.UniqueConstraint(
                fields=["organisation", "notice", "version", "language"], name="notice_version_once"
            ),
        )


class PolicyFile(Owned):
    """A policy that they had already: the file that a version is, as it was handed over."""

    version = models.ForeignKey(NoticeVersion, models.CASCADE, db_index=False, related_name="+")
    name = models.BinaryField()  # encrypted
    media_type = models.TextField()
    size = models.BigIntegerField()
    content = models.BinaryField()  # encrypted; the version's hash is over what it holds

    class Meta(Owned.Meta):
        abstract = False
        db_table = "policy_file"
        constraints = (models.UniqueConstraint(fields=["organisation", "version"], name="policy_file_once"),)


class SignOff(Owned):
    """A person's statement over one version: received, read and understood."""

    ident = models.TextField()
    version = models.ForeignKey(NoticeVersion, models.PROTECT, db_index=False, related_name="+")
    name = models.BinaryField()  # encrypted
    name_fingerprint = models.TextField()  # keyed: one person signs a version once
    person = models.ForeignKey("store.RosterPerson", models.SET_NULL, db_index=False, null=True, related_name="+")
    identified_by = models.TextField()
    statement_sha256 = models.TextField()
    signed_at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "sign_off"
        constraints = (
            models.UniqueConstraint(fields=["organisation", "ident"], name="sign_off_once"),
            models.UniqueConstraint(
                fields=["organisation", "version", "name_fingerprint"], name="sign_off_once_a_person"
            ),
        )
        indexes = (models.Index(fields=["organisation", "person"], name="sign_off_of_person"),)
