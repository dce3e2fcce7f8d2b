"""Drug tests open to everyone: results that transport rules ask to keep in a secure place with controlled access.

Employers under DOT rules alone; what they keep apart from the personnel file is told by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from bailee.departures.ages import lying
from bailee.departures.departure import Cited, Departure
from bailee.departures.documents import Document
from bailee.departures.ground import ANYONE, Ground
from bailee.departures.moves import move_of
from bailee.matrix import SECURED, number
from bailee.vocabulary import STAFF, Severity, State

SORT = "drug-tests-open"
_RULE = "spd-dot-records"
_CATEGORY = "drug-and-alcohol-tests"


def find(ground: Ground) -> Iterator[Departure]:
    rules = [each for each in ground.applying(_RULE) if each.applies]
    if not rules:
        return
    found: dict[str, list[Document]] = defaultdict(list)
    for document in ground.documents:
        readers = ground.files[document.file].readers
        if document.category == _CATEGORY and document.subject in STAFF and readers and ANYONE in readers:
            found[document.file[0]].append(document)
    for store, open_ in sorted(found.items()):
        files = {document.file for document in open_}
        one = len(files) == 1
        move = move_of(ground, open_)
        yield Departure(
            SORT,
            store,
            f"{number(len(files), 'file')} with drug or alcohol tests in {store} can be opened by every account",
            (store,),
            ground.people_in(_CATEGORY, open_[0].subject, files),
            tuple(dict.fromkeys(document.key for document in open_)),
            SECURED,
            Severity.SEVERE,
            State.RED,
            "Results of tests under transport rules belong in a secure place with controlled access.",
            Cited.of(rules[0]),
            next=f"Move {number(len(files), 'file')} to {move.to or 'a confidential folder'}",
            clears=f"A scan that finds {'it' if one else 'them'} open to fewer accounts.",
            files=lying(ground, files),
            move=move,
        )
