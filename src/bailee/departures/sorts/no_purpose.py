"""No purpose at all: it is held, and nobody said what for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from bailee.departures.departure import Departure
from bailee.departures.ground import Ground, severity_of
from bailee.departures.wording import label_of
from bailee.inventory import Holding
from bailee.inventory.activities import covers
from bailee.matrix import HELD, SUBJECTS, number
from bailee.vocabulary import State, SubjectCategory

SORT = "no-purpose"
_NAMED = 5


def find(ground: Ground) -> Iterator[Departure]:
    by_subject: dict[SubjectCategory, list[Holding]] = defaultdict(list)
    for (category, subject), holding in sorted(ground.holdings.items()):
        if subject is SubjectCategory.PERSON or holding.tools or category == "scan-records":
            continue  # who these people are is asked first; of what a tool records, its register asks
        if not any(covers(each, category, subject) for each in ground.activities):
            by_subject[subject].append(holding)
    for subject, held in by_subject.items():
        held.sort(key=lambda each: (-severity_of(each.category).rank, each.category))
        labels = [label_of(each.category) for each in held]
        named = ", ".join(labels[:_NAMED]) + (f" and {len(labels) - _NAMED} more" if len(labels) > _NAMED else "")
        yield Departure(
            SORT,
            subject.value,
            f"{number(len(held), 'category', 'categories')} of data about {SUBJECTS[subject]} {'is' if len(held) == 1 else 'are'} held, "
            "and nobody said what for",
            tuple(sorted({store for each in held for store in each.stores})),
            max((each.people for each in held), key=lambda each: each.high),
            tuple((each.category, subject) for each in held),
            HELD,
            severity_of(held[0].category),
            State.AMBER,
            f"{named[:1].upper()}{named[1:]}. What has no purpose needs no keeping: a purpose is what a period, a notice and a lawful "
            "basis hang on.",
            next=f"Declare {number(len(held), 'purpose')}, or erase what has none",
            how=f"bailee declare activity --name NAME --purpose PURPOSE --category {held[0].category} --subject {subject.value}",
            clears="Activities that name each of them, or a scan that finds none.",
        )
