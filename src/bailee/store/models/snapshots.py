"""The table of an organisation as it stood: kept so that a page shows it at once, and shows what changed."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned


class StatusSnapshot(Owned):
    """States of all cells after one change; appended only where something differs from the one before, the page at most once a day."""

    at = models.DateTimeField()
    on = models.DateField()  # the day whose rules were asked
    sequence = models.BigIntegerField()  # newest record of evidence that it stands on
    red = models.IntegerField()
    amber = models.IntegerField()
    unknown = models.IntegerField()
    green = models.IntegerField()
    files = models.BigIntegerField()
    files_read = models.BigIntegerField()
    cells = models.JSONField()  # {"us-ssn|employee|told": "red"}
    worst = models.JSONField()  # steps in their order: [{"state", "text", "why"}]
    content = models.BinaryField(null=True)  # encrypted: the page of then, whole; none in what an earlier version kept

    class Meta(Owned.Meta):
        abstract = False
        db_table = "status_snapshot"
        indexes = (models.Index(fields=["organisation", "at"], name="status_snapshot_at"),)


class StatusPage(Owned):
    """What the newest page says, whole; replaced whenever it no longer stands on the newest evidence."""

    stamp = models.TextField()
    at = models.DateTimeField()
    seconds = models.FloatField()  # CPU time that it took, so that a page knows whether to wait for the next one
    content = models.BinaryField()  # encrypted
    people_low = models.BigIntegerField(null=True)  # about how many people it is; none in what an earlier version kept
    people_high = models.BigIntegerField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        db_table = "status_page"
        constraints = (models.UniqueConstraint(fields=["organisation"], name="status_page_once"),)
