"""Tasks: what people and looks did about them, appended; how they stand, derived; calendars that members subscribe to."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Member, Owned
from bailee.tasks.states import Act, State


class TaskEvent(Owned):
    """Something happened to a task: appended. The state is derived from these; what was said is encrypted."""

    task = models.TextField()  # its ident
    act = models.TextField(choices=[(each.value, each.value) for each in Act])
    by = models.TextField(default="")  # ident of a member; '' where it was noticed
    at = models.DateTimeField()
    on = models.DateField(null=True)  # done on, due on, snoozed until
    member = models.TextField(default="")  # ident of who was assigned
    other = models.TextField(default="")  # the task that it waits for
    says = models.BinaryField(null=True)  # encrypted: reason, statement, hash and description of a document

    class Meta(Owned.Meta):
        abstract = False
        db_table = "task_event"
        indexes = (models.Index(fields=["organisation", "task"], name="task_event_of"),)


class TaskState(Owned):
    """A task as it stood when somebody last looked: derived, so that lists and calendars read an index. The law's words, nobody's name."""

    ident = models.TextField()
    state = models.TextField(choices=[(each.value, each.value) for each in State])
    owner = models.TextField()  # a role
    member = models.TextField(default="")
    due_on = models.DateField(null=True)
    weight = (
        models.SmallIntegerField()
    )  # its order among those of a day: twice the rank of its severity, one more for work than for a question
    holds = models.BooleanField(default=False)  # its evidence is there
    says = models.JSONField()  # title, where the day is from, what is missing, what it waits for
    plan = models.JSONField()  # tasks.plans.Planned
    proof = models.JSONField()  # tasks.proofs.Proof
    changed_at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "task_state"
        constraints = (models.UniqueConstraint(fields=["organisation", "ident"], name="task_state_once"),)
        indexes = (models.Index(fields=["organisation", "state", "due_on"], name="task_state_by_day"),)


class TaskLook(Owned):
    """On what the derived states stand: the log's length and the day, and what that look cost. A row of the moment."""

    stamp = models.TextField()
    on = models.DateField()
    at = models.DateTimeField()
    seconds = models.FloatField()  # of CPU

    class Meta(Owned.Meta):
        abstract = False
        db_table = "task_look"
        constraints = (models.UniqueConstraint(fields=["organisation"], name="task_look_once"),)


class TaskFeed(Owned):
    """A calendar of a member's, read by a secret address without signing in. Kept as a hash; one that is revoked shows nothing."""

    ident = models.TextField()
    member = models.ForeignKey(Member, models.CASCADE, db_index=False, related_name="+")
    token_hash = models.TextField()
    shows = models.TextField(choices=[("mine", "mine"), ("all", "all")])
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    window = models.BigIntegerField(default=0)  # hour since 1970 that `used` counts
    used = models.IntegerField(default=0)

    class Meta(Owned.Meta):
        abstract = False
        db_table = "task_feed"
        constraints = (
            models.UniqueConstraint(fields=["organisation", "ident"], name="task_feed_once"),
            models.UniqueConstraint(fields=["organisation", "token_hash"], name="task_feed_by_token"),
        )
