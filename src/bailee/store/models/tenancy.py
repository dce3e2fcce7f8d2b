"""Who could and did open an organisation's data, where it works, and what it allowed its provider to scan."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned


class Site(Owned):
    """A place of work of an organisation: its law and its clock. Its places and devices may belong to one."""

    ident = models.TextField()
    name = models.TextField()
    jurisdiction = models.TextField()  # a code of obligations/places.toml, such as US-NY or DE; '' where not known
    time_zone = models.TextField()  # of the IANA database, such as America/New_York
    added_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        db_table = "site"
        constraints = (
            models.UniqueConstraint(fields=["organisation", "ident"], name="site_once"),
            models.UniqueConstraint(fields=["organisation", "name"], name="site_name_once"),
        )


class MemberChange(Owned):
    """Appended with each change of a member: as the row of `member` was from then on."""

    member = models.TextField()
    account = models.TextField()
    role = models.TextField()
    through = models.TextField()
    until = models.DateTimeField(null=True)
    change = models.TextField()  # added, assigned, broke-glass, role, account, ended
    reason = models.BinaryField(null=True)  # encrypted; of who broke the glass
    by = models.TextField()
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "member_change"
        indexes = (models.Index(fields=["organisation", "at"], name="member_change_at"),)


class Access(Owned):
    """Appended when a member opens data: pages once an hour and kind, exports each time."""

    member = models.TextField()
    account = models.TextField()
    role = models.TextField()
    through = models.TextField()
    kind = models.TextField()  # of page, or the command; never an address with somebody's name in it
    is_export = models.BooleanField()
    hour = models.DateTimeField()  # in which it was
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "access"
        constraints = (
            models.UniqueConstraint(
                fields=["organisation", "member", "kind", "hour"],
                condition=models.Q(is_export=False),
                name="access_once_an_hour",
            ),
        )
        indexes = (models.Index(fields=["organisation", "at"], name="access_at"),)


class Authority(Owned):
    """Appended: an instruction to scan that was given, its withdrawal, or an agreement that was signed later."""

    ident = models.TextField()  # of the instruction that it is about
    act = models.TextField()  # given, withdrawn, agreement
    told = models.BinaryField()  # encrypted: who, in what function, scope, where it is kept
    given_on = models.DateField()
    until = models.DateField(null=True)
    by = models.TextField()
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "authority"


class OffBoarding(Owned):
    """Appended by a provider with each step in which a client leaves: what is not finished says so."""

    client = models.TextField()  # ident
    step = models.TextField()  # begun, exported, keys-destroyed, certified
    told = models.BinaryField()  # encrypted with the provider's key: the client's name, counts, digests
    by = models.TextField()
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "off_boarding"
