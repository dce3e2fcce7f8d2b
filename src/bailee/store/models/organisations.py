"""Who a row belongs to: organisations, their members, and the places they scan."""

from __future__ import annotations

from django.db import models


class Organisation(models.Model):
    """The tenant. Its facts are rows of `Fact`; destroying `wrapped_keys` is the erasure of all that hangs on it."""

    id = models.BigAutoField(primary_key=True, db_column="organisation_id")
    ident = models.TextField(unique=True)  # never changes: the keys are bound to it
    name = models.TextField()
    wrapped_keys = models.BinaryField(default=b"")
    created_at = models.DateTimeField()

    class Meta:
        app_label = "store"
        db_table = "organisation"


class Owned(models.Model):
    """A row of one organisation."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, db_index=False, related_name="+")

    class Meta:
        abstract = True
        app_label = "store"


class Member(Owned):
    """A person of ours who works with an organisation's rows."""

    ident = models.TextField()
    name = models.BinaryField()  # encrypted
    role = models.TextField(choices=[("owner", "owner"), ("reader", "reader")])
    created_at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "member"
        constraints = (models.UniqueConstraint(fields=["organisation", "ident"], name="member_once"),)


class Place(Owned):
    """Where a scan looks: a folder, a file, an address. Its name is the first part of its data stores' idents."""

    name = models.TextField()  # masked, unique in the organisation
    path_fingerprint = models.TextField()
    path = models.BinaryField()  # encrypted; an address where it is no path
    state = models.BinaryField(null=True)  # encrypted: what a source is to be asked for changes with
    added_at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "place"
        constraints = (
            models.UniqueConstraint(fields=["organisation", "path_fingerprint"], name="place_once"),
            models.UniqueConstraint(fields=["organisation", "name"], name="place_name_once"),
        )
