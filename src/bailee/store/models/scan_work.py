"""Scans that somebody asked for: what was asked, on which days again, and what changed from one to the next."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned


class ScanRequest(Owned):
    """What one scan is to do. A job names its ident; what a person typed stays here, encrypted. Appended, never changed."""

    ident = models.TextField()
    places = models.JSONField(default=list)  # ids of Place
    told = models.BinaryField()  # encrypted: options, exclusions, what was said of the notice to staff
    schedule = models.TextField(default="")
    due_at = models.DateTimeField(null=True)  # when the schedule wanted it
    asked_by = models.ForeignKey("store.Member", models.PROTECT, db_index=False, related_name="+")
    asked_at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "scan_request"
        constraints = (
            models.UniqueConstraint(fields=["organisation", "ident"], name="scan_request_once"),
            models.UniqueConstraint(
                fields=["organisation", "schedule", "due_at"],
                condition=~models.Q(schedule=""),
                name="scan_request_due_once",
            ),
        )


class ScanSchedule(Owned):
    """When places are scanned again; the newest row of an ident counts. Appended, never changed."""

    ident = models.TextField()
    places = models.JSONField(default=list)  # ids of Place
    told = models.BinaryField()  # encrypted, as in ScanRequest
    every = models.TextField(choices=[("day", "day"), ("week", "week"), ("month", "month")])
    at = models.TextField()  # HH:MM in its time zone
    day = models.IntegerField(default=0)  # of the week (0 is Monday), of the month
    zone = models.TextField()  # as the IANA names it
    withdrawn = models.BooleanField(default=False)
    known_from = models.DateTimeField()
    by = models.ForeignKey("store.Member", models.PROTECT, db_index=False, related_name="+")

    class Meta(Owned.Meta):
        abstract = False
        db_table = "scan_schedule"
        indexes = (models.Index(fields=["organisation", "ident", "known_from"], name="scan_schedule_by_ident"),)


class ScanChange(Owned):
    """What a scan found otherwise than the one before, where rows of findings and files no longer tell. Appended, never changed.

    A finding's or a file's first scan stands in its own row.
    """

    scan = models.ForeignKey("store.Scan", models.PROTECT, db_index=False, related_name="+")
    file = models.ForeignKey("store.ScannedFile", models.PROTECT, db_index=False, related_name="+")
    finding = models.ForeignKey("store.Finding", models.PROTECT, null=True, db_index=False, related_name="+")
    what = models.TextField(choices=[("gone", "gone"), ("back", "back"), ("changed", "changed")])

    class Meta(Owned.Meta):
        abstract = False
        db_table = "scan_change"
        indexes = (
            models.Index(fields=["organisation", "scan", "what"], name="scan_change_by_scan"),
            # of one finding or file, what happened to it after a scan: as of a past day each row is asked so
            models.Index(fields=["finding"], name="scan_change_of_finding", condition=models.Q(finding__isnull=False)),
            models.Index(fields=["file"], name="scan_change_of_file", condition=models.Q(finding__isnull=True)),
        )


class ScanRange(Owned):
    """One piece of a scan whose folders are read by several workers. A row of the moment: what a range found stands with the scan.

    `counts` are written in the transaction of what they count, so that a worker which takes over goes on from them.
    """

    scan = models.ForeignKey("store.Scan", models.CASCADE, db_index=False, related_name="+")
    place = models.ForeignKey("store.Place", models.CASCADE, db_index=False, related_name="+")
    ends = models.TextField()  # ident of the job that laid it out, and ends the scan after the last one
    job = models.TextField(default="")  # ident of the one that does it
    number = models.IntegerField()
    told = models.BinaryField()  # encrypted: after which folder, until which one; or those with files of several names
    items = models.BigIntegerField(default=0)  # as they were listed ahead
    bytes = models.BigIntegerField(default=0)
    counts = models.JSONField(default=dict)
    left = models.BinaryField(null=True)  # encrypted: what the end of the scan has to know of it
    conduct = models.JSONField(default=dict)
    ended_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        db_table = "scan_range"
        constraints = (models.UniqueConstraint(fields=["organisation", "scan", "number"], name="scan_range_once"),)
        indexes = (models.Index(fields=["organisation", "ends"], name="scan_range_by_job"),)
