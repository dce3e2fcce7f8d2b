"""Secured: files that were sealed, moved, restricted or erased, and what undo needs to put them back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bailee.errors import InvalidInput
from bailee.permissions import Permission
from bailee.store.rows.base import Door, now


@dataclass(frozen=True, slots=True)
class ProtectedFile:
    """One file that something was done with. `details` holds its paths, mode, times and digests, decrypted."""

    ident: str
    action: str  # seal, quarantine, move, restrict, erase
    state: str  # planned, applied, undone, failed, erased
    locator: str  # masked, for people
    details: dict[str, Any] = field(repr=False)
    changed_at: datetime


def sealed_in(door: Door, root: Path | None) -> dict[str, str]:
    """Files of a place that stand sealed now: fingerprint of the original's path in it → that of the sealed copy's.

    A sealed file is still held: what was found in it stays, though a scan meets only a copy that it cannot read.
    """
    from bailee.store.models import ProtectedFile as Row

    if root is None:  # only files of our own disks are sealed
        return {}
    place = root.resolve()
    copies: dict[str, str] = {}
    with door._reading():
        rows = list(door._rows(Row).filter(state="applied", action__in=("seal", "quarantine")))
    for row in rows:
        details = door._decrypted("protected_file.details", row.details)
        if not {"folder", "name", "sealed_name"} <= details.keys():
            continue
        folder = Path(details["folder"]).resolve()
        kept_in = Path(details.get("to_folder") or folder).resolve()
        if folder.is_relative_to(place) and kept_in.is_relative_to(place):
            original = str(folder.relative_to(place) / details["name"])
            copy = str(kept_in.relative_to(place) / details["sealed_name"])
            copies[door.fingerprint("file", original)] = door.fingerprint("file", copy)
    return copies


def quarantined(door: Door) -> frozenset[Path]:
    """Where files stood that are in quarantine now: what is held of them is sealed, though no sealed copy lies beside."""
    from bailee.store.models import ProtectedFile as Row

    with door._reading():
        rows = list(door._rows(Row).filter(state="applied", action="quarantine"))
    told = [door._decrypted("protected_file.details", row.details) for row in rows]
    return frozenset(Path(each["folder"], each["name"]) for each in told)


class Secured(Door):
    def protected_files(self, state: str | None = None) -> tuple[ProtectedFile, ...]:
        from bailee.store.models import ProtectedFile as Row

        with self._reading():
            rows = self._rows(Row).order_by("pk")
            if state is not None:
                rows = rows.filter(state=state)
            return tuple(
                ProtectedFile(
                    row.ident,
                    row.action,
                    row.state,
                    row.locator,
                    self._decrypted("protected_file.details", row.details),
                    row.changed_at,
                )
                for row in rows
            )

    def save_protected_file(
        self, ident: str, *, action: str, state: str, locator: str, details: dict[str, Any]
    ) -> None:
        """Add one, or bring it to a new state. `locator` masked; `details` is encrypted whole."""
        from bailee.store.models import ProtectedFile as Row

        values = {
            "action": action,
            "state": state,
            "locator": locator,
            "details": self._encrypted("protected_file.details", details),
            "changed_at": now(),
        }
        with self.transaction(Permission.PROTECT):
            if not self._rows(Row).filter(ident=ident).update(**values):
                self._add(Row, ident=ident, **values)
            self._note_states([ident], state)

    def mark_protected_files(self, idents: Sequence[str], state: str) -> None:
        """Bring some to a new state; what is known of them stays."""
        from bailee.store.models import ProtectedFile as Row

        with self.transaction(Permission.PROTECT):
            for start in range(0, len(idents), 500):
                some = tuple(idents[start : start + 500])
                self._rows(Row).filter(ident__in=some).update(state=state, changed_at=now())
            self._note_states(idents, state)

    def _note_states(self, idents: Sequence[str], state: str) -> None:
        """Appended, so that what was secured on a past day can be asked."""
        from bailee.store.models import ProtectedFileChange as Row

        of = {"organisation_id": self.organisation_id, "state": state, "at": now()}
        Row.objects.using(self.alias).bulk_create([Row(ident=each, **of) for each in idents], batch_size=1_000)

    def protected_file(self, ident: str) -> ProtectedFile:
        for each in self.protected_files():
            if each.ident == ident:
                return each
        raise InvalidInput("there is no such protected file")
