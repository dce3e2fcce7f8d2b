"""What people declared: processing activities and facts. Appended with *true from* and *known from*, never changed."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned


class Declaration(Owned):
    """One version of a processing activity. The latest one of a name that is true on a day counts; a withdrawn one ends it."""

    name = models.TextField()
    activity = models.JSONField()  # inventory.ProcessingActivity
    withdrawn = models.BooleanField(default=False)
    true_from = models.DateField()
    known_from = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "declaration"
        indexes = (models.Index(fields=["organisation", "name", "true_from"], name="declaration_by_name"),)


class ActivityDraft(Owned):
    """An activity that was suggested and that nobody accepted: it stands apart, so that none ever counts as declared."""

    name = models.TextField()
    activity = models.JSONField()  # inventory.ProcessingActivity
    origin = models.TextField()  # found, imported, or template:IDENT
    settled = models.BooleanField(default=False)  # it was accepted or dropped
    known_from = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "activity_draft"
        indexes = (models.Index(fields=["organisation", "name"], name="activity_draft_by_name"),)


class DifferenceAnswer(Owned):
    """What a person said to a difference between declared and found: that it may stand, and why; or that it may not any more."""

    what = models.TextField()
    category = models.TextField()
    subject = models.TextField()
    stores = models.JSONField()  # idents of data stores as it then stood: in another one it is another difference
    reason = models.BinaryField(null=True)  # encrypted; none: taken back
    by = models.TextField()
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "difference_answer"


class RecordContact(Owned):
    """Whom the record of processing names (Art. 30(1)(a)): controller, representative, data protection officer."""

    sort = models.TextField()
    told = models.BinaryField()  # encrypted: name and contact
    by = models.TextField()
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "record_contact"


class Fact(Owned):
    """One fact about the organisation, as a law table asks for it; the present is a view of these rows."""

    name = models.TextField()
    value = models.JSONField(null=True)
    true_from = models.DateField()
    known_from = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "fact"
        indexes = (models.Index(fields=["organisation", "name", "true_from"], name="fact_by_name"),)
