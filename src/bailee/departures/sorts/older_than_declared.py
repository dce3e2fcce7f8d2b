"""Older than declared: what was said to be erased by then still lies there.

Where several activities use a category, the longest of their periods counts, and where one of them says none, nothing can be
held against it. A period that runs from something other than the record, such as the end of employment, is not counted here.
What a law asks to keep longer is not too old. A legal hold wins, and is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from bailee.departures.ages import lying, past
from bailee.departures.departure import Departure
from bailee.departures.ground import Ground, severity_of
from bailee.departures.periods import at_least, named
from bailee.departures.wording import label_of
from bailee.inventory import ProcessingActivity
from bailee.inventory.activities import covers
from bailee.inventory.retention import Length
from bailee.inventory.sightings import FileKey
from bailee.matrix import HELD, SUBJECTS, Key, number
from bailee.people import PeopleRange
from bailee.vocabulary import Severity, State

SORT = "older-than-declared"
_OF_THE_RECORD = (
    "creation",
    "receipt",
    "record",
    "it was made",
    "made",
    "test",
    "capture",
    "the last entry",
    "application",
)


def find(ground: Ground) -> Iterator[Departure]:
    by_activity: dict[str, list[tuple[Key, Length, tuple[FileKey, ...]]]] = defaultdict(list)
    activities = {each.name: each for each in ground.activities}
    for key, files in sorted(ground.lying.items()):
        by_bound: dict[str, tuple[Length, list[FileKey]]] = {}
        bounds = {store: _bound(ground, key, store) for store in {store for store, _ in files}}
        for file in files:
            bound = bounds[file[0]]
            if bound is not None:
                by_bound.setdefault(bound[0].name, (bound[1], []))[1].append(file)
        for name, (length, own) in by_bound.items():
            by_activity[name].append((key, length, tuple(own)))
    for name, held in sorted(by_activity.items()):
        # names and addresses stand in every old file; what is kept for a purpose shows in its records
        telling = [each for each in held if severity_of(each[0][0]) > Severity.LOW] or held
        made = _departure(ground, activities[name], telling)
        if made is not None:
            yield made


def _bound(ground: Ground, key: Key, store: str) -> tuple[ProcessingActivity, Length] | None:
    own = [each for each in ground.activities if covers(each, *key) and (not each.stores or store in each.stores)]
    bounds: list[tuple[Length, ProcessingActivity]] = []
    for activity in own:
        said = activity.limits
        if said.at_most is None or (said.event and not any(word in said.event for word in _OF_THE_RECORD)):
            return None
        bounds.append((said.at_most, activity))
    if not bounds:
        return None
    length, activity = max(bounds, key=lambda pair: pair[0].days)
    return activity, length


def _departure(
    ground: Ground, activity: ProcessingActivity, held: list[tuple[Key, Length, tuple[FileKey, ...]]]
) -> Departure | None:
    counted: set[FileKey] = set()
    under: dict[FileKey, None] = {}
    holds: dict[str, str] = {}
    cells: list[Key] = []
    people = PeopleRange(0, 0)
    longer = ""
    length = held[0][1]
    for key, declared, files in held:
        asked = at_least(ground, key[0])
        bound = declared
        if asked is not None and asked[0].days > declared.days:
            bound = asked[0]
            longer = f" What {asked[1].short} asks to keep for {asked[0]} is not counted before that."
        aged = past(ground, key[0], files, bound)
        if not aged.counted:
            continue
        counted |= set(aged.free)
        under |= dict.fromkeys(aged.held)
        holds |= {hold.ident: hold.words for hold in aged.holds}
        cells.append(key)
        found = ground.people_in(*key, aged.counted)
        people = found if found.high > people.high else people
    if not cells:
        return None
    files_ = counted or set(under)
    one = len(files_) == 1
    dated = lying(ground, files_)
    oldest = dated[0].on if dated else None
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
        f"{number(len(files_), 'file')} of {activity.name} {'is' if one else 'are'} older than the {length} declared",
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
    )
