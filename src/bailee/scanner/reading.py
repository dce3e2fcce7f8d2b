"""One file, read through every container in it: places of text, findings, kinds. Runs inside a worker.

`read_file` yields pieces as they come, so that what was read before a crash or a time-out is kept.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from time import monotonic

from bailee import extractors, kinds
from bailee.detectors import names_model
from bailee.extractors import visible_text
from bailee.extractors.interface import Budget, Deferred, Extracted, Extractor, Unread, Unreadable
from bailee.extractors.media_type import DATABASE_TABLE
from bailee.extractors.recognition import recognise as recognise_type
from bailee.findings import Finding, finding, matches_in_name, prints
from bailee.items import Item, Media
from bailee.kinds.interface import Document, Recognition, Sibling
from bailee.monitoring.contents import InFile, look
from bailee.passwords import Passwords
from bailee.scanner.kept import Kept, packed, unpacked
from bailee.scanner.limits import Limits
from bailee.scanner.pieces import Done, Piece, Progress, ScanKeys
from bailee.scanner.series import Series, kind_found
from bailee.scanner.trading import CATEGORIES, Trading
from bailee.scanner.whole_names import WholeNames
from bailee.scanner.whose import heading_of, whose
from bailee.sources.streams import streams_of
from bailee.sources.system_errors import reason_of
from bailee.text import Cells, Match, Part, Text
from bailee.vocabulary import Confidence, Locator, Reason, SubjectCategory

SAMPLE = 2 << 20  # characters of an item's text that kinds of record see
DEFERRED = 200  # pictures put off that are named
OWNERS = 5_000  # and items that they belong to
FLUSH = 2_000  # findings between two hand-overs
LATEST = 0.5  # seconds between two: a file that is given up keeps what was found
_ROWS = 10  # of a database's table, that may take the time of a member
_MACHINES = frozenset({"network-identifier", "credentials"})  # no label tells whose they are
_NAMED = frozenset({"person-name", "email-address"})


def read_file(
    item: Item,
    *,
    keys: ScanKeys,
    limits: Limits,
    place: str,
    only: frozenset[Locator] = frozenset(),
    alive: Callable[[int], None] | None = None,
) -> Iterator[Piece]:
    """Everything of one file. Unreadable where nothing of it could be read; OSError as the system says it.

    `only`: items in it that are looked through, all others having been before; none named: all are. `alive` hears how many
    pictures were begun to be read, and hears it again and again while one is.
    """
    if item.known_digest and (digest := _content_digest(item, keys.content_key)) in item.known_digest.split():
        if item.is_elsewhere:
            yield from _Document(_Reading(keys, limits, place), item, "").name()
        yield Done("", digest, (), None, (), same=True)
        return
    reading = _Reading(keys, limits, place, only)
    names_model.begin(limits.names)
    visible_text.begin(limits.ocr, here=limits.reads_pictures, alive=alive)
    yield from reading.item(item, limits.depth)
    outer = reading.outer
    digest = _content_digest(item, keys.content_key)
    unread = tuple(reading.unread)
    yield Done(
        outer.media_type,
        digest,
        unread,
        outer.media,
        outer.kinds,
        names_model.asked(),
        visible_text.asked(),
        tuple(reading.deferred),
        tuple(reading.owners) if len(reading.owners) < OWNERS else (),
        tools=outer.tools,
    )


def places_of(item: Item, limits: Limits, passwords: Passwords | None = None) -> Iterator[Text | Unread]:
    """What the scanner reads in one file, place by place, for `bailee read`."""
    budget = Budget(limits.expanded, limits.members, passwords=passwords or Passwords())
    stack = [(item, limits.depth)]
    while stack:
        current, depth = stack.pop()
        nested: list[tuple[Item, int]] = []
        try:
            for piece in _extract(current, budget):
                if isinstance(piece, Item):
                    if depth:
                        nested.append((piece, depth - 1))
                    else:
                        yield Unread(piece.locator, Reason.TOO_DEEP)
                elif isinstance(piece, Text | Unread):
                    yield piece
                elif isinstance(piece, Deferred):
                    yield Unread(piece.locator, Reason.EXCLUDED)
        except Unreadable as failure:
            yield Unread(current.locator, failure.reason)
        except (MemoryError, RecursionError):
            yield Unread(current.locator, Reason.OUT_OF_MEMORY)
        except OSError as error:
            reason = reason_of(error, current.path) if current.path is not None else Reason.DAMAGED
            yield Unread(current.locator, reason)
        except Exception:  # noqa: BLE001 - a parser may raise anything on hostile bytes; the reason is what counts
            yield Unread(current.locator, Reason.DAMAGED)
        if current is item:
            for stream in _streams(item):
                if isinstance(stream, Item):
                    nested.append((stream, depth))
                else:
                    yield stream
        stack.extend(reversed(nested))


def _streams(item: Item) -> Iterator[Item | Unread]:
    """What the system keeps with a file beside its content, each as a place in it; or why one could not be looked at."""
    if item.path is None or item.facts is None or not item.facts.mode:  # a copy out of a source has none of its own
        return
    for stream in streams_of(str(item.path)):
        place = item.locator.inside(f"stream {stream.name}" if stream.name else "streams")
        if stream.reason is not None:
            yield Unread(place, stream.reason)
            continue
        path = Path(stream.path) if stream.data is None else None
        yield Item(place, stream.size, path, stream.data, file_name=stream.name)


def _extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    media_type = recognise_type(item)
    extractor = extractors.extractor_for(media_type)
    if extractor is None:
        raise Unreadable(Reason.UNKNOWN_FORMAT)
    yield from extractor.extract(item, budget)


def _pieces(extractor: Extractor, item: Item, budget: Budget) -> Iterator[Extracted]:
    """What an extractor yields; whatever a parser raises on hostile bytes means that they are damaged."""
    try:
        yield from extractor.extract(item, budget)
    except (Unreadable, OSError, MemoryError, RecursionError):
        raise
    except Exception:  # noqa: BLE001 - a parser may raise anything; the reason is what counts
        raise Unreadable(Reason.DAMAGED) from None


@dataclass(slots=True)
class _Outer:
    media_type: str = ""
    media: Media | None = None
    kinds: tuple[str, ...] = ()
    tools: tuple[InFile, ...] = ()


class _Reading:
    """State of one file's reading: the shared budget, what was left, how far it got."""

    def __init__(self, keys: ScanKeys, limits: Limits, place: str, only: frozenset[Locator] = frozenset()) -> None:
        self.only = only
        self.deferred: list[Locator] = []
        self.owners: set[Locator] = set()
        self.keys = keys
        self.limits = limits
        self.place = place
        self.budget = Budget(limits.expanded, limits.members, passwords=keys.passwords)
        self.unread: list[Unread] = []
        self.characters = 0
        self.members = 0
        self.findings = 0
        self.outer = _Outer()
        self.named: set[Locator] = set()

    @property
    def progress(self) -> Progress:
        return Progress(self.characters, self.members, findings=self.findings)

    def item(self, item: Item, depth: int, siblings: Series | None = None) -> Iterator[Piece]:
        """One item, then what lies nested in it. An unreadable nested item is a part not read; the outermost raises."""
        media_type = recognise_type(item)
        extractor = extractors.extractor_for(media_type)
        document = _Document(self, item, media_type, is_known=bool(self.only) and item.locator not in self.only)
        yield from document.name()
        failure: Unreadable | None = None
        children = Series()
        try:
            if extractor is None:
                raise Unreadable(Reason.UNKNOWN_FORMAT)
            for piece in _pieces(extractor, item, self.budget):
                if isinstance(piece, Text):
                    yield from document.text(piece)
                elif isinstance(piece, Media):
                    document.media = piece
                elif isinstance(piece, Unread):
                    self.left(piece)
                    yield piece
                elif isinstance(piece, Deferred):
                    self.put_off(piece, item)
                else:
                    yield from self.nested(piece, depth, children, document)
        except Unreadable as raised:
            failure = raised
        except (MemoryError, RecursionError):
            failure = Unreadable(Reason.OUT_OF_MEMORY)
        except OSError as error:
            if item.data is None and not document.characters:
                raise
            reason = reason_of(error, item.path) if item.path is not None else Reason.DAMAGED
            is_told = reason in (Reason.NOT_CONNECTED, Reason.DISK_ERROR)
            failure = Unreadable(reason if is_told else Reason.DAMAGED)
        except Exception:  # noqa: BLE001 - a fault of ours: it costs this item, and is not laid to the file
            failure = Unreadable(Reason.CRASHED)
        if siblings is None:
            for stream in _streams(item):
                if isinstance(stream, Item):
                    try:
                        yield from self.nested(stream, depth, children, document)
                    except OSError as error:  # its file was opened, and stays read
                        self.left(Unread(stream.locator, reason_of(error, item.path or "")))
                else:
                    self.left(stream)
        yield from children.end()
        yield from document.end()
        if siblings is None:
            tools = look(
                f"{self.place}/{item.locator.item}", [text.content for text in document.sample], document.kinds
            )
            self.outer = _Outer(media_type, document.media, document.kinds, tools)
        else:
            yield from siblings.add(Sibling(item.locator, media_type, item.size, 0, document.media, document.kinds))
        if failure is not None:
            if siblings is None and not document.characters and not children.count and document.media is None:
                raise failure
            self.left(Unread(item.locator, failure.reason))

    def nested(self, item: Item, depth: int, siblings: Series, document: _Document) -> Iterator[Piece]:
        document.children.append(item.media_type or "")
        document.holders.add(item.locator.segments[:-1])
        if depth == 0:
            self.left(Unread(item.locator, Reason.TOO_DEEP))
            return
        self.budget.member()
        self.members += 1
        before = siblings.count
        yield from self.item(item, depth - 1, siblings)
        if siblings.count > before:
            document.children[-1] = siblings.latest
        yield self.progress

    def put_off(self, picture: Deferred, owner: Item) -> None:
        if len(self.deferred) < DEFERRED:
            self.deferred.append(picture.locator)
        if len(self.owners) < OWNERS:
            self.owners.add(owner.locator)

    def left(self, unread: Unread) -> None:
        if len(self.unread) < 1_000:
            self.unread.append(unread)


class _Document:
    """One item while it is read: its findings by value, and the sample of text that kinds of record see."""

    def __init__(self, reading: _Reading, item: Item, media_type: str, *, is_known: bool = False) -> None:
        self.reading = reading
        self.is_known = is_known  # it was looked through before: only what lies in it is wanted
        self.locator = item.locator
        self.size = item.size
        self.media_type = media_type
        self.media: Media | None = None
        self.children: list[str] = []
        self.holders: set[tuple[str, ...]] = set()  # what the children lie in, as their locators say
        self.kinds: tuple[str, ...] = ()
        self.recognitions: list[Recognition] = []
        self.asked_of: tuple[object, ...] = ()  # what they are kinds of: how many texts, which media, which children
        self.characters = 0
        self.pieces = 0
        self.sample: list[Text] = []
        self.sampled = 0
        self.matches: list[tuple[int, Match]] = []  # in the sample
        self.packed: list[
            bytes
        ] = []  # the same, once they were asked of: half a kilobyte each would stand beside a long list
        self.kept = Kept()
        self.flushed = monotonic()
        self.full = False
        self.heading = ""  # class of the person whom the last words before this text speak of
        self.trading: Trading | None = None  # trade names of this text
        self.names = WholeNames(reading.keys.fingerprint_key)

    def name(self) -> Iterator[Piece]:
        """Findings in the item's own name: the last segment of its locator."""
        if not self.is_known:
            yield from self.in_name(self.locator)

    def in_name(self, locator: Locator) -> Iterator[Piece]:
        if locator in self.reading.named:
            return
        self.reading.named.add(locator)
        segment = locator.display()[-1]
        for match in matches_in_name(segment, self.reading.keys.own):
            self.add(match, locator, match.start, "name")
        yield from self.flush()

    def text(self, text: Text) -> Iterator[Piece]:
        if self.is_known:
            self.characters += len(text.content)
            self.reading.characters += len(text.content)
            yield self.reading.progress
            return
        if len(text.locator.segments) > len(self.locator.segments):
            yield from self.in_name(text.locator)
        self.characters += len(text.content)
        if text.content.isspace():  # no progress either: a file of a few blocks may claim terabytes of zeros
            yield self.reading.progress
            return
        self.reading.characters += len(text.content)
        if self.media_type == DATABASE_TABLE:  # a row that tells of somebody takes 1 ms, however short it is
            self.reading.members += text.content.count("\n") // _ROWS
        yield self.reading.progress  # a stretch in which every line tells of somebody takes seconds
        matches = self.reading.keys.own.detect(text, explain=True)
        if self.sampled < SAMPLE:
            self.sample.append(text)
            self.sampled += len(text.content)
            index = len(self.sample) - 1
            self.matches += [(index, replace(match, cues=())) for match in matches]  # no kind asks why
        self.pieces += 1
        groups = _Groups(text, self.pieces, matches) if matches else None
        self.names.read(text, matches)
        if self.sampled >= SAMPLE and not self.asked_of and not self.children:
            yield self.reading.progress
            yield from self.kept.about(self.subject())  # of a long list, what is still to come is told of them at once
        self.trading = Trading(text) if any(match.category in CATEGORIES for match in matches) else None
        for match in matches:
            start, _ = text.original_span(match.start, match.end)
            self.add(match, self.stands_in(match, text), start, groups.at(match.start) if groups else "", text)
        if text.cells is None:
            self.heading = heading_of(text)
        yield self.reading.progress  # first: it allows the time that telling takes
        if self.kept.changed >= FLUSH or monotonic() - self.flushed > LATEST:
            yield from self.flush()

    def add(self, match: Match, locator: Locator, position: int, group: str, text: Text | None = None) -> None:
        keys = self.reading.keys
        printed = prints(match, locator, key=keys.fingerprint_key, place=self.reading.place)
        if self.kept.again(printed, match):
            return
        if len(self.kept) >= self.reading.limits.distinct_findings:
            if not self.full:
                self.full = True
                self.reading.left(Unread(locator, Reason.TOO_BIG))
            return
        about = (
            whose(text, match.start, match.end, self.heading, match.category)
            if text and match.category not in _MACHINES
            else ""
        )
        trades = self.trading.of(match.start) if self.trading and text and match.category in CATEGORIES else ""
        said = (*(("whose", about),) * bool(about), *(("trades", trades),) * bool(trades))
        found = finding(
            replace(match, attributes=(*match.attributes, *said)) if said else match,
            printed,
            locator,
            position,
            group,
            key=keys.fingerprint_key,
            place=self.reading.place,
            with_mask=keys.with_masks,
            grouped_in=text.locator if text else None,
        )
        if listed := found.known:
            found = replace(found, subject=self.about(listed))
        if text and match.category in _NAMED:
            found = self.names.named(found, match, text)
        self.kept.add(found)
        self.reading.findings += 1

    def stands_in(self, match: Match, text: Text) -> Locator:
        """Where a match is said to be: of a database's table, the column too, for that is what one acts on."""
        if self.media_type == DATABASE_TABLE and text.cells and (column := text.cells.header_at(match.start)):
            return text.locator.inside(f"column {column}")
        return text.locator

    def about(self, listed: str) -> SubjectCategory:
        """About whom the values of a list are."""
        lists = self.reading.keys.own.known
        return lists.subject(listed) if lists is not None else SubjectCategory.PERSON

    def flush(self) -> Iterator[Finding]:
        """Findings new or changed since the last hand-over; a later one with the same ident replaces the earlier."""
        yield from self.kept.told()
        self.flushed = monotonic()

    def end(self) -> Iterator[Piece]:
        """Kinds of the whole item, then its findings with the subject that the kind gives them."""
        if self.is_known:
            return
        subject = self.subject()
        self.kinds = tuple(recognition.kind for recognition in self.recognitions)
        for recognition in self.recognitions:
            yield kind_found(self._where(), recognition)
        yield from self.kept.about(subject)
        yield from self.flush()

    def subject(self) -> SubjectCategory:
        """About whom the item is by its kind, as far as it was seen; asked again only where more was seen since."""
        seen = (len(self.sample), self.media, tuple(self.children))
        if seen != self.asked_of:
            matches = (*chain.from_iterable(map(unpacked, self.packed)), *self.matches)
            sample = (tuple(self.sample), matches, self.media, tuple(self.children))
            self.recognitions = kinds.recognise(Document(self.locator, self.media_type, self.size, *sample))
            self.asked_of = seen
            if self.sampled >= SAMPLE:
                del matches, sample
                while self.matches:
                    self.packed.append(packed(self.matches[:FLUSH]))
                    del self.matches[:FLUSH]
        sure = [recognition for recognition in self.recognitions if recognition.confidence > Confidence.POSSIBLE]
        return sure[0].subject if sure else SubjectCategory.PERSON

    def _where(self) -> Locator:
        """The item; of a `.tar.gz`, which is read in one go, the archive in it that its members name."""
        if len(self.holders) == 1 and not self.characters:
            holder = next(iter(self.holders))
            if len(holder) > len(self.locator.segments):
                return Locator(holder)
        return self.locator


_PARAGRAPH = re.compile(r"\n[ \t\r]*\n")
_LINE_END = re.compile(r"\n")
_LONGEST_FORM = 30  # lines; a longer stretch without an empty line is a list or a log: each line for itself


class _Groups:
    """Names of the rows, paragraphs or lines of a text by offset: values of one group are about one person or form."""

    def __init__(self, text: Text, piece: int, matches: Sequence[Match]) -> None:
        self.cells = text.cells
        self.piece = piece
        self.starts = [] if text.cells else _line_groups(text.content, 0 if text.part is Part.HEADER else _LONGEST_FORM)
        self.is_form = text.cells is not None and _is_form(text.cells, matches)

    def at(self, offset: int) -> str:
        if self.is_form:
            return f"{self.piece}:"
        number = self.cells.row_at(offset) if self.cells else bisect_right(self.starts, offset)
        return f"{self.piece}:{number}"


def _is_form(cells: Cells, matches: Sequence[Match]) -> bool:
    """Whether a table is a form, label beside value, and all of it about one person."""
    if not cells.starts or max(cells.columns) != 1 or len(cells.starts) > 2 * _LONGEST_FORM:
        return False
    return all(cells.columns[cells.at(match.start)] == 1 for match in matches)


def _line_groups(content: str, longest: int) -> list[int]:
    """Offsets at which a new group begins: paragraphs, or each line of a paragraph that is longer than any form."""
    starts: list[int] = []
    left = 0
    for edge in [*(match.end() for match in _PARAGRAPH.finditer(content)), len(content)]:
        starts.append(left)
        if content.count("\n", left, edge) > longest:
            starts += [line.end() for line in _LINE_END.finditer(content, left, edge)]
        left = edge
    return starts


WHOLE = 64 << 20  # bytes up to which all of a file is digested
SAMPLES, SAMPLED = 64, 64 << 10


def _content_digest(item: Item, key: bytes) -> str:
    """Keyed digest of a file's bytes, to know it again when it was moved. OSError where it cannot be read.

    Of a big file its size and samples from its beginning to its end: a folder of footage is not read through for this.
    """
    digest = hashlib.blake2b(key=key, digest_size=16)
    with item.open() as stream:
        if item.size > WHOLE:
            digest.update(b"%d" % item.size)
            for number in range(SAMPLES):
                stream.seek((item.size - SAMPLED) * number // (SAMPLES - 1))
                digest.update(stream.read(SAMPLED))
            return digest.hexdigest()
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
