"""Bounds: how long files may lie, as the activities that they lie for declare. What runs from an event is told apart.

>>> runs_from("creation"), runs_from("leaving"), runs_from("the last purchase")
('record', 'leaving', 'event')
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from bailee.departures.ground import Ground, severity_of
from bailee.inventory import ProcessingActivity
from bailee.inventory.activities import covers
from bailee.inventory.retention import Length
from bailee.inventory.sightings import FileKey
from bailee.matrix import Key
from bailee.vocabulary import Severity

RECORD, LEAVING, EVENT = "record", "leaving", "event"
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
_LEAVING = re.compile(
    r"(?i)\b(?:leav\w+|left|terminat\w+|separat\w+|resign\w+|depart\w+|dismiss\w+|retire\w*|exit"
    r"|employment|end of (?:the |their )?(?:work|contract|relationship|membership))\b"
)


@dataclass(frozen=True, slots=True)
class Bound:
    """So long, from that on, some files of a category may lie."""

    key: Key
    length: Length
    start: str  # RECORD, LEAVING or EVENT
    event: str  # as it was declared; empty: from when it was made
    files: tuple[FileKey, ...]
    longest: str = ""  # the activity whose length it is, where another one's is longer


def runs_from(event: str) -> str:
    """What a period runs from: the record, the day on which somebody left, or another event."""
    if not event or any(word in event for word in _OF_THE_RECORD):
        return RECORD
    return LEAVING if _LEAVING.search(event) else EVENT


def declared(ground: Ground) -> Iterator[tuple[ProcessingActivity, list[Bound]]]:
    """The files of each activity that said how long, by category, with the bound.

    Where several use a category, the longest counts, one that runs from an event before those that run from the record; where
    one of them says none, nothing can be held against it.
    """
    by_activity: dict[str, list[Bound]] = defaultdict(list)
    activities = {each.name: each for each in ground.activities}
    for key, files in sorted(ground.lying.items()):
        lying: dict[tuple[str, Length, str, str], list[FileKey]] = defaultdict(list)
        bounds = {store: _bound(ground, key, store) for store in {store for store, _ in files}}
        for file in files:
            if found := bounds[file[0]]:
                lying[found].append(file)
        for (name, length, start, longest), own in lying.items():
            by_activity[name].append(Bound(key, length, start, activities[name].limits.event, tuple(own), longest))
    for name, held in sorted(by_activity.items()):
        # names and addresses stand in every old file; what is kept for a purpose shows in its records
        yield activities[name], [each for each in held if severity_of(each.key[0]) > Severity.LOW] or held


def _bound(ground: Ground, key: Key, store: str) -> tuple[str, Length, str, str] | None:
    own = [each for each in ground.activities if covers(each, *key) and (not each.stores or store in each.stores)]
    bounds: list[tuple[Length, ProcessingActivity]] = []
    for activity in own:
        if activity.limits.at_most is None:
            return None
        bounds.append((activity.limits.at_most, activity))
    if not bounds:
        return None
    length, longest = max(bounds, key=lambda pair: pair[0].days)
    later = [each for each in bounds if runs_from(each[1].limits.event) != RECORD]
    activity = max(later or bounds, key=lambda pair: pair[0].days)[1]
    is_own = activity.limits.at_most == length
    return activity.name, length, runs_from(activity.limits.event), "" if is_own else longest.name
