"""The register of contracts: with whom, in which role, from when to when. Appended; the newest row of an ident counts."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned


class Contract(Owned):
    """One version of an entry of the register. The document stays where it is kept; its hash is here."""

    ident = models.TextField()
    sort = models.TextField()  # contracts.Sort
    told = models.BinaryField()  # encrypted: contracts.Contract
    removed = models.BooleanField(default=False)  # entered by mistake
    by = models.TextField()
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "contract"
        indexes = (models.Index(fields=["organisation", "ident"], name="contract_by_ident"),)
