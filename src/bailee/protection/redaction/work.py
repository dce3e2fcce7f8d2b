"""One file being redacted: what is found, what stands in its place, what of the file is known so far.

A file is gone through in rounds. In each, what detectors find becomes a value, and every further occurrence of it goes as well;
a value that is met late goes everywhere in the next round. There are no more rounds when one adds nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import bailee.protection.redaction.by_place as by_place
from bailee.detectors import names_model
from bailee.items import Item
from bailee.protection.redaction.interface import BAR, RefusedRedaction, Why, Wish
from bailee.protection.redaction.passages import Block, Grid, Passage, Span, View, Words, touching, views
from bailee.protection.redaction.values import Values, compact
from bailee.text import Match, Part, Text
from bailee.vocabulary import DATA_CATEGORIES, Confidence, Locator, Severity

EXPANDED = 1 << 30  # bytes that a file may unpack to
DEPTH = 6  # files in files
MORE_LIKELY_THAN_NOT = 0.5
FURTHER = "further-words"
HIDDEN = "•••••"
STANDS = re.compile(
    r"█+|\[(?:"
    + "|".join(map(re.escape, (*DATA_CATEGORIES, FURTHER)))
    + r")(?: [0-9a-f]{12})?\]|[•x]{3,}[\w.@-]{0,20}|Redacted\d+"
)
_PERSONS = re.compile(r"[^\W\d_][\w.'’-]*(?:[ ,]+[^\W\d_][\w.'’-]*){1,4}")


@dataclass
class Work:
    """`wish` and all that is known of one file; formats call `settle`, `inner`, `take`."""

    wish: Wish
    redact_item: Callable[[Item, Work], bytes]  # of whatever format it is: what lies in a file is redacted by it, too
    values: Values = field(default_factory=Values)
    counts: Counter[str] = field(default_factory=Counter)
    notes: dict[str, None] = field(default_factory=dict)
    ending: str = ""  # of the copy's name, and
    made_type: str = ""  # its media type, where they are not those of the file
    readers: dict[str, None] = field(default_factory=dict)  # who looked at it beside those of `reading`
    expanded: int = EXPANDED
    depth: int = DEPTH
    boundaries: int = 0  # between parts of mails that were drawn anew in this round
    twins: set[str] = field(default_factory=set, repr=False)  # dates and the like as a sheet keeps them: numbers
    names: dict[str, str] = field(default_factory=dict, repr=False)  # what stands for values that are named elsewhere
    is_settled: bool = True  # nothing was learnt in this round
    _seen: dict[bytes, list[Match]] = field(default_factory=dict, repr=False)
    remembered: dict[object, object] = field(default_factory=dict, repr=False)  # of formats: what costs much

    def __post_init__(self) -> None:
        for words in self.wish.also:
            self.values.add(words, further(words), forced=True)

    def begin_round(self) -> None:
        self.counts.clear()
        self.notes.clear()
        self.readers.clear()
        self.expanded, self.depth, self.boundaries = EXPANDED, DEPTH, 0
        self.is_settled = True

    def learnt_more(self) -> bool:
        """Whether this round told something that places before did not know of."""
        return not self.is_settled

    def take(self, size: int) -> None:
        """Before so many bytes are unpacked."""
        if size > self.expanded:
            raise RefusedRedaction(Why.TOO_BIG)
        self.expanded -= size

    def note(self, words: str) -> None:
        self.notes[words] = None

    # --- what is found

    def found(self, text: Text) -> list[Match]:
        """What detectors find in a text and is to go."""
        key = hashlib.blake2b(
            "\x00".join((text.content, text.part.value, *(text.cells.headers if text.cells else ()))).encode(
                "utf-8", "surrogatepass"
            ),
            digest_size=16,
        ).digest()
        if key not in self._seen:
            names_model.begin(self.wish.names)
            self._seen[key] = [match for match in self.wish.own.detect(text) if self._is_wanted(match)]
        return [match for match in self._seen[key] if not self.is_kept(text.content[match.start : match.end])]

    def _is_wanted(self, match: Match) -> bool:
        if self.wish.only and match.category not in self.wish.only:
            return False
        if match.confidence >= self.wish.least:
            return True
        # in a copy that leaves the house a doubt counts for the person: a number under "SSN" goes though notes stand below it
        category = DATA_CATEGORIES.get(match.category)
        weighs = category is not None and category.severity >= Severity.MEDIUM
        return weighs and self.wish.least <= Confidence.LIKELY and match.probability >= MORE_LIKELY_THAN_NOT

    def is_kept(self, words: str) -> bool:
        """Whether it is one of the values of the person whom the copy is for."""
        if not self.wish.keep:
            return False
        letters = compact(words)
        tokens = set(re.findall(r"[^\W_]+", words.lower()))
        for kept in self.wish.keep:
            if letters == compact(kept):
                return True
            if not any(letter.isdigit() for letter in letters) and tokens <= set(re.findall(r"[^\W_]+", kept.lower())):
                return True
        return False

    def _goes_by_place(self, match: Match, words: str) -> bool:
        """What a label says that it is; a part of an address that is to stay, its ZIP, stays too."""
        if not self._is_wanted(match) or self.is_kept(words) or STANDS.fullmatch(words):
            return False
        parts = set(re.findall(r"[^\W_]+", words.lower()))
        return not any(parts <= set(re.findall(r"[^\W_]+", kept.lower())) for kept in self.wish.keep)

    def remember(self, words: str, match: Match, *, forced: bool = False) -> None:
        if self.values.add(words, match, forced=forced):
            self.is_settled = False

    def learn(self, text: Text, *, again: bool = False) -> list[Match]:
        """Values out of a text that some reader gives; `again`: of the copy, in which they should be no more.

        Returns what was found, but for what only lies in our own marks.
        """
        left = []
        for match in self.found(text):
            words = text.content[match.start : match.end]
            if again and len(compact(STANDS.sub(" ", words))) < 3:
                continue
            left.append(match)
            for piece in STANDS.split(words) if again else (words,):
                self.remember(piece.strip(" \t\n,;:"), match, forced=again)
        return left

    def learn_of(self, text: Text, categories: frozenset[str]) -> None:
        """Values of some categories out of a text that is none of the file's own, as a reader sees it."""
        for match in self.found(text):
            if match.category in categories:
                self.remember(text.content[match.start : match.end], match)

    # --- what stands in its place

    def instead(self, match: Match, words: str, *, as_name: bool = False) -> str:
        letters = compact(words)
        if as_name and letters not in self.names:
            self.names[letters] = f"Redacted{len(self.names) + 1}"
            self.is_settled = False  # it may stand elsewhere in another form already
        if letters in self.names:
            return self.names[letters]
        redaction = self.wish.redaction
        if redaction is not None and redaction.how == "mask" and match.category == FURTHER:
            return HIDDEN  # of a word of four letters a mask would show all
        return BAR if redaction is None else redaction.of(match)

    def settle(self, blocks: Iterable[Block], part: Part = Part.BODY) -> bool:
        """Replace what is to go in these passages; true where something was."""
        changed = False
        blocks = list(blocks)
        for view in views(blocks, part):
            changed = self._settle_view(view) or changed
        for lines in touching(blocks):
            self.learn(Text.of(lines, Locator(("file",)), part))
        return changed

    def hunt(self, passages: Iterable[Passage]) -> bool:
        """Replace known values alone: in places whose words say nothing by themselves."""
        changed = False
        for passage in passages:
            if spans := list(self._hunted(passage.text)):
                changed = passage.replace(self._joined(passage, spans)) or changed
        return changed

    def _settle_view(self, view: View) -> bool:
        marked: dict[int, tuple[Passage, list[tuple[int, int, Match]]]] = {}

        def mark(start: int, end: int, match: Match) -> None:
            for passage, low, high in view.segments(start, end):
                marked.setdefault(id(passage), (passage, []))[1].append((low, high, match))

        told: list[tuple[int, int, Match]] = []
        for match in self.found(view.text):
            start, end = view.original_span(match.start, match.end)
            self.remember(view.original[start:end], match)
            told.append((start, end, match))
            mark(start, end, match)
        for start, end, match in by_place.found_in(view, told):
            words = view.original[start:end]
            if self._goes_by_place(match, words):
                if match.category == "person-name":  # a town stands in sentences that are about nobody
                    self.remember(words, match)
                mark(start, end, match)
        if "://" in view.original and not view.cells:  # an address of the web or of a disk is read by its segments too
            apart = Text.of(view.original.replace("/", " "), view.text.locator, view.text.part)
            for match in self.found(apart):
                start, end = apart.original_span(match.start, match.end)
                if match.category == "email-address":
                    self.remember(view.original[start:end], match)
                    mark(start, end, match)
        if view.cells:
            for passage in view.passages:
                for low, high, match in self._hunted(passage.text):
                    marked.setdefault(id(passage), (passage, []))[1].append((low, high, match))
        else:
            for start, end, match in self._hunted(view.original):
                mark(start, end, match)
        for passage in view.passages:
            if passage.is_person and (match_ := self._person(passage)) is not None:
                marked.setdefault(id(passage), (passage, []))[1].append(match_)
        changed = False
        for passage, spans in marked.values():
            changed = passage.replace(self._joined(passage, spans)) or changed
        return changed

    def _hunted(self, text: str) -> Iterator[tuple[int, int, Match]]:
        for low, high, match in self.values.spans(text):
            if not self.is_kept(text[low:high]):
                yield low, high, match
        if not self.wish.keep:  # whose it is that stands in an encoding, nobody sees: then the copy is refused
            yield from self.values.encoded_spans(text)

    def spans(self, text: str) -> list[tuple[int, int, Match]]:
        """What is to go of a text that is no passage: a line of a picture. Apart, in rising order."""
        read = Text.of(text, Locator(("file",)))
        found = []
        for match in self.found(read):
            start, end = read.original_span(match.start, match.end)
            self.remember(text[start:end], match)
            found.append((start, end, match))
        for start, end, match in by_place.in_page(text, found):
            if self._goes_by_place(match, text[start:end]):
                found.append((start, end, match))
        found += self._hunted(text)
        return _apart(found)

    def _person(self, passage: Passage) -> tuple[int, int, Match] | None:
        """Who wrote or changed something is a person by the place alone."""
        if self.wish.only and "person-name" not in self.wish.only:
            return None
        text = passage.text
        if not text.strip() or self.is_kept(text) or STANDS.fullmatch(text.strip()):
            return None
        if not _PERSONS.search(text) and "@" not in text and "\\" not in text:
            return None  # a program's name, a role: "Administrator"
        return 0, len(text), Match(0, len(text), "person-name", "person-name", Confidence.LIKELY, 0.9, text)

    def _joined(self, passage: Passage, spans: list[tuple[int, int, Match]]) -> list[Span]:
        text = passage.text
        joined: list[Span] = []
        for low, high, match in _apart(spans):
            self.counts[match.category] += 1
            joined.append((low, high, self.instead(match, text[low:high], as_name=passage.is_name)))
        return joined

    # --- what lies in it

    def inner(self, data: bytes, name: str) -> bytes:
        """A file in the file, redacted as any other; as it is where it is read in full and nothing is found in it."""
        if not data:
            return data
        if self.depth <= 0:
            raise RefusedRedaction(Why.INSIDE, "too deep")
        self.take(len(data))
        self.depth -= 1
        try:
            return self.redact_item(Item.nested(Locator(("file",)), name, data, file_name=name), self)
        except RefusedRedaction as refused:
            if refused.why in (Why.NO_FORMAT, Why.DAMAGED, Why.UNREAD):
                raise RefusedRedaction(Why.INSIDE, refused.place or "embedded") from None
            raise
        finally:
            self.depth += 1

    def twin(self, raw: str) -> None:
        """A cell that showed a value kept this number; charts keep copies of it."""
        if len(raw) >= 5 and raw not in self.twins:
            self.twins.add(raw)
            self.is_settled = False

    def word(self, text: str) -> str:
        """A name that the file gives to something in it (a member, a part), without the values in it."""
        passage = _Name(text)
        self.settle([passage.passage], Part.NAME)
        return passage.piece.text


class _Name:
    def __init__(self, text: str) -> None:
        self.piece = Words(text)
        self.passage = Passage([self.piece], is_name=True)


def further(words: str) -> Match:
    """What somebody typed that is to go, whatever it is."""
    return Match(0, len(words), FURTHER, FURTHER, Confidence.VERIFIED, 1.0, compact(words))


def without(text: str, words: Iterable[str], instead: str = "•••") -> str:
    """A short text, the name of a file, in which these words are masked.

    >>> without("Minutes project-HERON 2025", ["Project Heron"])
    'Minutes ••• 2025'
    """
    values = Values()
    for each in words:
        values.add(each, further(each), forced=True)
    for low, high, _ in reversed(list(values.spans(text))):
        text = text[:low] + instead + text[high:]
    return text


def _apart(spans: list[tuple[int, int, Match]]) -> list[tuple[int, int, Match]]:
    """Spans joined where they touch, in rising order; the longer one says what it is."""
    out: list[tuple[int, int, Match]] = []
    for low, high, match in sorted(spans, key=lambda span: (span[0], -span[1])):
        if out and low < out[-1][1]:
            before = out[-1]
            longer = match if high - low > before[1] - before[0] else before[2]
            out[-1] = (before[0], max(before[1], high), longer)
        elif low < high:
            out.append((low, high, match))
    return out


def blocks_of(rows: list[list[Passage]]) -> Grid:
    """A table each cell of which is one passage."""
    return Grid([[[passage] for passage in row] for row in rows])
