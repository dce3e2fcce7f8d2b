"""Policies of scanning as rows: what was said of the provider's clients, of this client, its sites and devices.

`workspace.policies()` is the whole chain above and within an organisation; `scan_policies.resolve` tells what it comes to.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bailee.errors import InvalidInput
from bailee.keys import MasterKey, OrganisationKeys
from bailee.machines import Machine
from bailee.permissions import Permission
from bailee.scan_policies.resolve import Level, Policy
from bailee.store.database import explained
from bailee.store.rows.base import Door, atomic, now

_FIELD = "scan_policy.told"
WHO_SETS = {
    Level.PROVIDER: Permission.CHANGE_SETTINGS,
    Level.CLIENT: Permission.CHANGE_SETTINGS,
    Level.SITE: Permission.MANAGE_STORES,
    Level.DEVICE: Permission.MANAGE_STORES,
}


class ScanPolicies(Door):
    def policies(self) -> tuple[Policy, ...]:
        """The provider's, this organisation's, and of its sites and devices: the newest version of each. Of sites and devices
        `name` is left to who knows them."""
        from bailee.store.models import ScanPolicy as Row

        above = self._provider_policy()
        with self._reading():
            newest: dict[tuple[str, str], Any] = {}
            for row in self._rows(Row).order_by("version"):
                newest[row.level, row.about] = row
            own = [self._policy(row, self._decrypted(_FIELD, row.told)) for row in newest.values()]
        return (*above, *own)

    def policy_versions(self, level: Level, about: str = "") -> tuple[Policy, ...]:
        """Every version of one policy of this organisation's, newest first."""
        from bailee.store.models import ScanPolicy as Row

        with self._reading():
            rows = self._rows(Row).filter(level=level.value, about=about).order_by("-version")
            return tuple(self._policy(row, self._decrypted(_FIELD, row.told)) for row in rows)

    def save_policy(self, level: Level, about: str, told: Mapping[str, Any], *, after: int) -> Policy:
        """Say what holds from now on, whole. `after` is the version that one has seen: InvalidInput where another came since."""
        from bailee.store.models import ScanPolicy as Row

        with self.transaction(WHO_SETS[level]):
            newest = self._rows(Row).filter(level=level.value, about=about).order_by("-version").first()
            if (newest.version if newest is not None else 0) != after:
                raise InvalidInput(
                    "somebody changed this policy meanwhile", hint="look at what it says now, then change it again"
                )
            row = self._add(
                Row, level=level.value, about=about, version=after + 1, told=self._encrypted(_FIELD, dict(told)),
                by=self.member, at=now(),
            )  # fmt: skip
            return self._policy(row, told)

    def place_standings(self) -> dict[int, tuple[str, str]]:
        """Of each place: the idents of its device and its site; empty where it has none. A place without a site of its own
        stands where its device does."""
        from bailee.store.models import Place as Row

        with self._reading():
            asked = self._rows(Row).values_list("pk", "device__ident", "site__ident", "device__site__ident")
            return {number: (device or "", site or there or "") for number, device, site, there in asked}

    def device_site(self, device: str) -> str:
        """Ident of the site where a device stands; empty where it stands at none."""
        from bailee.store.models import Device as Row

        with self._reading():
            rows = self._rows(Row).filter(ident=device, site__closed_at=None)
            return str(rows.values_list("site__ident", flat=True).first() or "")

    def device_of(self, machine: Machine) -> str:
        """Ident of the device that a machine is; empty where it was never scanned."""
        from bailee.store.models import Device as Row

        with self._reading():
            rows = self._rows(Row).filter(number_fingerprint=self.fingerprint("device", machine.number))
            return str(rows.values_list("ident", flat=True).first() or "")

    def last_due(self) -> dict[str, datetime]:
        """For when each schedule, and each policy by itself, last had something scanned."""
        from django.db.models import Max

        from bailee.store.models import ScanRequest

        with self._reading():
            ran = self._rows(ScanRequest).exclude(schedule="").order_by().values_list("schedule")
            return dict(ran.annotate(last=Max("due_at")))

    def _provider_policy(self) -> tuple[Policy, ...]:
        """What the provider said for all of its clients; read through its own keys, as its reports' look is."""
        from bailee.store.models import Organisation
        from bailee.store.models import ScanPolicy as Row

        if self.provider_number is None:
            return ()
        with explained(self.home), atomic(self.alias):
            self._engine.enter(self.alias, (self.provider_number,))
            theirs = Organisation.objects.using(self.alias).filter(pk=self.provider_number).first()
            rows = Row.objects.using(self.alias).filter(organisation_id=self.provider_number, level="provider")
            row = rows.order_by("-version").first()
            self._engine.enter(self.alias, (self.organisation_id,))
        if row is None or theirs is None or not theirs.wrapped_keys:
            return ()
        keys = OrganisationKeys.open(MasterKey.open(self.home), theirs.ident, bytes(theirs.wrapped_keys))
        told = json.loads(keys.decrypt_field(_FIELD, bytes(row.told)))
        return (Policy(Level.PROVIDER, "", theirs.name, told, row.version, row.by, row.at),)

    def _policy(self, row: Any, told: Mapping[str, Any]) -> Policy:
        return Policy(Level(row.level), row.about, "", told, row.version, row.by, row.at)
