"""What counsel was asked and decided: appended, and encrypted whole, for it is privileged."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned


class CounselDecision(Owned):
    """Appended with each decision over a text or a question. What was decided, by whom and why stands in `told`."""

    ident = models.TextField()
    told = models.BinaryField()  # encrypted: which text, hash of its words, verdict, scope, ground, new words
    by = models.TextField()  # ident of the member who decided, or who noted it
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "counsel_decision"
        constraints = (models.UniqueConstraint(fields=["organisation", "ident"], name="counsel_decision_once"),)


class CounselPacket(Owned):
    """Appended when a packet is made: what was asked, over which words. A decision that comes back is held against it."""

    ident = models.TextField()
    told = models.BinaryField()  # encrypted: the document and its items
    by = models.TextField()
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "counsel_packet"
        constraints = (models.UniqueConstraint(fields=["organisation", "ident"], name="counsel_packet_once"),)


class PrivilegeAct(Owned):
    """Appended when counsel releases something by name, lets somebody of the provider read, or takes that back."""

    act = models.TextField()  # released, admitted, shut-out
    about = models.TextField()  # ident of a decision or packet; of the member who is let in
    told = models.BinaryField()  # encrypted: to whom, and why
    by = models.TextField()
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "privilege_act"


# Never handed over, exported or shown but to whom the privilege is open; released rows apart.
PRIVILEGED = frozenset({"counsel_decision", "counsel_packet", "privilege_act"})
