"""Who a row belongs to: organisations, their members, and the places they scan."""

from __future__ import annotations

from django.db import models

from bailee.permissions import Role


class Organisation(models.Model):
    """The tenant. Its facts are rows of `Fact`; destroying `wrapped_keys` is the erasure of all that hangs on it."""

    id = models.BigAutoField(primary_key=True, db_column="organisation_id")
    ident = models.TextField(unique=True)  # never changes: the keys are bound to it
    name = models.TextField()
    wrapped_keys = models.BinaryField(default=b"")
    provider = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")  # whose client it is
    is_provider = models.BooleanField(default=False, db_default=False)
    log_number = models.BigIntegerField(null=True)  # by which its log calls it, where it came from another store
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
    """A person who works with an organisation's rows. One of its provider's has a row of her own in each client she is assigned to."""

    ident = models.TextField()
    name = models.BinaryField()  # encrypted
    account = models.TextField(
        default="", db_default=""
    )  # ident of the one who signs in; '' for the command line alone
    role = models.TextField(choices=[(role.value, role.label) for role in Role])
    until = models.DateTimeField(null=True)  # from then on it is refused
    ended_at = models.DateTimeField(null=True)
    through = models.TextField(default="", db_default="")  # ident of the provider that she comes by
    created_at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "member"
        constraints = (
            models.UniqueConstraint(fields=["organisation", "ident"], name="member_once"),
            models.UniqueConstraint(
                fields=["organisation", "account"], condition=~models.Q(account=""), name="member_account_once"
            ),
        )
        indexes = (models.Index(fields=["account"], name="member_by_account"),)


class Place(Owned):
    """Where a scan looks: a folder, a file, an address. Its name is the first part of its data stores' idents."""

    name = models.TextField()  # masked, unique in the organisation
    path_fingerprint = models.TextField()
    path = models.BinaryField()  # encrypted; an address where it is no path
    state = models.BinaryField(null=True)  # encrypted: what a source is to be asked for changes with
    around = models.BinaryField(null=True)  # encrypted: folders above it and its disks, as the last scan saw them
    site = models.ForeignKey("store.Site", models.PROTECT, null=True, db_index=False, related_name="+")
    device = models.ForeignKey("store.Device", models.PROTECT, null=True, db_index=False, related_name="+")
    added_at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "place"
        constraints = (
            models.UniqueConstraint(fields=["organisation", "path_fingerprint"], name="place_once"),
            models.UniqueConstraint(fields=["organisation", "name"], name="place_name_once"),
        )
