"""Reports that were made, as they were: their files, how they look, and when they are made again. All appended."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned


class ReportBrand(Owned):
    """Name, logo, colour and words on reports of this organisation and, of a provider, of its clients; the newest row counts."""

    told = models.BinaryField()  # encrypted
    by = models.TextField()  # ident of the member
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "report_brand"
        indexes = (models.Index(fields=["organisation", "at"], name="report_brand_of"),)


class KeptReport(Owned):
    """One report as it was made: what it is of, and its statement under the organisation's seal, with the digest of each file."""

    ident = models.TextField()
    kind = models.TextField()  # a module of reports.papers
    since = models.DateField()
    until = models.DateField()
    schedule = models.TextField(default="")  # ident of the one that asked for it
    sealed = models.JSONField()  # evidence.statements; digests, days, counts: no name of a person
    record = models.BigIntegerField()  # of the log
    by = models.TextField()
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "kept_report"
        constraints = (
            models.UniqueConstraint(fields=["organisation", "ident"], name="kept_report_once"),
            models.UniqueConstraint(
                fields=["organisation", "schedule", "until"],
                condition=~models.Q(schedule=""),
                name="kept_report_due_once",
            ),
        )
        indexes = (models.Index(fields=["organisation", "at"], name="kept_report_by_time"),)


class ReportFile(Owned):
    """One form of a report, byte for byte."""

    report = models.TextField()  # ident
    form = models.TextField(choices=[(each, each) for each in ("pdf", "docx", "pptx", "xlsx", "html")])
    sha256 = models.TextField()
    size = models.BigIntegerField()
    document = models.BinaryField()  # encrypted

    class Meta(Owned.Meta):
        abstract = False
        db_table = "report_file"
        constraints = (models.UniqueConstraint(fields=["organisation", "report", "form"], name="report_file_once"),)


class ReportSchedule(Owned):
    """Which report is made again, how often, and to whom it is mailed; the newest row of an ident counts."""

    ident = models.TextField()
    kind = models.TextField()
    every = models.TextField(choices=[(each, each) for each in ("week", "month", "quarter")])
    told = models.BinaryField()  # encrypted: forms and addresses
    withdrawn = models.BooleanField(default=False)
    by = models.TextField()
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "report_schedule"
        indexes = (models.Index(fields=["organisation", "ident", "at"], name="report_schedule_by_ident"),)
