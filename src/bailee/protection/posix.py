"""Owner, group, mode and access list of Unix: who may read a file or go through a folder, as the kernel would decide.

>>> pat = Account("pat", 1000, frozenset({1000, 50}))
>>> may_read(Rights(0o100640, owner=1, group=50), pat), may_read(Rights(0o100600, owner=1, group=50), pat)
(True, False)
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from bailee.protection.accounts import Account


@dataclass(frozen=True, slots=True)
class Rights:
    """Who may do what with one file or folder."""

    mode: int  # st_mode
    owner: int
    group: int
    acl: bytes | None = None  # system.posix_acl_access as Linux keeps it


_USER_OWNER, _USER, _GROUP_OWNER, _GROUP, _MASK, _OTHER = 0x01, 0x02, 0x04, 0x08, 0x10, 0x20
_READ, _SEARCH = 4, 1


def may_read(rights: Rights, account: Account) -> bool:
    return _may(rights, account, _READ)


def may_search(rights: Rights, account: Account) -> bool:
    """Whether the account can go through a folder."""
    return _may(rights, account, _SEARCH)


def named_in(rights: Rights) -> tuple[frozenset[int], frozenset[int]]:
    """Users and groups that a right is given to.

    >>> named_in(Rights(0o100640, 7, 50))
    (frozenset({7}), frozenset({50}))
    """
    entries = _entries(rights)
    users = {rights.owner, *(ident for tag, _, ident in entries if tag == _USER)}
    groups = {rights.group, *(ident for tag, _, ident in entries if tag == _GROUP)}
    return frozenset(users), frozenset(groups)


def _may(rights: Rights, account: Account, wanted: int) -> bool:
    """acl(5), "Access check algorithm"; without a list, the mode is one of three entries."""
    if account.user == 0:
        return True
    entries = _entries(rights)
    mask = next((allowed for tag, allowed, _ in entries if tag == _MASK), 7)
    if account.user == rights.owner:
        return bool(_allowed(entries, _USER_OWNER) & wanted)
    for tag, allowed, ident in entries:
        if tag == _USER and ident == account.user:
            return bool(allowed & mask & wanted)
    in_group = False
    for tag, allowed, ident in entries:
        if (tag == _GROUP_OWNER and rights.group in account.groups) or (tag == _GROUP and ident in account.groups):
            in_group = True
            if allowed & mask & wanted:
                return True
    return not in_group and bool(_allowed(entries, _OTHER) & wanted)


def _allowed(entries: list[tuple[int, int, int]], wanted: int) -> int:
    return next((allowed for tag, allowed, _ in entries if tag == wanted), 0)


def _entries(rights: Rights) -> list[tuple[int, int, int]]:
    """(tag, permissions, ident) of a list of version 2; those of the mode where there is no list that we know."""
    acl = rights.acl
    if acl is not None and len(acl) >= 4 and (len(acl) - 4) % 8 == 0 and struct.unpack_from("<I", acl)[0] == 2:
        return [struct.unpack_from("<HHI", acl, start) for start in range(4, len(acl), 8)]
    mode = rights.mode
    return [(_USER_OWNER, mode >> 6 & 7, 0), (_GROUP_OWNER, mode >> 3 & 7, 0), (_OTHER, mode & 7, 0)]
