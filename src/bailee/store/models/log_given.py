"""Who outside keeps checkpoints of the log, what was given to whom, and stamps of time that were asked for."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned


class LogHolder(Owned):
    """Somebody who is given the newest checkpoint now and then: by mail, or into a folder elsewhere."""

    ident = models.TextField()
    means = models.TextField()  # mail, folder
    told = models.BinaryField()  # encrypted: name, and where to
    every = models.TextField()  # day, week, month
    added_at = models.DateTimeField()
    by = models.TextField()
    ended_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        db_table = "log_holder"
        constraints = (models.UniqueConstraint(fields=["organisation", "ident"], name="log_holder_once"),)


class LogGiven(Owned):
    """One checkpoint went out, or could not. `holder` is empty where somebody took it away herself."""

    holder = models.TextField(default="", db_default="")
    size = models.BigIntegerField()
    means = models.TextField()  # mail, folder, taken, binder
    mail = models.TextField(default="", db_default="")  # ident of the message in the outbox
    fault = models.TextField(default="", db_default="")  # why it could not
    at = models.DateTimeField()
    by = models.TextField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "log_given"
        indexes = (models.Index(fields=["organisation", "holder"], name="log_given_to"),)


class LogStamp(Owned):
    """A time-stamp service was asked for the time of a checkpoint: what it gave, or why it gave nothing."""

    size = models.BigIntegerField()
    token = models.BinaryField()  # encrypted; RFC 3161, DER; of nothing where none was given
    said_at = models.DateTimeField(null=True)  # as the service says
    service = models.TextField(default="", db_default="")  # what it calls itself
    fault = models.TextField(default="", db_default="")
    at = models.DateTimeField()  # when it was asked, by our clock

    class Meta(Owned.Meta):
        abstract = False
        db_table = "log_stamp"
        indexes = (models.Index(fields=["organisation", "size"], name="log_stamp_of"),)
