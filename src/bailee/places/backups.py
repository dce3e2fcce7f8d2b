"""Backups: copies that are easily forgotten, of machines, of phones, and of this machine's own past."""

from __future__ import annotations

from collections.abc import Iterator

from bailee.places.interface import Found, Sort, System, below, size_of

RANK = 9
_OF_THE_MACHINE = {
    "/var/backups": "Debian's backups",
    "/timeshift": "Timeshift",
    "/run/timeshift/backup/timeshift": "Timeshift",
    "/.snapshots": "snapshots of btrfs",
    "/var/lib/bacula": "Bacula",
    "/var/lib/amanda": "Amanda",
    "/var/lib/proxmox-backup": "Proxmox Backup",
    "/var/lib/vz/dump": "dumps of virtual machines",
    "/backup": "backups",
    "/backups": "backups",
    "/srv/backup": "backups",
    "/srv/backups": "backups",
    "/mnt/backup": "backups",
    "/Windows.old": "an earlier Windows",
}
_OF_A_PERSON = {
    "AppData/Roaming/Apple Computer/MobileSync/Backup": "backups of a phone",
    "AppData/Roaming/Apple/MobileSync/Backup": "backups of a phone",
    "Library/Application Support/MobileSync/Backup": "backups of a phone",
    "Apple/MobileSync/Backup": "backups of a phone",
    ".local/share/Trash": "deleted files",
    ".Trash": "deleted files",
}


def find(system: System) -> Iterator[Found]:
    for name, what in _OF_THE_MACHINE.items():
        folder = system.path(name)
        if folder.is_dir() and any(below(folder)):
            yield Found(Sort.BACKUP, what[:1].upper() + what[1:], system.shown(folder), size=size_of(folder))
    for home in system.homes:
        for name, what in _OF_A_PERSON.items():
            folder = home.path / name
            if folder.is_dir() and any(below(folder)):
                yield Found(
                    Sort.BACKUP,
                    f"{what[:1].upper()}{what[1:]} of {home.account}",
                    system.shown(folder),
                    whose=home.account,
                    size=size_of(folder),
                )
