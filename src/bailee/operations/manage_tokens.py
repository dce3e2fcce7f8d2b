"""Make, list and revoke tokens for programs: a member's own, for less than she may do herself, and never for longer than a year.

    made = create_token([workspace], "dashboard", {Permission.SEE_TABLE}, days=90)
    print(made.token)                      # the only time that anybody sees it

A token for several organisations is made from a workspace in each, all of one account.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bailee.errors import InvalidInput, NotAllowed
from bailee.permissions import Permission
from bailee.store.rows.base import now
from bailee.store.rows.programs import Token
from bailee.store.tokens import digest_of, new_token
from bailee.store.workspace import Workspace

LONGEST_DAYS = 365
LONGEST_NAME = 80
FEWEST_LETTERS = 4  # of an ident that a person must type


@dataclass(frozen=True, slots=True)
class MadeToken:
    """A new token, and what it is good for."""

    token: str = field(repr=False)
    ident: str = ""
    permissions: frozenset[Permission] = frozenset()
    expires_at: datetime | None = None


def create_token(
    workspaces: Sequence[Workspace], name: str, permissions: Iterable[Permission], *, days: int
) -> MadeToken:
    """A token for these organisations. NotAllowed where the member lacks one of the permissions in one of them."""
    name, wanted = " ".join(name.split()), frozenset(permissions) - {Permission.USE_API}
    if not workspaces:
        raise InvalidInput("a token is for at least one organisation")
    if not name or len(name) > LONGEST_NAME:
        raise InvalidInput(f"a token needs a name of at most {LONGEST_NAME} letters", hint="say what it is used by")
    if not 1 <= days <= LONGEST_DAYS:
        raise InvalidInput(f"a token is good for 1 to {LONGEST_DAYS} days", hint="make a new one before it ends")
    if not wanted:
        raise InvalidInput("a token needs permissions", hint="such as see-table and see-findings")
    if len({(each.home, each.account or each.organisation) for each in workspaces}) > 1:
        raise NotAllowed("a token is for the organisations of one account")
    for workspace in workspaces:
        for permission in (Permission.USE_API, *sorted(wanted)):
            workspace.require(permission)
    first, token, ident = workspaces[0], new_token(), secrets.token_hex(6)
    digest, expires_at = digest_of(first.home, token), now() + timedelta(days=days)
    for workspace in workspaces:
        with workspace.transaction(Permission.USE_API):
            workspace.add_token(ident, name, digest, wanted, expires_at)
            told = {"permissions": sorted(wanted), "until": expires_at.date().isoformat()}
            workspace.record("token-created", ident, told)
    return MadeToken(token, ident, wanted, expires_at)


def tokens_of(workspace: Workspace) -> tuple[Token, ...]:
    """The member's own tokens in an organisation, newest first."""
    return workspace.tokens()


def revoke_token(workspaces: Sequence[Workspace], ident: str) -> Token:
    """Refuse a token from now on, in every organisation that is given. InvalidInput where the member has none like it."""
    wanted, found = ident.strip().lower(), None
    if len(wanted) < FEWEST_LETTERS:
        raise InvalidInput(f'"{ident}" is too short', hint=f"type at least {FEWEST_LETTERS} letters of its ident")
    for workspace in workspaces:
        own = [each for each in workspace.tokens() if each.ident.startswith(wanted)]
        if len(own) > 1:
            raise InvalidInput(f'more than one token begins with "{ident}"', hint="type more letters of it")
        if not own:
            continue
        found = found or own[0]
        with workspace.transaction(Permission.SEE_OWN if workspace.may(Permission.SEE_OWN) else Permission.USE_API):
            if workspace.revoke_token(own[0].ident):
                workspace.record("token-revoked", own[0].ident, {})
    if found is None:
        raise InvalidInput("you have no such token", hint="`bailee token list` shows their idents")
    return found
