"""Used elsewhere than declared: it lies where the organisation does something else, for purposes that it was not collected for.

A store's purposes are those of the activities that name it. A category that none of these covers, and whose own activities
share no purpose with them, lies there for another use: a payroll file in the share of marketing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from bailee.departures.ages import lying
from bailee.departures.departure import Departure
from bailee.departures.ground import Ground, severity_of
from bailee.departures.wording import label_of
from bailee.inventory import ProcessingActivity
from bailee.inventory.activities import covers
from bailee.inventory.sightings import FileKey
from bailee.matrix import HELD, SUBJECTS, Key, number
from bailee.vocabulary import Severity, State, SubjectCategory

SORT = "used-elsewhere"


def find(ground: Ground) -> Iterator[Departure]:
    naming: dict[str, list[ProcessingActivity]] = defaultdict(list)
    for activity in ground.activities:
        for store in activity.stores:
            naming[store].append(activity)
    found: dict[tuple[str, SubjectCategory], dict[Key, list[FileKey]]] = defaultdict(lambda: defaultdict(list))
    for key, files in sorted(ground.lying.items()):
        own = _own(ground, key)
        if not own:
            continue  # no purpose at all: said by itself
        wanted = _purposes(own).keys()
        elsewhere = {
            store
            for store, there in naming.items()
            if not any(each in own for each in there) and not wanted & _purposes(there).keys()
        }
        for file in files:
            if file[0] in elsewhere:
                found[file[0], key[1]][key].append(file)
    for (store, subject), held in sorted(found.items()):
        yield _departure(ground, store, subject, held, naming[store])


def _departure(
    ground: Ground,
    store: str,
    subject: SubjectCategory,
    held: dict[Key, list[FileKey]],
    there: list[ProcessingActivity],
) -> Departure:
    keys = sorted(held, key=lambda key: (-severity_of(key[0]).rank, -len(held[key]), key[0]))
    files = {file for own in held.values() for file in own}
    one, worst = len(files) == 1, keys[0]
    severity = severity_of(worst[0])
    labels = [label_of(category) for category, _ in keys]
    named = " and ".join(labels) if len(labels) < 3 else f"{labels[0]} and {len(labels) - 1} more"
    own = _own(ground, worst)
    purposes = ", ".join(_purposes(there).values())
    return Departure(
        SORT,
        f"{subject.value}|{store}",
        f"{number(len(files), 'file')} with {named} {'lies' if one else 'lie'} in {store}, which is for {purposes}",
        (store,),
        max(
            (ground.people_in(*key, held[key]) for key in keys if severity_of(key[0]) is severity),
            key=lambda each: each.high,
        ),
        tuple(keys),
        HELD,
        severity,
        State.RED if severity >= Severity.HIGH else State.AMBER,
        f"{labels[0][:1].upper()}{labels[0][1:]} of {SUBJECTS[subject]} were collected for {', '.join(_purposes(own).values())} "
        f"({', '.join(each.name for each in own)}). {store} is declared for {purposes} ({', '.join(each.name for each in there)}), and "
        "that names none of it.",
        next=f"Move {number(len(files), 'file')} out of {store}, or declare the purpose",
        clears=f"A scan that finds none there, or an activity that names {store} for it.",
        files=lying(ground, files),
    )


def _own(ground: Ground, key: Key) -> list[ProcessingActivity]:
    return [each for each in ground.activities if covers(each, *key)]


def _purposes(activities: list[ProcessingActivity]) -> dict[str, str]:
    """Purposes as they are compared, and as they were written."""
    return {purpose.casefold(): purpose for each in activities for purpose, _ in each.purposes}
