"""Disks: file systems that are mounted, with what they hold and whether they are encrypted; and those that are not mounted.

Only those that keep files count: no memory, no picture of the kernel, no layer of a container's image.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from bailee import disks
from bailee.places.interface import Found, Sort, System, below

RANK = 1
# On a block device, or a pool of them. `overlay` is what stands at `/` in a container.
_KEPT = frozenset(
    {"ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "jfs", "f2fs", "reiserfs", "bcachefs", "nilfs2", "vfat", "exfat", "msdos", "ntfs", "ntfs3", "fuseblk", "hfs", "hfsplus", "apfs", "udf", "iso9660", "overlay", "ecryptfs", "fuse.gocryptfs", "fuse.encfs", "fuse.cryfs"}
)  # fmt: skip
_OF_THE_SYSTEM = ("/proc", "/sys", "/dev", "/run", "/boot", "/etc", "/snap", "/var/lib/docker", "/var/lib/containers")
_NO_DISK = ("loop", "ram", "zram", "sr", "fd")


def find(system: System) -> Iterator[Found]:
    if system.platform == "win32":
        yield from _drives(system)
    elif system.platform == "darwin":
        yield from _volumes(system)
    else:
        yield from _mounted(system)
        yield from _unmounted(system)


def _mounted(system: System) -> Iterator[Found]:
    by_device = {mount.device: mount for mount in system.mounts}
    seen: set[int] = set()
    for mount in sorted(system.mounts, key=lambda mount: mount.target):
        if mount.kind not in _KEPT or mount.device in seen or _is_of_the_system(mount.target):
            continue
        seen.add(mount.device)  # the same disk may stand at several places: the shortest name counts
        removable = system.read(f"/sys/dev/block/{os.major(mount.device)}:{os.minor(mount.device)}/removable")
        yield Found(
            Sort.DISK,
            mount.target,
            mount.target,
            mount.kind,
            size=_used(system.path(mount.target)),
            encrypted=disks.is_encrypted(mount.device, by_device, system.path("/sys/dev/block")),
            removable=removable.strip() == "1",
        )


def _is_of_the_system(target: str) -> bool:
    return any(target == folder or target.startswith(folder + "/") for folder in _OF_THE_SYSTEM)


def _used(path: Path) -> int | None:
    """Bytes in use of a file system."""
    try:
        told = os.statvfs(path)
    except (OSError, AttributeError):
        return None
    return (told.f_blocks - told.f_bfree) * told.f_frsize


def _unmounted(system: System) -> Iterator[Found]:
    """Partitions and whole disks with something on them that nobody has mounted."""
    mounted = {(os.major(mount.device), os.minor(mount.device)) for mount in system.mounts}
    sources = {Path(mount.source).name for mount in system.mounts} | {
        Path(line.split()[0]).name for line in system.read("/proc/swaps").splitlines()[1:] if line.split()
    }
    for device in below(system.path("/sys/class/block")):
        number = system.read(f"/sys/class/block/{device.name}/dev").strip().partition(":")
        blocks = system.read(f"/sys/class/block/{device.name}/size").strip()
        if device.name.startswith(_NO_DISK) or not number[2].isdigit() or not blocks.isdigit() or not int(blocks):
            continue
        is_held = any(below(device / "holders"))  # a part of a volume, a RAID or an open encrypted disk
        has_parts = any((part / "partition").exists() for part in below(device) if part.name.startswith(device.name))
        if (int(number[0]), int(number[2])) in mounted or device.name in sources or is_held or has_parts:
            continue
        if int(blocks) * 512 < 64 << 20:  # what starts the machine, not what people keep
            continue
        yield Found(
            Sort.DISK,
            f"/dev/{device.name}",
            program="",
            size=None,
            why_not="not mounted: mount it read-only, and scan it",
        )


def _drives(system: System) -> Iterator[Found]:
    """Windows' drives, by letter. Written from its documentation, never run there."""
    for letter in "CDEFGHIJKLMNOPQRSTUVWXYZAB":
        drive = Path(f"{letter}:\\") if system.root == Path("/") else system.path(f"/{letter}")
        if drive.exists():
            yield Found(Sort.DISK, f"{letter}:", f"{letter}:\\", "NTFS", encrypted=disks.says_bit_locker(f"{letter}:"))


def _volumes(system: System) -> Iterator[Found]:
    """macOS's volumes. Written from its documentation, never run there."""
    yield Found(Sort.DISK, "/", "/", "APFS", size=_used(system.path("/")), encrypted=disks.says_file_vault())
    for volume in below(system.path("/Volumes")):
        if volume.is_dir() and not volume.is_symlink():
            yield Found(Sort.DISK, volume.name, system.shown(volume), size=_used(volume))
