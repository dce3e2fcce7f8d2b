"""Requests of people about their own data, what was done about each, and whether the page for them is open. All appended."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned


class DataSubjectRequest(Owned):
    """What came, as it came. Its clocks and its state are derived from this and from the acts."""

    ident = models.TextField()
    rights = models.JSONField(default=list)
    laws = models.JSONField(default=list)
    channel = models.TextField()
    received_on = models.DateField()
    place = models.TextField(default="")  # whose public holidays count
    appeals = models.TextField(default="")  # ident of the request whose answer it is against
    told = models.BinaryField()  # encrypted: who asks, how they are reached, what they say
    prints = models.JSONField(default=list)  # keyed, of their addresses and names: the same person is known again
    by = models.TextField()  # ident of the member who took it; of the page: how it came
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "data_subject_request"
        constraints = (models.UniqueConstraint(fields=["organisation", "ident"], name="data_subject_request_once"),)


class RequestAct(Owned):
    """One thing that was done about a request."""

    request = models.ForeignKey(DataSubjectRequest, models.PROTECT, db_index=False, related_name="+")
    act = models.TextField()
    on = models.DateField()
    told = models.BinaryField()  # encrypted: how, why, which store, what was written
    by = models.TextField()
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "request_act"
        indexes = (models.Index(fields=["organisation", "request"], name="request_act_of"),)


class RequestPage(Owned):
    """Whether people without an account may ask by a page. The latest row counts; none: they may not."""

    is_open = models.BooleanField()
    by = models.TextField()
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "request_page"
