"""Exposure: which accounts of this system can open a file, and whether its bytes lie on the disk in the clear.

Read from owner, group, mode, access control lists and the folders on the way, as the kernel would decide; not guessed.
What the system does not say is None: rights on a network share are decided by its server.

>>> here = Account("pat", 1000, frozenset({1000, 50}))
>>> may_read(Rights(0o100640, owner=1, group=50), here), may_read(Rights(0o100600, owner=1, group=50), here)
(True, False)
"""

from __future__ import annotations

import os
import stat
import struct
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bailee import disks
from bailee.inventory import Exposure
from bailee.items import ItemFacts
from bailee.protection.files import AGE_STARTS, SEALED_ENDING

if TYPE_CHECKING:
    from bailee.protection.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class Account:
    """An account of this system. User 0 opens everything."""

    name: str
    user: int
    groups: frozenset[int]


# stands for any account that has no right of its own, those that are in no list included (LDAP, Active Directory)
ANYONE = Account("anyone", -1, frozenset())


@dataclass(frozen=True, slots=True)
class Rights:
    """Who may do what with one file or folder."""

    mode: int  # st_mode
    owner: int
    group: int
    acl: bytes | None = None  # system.posix_acl_access as Linux keeps it


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file of a data store as a scan saw it."""

    store: str
    path: Path | None
    facts: ItemFacts | None
    is_sealed: bool | None = None  # None: not known, look at its first bytes
    then: Surroundings | None = None  # its place is not connected now; what lay around it when it was scanned


class Probe(Protocol):
    """What is asked of the system; None where it does not say."""

    def accounts(self) -> tuple[Account, ...] | None: ...

    def resolved(self, folder: Path) -> Path: ...

    def rights(self, path: Path) -> Rights | None: ...

    def acl(self, path: Path) -> bytes | None: ...

    def is_sealed(self, path: Path) -> bool | None: ...

    def is_disk_encrypted(self, device: int) -> bool | None: ...

    def rights_are_decided_here(self, device: int) -> bool | None: ...


# --- who may open it

_USER_OWNER, _USER, _GROUP_OWNER, _GROUP, _MASK, _OTHER = 0x01, 0x02, 0x04, 0x08, 0x10, 0x20
_READ, _SEARCH = 4, 1


def may_read(rights: Rights, account: Account) -> bool:
    return _may(rights, account, _READ)


def may_search(rights: Rights, account: Account) -> bool:
    """Whether the account can go through a folder."""
    return _may(rights, account, _SEARCH)


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


# --- all of it together


def exposures(files: Iterable[SeenFile], probe: Probe | _Judge) -> tuple[Exposure, ...]:
    """One Exposure a data store, in the order of their idents. A file of which something is unknown makes that unknown.

    `judge_of` remembers what was asked of the system, where a file is asked about for one holding after the other.
    """
    now = probe if isinstance(probe, _Judge) else _Judge(probe)
    stores: dict[str, _Tally] = {}
    for file in files:
        judge = now if file.then is None else now.of_then(file.then)
        tally = stores.setdefault(file.store, _Tally())
        tally.items += 1
        sealed = judge.is_sealed(file)
        encrypted = judge.is_encrypted(file, sealed)
        tally.encrypted = None if encrypted is None or tally.encrypted is None else tally.encrypted + encrypted
        readers = judge.readers(file, sealed)
        if file.then is not None:
            tally.seen_on = min(tally.seen_on or file.then.seen_on, file.then.seen_on)
        if readers is None:
            tally.readers = tally.everyone = None
        elif tally.readers is not None and tally.everyone is not None:
            tally.readers |= readers - {ANYONE}
            tally.everyone += ANYONE in readers
    return tuple(
        Exposure(
            store,
            tally.items,
            tally.encrypted,
            None if tally.readers is None else len(tally.readers),
            tally.everyone,
            tally.seen_on,
        )
        for store, tally in sorted(stores.items())
    )


def judge_of(probe: Probe) -> _Judge:
    """For several calls of `exposures` at one moment."""
    return _Judge(probe)


def readers_of(path: Path, facts: ItemFacts, probe: Probe) -> frozenset[Account] | None:
    """The accounts that can open one file; `ANYONE` is among them where every account can. None: unknown."""
    return _Judge(probe).readers(SeenFile("", path, facts))


@dataclass(slots=True)
class _Tally:
    items: int = 0
    encrypted: int | None = 0
    readers: set[Account] | None = field(default_factory=set)
    everyone: int | None = 0
    seen_on: date | None = None


class _Judge:
    """Remembers folders, rights and disks: a data store has many files and few of those."""

    def __init__(self, probe: Probe) -> None:
        self._probe = probe
        accounts = probe.accounts()
        self._accounts = None if accounts is None else frozenset((*accounts, ANYONE))
        self._resolved: dict[Path, Path] = {}
        self._folders: dict[Path, frozenset[Account] | None] = {}
        self._rights: dict[Rights, frozenset[Account]] = {}
        self._encrypted: dict[int, bool | None] = {}
        self._decided_here: dict[int, bool | None] = {}
        self._sealed: dict[Path, bool | None] = {}
        self._of_then: dict[int, _Judge] = {}

    def of_then(self, surroundings: Surroundings) -> _Judge:
        """One that judges by what lay around a place that is not connected now."""
        if id(surroundings) not in self._of_then:
            self._of_then[id(surroundings)] = _Judge(surroundings)
        return self._of_then[id(surroundings)]

    def is_sealed(self, file: SeenFile) -> bool | None:
        if file.is_sealed is not None or file.path is None:
            return file.is_sealed
        if file.path not in self._sealed:
            self._sealed[file.path] = self._probe.is_sealed(file.path)
        return self._sealed[file.path]

    def is_encrypted(self, file: SeenFile, sealed: bool | None) -> bool | None:
        if sealed:
            return True
        if file.facts is None:
            return None
        device = file.facts.device
        if device not in self._encrypted:
            self._encrypted[device] = self._probe.is_disk_encrypted(device)
        disk = self._encrypted[device]
        return True if disk else (None if disk is None or sealed is None else False)

    def readers(self, file: SeenFile, sealed: bool | None = False) -> frozenset[Account] | None:
        if (
            sealed and self._accounts is not None
        ):  # whoever reads its bytes needs a key; those that lie here, root can read
            return frozenset(each for each in self._accounts if each.user == 0)
        if self._accounts is None or file.path is None or file.facts is None or file.facts.owner < 0:
            return None
        device = file.facts.device
        if device not in self._decided_here:
            self._decided_here[device] = self._probe.rights_are_decided_here(device)
        if not self._decided_here[device]:
            return None
        through = self._through(self._real(file.path.parent))
        if through is None:
            return None
        acl = self._probe.acl(file.path) if file.facts.acl is None else file.facts.acl
        rights = Rights(file.facts.mode, file.facts.owner, file.facts.group, acl or None)
        if rights not in self._rights:
            self._rights[rights] = frozenset(each for each in self._accounts if may_read(rights, each))
        return self._rights[rights] & through

    def entering(self, folder: Path) -> frozenset[Account] | None:
        """Who can go into a folder: of whoever is kept out, nothing in it can be opened. None: it is not there, or unknown."""
        return self._through(self._real(folder))

    def _real(self, folder: Path) -> Path:
        if folder not in self._resolved:
            self._resolved[folder] = self._probe.resolved(folder)
        return self._resolved[folder]

    def _through(self, folder: Path) -> frozenset[Account] | None:
        """Who can go through this folder and all above it."""
        if folder not in self._folders:
            rights = self._probe.rights(folder)
            above = self._accounts if folder == folder.parent else self._through(folder.parent)
            self._folders[folder] = (
                None
                if rights is None or above is None
                else frozenset(each for each in above if may_search(rights, each))
            )
        return self._folders[folder]


# --- this system


def account_name(user: int) -> str:
    """What the system calls an account; its number where it has no name."""
    try:
        import pwd

        return pwd.getpwuid(user).pw_name
    except (ImportError, KeyError):
        return str(user)


class SystemProbe:
    """Linux as it is; elsewhere it knows what the password and group lists say and nothing of disks."""

    def accounts(self) -> tuple[Account, ...] | None:
        try:
            import grp
            import pwd
        except ImportError:
            return None
        groups: dict[str, set[int]] = {}
        for group in grp.getgrall():
            for member in group.gr_mem:
                groups.setdefault(member, set()).add(group.gr_gid)
        users = {
            (each.pw_name, each.pw_uid): frozenset({each.pw_gid, *groups.get(each.pw_name, ())})
            for each in pwd.getpwall()
        }
        return tuple(Account(name, user, member_of) for (name, user), member_of in sorted(users.items()))

    def resolved(self, folder: Path) -> Path:
        try:
            return folder.resolve()
        except (OSError, RuntimeError):
            return folder.absolute()

    def rights(self, path: Path) -> Rights | None:
        try:
            seen = path.stat()
        except OSError:
            return None
        return Rights(seen.st_mode, seen.st_uid, seen.st_gid, self.acl(path))

    def acl(self, path: Path) -> bytes | None:
        return disks.access_list(path) or None

    def is_sealed(self, path: Path) -> bool | None:
        """Of the file, or of the sealed copy that stands in its place since it was last seen."""
        if not os.path.lexists(path):
            path = path.with_name(path.name + SEALED_ENDING)
        try:
            descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))
            with os.fdopen(descriptor, "rb", buffering=0) as stream:
                if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                    return None
                return stream.read(len(AGE_STARTS[1])).startswith(AGE_STARTS)
        except OSError:
            return None

    def rights_are_decided_here(self, device: int) -> bool | None:
        if sys.platform != "linux":
            return True if os.name == "posix" else None
        mount = self._mounts.get(device)
        return None if mount is None else not mount.is_network

    def is_disk_encrypted(self, device: int) -> bool | None:
        if sys.platform == "darwin":
            return self._file_vault
        return disks.is_encrypted(device, self._mounts) if sys.platform == "linux" else None

    @cached_property
    def _file_vault(self) -> bool | None:
        return disks.says_file_vault()

    @cached_property
    def _mounts(self) -> dict[int, disks.Mount]:
        try:
            told = Path("/proc/self/mountinfo").read_text(errors="surrogateescape")
        except OSError:
            return {}
        return {mount.device: mount for mount in disks.read_mounts(told)}
