"""Who needs to open what: as somebody said, so that who else can is seen."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned

SORTS = ("store", "kind", "category")


class AccessNeed(Owned):
    """Who needs records of a kind, data of a category, or a data store. The latest row of an ident counts. Appended."""

    ident = models.TextField()  # of what it is about
    sort = models.TextField(choices=[(each, each) for each in SORTS])
    name = models.TextField()  # ident of the kind or category; the data store's name, masked
    told = models.BinaryField()  # encrypted: departments, accounts, why
    withdrawn = models.BooleanField(default=False)
    by = models.TextField()  # ident of the member who said so
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "access_need"
        indexes = (models.Index(fields=["organisation", "ident"], name="access_need_of"),)
