"""Exposure: which accounts can open a file, from where else it can be read, and whether its bytes lie in the clear.

Read from owner, group, mode, access lists and the folders on the way, as the kernel would decide; from descriptors of Windows,
as Windows would; from what this machine shares. What nobody says is None: it is not guessed.

    judge = judge_of(SystemProbe())
    exposures([SeenFile("hr", Path("/srv/hr/pay.csv"), facts)], judge)
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bailee.inventory import Exposure
from bailee.items import ItemFacts
from bailee.protection.accounts import ANYONE, Account, account_name, group_number
from bailee.protection.locks import Lock
from bailee.protection.ntfs import Descriptor
from bailee.protection.posix import Rights, may_read, may_search, named_in
from bailee.protection.probe import Probe, SystemProbe
from bailee.protection.remote import Remote, link_scope
from bailee.protection.shares import Share
from bailee.protection.surroundings import Surroundings
from bailee.protection.whereabouts import Whereabouts
from bailee.protection.windows_readers import readers_of_descriptor

__all__ = [
    "ANYONE", "Account", "Exposure", "Judge", "Opened", "Probe", "Rights", "SeenFile", "SystemProbe", "account_name", "exposures",
    "judge_of", "may_read", "may_search", "opened", "readers_of",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file of a data store as a scan saw it."""

    store: str
    path: Path | None
    facts: ItemFacts | None
    is_sealed: bool | None = None  # None: not known, look at its first bytes
    then: Surroundings | None = None  # its place is not connected now; what lay around it when it was scanned
    remote: Remote | None = None  # it lies behind an address


@dataclass(slots=True)
class Opened:
    """What the files of one store come to."""

    items: int = 0
    encrypted: int | None = 0
    locked: int = 0
    readers: set[Account] | None = field(default_factory=set)
    everyone: int | None = 0
    public: int = 0
    where: Whereabouts = Whereabouts.LOCAL
    channels: set[bool | None] = field(default_factory=set)
    through: set[str] = field(default_factory=set)
    seen_on: date | None = None
    last: frozenset[Account] | None = None  # readers of the file before

    def exposure(self, store: str, unneeded: int | None = None) -> Exposure:
        return Exposure(
            store,
            self.items,
            self.encrypted,
            None if self.readers is None else len(self.readers),
            self.everyone,
            self.seen_on,
            self.public,
            unneeded,
            self.where.value,
            _worst(self.channels),
            tuple(sorted(self.through)),
            self.locked,
        )


def opened(files: Iterable[SeenFile], probe: Probe | Judge) -> dict[str, Opened]:
    """By data store. A file of which something is unknown makes that unknown.

    `judge_of` remembers what was asked of the system, where a file is asked about for one holding after the other.
    """
    now = probe if isinstance(probe, Judge) else Judge(probe)
    stores: dict[str, Opened] = {}
    for file in files:
        tally = stores.get(file.store)
        if tally is None:
            tally = stores[file.store] = Opened()
        seen = now.judged(file)
        tally.items += 1
        tally.encrypted = (
            None if seen.encrypted is None or tally.encrypted is None else tally.encrypted + seen.encrypted
        )
        tally.locked += seen.closed
        tally.public += seen.public
        if seen.through:
            tally.through |= seen.through
        if seen.where.rank > tally.where.rank:
            tally.where = seen.where
        if file.remote is not None or seen.where is Whereabouts.SHARE:
            tally.channels.add(seen.channel)
        if file.then is not None:
            tally.seen_on = min(tally.seen_on or file.then.seen_on, file.then.seen_on)
        readers = seen.readers
        if readers is None:
            tally.readers = tally.everyone = None
        elif tally.readers is not None and tally.everyone is not None:
            if readers is not tally.last:  # one file after the other has the same
                tally.readers |= readers
                tally.last = readers
            tally.everyone += ANYONE in readers
    for tally in stores.values():
        if tally.public:
            tally.where = Whereabouts.PUBLIC
        if tally.readers is not None:
            tally.readers.discard(ANYONE)
    return stores


def exposures(files: Iterable[SeenFile], probe: Probe | Judge) -> tuple[Exposure, ...]:
    """One Exposure a data store, in the order of their idents."""
    return tuple(each.exposure(store) for store, each in sorted(opened(files, probe).items()))


def judge_of(probe: Probe) -> Judge:
    """For several calls of `exposures` at one moment."""
    return Judge(probe)


def readers_of(path: Path, facts: ItemFacts, probe: Probe) -> frozenset[Account] | None:
    """The accounts that can open one file; `ANYONE` is among them where every account can. None: unknown."""
    return Judge(probe).readers(SeenFile("", path, facts))


@dataclass(frozen=True, slots=True)
class _Judged:
    """One file."""

    encrypted: bool | None
    closed: bool  # by a key or a password of its own
    readers: frozenset[Account] | None
    public: bool
    through: frozenset[str]
    where: Whereabouts
    channel: bool | None


@dataclass(frozen=True, slots=True)
class _Around:
    """What holds of all files of a folder."""

    real: Path
    where: Whereabouts
    channel: bool | None
    shares: tuple[Share, ...]


_NONE: frozenset[str] = frozenset()


def _worst(channels: Collection[bool | None]) -> bool | None:
    """Of several ways over a network: in the clear, then not said, then encrypted; None where there is none."""
    return False if False in channels else True if channels and None not in channels else None


class Judge:
    """Remembers folders, rights and disks: a data store has many files and few of those."""

    def __init__(self, probe: Probe) -> None:
        self._probe = probe
        accounts = probe.accounts()
        self._accounts = None if accounts is None else frozenset((*accounts, ANYONE))
        self._users = frozenset(each.user for each in accounts or ())
        self._asked: set[tuple[str, int]] = set()
        self._resolved: dict[Path, Path] = {}
        self._folders: dict[Path, frozenset[Account] | None] = {}
        self._rights: dict[Rights, frozenset[Account]] = {}
        self._readers: dict[tuple[int, int, int, bytes | None, Path], frozenset[Account]] = {}
        self._encrypted: dict[int, bool | None] = {}
        self._folder_encrypted: dict[Path, bool | None] = {}
        self._decided_here: dict[int, bool | None] = {}
        self._locks: dict[Path, Lock | None] = {}
        self._around: dict[tuple[str, int], _Around] = {}
        self._files: dict[
            int, tuple[SeenFile, _Judged]
        ] = {}  # by identity: each is asked about for every holding in it
        self._descriptors: dict[Descriptor, frozenset[Account] | None] = {}
        self._of_then: dict[int, Judge] = {}

    def of_then(self, surroundings: Surroundings) -> Judge:
        """One that judges by what lay around a place that is not connected now."""
        if id(surroundings) not in self._of_then:
            self._of_then[id(surroundings)] = Judge(surroundings)
        return self._of_then[id(surroundings)]

    def judged(self, file: SeenFile) -> _Judged:
        """All of one file, judged once."""
        known = self._files.get(id(file))
        if known is not None:
            return known[1]
        judge = self if file.then is None else self.of_then(file.then)
        lock = judge.lock(file)
        through: set[str] = set()
        readers, public = judge.openers(file, lock, through)
        where, channel = judge.surroundings(file)
        closed = lock is not None and lock.closes
        made = _Judged(
            judge.is_encrypted(file, lock),
            closed,
            readers,
            public,
            frozenset(through) if through else _NONE,
            where,
            channel,
        )
        self._files[id(file)] = (file, made)
        return made

    # what closes it

    def lock(self, file: SeenFile) -> Lock | None:
        if file.is_sealed is not None:
            return Lock.SEALED if file.is_sealed else Lock.NONE
        if file.path is None:
            return None
        if file.path not in self._locks:
            self._locks[file.path] = self._probe.lock(file.path)
        return self._locks[file.path]

    def is_sealed(self, file: SeenFile) -> bool | None:
        lock = self.lock(file)
        return None if lock is None else lock is Lock.SEALED

    def is_encrypted(self, file: SeenFile, lock: Lock | None) -> bool | None:
        """At rest: by a lock of its own, by its disk, or by its folder."""
        if lock is not None and lock.closes:
            return True
        if file.remote is not None:
            return file.remote.is_encrypted
        if file.facts is None or file.path is None:
            return None
        device = file.facts.device
        if device not in self._encrypted:
            self._encrypted[device] = self._probe.is_disk_encrypted(device)
        disk = self._encrypted[device]
        if disk:
            return True
        folder = self._lies(file.path, device).real
        if folder not in self._folder_encrypted:
            self._folder_encrypted[folder] = self._probe.is_folder_encrypted(folder)
        if self._folder_encrypted[folder]:
            return True
        return None if disk is None or lock is None else False

    # who can open it

    def openers(self, file: SeenFile, lock: Lock | None, through: set[str]) -> tuple[frozenset[Account] | None, bool]:
        """Accounts that can, `ANYONE` among them; and whether anybody outside can. `through` takes by which shares."""
        if file.remote is not None:
            scope = link_scope(file.facts.acl if file.facts else None)
            return None, bool(file.remote.is_public) or scope == "anonymous"
        readers = self.readers(file, lock)
        if readers is None or file.path is None or lock is Lock.SEALED:
            return readers, False
        shares = self._lies(file.path, file.facts.device if file.facts else 0).shares
        if not shares:
            return readers, False
        public = False
        for share in shares:
            more, by_anybody = self._let_in(share, readers)
            public |= by_anybody
            if more or by_anybody:
                through.add(share.words)
                readers |= more
        return readers, public

    def readers(self, file: SeenFile, lock: Lock | None = None) -> frozenset[Account] | None:
        # whoever reads its bytes needs a key; those that lie here, root can read
        if lock is Lock.SEALED and self._accounts is not None:
            return frozenset(each for each in self._accounts if each.is_superuser)
        if file.path is None or file.facts is None:
            return None
        device = file.facts.device
        if device not in self._decided_here:
            self._decided_here[device] = self._probe.rights_are_decided_here(device)
        if self._accounts is None or not self._decided_here[device]:
            return self._by_descriptor(file.path)
        if file.facts.owner < 0:
            return None
        facts, folder = file.facts, self._lies(file.path, device).real
        acl = self._probe.acl(file.path) if facts.acl is None else facts.acl
        key = facts.mode, facts.owner, facts.group, acl, folder
        known = self._readers.get(key)
        if known is not None:
            return known
        rights = Rights(facts.mode, facts.owner, facts.group, acl or None)
        if rights not in self._rights:
            self._know(rights)
            self._rights[rights] = frozenset(each for each in self._accounts if may_read(rights, each))
        through = self._through(folder)
        if through is None:
            return None
        self._readers[key] = self._rights[rights] & through
        return self._readers[key]

    def entering(self, folder: Path) -> frozenset[Account] | None:
        """Who can go into a folder: of whoever is kept out, nothing in it can be opened. None: it is not there, or unknown."""
        return self._through(self._real(folder))

    def surroundings(self, file: SeenFile) -> tuple[Whereabouts, bool | None]:
        """Where it lies, and whether what comes from there comes encrypted."""
        if file.remote is not None:
            return file.remote.where, file.remote.channel
        if file.path is None:
            return Whereabouts.LOCAL, None
        lies = self._lies(file.path, file.facts.device if file.facts else 0)
        return lies.where, lies.channel

    def _lies(self, path: Path, device: int) -> _Around:
        """By the text of its folder: a folder as an object is made anew for each file, and costs more than all that is asked of it."""
        key = os.path.dirname(path), device  # noqa: PTH120 - as above
        known = self._around.get(key)
        if known is None:
            real = self._real(path.parent)
            shares = tuple(share for share in self._probe.shares() if share.holds(real))
            ways = {share.is_encrypted for share in shares}
            mounted = self._probe.channel(device)
            if mounted is not None or not ways:
                ways.add(mounted)
            channel = _worst(ways)
            known = self._around[key] = _Around(real, self._probe.whereabouts(real, device), channel, shares)
        return known

    def _know(self, rights: Rights) -> None:
        """Ask for accounts that these rights name and no list does."""
        users, groups = named_in(rights)
        unknown = {("user", each) for each in users - self._users} | {("group", each) for each in groups}
        unknown -= self._asked
        if not unknown or self._accounts is None:
            return
        self._asked |= unknown
        found = self._probe.mentioned(
            frozenset(number for sort, number in unknown if sort == "user"),
            frozenset(number for sort, number in unknown if sort == "group"),
        )
        new = frozenset(each for each in found if each.user not in self._users)
        if new:
            self._accounts |= new
            self._users |= {each.user for each in new}
            for judged in (self._rights, self._readers, self._folders):  # without them
                judged.clear()

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

    def _by_descriptor(self, path: Path) -> frozenset[Account] | None:
        """As Windows decides, on its own disks and on a server whose lists this mount hands on."""
        told = self._probe.descriptor(path)
        if told is None:
            return None
        if told not in self._descriptors:
            self._descriptors[told] = readers_of_descriptor(told, self._probe.directory)
        return self._descriptors[told]

    def _let_in(self, share: Share, readers: frozenset[Account]) -> tuple[frozenset[Account], bool]:
        """Whom a share lets in beside those who could anyway, and whether anybody in the network is among them."""
        accounts = self._accounts or frozenset()
        if share.trusts_any_host and (share.as_root or any(not each.is_superuser for each in readers)):
            return frozenset(), True
        if share.lets_in_guests and self._is_among(share.forced or share.guest, readers):
            return frozenset(), True
        if share.forced and self._is_among(share.forced, readers):
            if not share.users:
                return accounts - readers, False
            return frozenset(each for each in accounts if self._is_named(each, share)) - readers, False
        return frozenset(), False

    def _is_among(self, name: str, readers: frozenset[Account]) -> bool:
        return any(each.name == name for each in readers) or ANYONE in readers

    @staticmethod
    def _is_named(account: Account, share: Share) -> bool:
        """`valid users` names accounts, and groups behind @ or +."""
        if account.name in share.denied:
            return False
        groups = {group_number(name[1:]) for name in share.users if name[:1] in "@+"}
        return account.name in share.users or not groups.isdisjoint(account.groups)
