"""What people declared: processing activities and facts. Appended with *true from* and *known from*, never changed."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned


class Declaration(Owned):
    """One version of a processing activity. The latest one of a name that is true on a day counts; a withdrawn one ends it."""

    name = models.TextField()
    activity = models.JSONField()  # inventory.ProcessingActivity
    withdrawn = models.BooleanField(default=False)
    true_from = models.DateField()
    known_from = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "declaration"
        indexes = (models.Index(fields=["organisation", "name", "true_from"], name="declaration_by_name"),)


class Fact(Owned):
    """One fact about the organisation, as a law table asks for it; the present is a view of these rows."""

    name = models.TextField()
    value = models.JSONField(null=True)
    true_from = models.DateField()
    known_from = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "fact"
        indexes = (models.Index(fields=["organisation", "name", "true_from"], name="fact_by_name"),)
