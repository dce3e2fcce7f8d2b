"""Personnel folders, known by what lies in them and never by their name.

A folder is one where a personnel record lies in it. Where staff have a folder each, all below somebody's folder is hers: a
subfolder of it is no place apart. One folder of one person is not yet such a custom: a firm of one employee may keep its
medical records in a folder beside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bailee.departures.documents import Document, Folder
from bailee.inventory.sightings import item_of
from bailee.vocabulary import STAFF

# Kinds that a personnel file is made of. The I-9 is to lie apart from it, too, and tells no folder.
KINDS = frozenset({"personnel-file", "performance-review", "disciplinary-record"})
_CUSTOM = 2  # folders of one person each, from which on staff have a folder each


def is_personnel(document: Document) -> bool:
    return document.kind in KINDS and document.subject in STAFF and document.tells


@dataclass(slots=True)
class _Inside:
    """What lies in a folder and below it."""

    people: set[int] = field(default_factory=set)
    personnel: list[Document] = field(default_factory=list)


class Personnel:
    """Where personnel records lie."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.records = tuple(document for document in documents if is_personnel(document))
        self._direct: Mapping[Folder, list[Document]] = defaultdict(list)
        for document in self.records:
            self._direct[document.folder].append(document)
        below: dict[Folder, _Inside] = defaultdict(_Inside)
        for document in documents:
            if document.subject not in STAFF:
                continue
            for depth in range(2, len(document.folder) + 1):
                inside = below[document.folder[:depth]]
                inside.people |= document.people
                if is_personnel(document):
                    inside.personnel.append(document)
        of_one = {folder for folder, inside in below.items() if inside.personnel and len(inside.people) == 1}
        by_parent: Mapping[Folder, set[int]] = defaultdict(set)
        for folder in of_one:
            by_parent[folder[:-1]] |= below[folder].people
        self._of_one = {folder: below[folder].personnel for folder in of_one if len(by_parent[folder[:-1]]) >= _CUSTOM}

    def beside(self, document: Document) -> tuple[Document, ...]:
        """Personnel records that a document lies with: in its folder, or in the folder of the one whom it is about."""
        item = (document.file, item_of(document.locator))
        near = [each for each in self._direct.get(document.folder, ()) if (each.file, item_of(each.locator)) != item]
        if not near:
            for depth in range(len(document.folder), 1, -1):
                own = self._of_one.get(document.folder[:depth], ())
                if own:
                    near = [each for each in own if (each.file, item_of(each.locator)) != item]
                    break
        return tuple(near)
