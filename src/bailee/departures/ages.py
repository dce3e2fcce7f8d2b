"""Files that are older than a bound, with what a legal hold keeps among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bailee.departures.bounds import LEAVING, RECORD
from bailee.departures.departure import Lying
from bailee.departures.ground import Ground
from bailee.departures.holds import Hold
from bailee.inventory.retention import Length
from bailee.inventory.sightings import FileKey
from bailee.matrix import Key
from bailee.vocabulary import Locator

AHEAD = timedelta(days=30)  # before its day, in which what ends is worth a word

Dated = Callable[[FileKey], tuple[date | None, str]]


@dataclass(frozen=True, slots=True)
class Aged:
    """Of some files: those past a bound, those of them that a legal hold keeps, and those of which nothing tells."""

    free: tuple[FileKey, ...]
    held: tuple[FileKey, ...]
    holds: tuple[Hold, ...]
    unknown: tuple[FileKey, ...]  # no date; or old enough, and nobody said when what the bound runs from was
    dated: Dated  # how old each is, and as what says
    ended_on: date | None = None  # the period of the oldest

    @property
    def counted(self) -> tuple[FileKey, ...]:
        """What the departure is about: what may go, and where nothing may, what is kept."""
        return self.free or self.held

    @property
    def held_by(self) -> tuple[str, ...]:
        return () if self.free else tuple(hold.words for hold in self.holds)


def past(ground: Ground, key: Key, files: Iterable[FileKey], bound: Length, start: str = RECORD) -> Aged:
    """Files whose date lies before the bound: that of the record, or of the event that the bound runs from."""
    last = bound.before(ground.on)
    free: list[FileKey] = []
    held: list[FileKey] = []
    holds: dict[str, Hold] = {}
    unknown: list[FileKey] = []

    def dated(file: FileKey) -> tuple[date | None, str]:
        if start == RECORD:
            return ground.dated(file, key[0])
        ending = ground.ended(key, file)
        return ending.on, ending.says

    for file in sorted(files, key=str):
        day, _ = dated(file) if start in (RECORD, LEAVING) else (None, "")
        if day is None:
            # what ended did so after the record was made; a record that is younger than the bound is not past it
            made, _ = ground.dated(file, key[0])
            running = start == LEAVING and ground.ended(key, file).is_to_come
            if not running and (made is None or made < last):
                unknown.append(file)
            continue
        if day >= last:
            continue
        under = ground.held(key[0], file)
        (held if under else free).append(file)
        holds |= {hold.ident: hold for hold in under}
    days = [day for file in free or held if (day := dated(file)[0]) is not None]
    ended = bound.after(min(days)) if days else None
    return Aged(tuple(free), tuple(held), tuple(holds.values()), tuple(unknown), dated, ended)


def ending(
    ground: Ground, key: Key, files: Iterable[FileKey], bound: Length, start: str = RECORD
) -> dict[FileKey, date]:
    """Files that are not past the bound today and will be within a month, with the day; what a legal hold keeps is not among them."""
    last = bound.before(ground.on)
    found: dict[FileKey, date] = {}
    for file in files if start in (RECORD, LEAVING) else ():
        day = ground.dated(file, key[0])[0] if start == RECORD else ground.ended(key, file).on
        if day is not None and day >= last and bound.after(day) <= ground.on + AHEAD and not ground.held(key[0], file):
            found[file] = bound.after(day)
    return found


def lying(ground: Ground, files: Iterable[FileKey], dated: Dated | None = None) -> tuple[Lying, ...]:
    """As a departure names them, the oldest first."""
    named = [
        Lying(file[0], Locator((ground.files[file].path,)), (), *(dated or ground.dated)(file))
        for file in files
        if file in ground.files
    ]
    return tuple(sorted(named, key=lambda each: (each.on or date.max, str(each.locator))))
