"""Kept though it may never be: security codes and magnetic tracks of cards, after the payment was authorised.

A form that came today may still wait for its authorisation, so what is a day old or older counts. The number of a card may be
kept, protected; the code on its back may not, not even encrypted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from bailee.departures.ages import lying
from bailee.departures.departure import Cited, Departure
from bailee.departures.ground import Ground
from bailee.inventory.sightings import FileKey
from bailee.matrix import HELD, Key, number
from bailee.people import PeopleRange
from bailee.vocabulary import Severity, State, SubjectCategory

SORT = "never-kept"
_RULE = "spd-pci"
_WAITS = 1  # day in which a form may wait
_CARDS, _FORMS = "payment-card", "card-authorisations"


def find(ground: Ground) -> Iterator[Departure]:
    rules = [each for each in ground.applying(_RULE) if each.never_keep]
    if not rules:
        return
    by_store: dict[str, dict[SubjectCategory, set[FileKey]]] = defaultdict(lambda: defaultdict(set))
    keys: dict[str, set[Key]] = defaultdict(set)
    for (category, subject), files in ground.codes.items():
        for file in files:
            seen = ground.files.get(file)
            if seen and (seen.modified is None or (ground.on - seen.modified).days >= _WAITS):
                by_store[file[0]][subject].add(file)
                keys[file[0]] |= {(category, subject), (_FORMS, subject)}
    for store, by_subject in sorted(by_store.items()):
        every = frozenset(file for files in by_subject.values() for file in files)
        holds = {hold.ident: hold for file in every for hold in ground.held(_CARDS, file)}
        free = frozenset(file for file in every if not ground.held(_CARDS, file))
        counted = free or every
        people = [ground.people_in(_CARDS, subject, files & counted) for subject, files in by_subject.items()]
        one = len(counted) == 1
        yield Departure(
            SORT,
            store,
            f"{number(len(counted), 'file')} in {store} {'has' if one else 'have'} security codes or tracks of cards",
            (store,),
            PeopleRange(sum(each.low for each in people), sum(each.high for each in people)),
            tuple(sorted(keys[store])),
            HELD,
            Severity.SEVERE,
            State.RED,
            "A security code, a full track or a PIN may not be kept once a payment is authorised, not even encrypted.",
            Cited.of(rules[0]),
            next=f"Erase the codes in {number(len(counted), 'file')}",
            clears="A scan that finds no code there: take a form without the field, black it out on paper before it is scanned.",
            files=lying(ground, counted),
            held_by=() if free else tuple(hold.words for hold in holds.values()),
        )
