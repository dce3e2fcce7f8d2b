"""What was seen, with the file that it stands in, and the rows of the table that it is gathered into."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from bailee.people import Mention, Value
from bailee.placement import Paper
from bailee.scanner.events import KindFound
from bailee.vocabulary import Locator, SubjectCategory

_BOX = 3  # messages that make a mailbox
# A part of a document, as extractors name it, and no item in itself.
_PART = re.compile(
    r"(?:page|slide|header|footer|sheet|table|column) .*|form|annotations|metadata|headers|body(?: html)?|comments|footnotes|"
    r"endnotes|properties|custom properties|header and footer|text|hidden|attributes|ocr|[\w/]+\.(?:xml|rels)"
)


FileKey = tuple[str, Hashable]  # data store, and what tells a file in it: its exact path, or a row's number


class Sighting(Mention):
    """A mention with where it stands, in a data store and in a file of it. A big store has millions."""

    __slots__ = ("file", "segments", "subject")

    def __init__(
        self,
        value: Value,
        group: str,
        position: int,
        probability: float,
        subject: SubjectCategory,
        file: FileKey,
        segments: tuple[str, ...],
        item: Hashable = None,
    ) -> None:
        """`subject`: whom its kind of record is about; `segments`: of its locator; `item`: what stands for the file and the
        part of it that holds the text, where that is there already."""
        self.item = (file, item_in(segments)) if item is None else item
        self.value, self.group, self.position, self.probability = value, group, position, probability
        self.subject, self.file, self.segments, self.about = subject, file, segments, ()


@dataclass(slots=True)
class FoundPaper(Paper):
    """A document of a kind of record, with where it lies."""

    found: KindFound = field(kw_only=True)
    file: FileKey = field(kw_only=True)

    @property
    def box(self) -> Hashable:
        """What it lies in: the file for a nested document, else the folder."""
        path = self.found.locator.item
        return self.file if len(self.found.locator.segments) > 1 else (self.file[0], path.rpartition("/")[0])


@dataclass(slots=True)
class Row:
    """What a row of the table is gathered from."""

    stores: set[str] = field(default_factory=set)
    items: set[Hashable] = field(default_factory=set)
    files: set[FileKey] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    mentions: list[Mention] = field(default_factory=list)
    documents: list[FoundPaper] = field(default_factory=list)
    about: list[set[int]] = field(default_factory=list)  # of each document, those who count in this row
    unnamed: int = 0  # documents, and rows of lists, that name nobody
    last: Hashable = None  # the document that was seen last

    def see(self, item: Hashable, file: FileKey) -> None:
        """`item`: the file, and the part of it that holds the text."""
        self.stores.add(file[0])
        self.files.add(file)
        self.items.add(item)


Rows = dict[tuple[str, SubjectCategory], Row]


def put(row: Row, paper: FoundPaper, about: set[int]) -> None:
    row.see((paper.file, paper.found.locator.segments), paper.file)
    row.kinds.add(paper.kind)
    row.documents.append(paper)
    row.about.append(about)


def mailboxes(papers: Iterable[FoundPaper]) -> list[list[Sequence[Mention]]]:
    """Messages of each mailbox: a file or an archive that holds several, or a folder of them. A few saved ones are none."""
    boxes: dict[Hashable, list[Sequence[Mention]]] = defaultdict(list)
    for paper in papers:
        messages: dict[Hashable, list[Mention]] = defaultdict(list)
        for mention in paper.mentions:
            messages[mention.item].append(mention)
        if len(messages) >= _BOX:
            boxes[paper.file, paper.found.locator] += messages.values()
        else:
            boxes[paper.box].append(paper.mentions)
    return [messages for messages in boxes.values() if len(messages) >= _BOX] or list(boxes.values())


def by_prefix(sightings: Sequence[Sighting]) -> dict[tuple[str, ...], list[Mention]]:
    """Mentions by every locator that they lie in."""
    inside: dict[tuple[str, ...], list[Mention]] = defaultdict(list)
    segments: tuple[str, ...] = ()
    around: list[list[Mention]] = []
    for sighting in sightings:
        if sighting.segments is not segments:  # what is found in one place comes together
            segments = sighting.segments
            around = [inside[segments[:length]] for length in range(1, len(segments) + 1)]
        for each in around:
            each.append(sighting)
    return inside


def item_of(locator: Locator) -> tuple[str, ...]:
    """The locator of the item that holds a text: without the part of it (page, sheet, body) at the end."""
    return item_in(locator.segments)


def item_in(segments: tuple[str, ...]) -> tuple[str, ...]:
    """The same, of a locator's segments."""
    return segments[:-1] if len(segments) > 1 and _PART.fullmatch(segments[-1]) else segments
