"""The log: one row a record, one row a signed checkpoint. Columns are exactly those of `evidence.log`, as text."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned


class EvidenceRecord(Owned):
    """One entry of the log, exactly as its hash covers it."""

    sequence = models.BigIntegerField()
    at = models.TextField()
    actor = models.TextField()
    action = models.TextField()
    subject = models.TextField()
    details = models.TextField()
    salt = models.TextField()
    leaf = models.TextField()
    marks = models.TextField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "evidence_record"
        constraints = (models.UniqueConstraint(fields=["organisation", "sequence"], name="evidence_record_once"),)


class Checkpoint(Owned):
    """The tree's signed head after one record, and the edge from which the next is appended."""

    size = models.BigIntegerField()
    note = models.TextField()
    frontier = models.TextField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "log_checkpoint"
        constraints = (models.UniqueConstraint(fields=["organisation", "size"], name="log_checkpoint_once"),)
