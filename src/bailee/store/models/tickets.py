"""Tickets in a provider's system and messages in its chat: where they go, what is to be told, and how it stands. Rows of the moment:
what happened stands in the log."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned


class _Line(Owned):
    """Something that is told to a server elsewhere, which may fail."""

    ident = models.TextField()
    sort = models.TextField()  # a module of tickets.systems, or of tickets.chats
    told = models.BinaryField()  # encrypted: name, address, keys
    added_at = models.DateTimeField()
    by = models.TextField()  # ident of the member
    ended_at = models.DateTimeField(null=True)
    fault = models.TextField(default="", db_default="")  # reason of outward.REASONS; of all that goes there
    failing_since = models.DateTimeField(null=True)
    paused_until = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        abstract = True


class TicketDesk(_Line):
    """A system that tickets are made in."""

    class Meta(_Line.Meta):
        abstract = False
        db_table = "ticket_desk"
        constraints = (models.UniqueConstraint(fields=["organisation", "ident"], name="ticket_desk_once"),)


class TicketRule(Owned):
    """Which things of which client become tickets of a desk, and where there."""

    ident = models.TextField()
    desk = models.TextField()  # ident of the TicketDesk
    client = models.TextField()  # ident of an organisation, or "*"
    sorts = models.JSONField()
    least = models.TextField()  # severity
    told = models.BinaryField()  # encrypted: board, company, types
    added_at = models.DateTimeField()
    by = models.TextField()
    ended_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        db_table = "ticket_rule"
        constraints = (models.UniqueConstraint(fields=["organisation", "ident"], name="ticket_rule_once"),)


class Ticket(Owned):
    """One thing's ticket: as it should read, as it was told last, and as it was seen there. What differs is still to be told."""

    ident = models.TextField()  # our reference, in the ticket itself
    desk = models.TextField()  # ident of the TicketDesk
    owner = models.BigIntegerField()  # number of the organisation whose desk it is
    rule = models.TextField()  # ident of the TicketRule that asked for it
    sort = models.TextField()  # alert, task, incident, findings
    about = models.TextField()  # ident of the thing
    life = models.IntegerField()  # a thing that comes back has another ticket
    severity = models.TextField()
    told = models.BinaryField()  # encrypted: title and text, as they should read
    is_wanted = models.BooleanField()  # open, as it should be
    wanted = models.TextField()  # digest of all that should be there
    sent = models.TextField(default="", db_default="")  # digest of what was taken last
    number = models.TextField(default="", db_default="")  # there
    seen_open = models.BooleanField(null=True)
    seen = models.BinaryField(default=b"")  # encrypted: its status in the words of the system
    state = models.TextField(default="waiting", db_default="waiting")  # waiting, open, closed, closed-there, gone
    tries = models.IntegerField(default=0, db_default=0)  # since something was taken
    due_at = models.DateTimeField(null=True)  # of the next try; empty: nothing is to be told
    fault = models.TextField(default="", db_default="")
    failing_since = models.DateTimeField(null=True)
    added_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        db_table = "ticket"
        constraints = (
            models.UniqueConstraint(fields=["organisation", "ident"], name="ticket_once"),
            models.UniqueConstraint(fields=["organisation", "desk", "sort", "about", "life"], name="ticket_of_a_thing"),
        )
        indexes = (models.Index(fields=["organisation", "due_at"], name="ticket_due"),)


class ChatChannel(_Line):
    """A channel that hears of alerts, of the week, or of both."""

    client = models.TextField()  # ident of an organisation, or "*"
    least = models.TextField(
        default="", db_default=""
    )  # severity of the mildest alert that it hears of; empty: of none
    weekly = models.BooleanField(default=False, db_default=False)

    class Meta(_Line.Meta):
        abstract = False
        db_table = "chat_channel"
        constraints = (models.UniqueConstraint(fields=["organisation", "ident"], name="chat_channel_once"),)


class ChatMessage(Owned):
    """One message for one channel; what it says is forgotten when it was taken."""

    channel = models.TextField()  # ident of the ChatChannel
    owner = models.BigIntegerField()  # number of the organisation whose channel it is
    about = models.TextField()  # an alert, or a week: it is told once
    content = models.BinaryField()  # encrypted
    added_at = models.DateTimeField()
    due_at = models.DateTimeField()
    tries = models.IntegerField(default=0, db_default=0)
    fault = models.TextField(default="", db_default="")
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        db_table = "chat_message"
        constraints = (models.UniqueConstraint(fields=["organisation", "channel", "about"], name="chat_message_once"),)
        indexes = (models.Index(fields=["organisation", "due_at"], name="chat_message_due"),)
