"""Who opened the gate by name although no notice had done so yet: appended; the latest for a thing counts."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned


class GateOverride(Owned):
    """One override, or that it was taken back."""

    ident = models.TextField()
    sort = models.TextField()  # gates.Sort
    name_fingerprint = models.TextField(default="")  # keyed; '' for all of the sort
    name = models.BinaryField()  # encrypted
    reason = models.BinaryField()  # encrypted: it may name somebody
    until = models.DateField(null=True)
    by = models.TextField()  # ident of the member
    withdrawn = models.BooleanField(default=False)
    known_from = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "gate_override"
        indexes = (models.Index(fields=["organisation", "sort", "name_fingerprint"], name="gate_override_of"),)
