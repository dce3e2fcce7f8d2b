"""How notices reached people: runs of one version by one means, a delivery for each person, and what happened to it."""

from __future__ import annotations

from django.db import models

from bailee.deliveries import Act, Means, Standing
from bailee.store.models.notices import NoticeVersion
from bailee.store.models.organisations import Owned


class Campaign(Owned):
    """One published version goes to everybody whom it concerns, or to some of them, by one means."""

    ident = models.TextField()
    version = models.ForeignKey(NoticeVersion, models.PROTECT, db_index=False, related_name="+")
    means = models.TextField(choices=[(each.value, each.value) for each in Means])
    plan = models.JSONField()  # rhythm, envelope, country, whether new people get it too; no person
    document = models.BinaryField()  # encrypted: the file and the text as each of them gets it
    sha256 = models.TextField()  # of the file
    by = models.TextField()  # ident of a member
    started_at = models.DateTimeField()
    posted_on = models.DateField(null=True)  # the letters were brought to the post
    ended_at = models.DateTimeField(null=True)  # nobody is reminded any more, and nobody new gets it

    class Meta(Owned.Meta):
        abstract = False
        db_table = "campaign"
        constraints = (models.UniqueConstraint(fields=["organisation", "ident"], name="campaign_once"),)


class Delivery(Owned):
    """One person's copy: how it stands, derived from the events below it."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, db_index=False, related_name="+")
    person = models.ForeignKey("store.RosterPerson", models.PROTECT, db_index=False, related_name="+")
    piece = models.IntegerField()  # its number in the campaign; stands on the letter
    standing = models.TextField(choices=[(each.value, each.value) for each in Standing])
    reason = models.TextField(default="")  # deliveries.Reason
    message = models.TextField(default="")  # ident of the newest e-mail that carries it
    sent_at = models.DateTimeField(null=True)  # the first time that it went out
    changed_at = models.DateTimeField()
    reminded = models.SmallIntegerField(default=0)  # how many days of reminding it has had
    escalated_at = models.DateTimeField(null=True)
    language = models.TextField(default="", db_default="")  # of the version that she gets; '' for the campaign's own

    class Meta(Owned.Meta):
        abstract = False
        db_table = "delivery"
        constraints = (
            models.UniqueConstraint(fields=["organisation", "campaign", "person"], name="delivery_once"),
            models.UniqueConstraint(fields=["organisation", "campaign", "piece"], name="delivery_piece_once"),
        )
        indexes = (
            models.Index(fields=["organisation", "campaign", "standing"], name="delivery_by_standing"),
            models.Index(
                fields=["organisation", "message"], condition=~models.Q(message=""), name="delivery_by_message"
            ),
        )


class DeliveryEvent(Owned):
    """Something happened to a delivery: appended."""

    delivery = models.ForeignKey(Delivery, models.PROTECT, db_index=False, related_name="+")
    act = models.TextField(choices=[(each.value, each.value) for each in Act])
    reason = models.TextField(default="")
    message = models.TextField(default="")  # ident of the e-mail
    on = models.DateField()  # when it happened
    at = models.DateTimeField()  # since when it is known
    by = models.TextField(default="")  # ident of a member; '' for the mail server's answer

    class Meta(Owned.Meta):
        abstract = False
        db_table = "delivery_event"
        indexes = (models.Index(fields=["organisation", "delivery"], name="delivery_event_of"),)


class Posting(Owned):
    """A notice was put up where people pass, or taken down: appended."""

    ident = models.TextField()
    version = models.ForeignKey(NoticeVersion, models.PROTECT, db_index=False, related_name="+")
    act = models.TextField(choices=[(each, each) for each in ("put-up", "taken-down")])
    place = models.BinaryField()  # encrypted: "kitchen, beside the door"
    on = models.DateField()
    photograph = models.JSONField(null=True)  # hash, size, form; not the picture
    by = models.TextField()
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "posting"
        indexes = (models.Index(fields=["organisation", "ident"], name="posting_of"),)


class NoticePage(Owned):
    """A kind of notice was opened to everybody under an address of the server, or closed: appended."""

    kind = models.TextField()
    is_open = models.BooleanField()
    by = models.TextField()
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "notice_page"
        indexes = (models.Index(fields=["organisation", "kind"], name="notice_page_of"),)


class Correspondence(Owned):
    """How people are written to, as somebody chose: appended, the last one counts."""

    language = models.TextField()  # of those whose own nobody knows
    copies = models.BooleanField()  # the certificate of a signature goes to whoever signed, by mail
    by = models.TextField()  # ident of a member
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "correspondence"
