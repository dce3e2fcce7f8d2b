"""What lies around the files of a place: rights of the folders on the way to them, and what holds of its disks.

A scan keeps it. A place that is not connected later (a disk on a shelf, a share that is not mounted) is judged by what was
seen then, with its date; one that is there is asked anew.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bailee.protection.accounts import Account
from bailee.protection.posix import Rights
from bailee.protection.probe import Probe, Silent
from bailee.protection.whereabouts import Whereabouts, by_names


@dataclass(frozen=True, slots=True)
class Disk:
    """What holds of a disk; None: the system does not say."""

    is_encrypted: bool | None
    decides_here: bool | None  # who may open a file on it, and no server does
    is_carried: bool = False  # it can be taken out
    channel: bool | None = None  # of a network: what comes from there comes encrypted


@dataclass(frozen=True)
class Surroundings(Silent):
    """As a scan saw them; a probe, which answers from that.

    Accounts are those of now: a right that somebody had who has no account any more opens nothing.
    """

    seen_on: date
    root: Path  # the place
    resolved_root: Path = field(repr=False)  # the same without links
    device: int  # on which it lies
    folders: Mapping[Path, Rights]  # without links: the place, what is in it, and all above it
    disks: Mapping[int, Disk]
    known: tuple[Account, ...] | None = None

    @property
    def is_all_encrypted(self) -> bool | None:
        """Whether all its disks are encrypted; None where the system does not say it of one, and of none that it is not."""
        said = {disk.is_encrypted for disk in self.disks.values()}
        return False if False in said else None if None in said or not said else True

    def accounts(self) -> tuple[Account, ...] | None:
        return self.known

    def resolved(self, folder: Path) -> Path:
        return self.resolved_root / folder.relative_to(self.root) if folder.is_relative_to(self.root) else folder

    def rights(self, path: Path) -> Rights | None:
        return self.folders.get(path)

    def is_disk_encrypted(self, device: int) -> bool | None:
        return self.disks[device].is_encrypted if device in self.disks else None

    def rights_are_decided_here(self, device: int) -> bool | None:
        return self.disks[device].decides_here if device in self.disks else None

    def whereabouts(self, folder: Path, device: int) -> Whereabouts:
        told = by_names(folder)
        carried = device in self.disks and self.disks[device].is_carried
        return max(told, Whereabouts.REMOVABLE, key=lambda each: each.rank) if carried else told

    def channel(self, device: int) -> bool | None:
        return self.disks[device].channel if device in self.disks else None


def look_around(root: Path, devices: Collection[int], probe: Probe, on: date) -> Surroundings | None:
    """What is above a place, and its disks. None where it is not there. Folders in it are kept by whoever lists them."""
    try:
        device = root.stat().st_dev
    except OSError:
        return None
    resolved = probe.resolved(root)
    above = ((folder, probe.rights(folder)) for folder in (resolved, *resolved.parents))
    disks = {
        each: Disk(
            probe.is_disk_encrypted(each),
            probe.rights_are_decided_here(each),
            probe.whereabouts(resolved, each) is Whereabouts.REMOVABLE,
            probe.channel(each),
        )
        for each in {device, *devices}
    }
    folders = {folder: rights for folder, rights in above if rights is not None}
    return Surroundings(on, root, resolved, device, folders, disks)


def is_connected(root: Path, device: int) -> bool:
    """Whether a place is there: the folder that its disk was mounted on is, and it is empty, where the disk is not."""
    try:
        return root.stat().st_dev == device or not root.is_dir() or next(root.iterdir(), None) is not None
    except OSError:
        return False
