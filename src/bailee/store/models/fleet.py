"""The fleet: codes to enrol with, agents, what each was asked to do, what it handed in, and what happened to it.

An agent is one installation with a key of its own on one `Device`; a device that was set up anew has another agent. What an
agent hands in is closed to the organisation and lies here until it was taken in, then its body is emptied and its line stays.
"""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned

AGENT_STATES = ("active", "halted", "revoked", "removed")  # halted: two run under one key; removed: it said goodbye
LEASE_STATES = ("waiting", "running", "arrived", "done", "failed", "withdrawn")  # arrived: whole, not yet taken in


class EnrolmentCode(Owned):
    """A code with which devices enrol: so many times, until then. Only its keyed digest is kept."""

    ident = models.TextField()
    digest = models.TextField()
    site = models.ForeignKey("store.Site", models.PROTECT, null=True, db_index=False, related_name="+")
    most = models.IntegerField()  # devices that may enrol with it
    used = models.IntegerField(default=0)
    made_by = models.TextField()  # ident of the member
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        db_table = "enrolment_code"
        constraints = (
            models.UniqueConstraint(fields=["organisation", "ident"], name="enrolment_code_once"),
            models.UniqueConstraint(fields=["organisation", "digest"], name="enrolment_code_digest_once"),
        )


class Agent(Owned):
    """One installation: its public key, how far it is, and what it last said of itself."""

    ident = models.TextField()
    device = models.ForeignKey("store.Device", models.PROTECT, db_index=False, related_name="+")
    public_key = models.BinaryField()  # Ed25519, 32 bytes
    code = models.TextField()  # ident of the code that it enrolled with
    state = models.TextField(choices=[(each, each) for each in AGENT_STATES], default="active")
    why = models.TextField(default="")  # words of ours, where it is not active
    version = models.TextField()  # of bailee, as it last said
    counter = models.BigIntegerField(default=0)  # of its newest request: none comes twice
    chain = models.TextField(
        default=""
    )  # what its newest request named itself; the next one names it as its predecessor
    acked = models.BigIntegerField(default=0)  # sequence number up to which everything arrived
    report = models.JSONField(default=dict)  # what it says of itself: counts and words of ours, errors by cause
    enrolled_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        db_table = "agent"
        constraints = (
            models.UniqueConstraint(fields=["organisation", "ident"], name="agent_once"),
            models.UniqueConstraint(fields=["organisation", "public_key"], name="agent_key_once"),
        )
        indexes = (
            models.Index(fields=["organisation", "device"], name="agent_by_device"),
            models.Index(fields=["organisation", "state", "last_seen_at"], name="agent_by_state"),
        )


class AgentLease(Owned):
    """One job for one device: a place to be scanned, and how. Whoever hands it in whole first has done it."""

    ident = models.TextField()
    device = models.ForeignKey("store.Device", models.PROTECT, db_index=False, related_name="+")
    agent = models.ForeignKey("store.Agent", models.PROTECT, null=True, db_index=False, related_name="+")
    place = models.ForeignKey("store.Place", models.PROTECT, db_index=False, related_name="+")
    told = models.BinaryField()  # encrypted: the path, and settings of the scan
    state = models.TextField(choices=[(each, each) for each in LEASE_STATES], default="waiting")
    attempt = models.IntegerField(default=0)  # how often it was given out
    asked_by = models.TextField()  # ident of the member
    asked_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)  # renewed while it is worked on; after it, it is given out again
    progress = models.JSONField(default=dict)  # counts
    gate = models.JSONField(default=dict)  # what the gate said when it was given out: no name
    scan = models.ForeignKey("store.Scan", models.PROTECT, null=True, db_index=False, related_name="+")
    ended_at = models.DateTimeField(null=True)
    cause = models.TextField(default="")  # words of ours, where it failed

    class Meta(Owned.Meta):
        abstract = False
        db_table = "agent_lease"
        constraints = (models.UniqueConstraint(fields=["organisation", "ident"], name="agent_lease_once"),)
        indexes = (
            models.Index(fields=["organisation", "device", "state"], name="agent_lease_of"),
            models.Index(fields=["organisation", "state", "asked_at"], name="agent_lease_by_state"),
        )


class AgentPush(Owned):
    """One piece that an agent handed in, by its own sequence number: once, in order."""

    agent = models.ForeignKey("store.Agent", models.PROTECT, db_index=False, related_name="+")
    sequence = models.BigIntegerField()
    lease = models.ForeignKey("store.AgentLease", models.PROTECT, null=True, db_index=False, related_name="+")
    attempt = models.IntegerField(default=0)  # of the lease that it belongs to
    piece = models.IntegerField(default=0)  # its number in its attempt, from 0
    is_last = models.BooleanField(default=False)
    sha256 = models.TextField()
    size = models.BigIntegerField()
    body = models.BinaryField(null=True)  # closed to the organisation's age key; null once it was taken in
    arrived_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    outcome = models.TextField(default="waiting")  # waiting, taken-in, superseded, lost, refused

    class Meta(Owned.Meta):
        abstract = False
        db_table = "agent_push"
        constraints = (models.UniqueConstraint(fields=["organisation", "agent", "sequence"], name="agent_push_once"),)
        indexes = (models.Index(fields=["organisation", "lease", "attempt", "piece"], name="agent_push_of"),)


class AgentEvent(Owned):
    """What happened to an agent or to a code: enrolled, refused and why, halted, let go on, revoked, removed."""

    agent = models.TextField()  # ident; of the code where no agent came of it
    kind = models.TextField()
    why = models.TextField(default="")  # words of ours
    by = models.TextField(default="")  # ident of the member; '' where the agent or the server did it
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "agent_event"
        indexes = (models.Index(fields=["organisation", "agent", "at"], name="agent_event_of"),)
