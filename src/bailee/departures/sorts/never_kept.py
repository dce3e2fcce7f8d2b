"""Kept though it may never be: security codes and magnetic tracks of cards, after the payment was authorised.

A form that came today may still wait for its authorisation, so what is a day old or older counts. The number of a card may be
kept, protected; the code on its back may not, not even encrypted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from bailee.departures.departure import Cited, Departure, Lying
from bailee.departures.ground import Ground
from bailee.inventory.sightings import FileKey
from bailee.matrix import HELD, number
from bailee.vocabulary import Locator, Severity, State, SubjectCategory

SORT = "never-kept"
_RULE = "spd-pci"
_WAITS = 1  # day in which a form may wait


def find(ground: Ground) -> Iterator[Departure]:
    rules = [each for each in ground.applying(_RULE) if each.never_keep]
    if not rules:
        return
    by_store: dict[tuple[SubjectCategory, str], set[FileKey]] = defaultdict(set)
    keys: dict[tuple[SubjectCategory, str], set[str]] = defaultdict(set)
    for (category, subject), files in ground.codes.items():
        for file in files:
            seen = ground.files.get(file)
            if seen and (seen.modified is None or (ground.on - seen.modified).days >= _WAITS):
                by_store[subject, file[0]].add(file)
                keys[subject, file[0]].add(category)
    for (subject, store), files in sorted(by_store.items()):
        holds = {hold for file in files for hold in ground.held("payment-card", file)} if ground.holds else set()
        free = {file for file in files if not ground.held("payment-card", file)}
        counted = free or files
        one = len(counted) == 1
        yield Departure(
            SORT,
            f"{subject.value}|{store}",
            f"{number(len(counted), 'file')} in {store} {'has' if one else 'have'} security codes or tracks of cards",
            (store,),
            ground.people_in("payment-card", subject, counted),
            tuple((category, subject) for category in sorted({*keys[subject, store], "card-authorisations"})),
            HELD,
            Severity.SEVERE,
            State.RED,
            "A security code, a full track or a PIN may not be kept once a payment is authorised, not even encrypted.",
            Cited.of(rules[0]),
            next=f"Erase the codes in {number(len(counted), 'file')}",
            clears="A scan that finds no code there: take a form without the field, black it out on paper before it is scanned.",
            files=tuple(
                Lying(store, Locator((ground.files[file].path,)), (), *ground.dated(file))
                for file in sorted(counted, key=str)
            ),
            held_by=() if free else tuple(hold.words for hold in sorted(holds, key=lambda each: each.ident)),
        )
