"""What stands beside findings while people judge them: counts, reasons in words, rules, saved views."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned


class CueWords(Owned):
    """A reason for being so sure, once, however many findings it counts for. No word of any text."""

    says = models.TextField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "cue_words"
        constraints = (models.UniqueConstraint(fields=["organisation", "says"], name="cue_words_once"),)


class TriageCount(Owned):
    """How many present findings there are of a state, a category and a weight; kept with them, for a million is slow to count."""

    state = models.SmallIntegerField()
    category = models.TextField()
    weight = models.SmallIntegerField()
    count = models.BigIntegerField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "triage_count"
        constraints = (
            models.UniqueConstraint(fields=["organisation", "state", "category", "weight"], name="triage_count_once"),
        )


class TriageSettled(Owned):
    """For which day states and counts were last made."""

    on = models.DateField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "triage_settled"
        constraints = (models.UniqueConstraint(fields=["organisation"], name="triage_settled_once"),)


class JudgementRule(Owned):
    """How sure findings of a sort are at most, here; appended, and ended by a row of the same ident that says so."""

    ident = models.TextField()
    detector = models.TextField(default="")  # empty: of any
    store = models.TextField(default="")  # data store; empty: everywhere
    cue = models.TextField(default="")  # words of a reason; empty: whatever the reasons
    at_most = models.FloatField()  # probability; 1 ends the rule
    reason = models.TextField()
    made_by = models.ForeignKey("store.Member", models.PROTECT, db_index=False, related_name="+")
    made_at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "judgement_rule"


class SavedView(Owned):
    """Filters of a page under a name; a member's own."""

    member = models.ForeignKey("store.Member", models.CASCADE, db_index=False, related_name="+")
    page = models.TextField()
    name = models.TextField()
    query = models.TextField()
    saved_at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "saved_view"
        constraints = (
            models.UniqueConstraint(fields=["organisation", "member", "page", "name"], name="saved_view_once"),
        )
