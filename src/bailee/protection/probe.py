"""What is asked of a system, and this system as it answers. None wherever it does not say.

A probe of one's own says what it knows: `Silent` knows nothing, and each answer is put in its place.

>>> Silent().accounts() is None, Silent().shares()
(True, ())
"""

from __future__ import annotations

import contextlib
import errno
import os
import struct
import sys
from functools import cache, cached_property
from pathlib import Path

from bailee import disks
from bailee.places.interface import System
from bailee.protection import channels
from bailee.protection.accounts import Account, listed_accounts, mentioned
from bailee.protection.directories import Directory, directory_of_this_machine
from bailee.protection.locks import Lock, lock_of
from bailee.protection.ntfs import Descriptor, Malformed, in_samba, parse
from bailee.protection.posix import Rights
from bailee.protection.shares import Share, shares
from bailee.protection.whereabouts import Whereabouts, by_names, web_roots


class Silent:
    """A system that says nothing."""

    def accounts(self) -> tuple[Account, ...] | None:
        """All that are listed."""
        return None

    def mentioned(self, users: frozenset[int], groups: frozenset[int]) -> tuple[Account, ...]:
        """Accounts that a right names and no list does: a directory may tell of them when it is asked."""
        return ()

    def resolved(self, folder: Path) -> Path:
        """Without links."""
        return folder

    def rights(self, path: Path) -> Rights | None:
        return None

    def acl(self, path: Path) -> bytes | None:
        return None

    def descriptor(self, path: Path) -> Descriptor | None:
        """Whom Windows lets in, where the file system keeps such a list."""
        return None

    @property
    def directory(self) -> Directory:
        """Who is in which group of Windows."""
        return Directory()

    def lock(self, path: Path) -> Lock | None:
        """What closes a file by itself."""
        return None

    def is_disk_encrypted(self, device: int) -> bool | None:
        return None

    def is_folder_encrypted(self, folder: Path) -> bool | None:
        """By the file system, folder by folder."""
        return None

    def rights_are_decided_here(self, device: int) -> bool | None:
        return None

    def shares(self) -> tuple[Share, ...]:
        """What this machine lets others see."""
        return ()

    def whereabouts(self, folder: Path, device: int) -> Whereabouts:
        return by_names(folder)

    def channel(self, device: int) -> bool | None:
        """Whether what comes from there comes encrypted; None where nothing comes over a network, or nobody says."""
        return None


Probe = Silent

_FS_IOC_GETFLAGS = 0x80086601 if struct.calcsize("l") == 8 else 0x80046601
_ENCRYPTED = 0x00000800  # FS_ENCRYPT_FL: fscrypt of ext4, f2fs, ubifs
_DESCRIPTORS = ("system.ntfs_acl", "system.cifs_acl", "system.cifs_ntsd", "security.NTACL")


class SystemProbe(Silent):
    """Linux as it is; elsewhere it knows what the password and group lists say, on Windows descriptors, and nothing of disks."""

    def accounts(self) -> tuple[Account, ...] | None:
        return listed_accounts()

    def mentioned(self, users: frozenset[int], groups: frozenset[int]) -> tuple[Account, ...]:
        return mentioned(users, groups)

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

    def descriptor(self, path: Path) -> Descriptor | None:
        try:
            if sys.platform == "win32":
                told = _asked_of_windows(path)
                return None if told is None else parse(told)
            for name in _DESCRIPTORS if hasattr(os, "getxattr") else ():
                with contextlib.suppress(OSError):
                    told = os.getxattr(path, name)
                    return in_samba(told) if name == "security.NTACL" else parse(told)
        except Malformed:
            return None
        return None

    @cached_property
    def directory(self) -> Directory:
        return directory_of_this_machine()

    def lock(self, path: Path) -> Lock | None:
        return lock_of(path)

    def rights_are_decided_here(self, device: int) -> bool | None:
        if sys.platform != "linux":
            return True if os.name == "posix" else None
        mount = self._mounts.get(device)
        return None if mount is None else not mount.is_network

    def is_disk_encrypted(self, device: int) -> bool | None:
        if sys.platform == "darwin":
            return self._file_vault
        if sys.platform == "win32":
            return self._bit_locker.get(device)
        if sys.platform != "linux":
            return None
        mount = self._mounts.get(device)
        if mount is not None and mount.kind == "zfs":
            return disks.says_zfs(mount.source)
        return disks.is_encrypted(device, self._mounts)

    def is_folder_encrypted(self, folder: Path) -> bool | None:
        """fscrypt(7): a file lies encrypted where its folder does."""
        if sys.platform != "linux":
            return None
        import fcntl

        try:
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except OSError:
            return None
        try:
            told = fcntl.ioctl(descriptor, _FS_IOC_GETFLAGS, bytes(8))
        except OSError as error:
            return False if error.errno in (errno.ENOTTY, errno.ENOTSUP, errno.EINVAL) else None
        finally:
            os.close(descriptor)
        return bool(int.from_bytes(told[:4], sys.byteorder) & _ENCRYPTED)

    def shares(self) -> tuple[Share, ...]:
        return self._shares

    def whereabouts(self, folder: Path, device: int) -> Whereabouts:
        """The worst of what names say, what is mounted, and what this machine shares."""
        told = by_names(folder, self._web_roots)
        mount = self._mounts.get(device)
        if (mount is not None and mount.is_network) or any(share.holds(folder) for share in self._shares):
            told = max(told, Whereabouts.SHARE, key=lambda each: each.rank)
        if self._is_removable(device):
            told = max(told, Whereabouts.REMOVABLE, key=lambda each: each.rank)
        return told

    def channel(self, device: int) -> bool | None:
        mount = self._mounts.get(device)
        return channels.of_mount(mount.kind, mount.source, mount.options) if mount and mount.is_network else None

    @cached_property
    def _file_vault(self) -> bool | None:
        return disks.says_file_vault()

    @cached_property
    def _bit_locker(self) -> dict[int, bool | None]:
        """Windows' drives, by the number that a file's facts have. Written from its documentation, never run there."""
        found: dict[int, bool | None] = {}
        for letter in "CDEFGHIJKLMNOPQRSTUVWXYZ":
            with contextlib.suppress(OSError):
                found[Path(f"{letter}:\\").stat().st_dev] = disks.says_bit_locker(f"{letter}:")
        return found

    @cached_property
    def _mounts(self) -> dict[int, disks.Mount]:
        try:
            told = Path("/proc/self/mountinfo").read_text(errors="surrogateescape")
        except OSError:
            return {}
        return {mount.device: mount for mount in disks.read_mounts(told)}

    @cached_property
    def _web_roots(self) -> frozenset[str]:
        return web_roots(System())

    @cached_property
    def _shares(self) -> tuple[Share, ...]:
        return shares(System())

    @cached_property
    def _removable(self) -> dict[int, bool]:
        return {}

    def _is_removable(self, device: int) -> bool:
        if device not in self._removable:
            self._removable[device] = sys.platform == "linux" and disks.is_removable(device)
        return self._removable[device]


@cache
def _security() -> object:
    """advapi32, as GetFileSecurity is found in it. Written from its documentation, never run there."""
    import ctypes

    return ctypes.WinDLL("advapi32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore] # on Windows alone


def _asked_of_windows(path: Path) -> bytes | None:
    """Owner, group and access list of a file, as Windows hands them out. Written from its documentation, never run there."""
    import ctypes

    get = _security().GetFileSecurityW  # type: ignore[attr-defined] # a function of a library, found at run time
    wanted, needed = 7, ctypes.c_ulong(0)  # OWNER | GROUP | DACL _SECURITY_INFORMATION
    get(str(path), wanted, None, 0, ctypes.byref(needed))
    if not 0 < needed.value <= 1 << 17:
        return None
    buffer = ctypes.create_string_buffer(needed.value)
    if not get(str(path), wanted, buffer, needed, ctypes.byref(needed)):
        return None
    return buffer.raw[: needed.value]
