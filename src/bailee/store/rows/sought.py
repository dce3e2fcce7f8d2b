"""Sought: places that could be scanned from here, which of them were, and which a person left out, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from bailee.permissions import Permission
from bailee.places.interface import Found, Sort
from bailee.store.rows.base import now
from bailee.store.rows.scanned import Scanned


@dataclass(frozen=True, slots=True)
class SoughtPlace:
    """A place that was found, and what became of it."""

    found: Found
    found_at: datetime
    scanned_at: datetime | None  # a scan of it, or of what it lies in, finished then
    left_reason: str  # why a person said that it need not be scanned

    @property
    def is_open(self) -> bool:
        """Whether nobody knows what lies there."""
        return self.scanned_at is None and not self.left_reason


class Sought(Scanned):
    def save_found_places(self, found: Iterable[Found]) -> None:
        """What a search found; what it no longer found stays known, as no more here."""
        from bailee.store.models import FoundPlace as Row

        with self.transaction(Permission.SCAN):
            self._rows(Row).update(is_here=False)
            for place in found:
                told = self._encrypted("found_place.told", asdict(place))
                printed = self._print_of(place)
                changed = self._rows(Row).filter(fingerprint=printed).update(told=told, is_here=True, found_at=now())
                if not changed:
                    self._add(Row, sort=place.sort.value, fingerprint=printed, told=told, found_at=now())

    def sought_places(self) -> tuple[SoughtPlace, ...]:
        """Places of the last search, in its order."""
        from bailee.store.models import FoundPlace as Row

        with self._reading():
            rows = list(self._rows(Row).filter(is_here=True).order_by("pk"))
        scanned = self._scanned_addresses()
        places = []
        for row in rows:
            found = _found(self._decrypted("found_place.told", row.told))
            at = max((when for address, when in scanned.items() if covers(address, found.address)), default=None)
            places.append(SoughtPlace(found, row.found_at, at, row.left_reason))
        return tuple(places)

    def leave_place(self, place: Found, reason: str) -> None:
        """Note why a place need not be scanned; an empty reason takes that back."""
        from bailee.store.models import FoundPlace as Row

        with self.transaction(Permission.MANAGE_STORES):
            self._rows(Row).filter(fingerprint=self._print_of(place)).update(left_reason=reason)

    def _print_of(self, place: Found) -> str:
        return self.fingerprint("found-place", f"{place.sort.value}\0{place.address or place.name}")

    def _scanned_addresses(self) -> dict[str, datetime]:
        """Each place that a scan finished, with the time of the last one."""
        by_name = {place.name: str(place.path) for place in self.places()}
        ended: dict[str, datetime] = {}
        for scan in self.scans():
            if scan.state == "finished" and scan.ended_at is not None:
                ended.update((by_name[name], scan.ended_at) for name in scan.places if name in by_name)
        return ended


def _found(told: dict[str, Any]) -> Found:
    return Found(**{**told, "sort": Sort(told["sort"])})


def covers(scanned: str, address: str) -> bool:
    """Whether a scan of one place saw the other: the same, or a folder below it.

    >>> covers("/home", "/home/pat"), covers("/home/pat", "/home"), covers("/", "/srv"), covers("s3://a/", "s3://a")
    (True, False, True, True)
    """
    if not address:
        return False
    outer, inner = scanned.rstrip("/\\"), address.rstrip("/\\")
    return inner == outer or inner.startswith((outer + "/", outer + "\\"))
