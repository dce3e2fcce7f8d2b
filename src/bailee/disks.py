"""Disks of this system: what is mounted where, whose server decides over it, whether its bytes lie there encrypted, and
the access lists that it keeps beside owner, group and mode.

>>> [mount] = read_mounts("36 35 254:0 / /srv rw,noatime master:1 - ext4 /dev/mapper/root rw")
>>> mount.target, mount.kind, mount.source, mount.device == os.makedev(254, 0)
('/srv', 'ext4', '/dev/mapper/root', True)

What the system does not say is None. A disk that encrypts itself, or a host that encrypts a virtual machine's disks,
cannot be seen from here.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# Rights there are decided by a server, and how it keeps the bytes is the server's to say.
NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "vboxsf", "drvfs", "davfs", "virtiofs"}
)
Run = Callable[[list[str]], str]  # a command of the system, to what it says
_SEALED = frozenset({"ecryptfs", "fuse.gocryptfs", "fuse.encfs", "fuse.cryfs"})


@dataclass(frozen=True, slots=True)
class Mount:
    """A file system that stands in the tree of folders."""

    device: int  # st_dev of what lies in it
    kind: str  # ext4, nfs4, fuse.sshfs …
    source: str  # what is mounted: a block device, server:/path
    target: str  # where
    options: str = ""  # of the mount, and of its file system, with commas

    @property
    def is_network(self) -> bool:
        return self.kind in NETWORK or (self.kind.startswith("fuse.") and self.kind not in _SEALED)


def mount_of(path: str | Path, mountinfo: str | None = None) -> Mount | None:
    """The file system that a path lies on, found by names and links: one of a server that does not answer is not asked.

    >>> mounts = "36 35 254:0 / / rw - ext4 /dev/vda rw\\n40 36 0:52 / /mnt/hr rw - cifs //office/hr rw"
    >>> [mount_of(path, mounts).kind for path in ("/mnt/hr/2024/a.txt", "/mnt/hr", "/mnt/hr2/a.txt")]
    ['cifs', 'cifs', 'ext4']
    """
    if mountinfo is None:
        try:
            mountinfo = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
        except OSError:
            return None  # this system has no such list
    mounts = list(read_mounts(mountinfo))
    here, parts = "", _steps(os.path.abspath(path))  # noqa: PTH100 - resolve() would look at each folder on the way
    found = _over("/", mounts)
    links = 0
    while parts:  # folder by folder, as the system walks; what lies beyond a server's mount is the server's
        part = parts.pop()
        if part == "..":
            here = here.rpartition("/")[0]
            continue
        at = f"{here}/{part}"
        found = _over(at, mounts)
        if found is not None and found.is_network:
            break
        with contextlib.suppress(OSError, ValueError):
            leads = str(Path(at).readlink())
            links += 1
            if links > _MOST_LINKS:
                break
            parts += _steps(leads)
            here = "" if leads.startswith("/") else here
            found = _over(here or "/", mounts)
            continue
        here = at
    return found


_MOST_LINKS = 40  # as many as Linux follows


def _steps(path: str) -> list[str]:
    """The parts of a path, the first of them last."""
    return [part for part in reversed(path.split("/")) if part not in ("", ".")]


def _over(path: str, mounts: Sequence[Mount]) -> Mount | None:
    """What is mounted at a path, or at the nearest folder above it, by names alone."""
    here = f"{path.rstrip('/')}/"
    found: Mount | None = None
    for mount in mounts:  # the latest over a folder hides those before
        if here.startswith(f"{mount.target.rstrip('/')}/") and (not found or len(mount.target) >= len(found.target)):
            found = mount
    return found


_OCTAL = re.compile(r"\\([0-7]{3})")


def read_mounts(mountinfo: str) -> Iterator[Mount]:
    """Mounts, from proc(5)'s mountinfo, the latest over a folder last."""
    for line in mountinfo.splitlines():
        left, separator, right = line.partition(" - ")
        words, rest = left.split(), right.split()
        if not separator or len(words) < 5 or len(rest) < 2:
            continue
        major, _, minor = words[2].partition(":")
        if major.isdigit() and minor.isdigit():
            options = ",".join((words[5] if len(words) > 5 else "", rest[2] if len(rest) > 2 else "")).strip(",")
            yield Mount(os.makedev(int(major), int(minor)), rest[0], _plain(rest[1]), _plain(words[4]), options)


def _plain(word: str) -> str:
    """A blank in a name is written `\\040`."""
    return _OCTAL.sub(lambda code: chr(int(code[1], 8)), word)


_NO_LIST = frozenset(getattr(errno, name) for name in ("ENODATA", "ENOTSUP") if hasattr(errno, name))


def access_list(path: str | Path) -> bytes | None:
    """Of a file or folder, as Linux keeps it (acl(5)); empty where it has none, None where the system does not say."""
    if sys.platform != "linux":
        return None
    try:
        return os.getxattr(path, "system.posix_acl_access")
    except OSError as error:
        return b"" if error.errno in _NO_LIST else None


def is_encrypted(device: int, mounts: Mapping[int, Mount], blocks: Path = Path("/sys/dev/block")) -> bool | None:
    """Whether what lies on a device (st_dev) is encrypted at rest, on Linux. `blocks` is the system's list of block devices."""
    mount = mounts.get(device)
    if mount is not None:
        if mount.kind in _SEALED:
            return True
        if mount.kind in NETWORK:
            return None
        if os.major(device) == 0 and mount.source.startswith("/dev/"):
            # btrfs and the like: the device number is not the disk's
            with contextlib.suppress(OSError):
                device = Path(mount.source).stat().st_rdev
    return None if os.major(device) == 0 else is_block_device_encrypted(blocks, device)


def is_block_device_encrypted(blocks: Path, device: int) -> bool | None:
    """Whether a block device lies on dm-crypt (LUKS), all the way down. `blocks` is /sys/dev/block."""

    @cache
    def judge(folder: Path, depth: int) -> bool | None:
        if depth > 16 or not folder.exists():
            return None
        with contextlib.suppress(OSError):
            if (folder / "dm" / "uuid").read_text().startswith("CRYPT-"):
                return True
        try:
            below = sorted((folder / "slaves").iterdir())
        except OSError:
            below = []
        states = [judge(each.resolve(), depth + 1) for each in below]
        if not states or False in states:
            return False
        return None if None in states else True

    return judge((blocks / f"{os.major(device)}:{os.minor(device)}").resolve(), 0)


def is_removable(device: int, blocks: Path = Path("/sys/dev/block")) -> bool:
    """Whether a file system lies on a disk that can be taken out, or that hangs on USB."""
    try:
        folder = (blocks / f"{os.major(device)}:{os.minor(device)}").resolve(strict=True)
    except OSError:
        return False
    for each in (folder, folder.parent):  # a partition, and its disk
        with contextlib.suppress(OSError):
            if (each / "removable").read_text().strip() == "1":
                return True
    return any(part.startswith("usb") for part in folder.parts)


def says_zfs(dataset: str, run: Run | None = None) -> bool | None:
    """Whether ZFS encrypts a dataset by itself, as `zfs get` says. Written from its manual, never run on one."""
    if not dataset or dataset.startswith("-"):
        return None
    return zfs((run or _said)(["zfs", "get", "-H", "-o", "value", "encryption", dataset]))


def zfs(said: str) -> bool | None:
    """
    >>> zfs("aes-256-gcm"), zfs("off"), zfs("-"), zfs("")
    (True, False, None, None)
    """
    told = said.strip()
    return {"off": False, "on": True}.get(told, True if told.startswith(("aes-", "chacha")) else None)


def says_file_vault(run: Run | None = None) -> bool | None:
    """Whether macOS encrypts its disk, as `fdesetup status` says. Written from its manual, never run there."""
    return file_vault((run or _said)(["fdesetup", "status"]))


def file_vault(said: str) -> bool | None:
    """
    >>> file_vault("FileVault is On."), file_vault("FileVault is Off."), file_vault("")
    (True, False, None)
    """
    return True if "FileVault is On" in said else False if "FileVault is Off" in said else None


def says_bit_locker(drive: str, run: Run | None = None) -> bool | None:
    """Whether Windows encrypts a drive (`C:`), asked of its shell, which any user may. Written from its manual, never run there."""
    if not re.fullmatch(r"[A-Za-z]:", drive):
        return None
    ask = f"(New-Object -ComObject Shell.Application).NameSpace('{drive}').Self.ExtendedProperty('System.Volume.BitLockerProtection')"
    return bit_locker((run or _said)(["powershell", "-NoProfile", "-NonInteractive", "-Command", ask]))


def bit_locker(said: str) -> bool | None:
    """1 on, 2 off, 3 being encrypted, 4 being decrypted, 5 suspended (the key lies beside it), 6 on and locked.

    >>> bit_locker("1"), bit_locker("2"), bit_locker("5"), bit_locker("")
    (True, False, False, None)
    """
    return {"1": True, "6": True, "2": False, "3": False, "4": False, "5": False}.get(said.strip())


def _said(command: list[str]) -> str:
    """What a program of the system says; nothing where it is not there or hangs."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return ""
    return done.stdout
