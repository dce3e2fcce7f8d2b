"""Around: what a scan saw around the files of a place, for the time when it is not connected."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bailee.permissions import Permission
from bailee.protection.exposure import Probe, Rights
from bailee.protection.surroundings import Disk, Surroundings, is_connected
from bailee.store.rights import rights_by_number
from bailee.store.rows.base import Door
from bailee.store.rows.places import Place


class Around(Door):
    def save_surroundings(self, place: Place, seen: Surroundings) -> None:
        """Keep what is above a place, and its disks; rights of folders in it are kept as they are listed."""
        from bailee.store.models import Place as Row

        told = {
            "seen_on": seen.seen_on.isoformat(),
            "resolved": str(seen.resolved_root),
            "device": seen.device,
            "folders": [
                [str(folder), rights.mode, rights.owner, rights.group, None if rights.acl is None else rights.acl.hex()]
                for folder, rights in seen.folders.items()
            ],
            "disks": [
                [number, disk.is_encrypted, disk.decides_here, disk.is_carried, disk.channel]
                for number, disk in seen.disks.items()
            ],
        }
        with self.transaction(Permission.SCAN):
            self._rows(Row).filter(pk=place.ident).update(around=self._encrypted("place.around", told))

    def away(self, places: tuple[Place, ...], probe: Probe) -> dict[str, Surroundings]:
        """By name, those of the places that are not connected now; a scan before this was kept saw nothing of it."""
        from bailee.store.models import Place as Row

        away: dict[str, Surroundings] = {}
        with self._reading():
            kept = dict(self._rows(Row).exclude(around=None).values_list("pk", "around"))
            for place in places:
                if place.path is None or place.ident not in kept:
                    continue
                told = self._decrypted("place.around", kept[place.ident])
                if is_connected(place.path, told["device"]):
                    continue
                folders = {
                    Path(folder): Rights(mode, owner, group, None if acl is None else bytes.fromhex(acl))
                    for folder, mode, owner, group, acl in told["folders"]
                }
                resolved = Path(told["resolved"])
                away[place.name] = Surroundings(
                    date.fromisoformat(told["seen_on"]),
                    place.path,
                    resolved,
                    told["device"],
                    folders | self._folders_in(place, resolved),
                    {number: Disk(*held) for number, *held in told["disks"]},
                    probe.accounts(),
                )
        return away

    def _folders_in(self, place: Place, resolved: Path) -> dict[Path, Rights]:
        from bailee.store.models import ScannedFolder as Row

        by_number = rights_by_number(self)
        rows = self._rows(Row).filter(place_id=place.ident).exclude(rights=None).values_list("path", "rights_id")
        return {
            resolved / self._decrypted("scanned_folder.path", path): by_number[number]
            for path, number in rows.iterator(chunk_size=5_000)
        }
