"""Departures: when each was found and cleared, what a person decided about one, where confidential records belong; legal holds."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned


class DepartureEvent(Owned):
    """Appended when a departure is found, and when it is found no more."""

    ident = models.TextField()  # of the departure: the same over all scans
    act = models.TextField(choices=[(each, each) for each in ("found", "cleared")])
    sort = models.TextField()  # a module of departures/sorts
    severity = models.TextField()
    scan = models.ForeignKey("store.Scan", models.PROTECT, null=True, db_index=False, related_name="+")
    says = models.BinaryField(null=True)  # encrypted: its title, where, and the rule, as it was found
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "departure_event"
        indexes = (models.Index(fields=["organisation", "ident"], name="departure_event_of"),)


class DepartureDecision(Owned):
    """A person's judgement of a departure; the latest counts. Appended, never changed."""

    ident = models.TextField()
    sort = models.TextField()
    verdict = models.TextField(choices=[(each, each) for each in ("accepted", "not-so", "reopened")])
    reason = models.BinaryField()  # encrypted
    until = models.DateField(null=True)
    by = models.TextField()  # ident of the member who decided
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "departure_decision"
        indexes = (models.Index(fields=["organisation", "ident"], name="departure_decision_of"),)


class ConfidentialPlace(Owned):
    """Where records of a sort belong that are kept apart. The latest row of a folder counts; a withdrawn one ends it."""

    ident = models.TextField()  # of the folder
    place = models.ForeignKey("store.Place", models.PROTECT, db_index=False, related_name="+")
    folder = models.BinaryField()  # encrypted: its path in the place
    records = models.JSONField(default=list)  # which sorts of records belong there
    withdrawn = models.BooleanField(default=False)
    by = models.TextField()
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "confidential_place"


class LegalHold(Owned):
    """Appended when data has to be kept for a matter, and when it need not any more. The latest row of an ident counts."""

    ident = models.TextField()
    act = models.TextField(choices=[(each, each) for each in ("placed", "lifted")])
    told = models.BinaryField()  # encrypted: the matter, why, whom and what it is about, who said so
    fingerprints = models.JSONField(default=list)  # of normal forms of the person it is about, as a finding has them
    since = models.DateField()
    by = models.TextField()
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "legal_hold"
        indexes = (models.Index(fields=["organisation", "ident"], name="legal_hold_of"),)


class WhoseDecision(Owned):
    """A person said whether a client's data is a person's or a firm's. The latest row that a form stands in counts."""

    fingerprints = models.JSONField(default=list)  # of normal forms of the client, as a finding has them
    subject = models.TextField()  # customer or sole-proprietor
    reason = models.BinaryField()  # encrypted
    by = models.TextField()
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "whose_decision"
