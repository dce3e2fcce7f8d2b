"""Who was asked to sign which version, what came of it, and the certificate of each signature."""

from __future__ import annotations

from django.db import models

from bailee.store.models.notices import NoticeVersion, SignOff
from bailee.store.models.organisations import Owned
from bailee.store.models.roster import RosterPerson

STATES = ("asked", "signed", "declined", "withdrawn")
ACTS = (
    "asked", "linked", "mailed", "printed", "opened", "question", "answer", "checked", "signed", "declined", "withdrawn", "copied",
    "code-shown", "renewed", "reminded", "escalated",
)  # fmt: skip


class SignRequest(Owned):
    """One person is asked to sign one version. How it stands is what its events come to."""

    ident = models.TextField()
    version = models.ForeignKey(NoticeVersion, models.PROTECT, db_index=False, related_name="+")
    person = models.ForeignKey(RosterPerson, models.PROTECT, db_index=False, related_name="+")
    state = models.TextField(choices=[(each, each) for each in STATES])
    member = models.TextField(default="", db_default="")  # ident of the member whose page shows it
    email_print = models.TextField(default="", db_default="")  # keyed: whoever signs in by this address is that person
    number_print = models.TextField(default="", db_default="")  # the same for the number that one types at a kiosk
    sheet = models.TextField()  # the code on the sheet of paper
    pin_hash = models.TextField(default="", db_default="")  # keyed
    pin_tries = models.IntegerField(default=0, db_default=0)
    asks_check = models.BooleanField(default=False, db_default=False)
    due_on = models.DateField(null=True)
    rhythm = models.JSONField(null=True)  # when who did not sign is reminded; none where a delivery does that
    asked_by = models.TextField()  # ident of a member
    asked_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        db_table = "sign_request"
        constraints = (
            models.UniqueConstraint(fields=["organisation", "ident"], name="sign_request_once"),
            models.UniqueConstraint(fields=["organisation", "version", "person"], name="sign_request_once_a_person"),
            models.UniqueConstraint(fields=["organisation", "sheet"], name="sign_request_by_sheet"),
        )
        indexes = (
            models.Index(fields=["organisation", "member"], name="sign_request_of_member"),
            models.Index(fields=["organisation", "email_print"], name="sign_request_of_email"),
            models.Index(fields=["organisation", "number_print"], name="sign_request_of_number"),
        )


class SignEvent(Owned):
    """What happened to a request, appended. `says`: a question, its answer, a reason, encrypted."""

    request = models.ForeignKey(SignRequest, models.PROTECT, db_index=False, related_name="+")
    act = models.TextField(choices=[(each, each) for each in ACTS])
    at = models.DateTimeField()
    by = models.TextField(default="")  # ident of a member
    how = models.TextField(default="")
    says = models.BinaryField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        db_table = "sign_event"
        indexes = (models.Index(fields=["organisation", "request"], name="sign_event_of"),)


class SignCertificate(Owned):
    """The evidence of a signature, sealed, and the document that shows it. A time stamp of somebody else is added when there is one."""

    sign_off = models.ForeignKey(SignOff, models.PROTECT, db_index=False, related_name="+")
    evidence = models.BinaryField()  # encrypted JSON: the sealed statement
    document = models.BinaryField()  # encrypted: the PDF
    sha256 = models.TextField()  # of the PDF as it is now
    made_at = models.DateTimeField()
    stamped_at = models.DateTimeField(null=True)  # as the time-stamp service says
    stamped_by = models.TextField(default="", db_default="")  # what the service calls itself
    tries = models.IntegerField(default=0, db_default=0)
    due_at = models.DateTimeField()  # when a stamp is asked for next
    fault = models.TextField(default="", db_default="")  # why there is none yet

    class Meta(Owned.Meta):
        abstract = False
        db_table = "sign_certificate"
        constraints = (models.UniqueConstraint(fields=["organisation", "sign_off"], name="sign_certificate_once"),)
        indexes = (models.Index(fields=["organisation", "stamped_at", "due_at"], name="sign_certificate_due"),)
