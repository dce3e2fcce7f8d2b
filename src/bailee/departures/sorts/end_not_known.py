"""End not known: a declared period runs from an event, and nobody said when that was for what lies there.

Asked for what is old enough to be past it, and never passed over: neither the roster nor the record says that somebody left, or
the event is another one, of which nothing here could know.
"""

from __future__ import annotations

from collections.abc import Iterator

from bailee.departures.ages import lying, past
from bailee.departures.bounds import LEAVING, RECORD, declared
from bailee.departures.departure import Departure
from bailee.departures.ground import Ground
from bailee.inventory.sightings import FileKey
from bailee.matrix import HELD, Key, number
from bailee.people import PeopleRange
from bailee.vocabulary import Severity, State

SORT = "end-not-known"
_ROSTER = "bailee declare roster FILE"


def find(ground: Ground) -> Iterator[Departure]:
    for activity, bounds in declared(ground):
        asked: dict[FileKey, None] = {}
        cells: list[Key] = []
        people = PeopleRange(0, 0)
        for bound in bounds:
            if bound.start == RECORD:
                continue
            unknown = past(ground, bound.key, bound.files, bound.length, bound.start).unknown
            free = [file for file in unknown if not ground.held(bound.key[0], file)]
            if free:
                asked |= dict.fromkeys(free)
                cells.append(bound.key)
                people = max(people, ground.people_in(*bound.key, free), key=lambda each: each.high)
        if not asked:
            continue
        event, count = activity.limits.event, number(len(asked), "file")
        leaving = any(each.start == LEAVING for each in bounds)
        yield Departure(
            SORT,
            activity.name,
            f"{activity.name} is kept {activity.limits.at_most} after {event}: when did it end, for {count}?",
            tuple(sorted({store for store, _ in asked})),
            people,
            tuple(cells),
            HELD,
            Severity.LOW,
            State.AMBER,
            f"Declared: {activity.kept}. "
            + (
                "No record there says when somebody left, and the roster does not say it of everybody whom these files name."
                if leaving
                else f"Nothing here says when {event} was, so whether these files are past it is for a person to say."
            )
            + " Only files that are older than the period are counted.",
            next="Put the days of leaving into the roster" if leaving else f"Say when it ended, for {count}",
            how=_ROSTER if leaving else "",
            clears="A roster with their days of leaving, another period that was declared, or your word that it has not ended."
            if leaving
            else "Another period that was declared, or your word that it has not ended.",
            files=lying(ground, asked),
            todo=f"Put the days of leaving into the roster, for {count} of {activity.name}"
            if leaving
            else f"Say when {event} was, for {count} of {activity.name}",
        )
