"""What was proposed to protect, who decided about it, and certificates of what was erased."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned

STATES = ("proposed", "approved", "refused", "withdrawn", "applied", "stopped", "left")


class ProtectionProposal(Owned):
    """One file, and what is to be done with it. What cannot be undone waits for another person."""

    ident = models.TextField()
    batch = models.TextField()  # of what was proposed in one go: one decision is for all of it
    act = models.TextField()  # erase, redact, leave …
    playbook = models.TextField()
    state = models.TextField(choices=[(each, each) for each in STATES])  # as the latest event left it
    locator = models.TextField()  # masked
    store = models.TextField(default="")  # ident of its data store, masked
    details = models.BinaryField()  # encrypted: exact path, what the file was then, why, what breaks, until when
    by = models.TextField()  # ident of the member who proposed it
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "protection_proposal"
        constraints = (models.UniqueConstraint(fields=["organisation", "ident"], name="protection_proposal_once"),)
        indexes = (models.Index(fields=["organisation", "state"], name="protection_proposal_open"),)


class ProtectionEvent(Owned):
    """Appended when somebody decided about a proposal, and when it was carried out or stopped."""

    proposal = models.ForeignKey(ProtectionProposal, models.PROTECT, db_index=False, related_name="+")
    act = models.TextField(choices=[(each, each) for each in STATES[1:]])
    says = models.BinaryField()  # encrypted: why
    by = models.TextField()
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "protection_event"
        indexes = (models.Index(fields=["organisation", "proposal"], name="protection_event_of"),)


class ErasureCertificate(Owned):
    """What was erased in one go, with the document that says so. Appended."""

    ident = models.TextField()
    told = models.BinaryField()  # encrypted: files, digests, who proposed and approved, what was not cleaned
    document = models.BinaryField()  # encrypted: PDF, sealed where that can be done here
    sha256 = models.TextField()  # of the PDF
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "erasure_certificate"
        constraints = (models.UniqueConstraint(fields=["organisation", "ident"], name="erasure_certificate_once"),)
