"""Declared too short: a period that ends before a law lets the record go. A warning before anything is erased."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from bailee.departures.departure import Cited, Departure
from bailee.departures.ground import Ground, severity_of
from bailee.departures.periods import at_least
from bailee.departures.wording import label_of
from bailee.inventory.activities import covers
from bailee.inventory.retention import Length
from bailee.matrix import HELD, Key
from bailee.obligations.evaluate import Obligation
from bailee.people import PeopleRange
from bailee.vocabulary import State

SORT = "declared-too-short"


def find(ground: Ground) -> Iterator[Departure]:
    for activity in ground.activities:
        declared = activity.limits.at_most
        if declared is None or activity.limits.event:
            continue  # what runs from another day than the record's is not held against it
        short: list[tuple[Key, Length, Obligation]] = []
        for key, holding in sorted(ground.holdings.items()):
            if not covers(activity, *key):
                continue
            asked = at_least(ground, key[0], frozenset(holding.kinds))
            if asked is not None and asked[0].days > declared.days and asked[1].touches.row(*key):
                short.append((key, *asked))
        if not short:
            continue
        key, length, rule = max(short, key=lambda each: each[1].days)
        people = max(
            (ground.holdings[each[0]].people for each in short), key=lambda each: each.high, default=PeopleRange(0, 0)
        )
        yield Departure(
            SORT,
            activity.name,
            f"{activity.name} is to be erased after {declared}; {rule.short} asks for {length}",
            tuple(sorted({store for each in short for store in ground.holdings[each[0]].stores})),
            people,
            tuple(each[0] for each in short),
            HELD,
            severity_of(key[0]),
            State.AMBER,
            f"{label_of(key[0]).capitalize()} have to be kept for {length} at least"
            f"{f': {rule.retention}' if rule.retention else ''}. Whoever erases by the declared period erases too soon.",
            Cited.of(rule),
            tuple(Cited.of(each) for each in dict.fromkeys(other[2] for other in short) if each is not rule),
            next=f"Declare {length} instead of {declared}",
            how=f'bailee declare activity --name {shlex.quote(activity.name)} --retention "{length}" …',
            clears=f"A declared period of {length} or longer.",
        )
