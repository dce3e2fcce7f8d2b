"""What roles may do, as it stands beside a choice.

>>> may_words(Role.EMPLOYEE)[0], cannot_words(Role.MANAGER)[:2]
('one’s own notices, sign-offs and requests', ('where a value lies; never the value', 'data stores, devices, coverage, scans'))
"""

from __future__ import annotations

from collections.abc import Iterable

from bailee.permissions import ABOUT, MEANS, Permission, Role, may
from bailee.web import words


def may_words(role: Role) -> tuple[str, ...]:
    """What a role may see and do, a line each."""
    return tuple(_typeset(MEANS[each]) for each in Permission if may(role, each))


def cannot_words(role: Role) -> tuple[str, ...]:
    """What it may not."""
    return tuple(_typeset(MEANS[each]) for each in Permission if not may(role, each))


def about(role: Role) -> str:
    """One sentence on a role."""
    return words.sentence(_typeset(ABOUT[role])) + "."


def choices(roles: Iterable[Role]) -> list[tuple[str, str, str]]:
    """Roles as radio buttons: value, name, what it is."""
    return [(role.value, words.sentence(role.label), about(role)) for role in roles]


def _typeset(text: str) -> str:
    return text.replace("'", "’")
