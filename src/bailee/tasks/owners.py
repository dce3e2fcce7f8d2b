"""Whose a task is: a role's, by default; where nobody has that role, it falls to the next one above it.

>>> stands_in(Role.PRIVACY_PERSON, {Role.CLIENT_OWNER}).value
'client-owner'
"""

from __future__ import annotations

from collections.abc import Collection

from bailee.permissions import Role

OWNERS = (Role.PRIVACY_PERSON, Role.TECHNICIAN, Role.COUNSEL, Role.CLIENT_OWNER)  # whose tasks there are
_ABOVE = {
    Role.TECHNICIAN: (Role.LEAD, Role.PROVIDER_OWNER, Role.CLIENT_OWNER),
    Role.PRIVACY_PERSON: (Role.CLIENT_OWNER, Role.PROVIDER_OWNER),
    Role.COUNSEL: (Role.PRIVACY_PERSON, Role.CLIENT_OWNER, Role.PROVIDER_OWNER),
    Role.CLIENT_OWNER: (Role.PROVIDER_OWNER,),
}


def owned_by(role: Role, there: Collection[Role]) -> tuple[Role, ...]:
    """Whose tasks are hers who has a role, where nobody is named: its own, and those of roles that nobody has and that she stands in for.

    >>> [each.value for each in owned_by(Role.CLIENT_OWNER, {Role.CLIENT_OWNER, Role.PRIVACY_PERSON})]
    ['technician', 'client-owner']
    """
    return tuple(owner for owner in OWNERS if stands_in(owner, there) is role)


def stands_in(owner: Role, there: Collection[Role]) -> Role | None:
    """The role that a task of an owner falls to: its own, or the first of those above it that somebody has."""
    return next((role for role in (owner, *_ABOVE[owner]) if role in there), None)
