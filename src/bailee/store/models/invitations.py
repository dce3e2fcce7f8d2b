"""Links that let a person in, and mail that waits to be sent. A link is kept as a hash; whom it is for, encrypted."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned


class Invitation(Owned):
    """A link that makes a member of whoever has this e-mail address, once."""

    ident = models.TextField()
    email = models.BinaryField()  # encrypted
    role = models.TextField()
    token_hash = models.TextField()
    invited_by = models.TextField()  # ident of a member
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # used or withdrawn
    account = models.TextField(default="", db_default="")  # ident of the account that used it
    member = models.TextField(default="", db_default="")  # ident of who is a member already; empty for a new one

    class Meta(Owned.Meta):
        abstract = False
        db_table = "invitation"
        constraints = (
            models.UniqueConstraint(fields=["organisation", "ident"], name="invitation_once"),
            models.UniqueConstraint(fields=["organisation", "token_hash"], name="invitation_by_token"),
        )


class PersonLink(Owned):
    """A link for a person without an account: with a code that comes another way, she sees her own page, once."""

    ident = models.TextField()
    member = models.TextField()  # ident of the member that she is, with the role of an employee
    token_hash = models.TextField()
    code_hash = models.TextField()
    tries = models.IntegerField(default=0)
    created_by = models.TextField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # opened, withdrawn, or tried too often
    how = models.TextField(default="", db_default="")  # store.person_links.How: how she came by the link and its code
    renewals = models.SmallIntegerField(default=0, db_default=0)  # how often another one was asked for by it
    renewed_at = models.DateTimeField(null=True)  # the last time

    class Meta(Owned.Meta):
        abstract = False
        db_table = "person_link"
        constraints = (
            models.UniqueConstraint(fields=["organisation", "ident"], name="person_link_once"),
            models.UniqueConstraint(fields=["organisation", "token_hash"], name="person_link_by_token"),
        )
        indexes = (models.Index(fields=["organisation", "member"], name="person_link_of_member"),)


class MailMessage(Owned):
    """The outbox. What was sent is forgotten: only that it was, stays."""

    ident = models.TextField()
    recipient = models.BinaryField()  # encrypted
    content = models.BinaryField()  # encrypted: subject and text
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    tries = models.IntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    fault = models.TextField(default="", db_default="")  # class of the last failure
    quiet = models.TextField(default="", db_default="")  # hours in which it is not sent, and their time zone

    class Meta(Owned.Meta):
        abstract = False
        db_table = "mail_message"
        constraints = (models.UniqueConstraint(fields=["organisation", "ident"], name="mail_message_once"),)
        indexes = (models.Index(fields=["organisation", "due_at"], name="mail_message_due"),)
