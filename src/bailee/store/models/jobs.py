"""Work in the background: jobs, and the steps of them that were done."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned

STATES = ("waiting", "running", "done", "stopped", "cancelled", "failed")


class Job(Owned):
    """One piece of work. A row of the moment, not a fact: what a job does leaves facts and evidence of its own.

    Arguments are idents and numbers; nothing here names a person or holds a value.
    """

    ident = models.TextField()
    task = models.TextField()
    arguments = models.JSONField(default=dict)
    key = models.TextField(default="")  # of two jobs with the same one, only one waits or runs
    lane = models.TextField(default="")  # jobs of one lane run one after the other
    by = models.ForeignKey("store.Member", models.SET_NULL, null=True, db_index=False, related_name="+")
    state = models.TextField(choices=[(state, state) for state in STATES], default="waiting")
    created_at = models.DateTimeField()
    run_at = models.DateTimeField(null=True)  # not before; empty: as soon as may be
    started_at = models.DateTimeField(null=True)  # the last time
    ended_at = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    lease = models.TextField(default="")  # of the worker that has it: what an earlier one still writes is refused
    beat_at = models.DateTimeField(null=True)
    ticket = models.BigIntegerField(null=True)  # its row in the queue of PostgreSQL
    wish = models.TextField(default="")  # of a person: stop, pause
    cause = models.TextField(default="")  # class of the fault; never its message
    hint = models.TextField(default="")
    done = models.BigIntegerField(default=0)
    of = models.BigIntegerField(null=True)
    bytes = models.BigIntegerField(default=0)
    bytes_of = models.BigIntegerField(null=True)
    rate = models.FloatField(default=0.0)  # bytes a second
    seconds_left = models.IntegerField(null=True)
    where = models.TextField(default="")  # masked
    result = models.JSONField(default=dict)  # idents and numbers

    class Meta(Owned.Meta):
        abstract = False
        db_table = "job"
        constraints = (
            models.UniqueConstraint(fields=["organisation", "ident"], name="job_once"),
            models.UniqueConstraint(
                fields=["organisation", "key"],
                condition=models.Q(state__in=["waiting", "running"]) & ~models.Q(key=""),
                name="job_key_once",
            ),
        )
        indexes = (
            models.Index(fields=["state", "run_at"], name="job_by_state"),
            models.Index(fields=["organisation", "task", "created_at"], name="job_by_task"),
        )


class JobStep(Owned):
    """A step that was done, written in the transaction that did it: a job that runs again leaves it out."""

    job = models.TextField()  # ident
    step = models.TextField()
    done_at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "job_step"
        constraints = (models.UniqueConstraint(fields=["organisation", "job", "step"], name="job_step_once"),)
