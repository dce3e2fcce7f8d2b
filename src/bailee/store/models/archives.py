"""Findings that are gone and were moved out of their table: as one file in Parquet for so many of a month."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned


class FindingArchive(Owned):
    """What went in a month, whole with what hung on it. The file is closed like every other private column."""

    ident = models.TextField()
    month = models.TextField()  # in which they went: 2026-03
    findings = models.BigIntegerField()
    first_at = models.DateTimeField()  # when the first of them was found
    last_at = models.DateTimeField()  # when the last of them went
    size = models.BigIntegerField()  # of the file
    sha256 = models.TextField()  # of the file; the log has it, too
    content = models.BinaryField()  # encrypted: Parquet
    made_at = models.DateTimeField()
    made_by = models.TextField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "finding_archive"
        constraints = (models.UniqueConstraint(fields=["organisation", "ident"], name="finding_archive_once"),)
