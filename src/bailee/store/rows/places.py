"""Places: folders, files and sources that are scanned, and what a source handed over."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bailee.findings import masked
from bailee.permissions import Permission
from bailee.sources.addresses import Where, looks_like_one, parse, written
from bailee.store.rows.base import Door, atomic, now
from bailee.vocabulary import Locator


@dataclass(frozen=True, slots=True)
class Place:
    """A folder, a file or a source that was scanned. `name` is masked and unique; `where` is exact."""

    ident: int
    name: str
    where: Where = field(repr=False)

    @property
    def path(self) -> Path | None:
        """Where it lies on a disk; None where it is behind an address."""
        return self.where if isinstance(self.where, Path) else None


@dataclass(frozen=True, slots=True)
class PlaceState:
    """What a source handed over, so that it is asked only for changes the next time."""

    source: bytes = field(default=b"", repr=False)
    listed_at: datetime | None = None  # when it was last listed whole


class Places(Door):
    def places(self) -> tuple[Place, ...]:
        from bailee.store.models import Place as Row

        with self._reading():
            return tuple(
                Place(row.pk, row.name, _where(self._decrypted("place.path", row.path)))
                for row in self._rows(Row).order_by("pk")
            )

    def add_place(self, where: Where) -> Place:
        """The place of a path or an address, made on its first scan."""
        from django.db import IntegrityError

        from bailee.store.models import Place as Row

        where = where.absolute() if isinstance(where, Path) else where
        printed = self.fingerprint("place", written(where))
        with self.transaction(Permission.SCAN):
            same = self._rows(Row).filter(path_fingerprint=printed)
            row = same.first()
            if row is None:
                try:
                    with atomic(self.alias):
                        row = self._add(
                            Row,
                            name=self._place_name(where),
                            path_fingerprint=printed,
                            path=self._encrypted("place.path", written(where)),
                            added_at=now(),
                        )
                except IntegrityError:  # two at once: the other one's stands
                    row = same.first()
                    if row is None:
                        raise
            return Place(row.pk, row.name, where)

    def place_state(self, place: Place) -> PlaceState:
        """What its source handed over after its last whole listing."""
        from bailee.store.models import Place as Row

        with self._reading():
            kept = self._rows(Row).values_list("state", flat=True).get(pk=place.ident)
        if kept is None:
            return PlaceState()
        told = self._decrypted("place.state", kept)
        return PlaceState(b64decode(told["source"]), datetime.fromisoformat(told["listed_at"]))

    def save_place_state(self, place: Place, state: PlaceState) -> None:
        from bailee.store.models import Place as Row

        kept = None
        if state.source and state.listed_at is not None:
            told = {
                "source": b64encode(state.source).decode("ascii"),
                "listed_at": state.listed_at.isoformat(),
            }
            kept = self._encrypted("place.state", told)
        with self.transaction(Permission.SCAN):
            self._rows(Row).filter(pk=place.ident).update(state=kept)

    def _place_name(self, where: Where) -> str:
        """Its last folder's name, masked; numbered where another place has that name already."""
        from bailee.store.models import Place as Row

        plain = masked(Locator((where.name or str(where),))).segments[0]
        taken = set(self._rows(Row).values_list("name", flat=True))
        name, number = plain, 2
        while name in taken:
            name, number = f"{plain} ({number})", number + 1
        return name


def _where(text: str) -> Where:
    return parse(text) if looks_like_one(text) else Path(text)
