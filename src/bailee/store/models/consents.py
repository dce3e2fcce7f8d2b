"""Consent: forms, frozen as they were shown; what each person said to each purpose, appended; links to a person's own page."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned


class ConsentForm(Owned):
    """One version of what is shown before somebody agrees. Its content names purposes and categories, never people."""

    kind = models.TextField()
    version = models.IntegerField()
    language = models.TextField(default="en")
    sha256 = models.TextField()
    content = models.JSONField()
    made_at = models.DateTimeField()
    by = models.TextField()  # ident of the member

    class Meta(Owned.Meta):
        abstract = False
        db_table = "consent_form"
        constraints = (
            models.UniqueConstraint(
                fields=["organisation", "kind", "version", "language"], name="consent_form_version_once"
            ),
        )


class ConsentEvent(Owned):
    """What one person said to one purpose: given, refused, withdrawn. Their name is encrypted."""

    record = models.TextField()  # one act of saying, over some purposes
    form = models.ForeignKey(ConsentForm, models.PROTECT, db_index=False, related_name="+")
    principal = models.TextField()  # keyed fingerprint of who it is
    person = models.ForeignKey("store.RosterPerson", models.PROTECT, db_index=False, null=True, related_name="+")
    name = models.BinaryField()  # encrypted
    purpose = models.TextField()
    act = models.TextField(choices=[(each, each) for each in ("given", "refused", "withdrawn")])
    how = models.TextField()  # page, paper, spoken …
    until = models.DateField(null=True)  # its last day
    by = models.TextField(default="", db_default="")  # ident of the member who noted it; '' where the person did it
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "consent_event"
        indexes = (
            models.Index(fields=["organisation", "principal", "purpose"], name="consent_event_of"),
            models.Index(fields=["organisation", "record"], name="consent_event_by_record"),
        )


class ConsentLink(Owned):
    """The address of one person's own page about one form; kept as its hash."""

    ident = models.TextField()
    token_hash = models.TextField()
    kind = models.TextField()  # of the form: the newest version is shown
    language = models.TextField(default="en")
    principal = models.TextField()
    person = models.ForeignKey("store.RosterPerson", models.SET_NULL, db_index=False, null=True, related_name="+")
    name = models.BinaryField()  # encrypted
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.TextField(default="", db_default="")  # ident of a member
    code_hash = models.TextField(default="", db_default="")  # keyed; '' where the address alone opens it
    tries = models.SmallIntegerField(default=0, db_default=0)  # wrong codes

    class Meta(Owned.Meta):
        abstract = False
        db_table = "consent_link"
        constraints = (
            models.UniqueConstraint(fields=["organisation", "ident"], name="consent_link_once"),
            models.UniqueConstraint(fields=["organisation", "token_hash"], name="consent_link_by_token"),
        )
