"""Sites: where an organisation works, with the law and the clock of each; places may belong to one."""

from __future__ import annotations

import re
import secrets
import zoneinfo
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from bailee.errors import InvalidInput
from bailee.obligations.load import place_codes
from bailee.permissions import Permission
from bailee.store.rows.base import now
from bailee.store.rows.proven import Proven
from bailee.store.typed import typed_name


@dataclass(frozen=True, slots=True)
class Site:
    ident: str
    name: str
    jurisdiction: str  # such as US-NY or DE; '' where nobody said
    time_zone: str  # such as America/New_York; '' where nobody said
    places: tuple[str, ...]  # names of the places there
    added_at: datetime


class Sites(Proven):
    def sites(self) -> tuple[Site, ...]:
        """Sites that are not closed, by name."""
        from bailee.store.models import Place
        from bailee.store.models import Site as Row

        with self._reading():
            there: dict[int, list[str]] = {}
            for number, name in (
                self._rows(Place).filter(site__isnull=False).order_by("name").values_list("site", "name")
            ):
                there.setdefault(number, []).append(name)
            return tuple(
                Site(row.ident, row.name, row.jurisdiction, row.time_zone, tuple(there.get(row.pk, ())), row.added_at)
                for row in self._rows(Row).filter(closed_at__isnull=True).order_by("name")
            )

    def add_site(self, name: str, *, jurisdiction: str = "", time_zone: str = "") -> str:
        """A site; its ident. InvalidInput where the name is taken, or the law or the clock is none that is known."""
        from bailee.store.models import Site as Row

        name = typed_name(name, "a site")
        if jurisdiction and jurisdiction not in place_codes():
            raise InvalidInput(
                "this jurisdiction is not known", hint="a code such as US-NY or DE; `bailee laws` has them"
            )
        if time_zone and _clocks() and time_zone not in _clocks():  # some systems know no clocks
            raise InvalidInput("this time zone is not known", hint="a name such as America/New_York or Europe/Berlin")
        slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "site"
        ident = f"{slug}-{secrets.token_hex(3)}"
        with self.transaction(Permission.MANAGE_STORES):
            if self._rows(Row).filter(name=name).exists():
                raise InvalidInput("there is a site of this name already", hint="`bailee clients sites` lists them")
            told = {"jurisdiction": jurisdiction, "time_zone": time_zone}
            self._add(Row, ident=ident, name=name, added_at=now(), **told)
            self.record("site-added", ident, {name: value for name, value in told.items() if value})
        return ident

    def place_at(self, place: str, site: str) -> None:
        """A place, by its name, belongs to a site from now on; to none where `site` is empty."""
        from bailee.store.models import Place

        with self.transaction(Permission.MANAGE_STORES):
            row = self._site_row(site) if site else None
            if not self._rows(Place).filter(name=place).update(site=row):
                raise InvalidInput("there is no such place", hint="`bailee coverage` names them")
            self.record("place-at-site", row.ident if row is not None else "none", {})

    def close_site(self, site: str) -> None:
        """No more a site: its places stay, without one."""
        from bailee.store.models import Place

        with self.transaction(Permission.MANAGE_STORES):
            row = self._site_row(site)
            self._rows(Place).filter(site=row).update(site=None)
            row.closed_at = now()
            row.name = f"{row.name} (closed {row.closed_at:%Y-%m-%d %H:%M:%S})"  # its name is free again
            row.save(using=self.alias)
            self.record("site-closed", row.ident, {})

    def _site_row(self, site: str) -> Any:
        from bailee.store.models import Site as Row

        rows = self._rows(Row).filter(closed_at__isnull=True)
        row = rows.filter(ident=site).first() or rows.filter(name=site).first()
        if row is None:
            raise InvalidInput("there is no such site", hint="`bailee clients sites` lists them")
        return row


@cache
def _clocks() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())
