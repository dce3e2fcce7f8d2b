"""Shares: what is mounted from other machines, what should be and is not, and what this machine lets others see."""

from __future__ import annotations

import configparser
import errno
import re
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

from bailee.disks import NETWORK, Mount
from bailee.places.interface import Found, Sort, System, read

RANK = 2
_PATIENCE = 3.0  # seconds for a share to answer
_GONE = frozenset(
    {
        errno.EIO, errno.ENOTCONN, errno.ESTALE, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ETIMEDOUT,
        errno.ENXIO, errno.ENODEV,
    }
)  # fmt: skip
_USER_MADE = frozenset({"fuse.sshfs", "fuse.rclone", "fuse.s3fs", "fuse.davfs", "fuse.curlftpfs", "fuse.gvfsd-fuse"})
_NAMES = {
    "cifs": "SMB",
    "smb3": "SMB",
    "smbfs": "SMB",
    "nfs4": "NFS",
    "nfs": "NFS",
    "fuse.sshfs": "SSH",
    "9p": "host's folder",
}


def find(system: System) -> Iterator[Found]:
    mounted: set[str] = set()
    for mount in system.mounts:
        if mount.kind in NETWORK or mount.kind in _USER_MADE:
            mounted.add(mount.target)
            yield _from(mount, _away(system.path(mount.target)))
    yield from _expected(system, mounted)
    yield from _given(system)


def _away(at: Path) -> str:
    """Why a share that is mounted cannot be scanned now. One whose server is gone may keep whoever asks waiting for ever."""
    said: list[int] = []

    def ask() -> None:
        try:
            at.stat()
            said.append(0)
        except OSError as error:
            said.append(error.errno or 0)

    asking = Thread(target=ask, daemon=True)
    asking.start()
    asking.join(_PATIENCE)
    is_there = bool(said) and said[0] not in _GONE
    return "" if is_there else "it does not answer: connect it again, and scan it"


def _from(mount: Mount, why_not: str) -> Found:
    return Found(
        Sort.SHARE,
        f"{mount.source} at {mount.target}",
        mount.target,
        _NAMES.get(mount.kind, mount.kind.removeprefix("fuse.")),
        why_not=why_not,
    )


def _expected(system: System, mounted: set[str]) -> Iterator[Found]:
    """Lines of fstab(5) for shares that are not mounted now."""
    for line in system.read("/etc/fstab").splitlines():
        fields = line.split("#")[0].split()
        if len(fields) < 3:
            continue
        source, target, kind = fields[0], fields[1].replace("\\040", " "), fields[2]
        if (kind in NETWORK or kind in _USER_MADE) and target not in mounted:
            yield Found(
                Sort.SHARE,
                f"{source.replace(chr(92) + '040', ' ')} at {target}",
                program=_NAMES.get(kind, kind),
                why_not=f"not mounted: mount {target}, and scan it",
            )


def _given(system: System) -> Iterator[Found]:
    """Folders that this machine shares: others put files there."""
    samba = configparser.ConfigParser(
        strict=False, interpolation=None, delimiters=("=",), comment_prefixes=("#", ";"), allow_no_value=True
    )
    text = system.read("/etc/samba/smb.conf")
    try:
        samba.read_string("\n".join(line.strip() for line in text.splitlines()))
    except configparser.Error:
        samba.clear()
    for section in samba.sections():
        path = samba[section].get("path") or ""
        if (
            section.lower() not in ("global", "homes", "printers", "print$")
            and path.startswith("/")
            and "%" not in path
        ):
            yield _shared(system, path, section, "SMB, shared from here")
    for share in sorted(system.path("/var/lib/samba/usershares").glob("*")) if text else ():
        found = re.search(r"^path=(/.*)$", read(share), re.MULTILINE)
        if found:
            yield _shared(system, found[1], share.name, "SMB, shared from here")
    for line in system.read("/etc/exports").splitlines():
        path = line.split("#")[0].strip().split(" ")[0].split("\t")[0].strip('"')
        if path.startswith("/"):
            yield _shared(system, path, path, "NFS, shared from here")


def _shared(system: System, path: str, name: str, program: str) -> Found:
    is_there = system.path(path).is_dir()
    return Found(Sort.SHARE, name, path, program, why_not="" if is_there else "its folder is not there")
