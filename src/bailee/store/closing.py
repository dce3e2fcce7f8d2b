"""An account is closed by the person whose it is: her memberships end, wherever they are, and so do her tokens."""

from __future__ import annotations

from pathlib import Path

from bailee.errors import InvalidInput
from bailee.keys import MasterKey, OrganisationKeys
from bailee.permissions import Role
from bailee.store import database
from bailee.store.asking import atomic, now
from bailee.store.organisations import append_change, begin_history, record_at
from bailee.store.standing import Membership, memberships

_OWNERS = (Role.CLIENT_OWNER, Role.PROVIDER_OWNER)


def leave_everywhere(home: Path, account: str) -> tuple[Membership, ...]:
    """End every membership of an account, each in its organisation's log. InvalidInput, before anything is changed, where
    an organisation would be left without an owner."""
    hers = memberships(home, account)
    alias = database.connect(home)
    from bailee.store.models import ApiToken, Member, Organisation, TaskFeed

    for each in hers:
        with database.explained(home), atomic(alias):
            database.engine(home).enter(alias, (each.number,))
            owners = Member.objects.using(alias).filter(
                organisation_id=each.number, role__in=[role.value for role in _OWNERS], ended_at=None, until=None
            )
            if each.role in _OWNERS and not owners.exclude(pk=each.row).exists():
                raise InvalidInput(
                    f"you are the last owner of {each.name}", hint="make somebody else an owner there first"
                )
    master = MasterKey.open(home)
    for each in hers:
        with database.explained(home), atomic(alias):
            database.engine(home).enter(alias, (each.number,))
            database.engine(home).serialise(alias, each.number)
            row = Member.objects.using(alias).get(pk=each.row)
            begin_history(alias, row)
            row.ended_at, row.account = now(), ""
            row.save(using=alias, update_fields=["ended_at", "account"])
            append_change(alias, row, "ended", row.ident)
            mine = {"organisation_id": each.number, "member_id": each.row, "revoked_at": None}
            ended = sum(
                kind.objects.using(alias).filter(**mine).update(revoked_at=now()) for kind in (ApiToken, TaskFeed)
            )
            ours = Organisation.objects.using(alias).get(pk=each.number)
            keys = OrganisationKeys.open(master, ours.ident, bytes(ours.wrapped_keys))
            record_at(home, alias, ours, keys, row.ident, "account-closed", row.ident, tokens_revoked=ended)
    return hers
