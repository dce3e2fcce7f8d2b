"""Shares: what is mounted from other machines, what should be and is not, and what this machine lets others see."""

from __future__ import annotations

import configparser
import re
from collections.abc import Iterator

from bailee.disks import Mount
from bailee.places.interface import Found, Sort, System, is_share, read

RANK = 2
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
    shares = system.shares
    for mount in shares:
        away = mount.target in system.silent
        yield _from(mount, "it does not answer: connect it again, and scan it" if away else "")
    yield from _expected(system, {mount.target for mount in shares})
    yield from _given(system)


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
        if is_share(kind) and target not in mounted:
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
    is_there = not system.is_silent(path) and system.path(path).is_dir()
    return Found(Sort.SHARE, name, path, program, why_not="" if is_there else "its folder is not there")
