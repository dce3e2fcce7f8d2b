"""Browsers that are open for somebody without an account: a person who came by her link, and a device in the office."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned


class Sitting(Owned):
    """One browser, open for a while. The browser knows its ident, and is asked nothing more; ended here, it is closed there."""

    ident = models.TextField()
    sort = models.TextField(choices=[(each, each) for each in ("person", "device")])
    member = models.TextField()  # whose page it is, or who started the device
    witness = models.BinaryField(null=True)  # encrypted; of a device
    began_at = models.DateTimeField()
    ends_at = models.DateTimeField()  # by itself
    ended_at = models.DateTimeField(null=True)
    ended_by = models.TextField(default="", db_default="")  # ident of a member

    class Meta(Owned.Meta):
        abstract = False
        db_table = "sitting"
        constraints = (models.UniqueConstraint(fields=["organisation", "ident"], name="sitting_once"),)
        indexes = (models.Index(fields=["organisation", "ends_at"], name="sitting_until"),)
