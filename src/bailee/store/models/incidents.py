"""Incidents: what was said and done about each, sheets as they were made, letters, and what was read of disks. All appended."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned, Place

TABLES = frozenset({"incident_act", "incident_sheet"})  # of which a privileged incident's rows are shut


class IncidentAct(Owned):
    """One thing that was said or done about an incident: when it was true, and since when it is known."""

    incident = models.TextField()  # its ident, as 2026-03
    act = models.TextField()  # incidents.acts
    told = models.BinaryField()  # encrypted
    true_at = models.DateTimeField(null=True)
    by = models.TextField()  # ident of the member
    at = models.DateTimeField()  # known from

    class Meta(Owned.Meta):
        abstract = False
        db_table = "incident_act"
        indexes = (models.Index(fields=["organisation", "incident"], name="incident_act_of"),)


class IncidentSheet(Owned):
    """A sheet as it was printed or used: what was known then."""

    incident = models.TextField()
    document = models.BinaryField()  # encrypted: a document of bailee.rendering, and the figures behind it
    sha256 = models.TextField()
    by = models.TextField()
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "incident_sheet"
        indexes = (models.Index(fields=["organisation", "incident"], name="incident_sheet_of"),)


class IncidentLetter(Owned):
    """One step of one person's letter: made, printed, queued as mail, posted, returned."""

    incident = models.TextField()
    run = models.TextField()  # letters that were made together
    piece = models.IntegerField()  # within the incident; it stands above the window
    person = models.TextField()  # ident on the roster
    kind = models.TextField()  # of notices, as breach-letter-california
    language = models.TextField()
    means = models.TextField(choices=[(each, each) for each in ("post", "email")])
    act = models.TextField(choices=[(each, each) for each in ("made", "queued", "posted", "returned", "unreachable")])
    message = models.TextField(default="")  # of the outbox, where it went by e-mail
    sha256 = models.TextField(default="")  # of the words that everybody of this kind and language got
    reason = models.TextField(default="")
    by = models.TextField()
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "incident_letter"
        indexes = (models.Index(fields=["organisation", "incident"], name="incident_letter_of"),)


class DiskReading(Owned):
    """Whether the disk of a place was encrypted, as its system said at a moment; null: it did not say."""

    place = models.ForeignKey(Place, models.CASCADE, db_index=False, related_name="+")
    is_encrypted = models.BooleanField(null=True)
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "disk_reading"
        indexes = (models.Index(fields=["organisation", "place", "at"], name="disk_reading_of"),)
