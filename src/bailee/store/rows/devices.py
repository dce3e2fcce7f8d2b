"""Devices: machines that scans ran on, when each was last heard of, and where it stands."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bailee.errors import InvalidInput
from bailee.machines import Machine
from bailee.permissions import Permission
from bailee.store.rows.base import now
from bailee.store.rows.places import Place
from bailee.store.rows.sites import Sites

SILENT_AFTER = 14  # days, where nobody said otherwise
LONGEST = 365


@dataclass(frozen=True, slots=True)
class Device:
    """A machine. `name` may be a person's; `ident` tells nothing."""

    ident: str
    name: str = field(repr=False)
    system: str
    site: str  # its name; '' where it stands at none
    places: tuple[str, ...]  # names of what was read there
    silent_days: int  # 0: it is never missed
    days_seen: int
    first_seen_at: datetime
    last_seen_at: datetime
    retired_at: datetime | None

    def is_silent(self, at: datetime) -> bool:
        """Whether it came on several days, and did not come for too long."""
        if self.retired_at is not None or not self.silent_days or self.days_seen < 2:
            return False
        return at - self.last_seen_at > timedelta(days=self.silent_days)


class Devices(Sites):
    def see_device(self, machine: Machine, places: Sequence[Place]) -> str:
        """This machine reads these places now; its ident. One that was retired is back."""
        from bailee.store.models import Device as Row
        from bailee.store.models import Place as PlaceRow

        printed = self.fingerprint("device", machine.number)
        moment = now()
        with self.transaction(Permission.SCAN):
            row = self._rows(Row).filter(number_fingerprint=printed).first()
            if row is None:
                row = self._add(
                    Row, ident=f"device-{secrets.token_hex(4)}", number_fingerprint=printed, system=machine.system,
                    name=self._encrypted("device.name", machine.name), silent_days=SILENT_AFTER, days_seen=1,
                    first_seen_at=moment, last_seen_at=moment,
                )  # fmt: skip
                self.record("device-added", row.ident, {"system": machine.system})
            else:
                row.days_seen += moment.date() > row.last_seen_at.date()
                row.last_seen_at = max(moment, row.last_seen_at)
                row.name, row.system = self._encrypted("device.name", machine.name), machine.system
                if row.retired_at is not None:
                    row.retired_at = None
                    self.record("device-back", row.ident, {})
                row.save(using=self.alias)
            local = [each.ident for each in places if isinstance(each.where, Path)]
            self._rows(PlaceRow).filter(pk__in=local).update(device=row)
            return str(row.ident)

    def devices(self) -> tuple[Device, ...]:
        """All of them, the one that was heard of last first; the retired ones last."""
        from bailee.store.models import Device as Row
        from bailee.store.models import Place as PlaceRow

        with self._reading():
            there: dict[int, list[str]] = {}
            named = self._rows(PlaceRow).filter(device__isnull=False).order_by("name").values_list("device", "name")
            for number, name in named:
                there.setdefault(number, []).append(name)
            rows = self._rows(Row).select_related("site").order_by("-last_seen_at", "pk")
            found = [
                Device(
                    row.ident, self._decrypted("device.name", row.name), row.system,
                    row.site.name if row.site is not None else "", tuple(there.get(row.pk, ())), row.silent_days,
                    row.days_seen, row.first_seen_at, row.last_seen_at, row.retired_at,
                )
                for row in rows
            ]  # fmt: skip
        return tuple(sorted(found, key=lambda each: each.retired_at is not None))

    def device_name(self, ident: str) -> str:
        """What a device is called, by its own row alone; empty where there is none."""
        from bailee.store.models import Device as Row

        with self._reading():
            row = self._rows(Row).filter(ident=ident).only("name").first()
            return self._decrypted("device.name", row.name) if row is not None else ""

    def keep_device(self, ident: str, *, site: str | None = None, silent_days: int | None = None) -> None:
        """Where it stands ('' for no site), and after how many days without it somebody is told. None leaves it as it is."""
        with self.transaction(Permission.MANAGE_STORES):
            row = self._device_row(ident)
            told: dict[str, Any] = {}
            if site is not None:
                row.site = self._site_row(site) if site else None
                told["site"] = row.site.ident if row.site is not None else "none"
            if silent_days is not None:
                if not 0 <= silent_days <= LONGEST:
                    raise InvalidInput(f"{silent_days} is no number of days", hint=f"0, for never, to {LONGEST}")
                row.silent_days = told["silent_days"] = silent_days
            row.save(using=self.alias)
            self.record("device-kept", row.ident, told)

    def retire_device(self, ident: str) -> None:
        """It is not expected any more; what was found on it stays. A scan there brings it back."""
        with self.transaction(Permission.MANAGE_STORES):
            row = self._device_row(ident)
            if row.retired_at is None:
                row.retired_at = now()
                row.save(using=self.alias)
                self.record("device-retired", row.ident, {})

    def _device_row(self, ident: str) -> Any:
        from bailee.store.models import Device as Row

        row = self._rows(Row).filter(ident=ident).first()
        if row is None:
            raise InvalidInput("there is no such device", hint="`bailee devices` lists them")
        return row
