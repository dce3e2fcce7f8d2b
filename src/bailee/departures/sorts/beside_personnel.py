"""Beside personnel records: what a law keeps apart from the personnel file lies with it.

Medical records, tests, evaluations, insurance and genetic data of staff: ADA, GINA, FMLA and HIPAA ask for a confidential file
of their own. Patients of a practice are no staff, and no rule speaks of them here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from bailee.departures.departure import Cited, Departure, Lying
from bailee.departures.documents import Document
from bailee.departures.ground import Ground, severity_of
from bailee.departures.moves import move_of
from bailee.departures.personnel import is_personnel
from bailee.departures.wording import kinds, records
from bailee.matrix import HELD, number
from bailee.vocabulary import State, SubjectCategory

SORT = "beside-personnel"
APART_FROM = "personnel-files"


def find(ground: Ground) -> Iterator[Departure]:
    personnel = ground.personnel
    if not personnel.records:
        return
    found: dict[tuple[str, SubjectCategory, str], list[tuple[Document, tuple[Document, ...]]]] = defaultdict(list)
    for document in ground.documents:
        if is_personnel(document) or not document.tells or not ground.separating(*document.key, APART_FROM):
            continue
        beside = personnel.beside(document)
        if beside:
            found[*document.key, document.file[0]].append((document, beside))
    for (category, subject, store), lying in sorted(found.items()):
        yield _departure(ground, category, subject, store, lying)


def _departure(
    ground: Ground,
    category: str,
    subject: SubjectCategory,
    store: str,
    lying: list[tuple[Document, tuple[Document, ...]]],
) -> Departure:
    rules = ground.separating(category, subject, APART_FROM)
    files = frozenset(document.file for document, _ in lying)
    folders = {document.folder for document, _ in lying}
    one = len(lying) == 1
    move = move_of(ground, (document for document, _ in lying))
    seen = kinds({each.kind for _, beside in lying for each in beside})
    where = "the confidential folder" if move.to else "a confidential folder"
    return Departure(
        SORT,
        f"{category}|{subject.value}|{store}",
        f"{records(category, len(lying))} {'lies' if one else 'lie'} with personnel records, "
        f"in {number(len(folders), 'folder')} of {store}",
        (store,),
        ground.people_in(category, subject, files),
        ground.cells(files, (category, subject), APART_FROM),
        HELD,
        severity_of(category),
        State.RED if rules[0].applies else State.AMBER,
        f"{seen[:1].upper()}{seen[1:]} lie there: that makes it a personnel folder, whatever it is called. "
        + (
            "The law keeps these records apart, in a confidential file with access of its own."
            if rules[0].applies
            else "Where the law applies it keeps these records apart; whether it does is a question that nobody answered yet."
        ),
        Cited.of(rules[0]),
        tuple(map(Cited.of, rules[1:])),
        next=f"Move {number(len(lying), 'record')} to {where}" + (f" {move.to}" if move.to else ""),
        clears=f"A scan that finds {'it' if one else 'them'} in another folder, with no personnel record there.",
        files=tuple(
            Lying(store, document.locator, tuple(each.locator for each in beside[:3]), *ground.dated(document.file))
            for document, beside in lying
        ),
        move=move,
    )
