"""Rights of files and folders, one row for each owner, mode and access list: a share of a million files has some dozens.

Numbers are given out in the transaction that writes the rows which point to them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bailee.items import ItemFacts
from bailee.protection.exposure import Rights

if TYPE_CHECKING:
    from bailee.store.rows.base import Door

NO_RIGHTS = Rights(0, -1, -1)  # the system said nothing of an owner
_KEEP = """
INSERT INTO file_rights (organisation_id, ident, mode, owner, "group", acl) VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT (organisation_id, ident) DO NOTHING
"""


class RightsRows:
    """Those of one organisation during one scan."""

    def __init__(self, door: Door, cursor: Callable[[], Any]) -> None:
        self.door = door
        self._cursor = cursor
        self._numbers: dict[tuple[int, int, int, bytes | None], int] = {}

    def number(self, facts: ItemFacts | Rights) -> int | None:
        """Of the row with these rights, made where there is none; None where nothing was said of an owner or a link."""
        if facts.owner < 0 and not facts.acl:
            return None
        rights = (facts.mode, facts.owner, facts.group, facts.acl)
        number = self._numbers.get(rights)
        if number is None:
            number = self._numbers[rights] = self._kept(*rights)
        return number

    def _kept(self, mode: int, owner: int, group: int, acl: bytes | None) -> int:
        ident = ident_of(mode, owner, group, acl)
        whose = self.door.organisation_id
        with self._cursor() as cursor:
            cursor.execute(_KEEP, (whose, ident, mode, owner, group, None if acl is None else acl.hex()))
            cursor.execute("SELECT id FROM file_rights WHERE organisation_id = %s AND ident = %s", (whose, ident))
            return int(cursor.fetchone()[0])


def ident_of(mode: int, owner: int, group: int, acl: bytes | None) -> str:
    """What stands for the set: an access list may be too long for an index.

    >>> ident_of(0o100640, 1000, 50, None), ident_of(0o100640, 1000, 50, b"")
    ('33184 1000 50', '33184 1000 50 -')
    """
    if acl is None:
        return f"{mode} {owner} {group}"
    return f"{mode} {owner} {group} {hashlib.blake2b(acl, digest_size=16).hexdigest() if acl else '-'}"


def rights_by_number(door: Door) -> dict[int, Rights]:
    """All of an organisation's."""
    from bailee.store.models import FileRights

    rows = door._rows(FileRights).values_list("pk", "mode", "owner", "group", "acl")
    return {
        number: Rights(mode, owner, group, None if acl is None else bytes.fromhex(acl))
        for number, mode, owner, group, acl in rows
    }
