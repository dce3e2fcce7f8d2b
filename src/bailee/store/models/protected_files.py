"""What was secured, so that it can be put back; and each state that it was brought to, appended."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned


class ProtectedFile(Owned):
    """One file that was sealed: where it was, where it is, and what undo needs. Paths are encrypted."""

    ident = models.TextField()
    action = models.TextField()  # seal …
    state = models.TextField()  # planned, applied, undone, failed
    locator = models.TextField()  # masked
    details = models.BinaryField()  # encrypted JSON: original path, sealed path, mode, times, digests
    changed_at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "protected_file"
        constraints = (models.UniqueConstraint(fields=["organisation", "ident"], name="protected_file_once"),)


class ProtectedFileChange(Owned):
    """A file was brought to a state: appended, so that what was secured on a past day can be asked. The row above is the newest."""

    ident = models.TextField()  # of the protected file
    state = models.TextField()
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "protected_file_change"
        indexes = (models.Index(fields=["organisation", "ident"], name="protected_file_change_of"),)
