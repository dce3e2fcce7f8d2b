"""Older than declared: what was said to be erased by then still lies there.

A period that runs from leaving is counted from the day that the roster has, or that the record says; one whose event nobody
dated is a question of its own (`end_not_known`). What a law asks to keep longer is not too old. A legal hold wins, and is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bailee.departures.ages import Dated, lying, past
from bailee.departures.bounds import LEAVING, Bound, declared
from bailee.departures.departure import Departure
from bailee.departures.ground import Ground, severity_of
from bailee.departures.periods import at_least, named
from bailee.departures.wording import label_of
from bailee.inventory import ProcessingActivity
from bailee.inventory.retention import Length
from bailee.inventory.sightings import FileKey
from bailee.matrix import HELD, SUBJECTS, Key, number
from bailee.obligations.evaluate import Obligation
from bailee.people import PeopleRange
from bailee.vocabulary import Severity, State

SORT = "older-than-declared"


def find(ground: Ground) -> Iterator[Departure]:
    for activity, bounds in declared(ground):
        made = _departure(ground, activity, bounds)
        if made is not None:
            yield made


def until(ground: Ground, bound: Bound) -> tuple[Length, Obligation | None]:
    """How long its files may lie: as declared, or as long as a rule asks to keep them where that is longer, with that rule."""
    asked = at_least(ground, bound.key[0])
    return asked if asked is not None and asked[0].days > bound.length.days else (bound.length, None)


def _departure(ground: Ground, activity: ProcessingActivity, bounds: Sequence[Bound]) -> Departure | None:
    counted: set[FileKey] = set()
    under: dict[FileKey, None] = {}
    holds: dict[str, str] = {}
    cells: list[Key] = []
    people = PeopleRange(0, 0)
    longer = ""
    length, longest = bounds[0].length, bounds[0].longest
    dates: dict[FileKey, Dated] = {}
    ended: list[date] = []
    for bound in bounds:
        key = bound.key
        most, asking = until(ground, bound)
        if asking is not None:
            longer = f" What {asking.short} asks to keep for {most} is not counted before that."
        aged = past(ground, key, bound.files, most, bound.start)
        if not aged.counted:
            continue
        dates |= dict.fromkeys(aged.counted, aged.dated)
        counted |= set(aged.free)
        under |= dict.fromkeys(aged.held)
        holds |= {hold.ident: hold.words for hold in aged.holds}
        cells.append(key)
        ended += [aged.ended_on] if aged.free and aged.ended_on else []
        found = ground.people_in(*key, aged.counted)
        people = found if found.high > people.high else people
    if not cells:
        return None
    files_ = counted or set(under)
    one = len(files_) == 1
    dated = lying(ground, files_, lambda file: dates[file](file))
    after = f" after {activity.limits.event}" if any(each.start == LEAVING for each in bounds) else ""
    oldest = dated[0].on if dated else None
    period = f"{length}{after}" if longest else f"the {length}{after} declared"
    longer += f" {longest} keeps the same data for {length}, and the longer one counts." if longest else ""
    stores = tuple(sorted({store for store, _ in files_}))
    categories = " and ".join(
        dict.fromkeys(f"{label_of(category)} of {SUBJECTS[subject]}" for category, subject in cells[:2])
    ) + (f" and {len(cells) - 2} more" if len(cells) > 2 else "")
    held_words = (
        f" {number(len(under), 'more file')} {'is' if len(under) == 1 else 'are'} kept by {' and '.join(holds.values())}."
        if under and counted
        else ""
    )
    worst = max((severity_of(category) for category, _ in cells), key=lambda each: each.rank)
    return Departure(
        SORT,
        activity.name,
        f"{number(len(files_), 'file')} of {activity.name} {'is' if one else 'are'} older than {period}",
        stores,
        people,
        tuple(cells),
        HELD,
        worst,
        State.AMBER if worst < Severity.HIGH else State.RED,
        f"{activity.name} keeps {categories}; declared: {activity.kept}. The oldest is of {oldest:%B %Y}, by {dated[0].dated_by}."
        f"{longer}{held_words}"
        if oldest
        else "",
        next=f"Erase {number(len(files_), 'file')}, or declare why {'it is' if one else 'they are'} kept longer"
        if counted
        else f"Keep {number(len(files_), 'file')} until the hold is lifted",
        clears="A scan that finds no such file, or another period that was declared.",
        files=dated,
        named=named(ground, (category for category, _ in cells)),
        held_by=() if counted else tuple(holds.values()),
        due=min(ended, default=None),
        due_by=f"{f'{longest} keeps the same for {length}' if longest else f'{activity.name} keeps it {activity.kept}'}: "
        "the period of the oldest file ended that day",
        todo=f"Erase {number(len(files_), 'file')} of {activity.name}, older than {period}",
    )
