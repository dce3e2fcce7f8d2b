"""Who is on the roster, and what became of each: added, changed, missing from a list, ended (appended)."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned


class RosterPerson(Owned):
    """An employee, applicant or customer whom we were told about; fields encrypted, keyed fingerprints to find them."""

    ident = models.TextField()
    category = models.TextField()  # vocabulary.SubjectCategory
    fields = models.BinaryField()  # encrypted JSON: name, e-mail, employee number …
    fingerprints = models.JSONField(default=list)  # [[form, fingerprint], …], as findings' normal forms
    joined_on = models.DateField(null=True)
    left_on = models.DateField(null=True)
    missing_since = models.DateField(null=True)  # not in the list that was read then, and nobody said that they left
    added_at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "roster_person"
        constraints = (models.UniqueConstraint(fields=["organisation", "ident"], name="roster_person_once"),)


class RosterChange(Owned):
    """What was said of somebody on the roster, from when it is true and since when it is known. The row above is what it comes to."""

    person = models.ForeignKey(RosterPerson, models.PROTECT, db_index=False, related_name="+")
    act = models.TextField(choices=[(each, each) for each in ("added", "changed", "missing", "returned", "ended")])
    category = models.TextField()
    fields = models.BinaryField(null=True)  # encrypted, as they were from then on; null where they stayed
    true_from = models.DateField()
    known_from = models.DateTimeField()
    by = models.TextField(default="")  # ident of the member who said so

    class Meta(Owned.Meta):
        abstract = False
        db_table = "roster_change"
        indexes = (models.Index(fields=["organisation", "person"], name="roster_change_of"),)
