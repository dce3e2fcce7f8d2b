"""Who is a member where: what every request asks first, so its statements are written out.

for each in memberships(home, account.ident): …             # where may she sign in to?
standing_of(home, "alices-shop-3fa2c1", "alice")            # NotAllowed where it does not hold
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bailee.errors import NotAllowed
from bailee.permissions import Role, role_of
from bailee.store import database
from bailee.store.asking import is_standing, looking, moment, written


@dataclass(frozen=True, slots=True)
class Membership:
    """An account's place in one organisation."""

    organisation: str  # ident
    name: str
    member: str  # ident there
    role: Role
    through: str  # ident of the provider that she comes by, or ''
    until: datetime | None
    provider: str  # ident of the organisation's provider, or ''
    is_provider: bool
    number: int  # of the organisation, for queries over many
    row: int = 0  # of the member
    account: str = ""
    provider_number: int | None = None
    wrapped_keys: bytes = field(default=b"", repr=False)
    log_number: int | None = None  # by which its log calls the organisation; None: by its own number


_MEMBERS = "SELECT id, organisation_id, ident, account, role, until, ended_at, through FROM member WHERE account = %s AND account <> ''"
_ORGANISATIONS = "SELECT organisation_id, ident, name, wrapped_keys, provider_id, is_provider, log_number FROM organisation WHERE organisation_id IN "
_MEMBER = "SELECT id, organisation_id, ident, account, role, until, ended_at, through FROM member WHERE organisation_id = %s AND ident = %s"


def memberships(home: Path, account: str) -> tuple[Membership, ...]:
    """Where an account is a member now: organisations in the order of their names. None for no account."""
    if not account:
        return ()
    alias = database.connect(home)
    stands_on = database.engine(home)
    with looking(home, alias):
        stands_on.enter(alias, (), account=account)
        # by its own account alone: the database shows nobody else's rows here, and never those without an account
        rows = [row for row in written(alias, _MEMBERS, account) if is_standing(moment(row[6]), moment(row[5]))]
        stands_on.enter(alias, [row[1] for row in rows])
        there = _organisations(alias, {row[1] for row in rows})
        idents = {number: each[1] for number, each in there.items()}
        providers = {each[4] for each in there.values() if each[4] is not None} - set(idents)
        if providers:
            stands_on.enter(alias, sorted(providers))
            idents |= {number: each[1] for number, each in _organisations(alias, providers).items()}
    found = [
        _membership(row, there[row[1]], idents.get(there[row[1]][4], ""))
        for row in rows
        if there[row[1]][3]  # one whose keys were destroyed opens no more
    ]
    return tuple(sorted(found, key=lambda each: (each.name.casefold(), each.organisation)))


def standing_of(home: Path, organisation: str, member: str) -> Membership:
    """The membership of a member in an organisation. NotAllowed where it does not hold, in the same words for an organisation
    that is not there: whoever asks learns nothing. `provider` is left empty."""
    alias = database.connect(home)
    stands_on = database.engine(home)
    with looking(home, alias):
        refused = NotAllowed("this member has no access to this organisation", hint="ask its owner to be added")
        stands_on.enter(alias, (), organisation)
        ours = written(alias, _ORGANISATIONS.replace("organisation_id IN ", "ident = %s"), organisation)
        if not ours:
            raise refused
        stands_on.enter(alias, (ours[0][0],))
        rows = written(alias, _MEMBER, ours[0][0], member)
        if not rows or not is_standing(moment(rows[0][6]), moment(rows[0][5])):
            raise refused
    return _membership(rows[0], ours[0])


def _organisations(alias: str, numbers: set[int]) -> dict[int, Any]:
    if not numbers:
        return {}
    listed = ",".join(map(str, sorted(numbers)))
    return {row[0]: row for row in written(alias, f"{_ORGANISATIONS}({listed})")}


def _membership(row: Any, ours: Any, provider: str = "") -> Membership:
    number, account, role, until, through = row[0], row[3], role_of(row[4]), moment(row[5]), row[7]
    return Membership(
        ours[1], ours[2], row[2], role, through, until, provider, bool(ours[5]), ours[0],
        row=number, account=account, provider_number=ours[4], wrapped_keys=bytes(ours[3]),
        log_number=ours[6],
    )  # fmt: skip
