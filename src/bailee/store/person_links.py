"""Links for people without an account: a single-use link, and a code of six figures that reaches them another way.

    token, code = link_person(workspace, "Pat Doe")           # both shown once, neither kept
    whose(home, token)                                        # Opened: organisation and member; changes nothing
    open_link(home, token, "123456")                          # the same, once, with the role of an employee
    again = link_again(workspace, member)                     # another link that opens by the code she has already
    ask_anew(home, token)                                     # whose link it was, where another one may be sent by it

Five wrong codes end the link, and whatever is made with the same code. Whoever opens it is a member who sees her own and
nothing else.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from bailee.keys import MasterKey, OrganisationKeys
from bailee.permissions import Permission, Role
from bailee.store import arrivals, database, link_tokens
from bailee.store.rows.base import atomic, now
from bailee.store.workspace import Workspace

DAYS = 14
TRIES = 5
RENEWALS = 3  # that one link may ask for
BETWEEN = timedelta(minutes=10)  # two of them
A_DAY = 3  # links that a person has sent to herself


class How(StrEnum):
    """How a link and its code came to her, the surest first."""

    APART = "apart"  # the link by mail, its code to another address of hers
    SHOWN = "shown"  # the link by mail, its code by whoever asked her
    HANDED = "handed"  # both by whoever asked her


@dataclass(frozen=True, slots=True)
class Opened:
    """Whose page it is, and how she came by it."""

    organisation: str  # ident
    member: str
    how: How = How.HANDED


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks for another link, by one that counts no more. `may`: she is to get one."""

    organisation: str
    member: str
    link: str  # its ident
    may: bool


def link_person(workspace: Workspace, name: str, *, member: str = "", how: How = How.HANDED) -> tuple[str, str]:
    """A link's secret and its code, for a person who becomes a member of her own with the role of an employee; or for one
    who is one already (`member`)."""
    with workspace.transaction(Permission.MANAGE_MEMBERS):
        member = member or workspace.add_member(name, Role.EMPLOYEE, ident=f"person-{secrets.token_hex(6)}")
        code = f"{secrets.randbelow(10**6):06}"
        token, ident = _add(workspace, member, _code_hash(workspace.keys, member, code), how)
        workspace.record("person-linked", member, {"link": ident, "how": how.value})
    return token, code


def link_again(workspace: Workspace, member: str) -> tuple[str, How] | None:
    """Another link that opens by the code of the one before it; None where there is none, or its code was wrong too often.

    Wrong codes of before count on: another link is no more tries.
    """
    from bailee.store.models import PersonLink as Row

    # she may have one sent to herself; for others it takes what making a link takes
    needed = Permission.SEE_OWN if member == workspace.member else Permission.MANAGE_MEMBERS
    with workspace.transaction(needed):
        before = workspace._rows(Row).filter(member=member).order_by("-pk").first()
        if before is None or before.tries >= TRIES:
            return None
        how = How.APART if before.how == How.APART else How.SHOWN  # what is mailed was handed over by nobody
        token, ident = _add(workspace, member, str(before.code_hash), how, int(before.tries))
        workspace.record("person-linked", member, {"link": ident, "how": how.value, "code_of": str(before.ident)})
    return token, how


def link_own(workspace: Workspace) -> tuple[str, str]:
    """A link and a code that a member has sent to herself, to two addresses of the roster."""
    with workspace.transaction(Permission.SEE_OWN):
        code = f"{secrets.randbelow(10**6):06}"
        token, ident = _add(workspace, workspace.member, _code_hash(workspace.keys, workspace.member, code), How.APART)
        workspace.record("person-linked", workspace.member, {"link": ident, "how": How.APART.value})
    return token, code


def _add(workspace: Workspace, member: str, code_hash: str, how: How, tries: int = 0) -> tuple[str, str]:
    from bailee.store.models import PersonLink as Row

    token, kept = link_tokens.new(workspace.organisation_id)
    ident = f"link-{secrets.token_hex(4)}"
    workspace._add(
        Row,
        ident=ident,
        member=member,
        token_hash=kept,
        code_hash=code_hash,
        tries=tries,
        how=how.value,
        created_by=workspace.member,
        created_at=now(),
        expires_at=now() + timedelta(days=DAYS),
    )
    return token, ident


def whose(home: Path, token: str) -> Opened | None:
    """Whose link it is; None where it counts no more. Asking changes nothing, so a mail scanner that opens it harms nobody."""
    with _held(home, token) as row:
        return _opened(row) if _counts(row) else None


def is_of(workspace: Workspace, token: str) -> bool:
    """Whether a link, used or not, was this member's."""
    from bailee.store.models import PersonLink as Row

    with workspace._reading():
        rows = workspace._rows(Row).filter(token_hash=link_tokens.hash_of(token), member=workspace.member)
        return bool(rows.exists())


def open_link(home: Path, token: str, code: str) -> Opened | int:
    """Use a link: who it is; or, where the code is wrong, how many tries are left (0: the link does not count any more)."""
    with _held(home, token) as row:
        if not _counts(row) or not row.organisation.wrapped_keys:  # its keys may have been destroyed
            return 0
        ours = row.organisation
        keys = OrganisationKeys.open(MasterKey.open(home.absolute()), ours.ident, bytes(ours.wrapped_keys))
        is_right = hmac.compare_digest(str(row.code_hash), _code_hash(keys, row.member, "".join(code.split())))
        row.tries += not is_right
        row.ended_at = now() if is_right or row.tries >= TRIES else None
        row.save(update_fields=["tries", "ended_at"])
        return _opened(row) if is_right else TRIES - int(row.tries)


def ask_anew(home: Path, token: str) -> Asker | None:
    """Who asks for another link by one that was used or is too old, and whether she gets one: each link asks a few times, with
    some minutes between, and not after five wrong codes. None where it never was a link, or counts still."""
    with _held(home, token) as row:
        if row is None or (row.ended_at is None and row.expires_at > now()):
            return None
        is_early = row.renewed_at is not None and now() - row.renewed_at < BETWEEN
        her_own = (
            type(row)
            .objects.using(row._state.db)
            .filter(organisation_id=row.organisation_id, member=row.member, created_by=row.member)
        )
        is_often = her_own.filter(created_at__gt=now() - timedelta(days=1)).count() >= A_DAY
        may = row.tries < TRIES and row.renewals < RENEWALS and not is_early and not is_often
        if may:
            row.renewals, row.renewed_at = row.renewals + 1, now()
            row.save(update_fields=["renewals", "renewed_at"])
        return Asker(row.organisation.ident, row.member, row.ident, may)


def _code_hash(keys: OrganisationKeys, member: str, code: str) -> str:
    # keyed by what lies in no row: six figures alone are tried out in no time. Of the person, and not of one link: another
    # link may open by the code that she has
    return arrivals.printed(keys, "link-code", f"{member}\x00{code}")


@contextmanager
def _held(home: Path, token: str) -> Iterator[Any]:
    """The row of a link, held in a transaction of its own while it is looked at; None where it never was one."""
    from bailee.store.models import PersonLink as Row

    home, number = home.absolute(), link_tokens.whose(token)
    if number is None:
        yield None
        return
    alias = database.connect(home)
    with database.explained(home), atomic(alias):
        database.engine(home).enter(alias, (number,))
        rows = Row.objects.using(alias).filter(organisation_id=number, token_hash=link_tokens.hash_of(token))
        yield rows.select_for_update().first()


def _counts(row: Any) -> bool:
    return row is not None and row.ended_at is None and row.expires_at > now() and row.tries < TRIES


def _opened(row: Any) -> Opened:
    return Opened(row.organisation.ident, row.member, How(row.how or How.HANDED))
