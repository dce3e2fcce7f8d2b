"""Links for people without an account: a single-use link, and a code of six figures that reaches them another way.

    token, code = link_person(workspace, "Pat Doe")           # both shown once, neither kept
    open_link(home, token, "123456")                          # Opened: organisation and member, with the role of an employee

Five wrong codes end the link. Whoever opens it is a member who sees her own and nothing else.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bailee.permissions import Permission, Role
from bailee.store import database, link_tokens
from bailee.store.rows.base import atomic, now
from bailee.store.workspace import Workspace

DAYS = 14
TRIES = 5


@dataclass(frozen=True, slots=True)
class Opened:
    """Whose page it is."""

    organisation: str  # ident
    member: str


def link_person(workspace: Workspace, name: str, *, member: str = "") -> tuple[str, str]:
    """A link's secret and its code, for a person who becomes a member of her own with the role of an employee; or for one
    who is one already (`member`)."""
    from bailee.store.models import PersonLink as Row

    with workspace.transaction(Permission.MANAGE_MEMBERS):
        member = member or workspace.add_member(name, Role.EMPLOYEE, ident=f"person-{secrets.token_hex(6)}")
        token, kept = link_tokens.new(workspace.organisation_id)
        code = f"{secrets.randbelow(10**6):06}"
        ident = f"link-{secrets.token_hex(4)}"
        workspace._add(
            Row,
            ident=ident,
            member=member,
            token_hash=kept,
            code_hash=_code_hash(token, code),
            created_by=workspace.member,
            created_at=now(),
            expires_at=now() + timedelta(days=DAYS),
        )
        workspace.record("person-linked", member, {"link": ident})
    return token, code


def is_open(home: Path, token: str) -> bool:
    """Whether a link still counts. Asking changes nothing, so a mail scanner that opens it harms nobody."""
    return _row(home, token, None) is not None


def is_of(workspace: Workspace, token: str) -> bool:
    """Whether a link, used or not, was this member's."""
    from bailee.store.models import PersonLink as Row

    with workspace._reading():
        rows = workspace._rows(Row).filter(token_hash=link_tokens.hash_of(token), member=workspace.member)
        return bool(rows.exists())


def open_link(home: Path, token: str, code: str) -> Opened | int:
    """Use a link: who it is; or, where the code is wrong, how many tries are left (0: the link does not count any more)."""
    found = _row(home, token, code)
    return found if found is not None else 0


def _code_hash(token: str, code: str) -> str:
    # keyed by the link's own secret, of which no row knows more than a hash: six figures alone are tried out in no time
    return hmac.digest(token.encode("utf-8", "replace"), code.encode("utf-8", "replace"), hashlib.sha256).hex()


def _row(home: Path, token: str, code: str | None) -> Opened | int | None:
    from bailee.store.models import Organisation
    from bailee.store.models import PersonLink as Row

    home = home.absolute()
    number = link_tokens.whose(token)
    if number is None:
        return None
    alias = database.connect(home)
    with database.explained(home), atomic(alias):
        database.engine(home).enter(alias, (number,))
        rows = Row.objects.using(alias).filter(organisation_id=number, token_hash=link_tokens.hash_of(token))
        row = rows.select_for_update().first()
        if row is None or row.ended_at is not None or row.expires_at <= now():
            return None
        if code is None:
            return TRIES - int(row.tries)
        if not hmac.compare_digest(str(row.code_hash), _code_hash(token, "".join(code.split()))):
            row.tries += 1
            row.ended_at = now() if row.tries >= TRIES else None
            row.save(using=alias, update_fields=["tries", "ended_at"])
            return TRIES - int(row.tries)
        rows.update(ended_at=now())
        return Opened(Organisation.objects.using(alias).get(pk=number).ident, row.member)
