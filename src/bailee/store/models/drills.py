"""Drills that were held: what was done, how long each step took, what came of it. Appended."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned


class DrillSheet(Owned):
    """The result sheet of one drill."""

    ident = models.TextField()
    sort = models.TextField()  # a module of operations/drills
    told = models.BinaryField()  # encrypted: its steps, their times, what was noted
    seconds = models.FloatField()  # that the whole took
    steps = models.IntegerField()
    done = models.IntegerField()  # steps that came to their end
    by = models.TextField()  # ident of a member
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "drill_sheet"
        constraints = (models.UniqueConstraint(fields=["organisation", "ident"], name="drill_sheet_once"),)
