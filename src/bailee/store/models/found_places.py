"""Places that could be scanned, whether or not anybody did: what was looked for and found, and what a person left out."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned


class FoundPlace(Owned):
    """A disk, share, mailbox … that `bailee places` found. `left_reason`: why it need not be scanned."""

    sort = models.TextField()
    fingerprint = models.TextField()  # keyed, of its sort and its address or name
    told = models.BinaryField()  # encrypted: names and addresses name people
    is_here = models.BooleanField(default=True)  # the last search found it
    left_reason = models.TextField(default="")
    found_at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "found_place"
        constraints = (models.UniqueConstraint(fields=["organisation", "fingerprint"], name="found_place_once"),)
