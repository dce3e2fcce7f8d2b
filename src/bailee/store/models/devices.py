"""Machines that scan: which there are, and when each was last heard of."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned


class Device(Owned):
    """A machine from which an organisation's files were read. A row is made by its first scan."""

    ident = models.TextField()
    number_fingerprint = models.TextField()  # keyed; of the number that its system gave it
    name = models.BinaryField()  # encrypted: it is often called after who works at it
    system = models.TextField()  # Linux, Windows, macOS
    site = models.ForeignKey("store.Site", models.PROTECT, null=True, db_index=False, related_name="+")
    silent_days = models.SmallIntegerField()  # after so many it is said to be silent; 0: never
    days_seen = models.IntegerField()  # on how many days it was heard of: one that came once is not missed
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        db_table = "device"
        constraints = (
            models.UniqueConstraint(fields=["organisation", "ident"], name="device_once"),
            models.UniqueConstraint(fields=["organisation", "number_fingerprint"], name="device_number_once"),
        )
