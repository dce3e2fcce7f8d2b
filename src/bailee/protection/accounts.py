"""Accounts of a system: who there is, and in which groups, groups in groups resolved.

>>> pat = Account("pat", 1000, frozenset({1000, 50}))
>>> pat.is_superuser, ANYONE.name
(False, 'anyone')
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

FIRST_OF_PEOPLE = 1000  # useradd(8), UID_MIN: accounts below belong to programs
NOBODY = 65534


@dataclass(frozen=True, slots=True)
class Account:
    """An account of this system. User 0 opens everything."""

    name: str
    user: int
    groups: frozenset[int]
    sid: str = ""  # of Windows, where an access list of NTFS names it
    called: str = field(default="", compare=False, repr=False)  # whose it is, as the system's list of accounts says

    @property
    def is_superuser(self) -> bool:
        return self.user == 0

    @property
    def is_of_a_program(self) -> bool:
        """One that a package made for a service: nobody signs in with it."""
        return 0 < self.user < FIRST_OF_PEOPLE or self.user == NOBODY


# stands for any account that has no right of its own, those that are in no list included (LDAP, Active Directory)
ANYONE = Account("anyone", -1, frozenset())


def account_name(user: int) -> str:
    """What the system calls an account; its number where it has no name."""
    try:
        import pwd

        return pwd.getpwuid(user).pw_name
    except (ImportError, KeyError, OverflowError):
        return str(user)


def listed_accounts() -> tuple[Account, ...] | None:
    """All that the system lists, with every group each is in; None where it has no such list (Windows).

    `getgrouplist` asks the same services as a sign-in does, so groups in groups of a directory (sssd, winbind) are resolved
    as that service resolves them. A directory may list nobody unless it is asked by name: `mentioned` asks so.
    """
    try:
        import grp
        import pwd
    except ImportError:
        return None
    members = members_by_group((each.gr_gid, each.gr_mem) for each in grp.getgrall())
    found = {
        (each.pw_name, each.pw_uid): Account(
            each.pw_name, each.pw_uid, _groups(each.pw_name, each.pw_gid, members), called=_called(each.pw_gecos)
        )
        for each in pwd.getpwall()
    }
    return tuple(found[key] for key in sorted(found))


def mentioned(users: Iterable[int], groups: Iterable[int]) -> tuple[Account, ...]:
    """Accounts with these numbers, and members of these groups, as the system knows them when it is asked for each."""
    try:
        import grp
        import pwd
    except ImportError:
        return ()
    found = []
    for user in users:
        try:
            found.append(pwd.getpwuid(user))
        except (KeyError, OverflowError):  # nobody has it any more: a right of nobody's opens nothing
            continue
    for group in groups:
        try:
            names = grp.getgrgid(group).gr_mem
        except (KeyError, OverflowError):
            continue
        for name in names:
            try:
                found.append(pwd.getpwnam(name))
            except KeyError:
                continue
    return tuple(
        dict.fromkeys(
            Account(each.pw_name, each.pw_uid, _groups(each.pw_name, each.pw_gid, {}), called=_called(each.pw_gecos))
            for each in found
        )
    )


def members_by_group(groups: Iterable[tuple[int, Iterable[str]]]) -> dict[str, set[int]]:
    """Account name → groups that list it.

    >>> members_by_group([(50, ["pat", "ann"]), (60, ["pat"])])["pat"] == {50, 60}
    True
    """
    found: dict[str, set[int]] = {}
    for number, names in groups:
        for name in names:
            found.setdefault(name, set()).add(number)
    return found


def _called(gecos: str) -> str:
    """passwd(5): the name comes first, room and phone behind commas.

    >>> _called("Pat Doe,Room 4,,")
    'Pat Doe'
    """
    return gecos.partition(",")[0].strip()


def _groups(name: str, first: int, listed: Mapping[str, set[int]]) -> frozenset[int]:
    try:
        return frozenset({first, *os.getgrouplist(name, first), *listed.get(name, ())})
    except (OSError, AttributeError, OverflowError):
        return frozenset({first, *listed.get(name, ())})


def group_number(name: str) -> int:
    """Of a group by its name; -1 where there is none."""
    try:
        import grp

        return grp.getgrnam(name).gr_gid
    except (ImportError, KeyError):
        return -1
