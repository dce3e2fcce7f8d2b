"""No purpose at all: it is held, and nobody said what for."""

from __future__ import annotations

from collections.abc import Iterator

from bailee.departures.departure import Departure
from bailee.departures.ground import Ground, severity_of
from bailee.inventory.activities import covers
from bailee.matrix import HELD, SUBJECTS, number
from bailee.vocabulary import DATA_CATEGORIES, State, SubjectCategory, inside

SORT = "no-purpose"


def find(ground: Ground) -> Iterator[Departure]:
    for (category, subject), holding in sorted(ground.holdings.items()):
        if subject is SubjectCategory.PERSON or holding.tools or category == "scan-records":
            continue  # who these people are is asked first; of what a tool records, its register asks
        if any(covers(each, category, subject) for each in ground.activities):
            continue
        label = DATA_CATEGORIES[category].label
        yield Departure(
            SORT,
            f"{category}|{subject.value}",
            f"{label} of {SUBJECTS[subject]} are held in {number(len(holding.stores), 'store')}, and nobody said what for",
            holding.stores,
            holding.people,
            ((category, subject),),
            HELD,
            severity_of(category),
            State.AMBER,
            "What has no purpose needs no keeping: a purpose is what a period, a notice and a lawful basis hang on.",
            next="Declare 1 purpose, or erase it",
            how=f"bailee declare activity --name NAME --purpose PURPOSE --category {category} --subject {subject.value}",
            clears=f"An activity that names {inside(label)} of {SUBJECTS[subject]}, or a scan that finds none.",
        )
