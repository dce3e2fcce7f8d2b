"""Used elsewhere than declared: it lies where the organisation does something else, for purposes that it was not collected for.

A store's purposes are those of the activities that name it. A category that none of these covers, and whose own activities
share no purpose with them, lies there for another use: a payroll file in the share of marketing.
"""

from __future__ import annotations

from collections.abc import Iterator

from bailee.departures.ages import lying
from bailee.departures.departure import Departure
from bailee.departures.ground import Ground, severity_of
from bailee.departures.wording import label_of
from bailee.inventory.activities import covers
from bailee.matrix import HELD, SUBJECTS, number
from bailee.vocabulary import Severity, State

SORT = "used-elsewhere"


def find(ground: Ground) -> Iterator[Departure]:
    naming = {
        store: [each for each in ground.activities if store in each.stores]
        for each in ground.activities
        for store in each.stores
    }
    for (category, subject), files in sorted(ground.lying.items()):
        own = [each for each in ground.activities if covers(each, category, subject)]
        if not own:
            continue  # no purpose at all: said by itself
        wanted = {purpose.casefold() for each in own for purpose, _ in each.purposes}
        for store in sorted({store for store, _ in files}):
            there = naming.get(store, [])
            purposes = {purpose.casefold(): purpose for each in there for purpose, _ in each.purposes}
            if not there or any(each in own for each in there) or wanted & purposes.keys():
                continue
            inside_it = tuple(file for file in files if file[0] == store)
            one = len(inside_it) == 1
            label = label_of(category)
            severity = severity_of(category)
            collected = ", ".join(dict.fromkeys(purpose for each in own for purpose, _ in each.purposes))
            yield Departure(
                SORT,
                f"{category}|{subject.value}|{store}",
                f"{number(len(inside_it), 'file')} with {label} of {SUBJECTS[subject]} {'lies' if one else 'lie'} in {store}, which is for {', '.join(purposes.values())}",
                (store,),
                ground.people_in(category, subject, inside_it),
                ((category, subject),),
                HELD,
                severity,
                State.RED if severity >= Severity.HIGH else State.AMBER,
                f"Declared for {collected} ({', '.join(each.name for each in own)}). "
                f"{store} is declared for {', '.join(purposes.values())} ({', '.join(each.name for each in there)}), and that names no {label}.",
                next=f"Move {number(len(inside_it), 'file')} out of {store}, or declare the purpose",
                clears=f"A scan that finds none there, or an activity that names {store} for it.",
                files=lying(ground, inside_it),
            )
