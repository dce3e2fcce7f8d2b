"""Where an account is a member, and the sight of many organisations at once.

    for each in memberships(home, account.ident): …             # where may she sign in to?
    desk = Desk(home, account.ident)                            # all of them, as one set that the database enforces
    with desk.reading(): desk.rows(Finding).values("organisation_id").annotate(…)

`Workspace` is the only door to one organisation; a `Desk` looks and never writes, over the organisations in which the
account has a standing membership with the permission that was asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bailee.errors import InvalidInput
from bailee.keys import MasterKey, OrganisationKeys
from bailee.permissions import Permission, Role, may
from bailee.store import database
from bailee.store.organisations import append_change, begin_history, free_account, record_at
from bailee.store.rows.base import atomic
from bailee.store.rows.scanning_now import scanning_now
from bailee.store.standing import Membership as Membership
from bailee.store.standing import memberships as memberships


def link_account(home: Path, organisation: str, member: str, account: str) -> None:
    """Let an account sign in as a member. InvalidInput where there is no such member, or the account is another one there.

    A provider's person can sign in from then on at each client that she is assigned to. Whoever calls this made sure that
    the person behind the account is that member: by an invitation, or as the first.
    """
    home = home.absolute()
    alias = database.connect(home)
    from bailee.store.models import Member, Organisation

    stands_on = database.engine(home)
    with database.explained(home), atomic(alias):
        stands_on.enter(alias, (), organisation)
        ours = Organisation.objects.using(alias).filter(ident=organisation).first()
        numbers = [ours.pk] if ours is not None else []
        stands_on.enter(alias, numbers)
        if ours is None or not Member.objects.using(alias).filter(organisation_id=ours.pk, ident=member).exists():
            raise InvalidInput("there is no such member in this organisation")
        there = {ours.pk: ours}
        if ours.is_provider:
            there |= {each.pk: each for each in Organisation.objects.using(alias).filter(provider_id=ours.pk)}
        stands_on.enter(alias, sorted(there))
        rows = Member.objects.using(alias).filter(organisation_id=ours.pk, ident=member)
        rows |= Member.objects.using(alias).filter(
            organisation_id__in=there, through=organisation, ident__in=idents_at_clients(organisation, member)
        )
        master = MasterKey.open(home)
        for row in rows:
            if row.account == account:
                continue
            whose = there[row.organisation_id]
            free_account(alias, row.organisation_id, account)
            begin_history(alias, row)
            row.account = account
            row.save(using=alias, update_fields=["account"])
            append_change(alias, row, "account", row.ident)
            if whose.wrapped_keys:
                keys = OrganisationKeys.open(master, whose.ident, bytes(whose.wrapped_keys))
                record_at(home, alias, whose, keys, row.ident, "account-linked", row.ident)


def idents_at_clients(provider: str, member: str) -> tuple[str, str]:
    """What a provider's person may be called at a client: as at home, or with the provider where that name is taken."""
    return member, f"{member}@{provider}"


class Desk:
    """The organisations that an account may see, as one set: for lists over all clients. It looks and never writes."""

    def __init__(self, home: Path, account: str, permission: Permission = Permission.SEE_TABLE) -> None:
        self.home = home.absolute()
        self.alias = database.connect(self.home)
        self.account = account
        self.memberships = tuple(each for each in memberships(self.home, account) if may(each.role, permission))

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(each.number for each in self.memberships)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A transaction in which the database shows the rows of these organisations, and of no other."""
        with database.explained(self.home), atomic(self.alias):
            database.engine(self.home).enter(self.alias, self.numbers)
            yield

    def rows(self, model: Any) -> Any:
        """Rows of these organisations; inside `reading()`."""
        return model.objects.using(self.alias).filter(organisation_id__in=self.numbers)

    def scanning(self) -> frozenset[int]:
        """Those of these in which a scan runs at this moment; inside `reading()`. One that was killed does not."""
        return scanning_now(self.home, self.alias, self.numbers)

    def note_access(self, kind: str, *, export: bool = False) -> None:
        """This account opens data of a kind of all of these organisations at once."""
        from bailee.store.rows.accesses import is_noted, note

        openers = [_Opening.of(each, self.account) for each in self.memberships]
        if not export and all(is_noted(self.home, each, kind) for each in openers):
            return
        with self.reading():
            note(self.home, self.alias, openers, kind, export)


@dataclass(frozen=True, slots=True)
class _Opening:
    """Who opens what, as `accesses.note` wants to hear it."""

    organisation_id: int
    member: str
    account: str
    role: Role
    through: str

    @classmethod
    def of(cls, membership: Membership, account: str) -> _Opening:
        return cls(membership.number, membership.member, account, membership.role, membership.through)
