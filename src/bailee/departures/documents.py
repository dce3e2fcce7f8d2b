"""Documents of a kind of record, with the folder they lie in: what is asked of place and access is asked of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bailee.inventory.sightings import FileKey
from bailee.matrix import Key
from bailee.vocabulary import Locator, SubjectCategory

Folder = tuple[str, ...]  # the place, then each folder on the way, then each container


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a kind of record, about people of one category."""

    file: FileKey
    locator: Locator  # exact
    folder: Folder
    kind: str
    category: str
    subject: SubjectCategory
    people: frozenset[int]
    tells: bool = True  # of somebody: a brochure or an empty form that passes for a record names nobody
    dated: date | None = None  # as it says itself
    dated_by: str = ""
    ends: bool = False  # that is the day on which somebody left

    @property
    def key(self) -> Key:
        return self.category, self.subject
