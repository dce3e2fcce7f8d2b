"""Who reviews as counsel is somebody else than who owns: an owner who invites herself by another address reviews her own texts."""

from __future__ import annotations

from collections.abc import Iterator

from bailee.operations.checks.told import Around, State, Told, Who, ok
from bailee.permissions import Role, role_of
from bailee.store import inspection
from bailee.store.asking import is_standing
from bailee.store.organisations import organisations
from bailee.store.sign_in_rows import email_of
from bailee.store.work.rows import entered, number_of

RANK = 13
_OWNERS = (Role.CLIENT_OWNER, Role.PROVIDER_OWNER)


def check(around: Around) -> Iterator[Told]:
    if not inspection.is_current(around.home):
        return
    from bailee.store.models import Member

    seen, is_well = False, True
    for organisation in organisations(around.home):
        number = number_of(around.home, organisation)
        with entered(around.home, number) as alias:
            rows = [
                (role_of(role), account)
                for role, account, ended, until in Member.objects.using(alias)
                .filter(organisation_id=number)
                .exclude(account="")
                .values_list("role", "account", "ended_at", "until")
                if is_standing(ended, until)
            ]
        owners = {_at(email_of(around.home, account)) for role, account in rows if role in _OWNERS}
        counsel = [_at(email_of(around.home, account)) for role, account in rows if role is Role.COUNSEL]
        seen = seen or bool(counsel)
        if any(each and each in owners for each in counsel):
            yield Told(
                State.WARNING,
                f"counsel of {organisation} has an address where its owners have theirs: is it the same person?",
                "counsel is a lawyer of a firm of her own: end that membership, and invite her",
                Who.OWNER,
            )
            is_well = False
    if seen and is_well:
        yield ok("who reviews as counsel has an address elsewhere than the owners")


def _at(email: str) -> str:
    """Where an address is.

    >>> _at("pat@client.example"), _at("")
    ('client.example', '')
    """
    return email.rpartition("@")[2].lower()
