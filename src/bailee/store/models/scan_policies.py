"""Policies of scanning as they were said, and what each device came to at the end of each scan. Appended, never changed."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned

LEVELS = ("provider", "client", "site", "device")


class ScanPolicy(Owned):
    """What one policy says; the newest version of a level and what it is about counts. A provider's own row has no `about`."""

    level = models.TextField(choices=[(each, each) for each in LEVELS])
    about = models.TextField(default="")  # ident of the site or device; empty above them
    version = models.IntegerField()  # 1, 2 …: two who change it at once are one change and one refusal
    told = models.BinaryField()  # encrypted: patterns and reasons name folders
    by = models.TextField()  # ident of the member
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "scan_policy"
        constraints = (
            models.UniqueConstraint(
                fields=["organisation", "level", "about", "version"], name="scan_policy_version_once"
            ),
        )


class DeviceReading(Owned):
    """What a device came to at the end of a scan: counts, so that no page counts findings again."""

    device = models.ForeignKey("store.Device", models.CASCADE, db_index=False, related_name="+")
    scan = models.ForeignKey("store.Scan", models.CASCADE, null=True, db_index=False, related_name="+")
    at = models.DateTimeField()
    version = models.TextField()  # of the bailee that read it
    policy = models.TextField(default="")  # mark of what held for it
    state = models.TextField()  # finished, stopped
    cause = models.TextField(default="")  # why it did not come to its end
    read = models.BigIntegerField(default=0)  # files
    partly = models.BigIntegerField(default=0)
    skipped = models.BigIntegerField(default=0)
    causes = models.JSONField(default=dict)  # {reason: files}
    found = models.JSONField(default=dict)  # {category: findings at likely and up that nobody dismissed}
    is_encrypted = models.BooleanField(null=True)  # all of its disks; null: the system did not say

    class Meta(Owned.Meta):
        abstract = False
        db_table = "device_reading"
        indexes = (models.Index(fields=["organisation", "device", "at"], name="device_reading_of"),)
