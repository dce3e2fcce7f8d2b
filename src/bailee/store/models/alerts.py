"""Alerts: what was raised, seen and settled (appended); what is open now; and who wants mail about it."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned


class AlertEvent(Owned):
    """Something happened to an alert: appended. What it says stands in the row in which it was raised."""

    ident = models.TextField()  # of the alert
    act = models.TextField(choices=[(each, each) for each in ("raised", "seen", "settled")])
    sort = models.TextField()  # a module of operations/alerts
    about = models.TextField()  # what tells it from others of its sort: an ident, a day, a cell; never a value
    severity = models.TextField()
    says = models.BinaryField(null=True)  # encrypted: title, why, next step, page
    by = models.TextField(default="")  # ident of the member who saw it
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "alert_event"
        indexes = (
            models.Index(fields=["organisation", "at"], name="alert_event_at"),
            models.Index(fields=["organisation", "ident"], name="alert_event_of"),
        )


class AlertOpen(Owned):
    """An alert whose cause stands: derived from the events, so that those that wait are counted from an index."""

    ident = models.TextField()
    sort = models.TextField()
    about = models.TextField()
    raised = models.ForeignKey(AlertEvent, models.PROTECT, db_index=False, related_name="+")
    is_seen = models.BooleanField(default=False)

    class Meta(Owned.Meta):
        abstract = False
        db_table = "alert_open"
        constraints = (models.UniqueConstraint(fields=["organisation", "sort", "about"], name="alert_open_once"),)
        indexes = (models.Index(fields=["organisation"], condition=models.Q(is_seen=False), name="alert_open_waiting"),)


class AlertChoice(Owned):
    """How a member hears of alerts, and what she was told last. Hers; a row of the moment."""

    member = models.ForeignKey("store.Member", models.CASCADE, db_index=False, related_name="+")
    mail = models.TextField(default="")  # page, daily, severe; '' where she did not choose
    told_until = models.BigIntegerField(default=0)  # the newest event that was mailed to her
    told_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        db_table = "alert_choice"
        constraints = (models.UniqueConstraint(fields=["organisation", "member"], name="alert_choice_once"),)
