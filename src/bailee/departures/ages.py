"""Files that are older than a bound, with what a legal hold keeps among them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bailee.departures.departure import Lying
from bailee.departures.ground import Ground
from bailee.departures.holds import Hold
from bailee.inventory.retention import Length
from bailee.inventory.sightings import FileKey
from bailee.vocabulary import Locator


@dataclass(frozen=True, slots=True)
class Aged:
    """Of some files: those past a bound, those of them that a legal hold keeps, and how many have no date."""

    free: tuple[FileKey, ...]
    held: tuple[FileKey, ...]
    holds: tuple[Hold, ...]
    unknown: int
    oldest: date | None

    @property
    def counted(self) -> tuple[FileKey, ...]:
        """What the departure is about: what may go, and where nothing may, what is kept."""
        return self.free or self.held

    @property
    def held_by(self) -> tuple[str, ...]:
        return () if self.free else tuple(hold.words for hold in self.holds)


def past(ground: Ground, category: str, files: Iterable[FileKey], bound: Length) -> Aged:
    """Files whose date lies before the bound."""
    last = bound.before(ground.on)
    free: list[FileKey] = []
    held: list[FileKey] = []
    holds: dict[str, Hold] = {}
    unknown = 0
    oldest: date | None = None
    for file in sorted(files, key=str):
        day, _ = ground.dated(file)
        if day is None:
            unknown += 1
            continue
        if day >= last:
            continue
        oldest = day if oldest is None or day < oldest else oldest
        under = ground.held(category, file)
        (held if under else free).append(file)
        holds |= {hold.ident: hold for hold in under}
    return Aged(tuple(free), tuple(held), tuple(holds.values()), unknown, oldest)


def lying(ground: Ground, files: Iterable[FileKey]) -> tuple[Lying, ...]:
    """As a departure names them, the oldest first."""
    named = [
        Lying(file[0], Locator((ground.files[file].path,)), (), *ground.dated(file))
        for file in files
        if file in ground.files
    ]
    return tuple(sorted(named, key=lambda each: (each.on or date.max, str(each.locator))))
