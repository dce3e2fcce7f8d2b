"""I-9 beside personnel records: the form may be used for immigration checks alone, and those ask for all of its file.

Who comes to look at I-9s looks at what lies with them. That they lie apart is advice, not a rule: so this is a gap, and never
red.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from bailee.departures.departure import Cited, Departure, Lying
from bailee.departures.documents import Document
from bailee.departures.ground import Ground
from bailee.departures.moves import move_of
from bailee.matrix import HELD, number
from bailee.vocabulary import STAFF, Severity, State

SORT = "i9-beside-personnel"
_RULE = "spd-i9"


def find(ground: Ground) -> Iterator[Departure]:
    rules = ground.applying(_RULE)
    if not rules:
        return
    personnel = ground.personnel
    found: dict[str, list[tuple[Document, tuple[Document, ...]]]] = defaultdict(list)
    for document in ground.documents:
        if document.kind == "i9-form" and document.subject in STAFF and document.tells:
            beside = personnel.beside(document)
            if beside:
                found[document.file[0]].append((document, beside))
    for store, lying in sorted(found.items()):
        first = lying[0][0]
        one = len(lying) == 1
        folders = {document.folder for document, _ in lying}
        move = move_of(ground, (document for document, _ in lying))
        yield Departure(
            SORT,
            store,
            f"{number(len(lying), 'I-9 form')} {'lies' if one else 'lie'} with personnel records, in {number(len(folders), 'folder')} of {store}",
            (store,),
            ground.people_in(first.category, first.subject, {document.file for document, _ in lying}),
            tuple(dict.fromkeys(document.key for document, _ in lying)),
            HELD,
            Severity.MEDIUM,
            State.AMBER,
            "The form and what is attached to it may be used for immigration checks and four named crimes alone (8 USC 1324a(b)(5)); "
            "an inspection of I-9s that lie in personnel files sees those files. To keep them apart is advice, not a rule.",
            Cited.of(rules[0]),
            next=f"Move {number(len(lying), 'I-9 form')} to {f'{move.to}' if move.to else 'a folder of their own' if not one else 'a folder of its own'}",
            clears=f"A scan that finds {'it' if one else 'them'} in another folder, with no personnel record there.",
            files=tuple(
                Lying(store, document.locator, tuple(each.locator for each in beside[:3]), *ground.dated(document.file))
                for document, beside in lying
            ),
            move=move,
        )
