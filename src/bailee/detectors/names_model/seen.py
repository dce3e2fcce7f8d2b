"""What the model said about one text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

import bailee.detectors.names_model.gate as gate
from bailee.detectors.name_lists import FIELDS
from bailee.detectors.names_model.inference import MOST, Row, ask
from bailee.detectors.names_model.words import HONORIFIC, MARK, Units, read

FIRST_PERSON, FIRST_ADDRESS = 1, 3
_NOBODY = 0.05  # one answer is enough
_DOUBT = (0.15, 0.85)  # of what lies between, more answers are asked for


@dataclass(frozen=True, slots=True)
class Span:
    """Units that the model takes for one name or one address."""

    start: int
    end: int
    score: float


@dataclass(slots=True)
class _Remembered:
    """Answers about the same words in this text."""

    count: int
    rows: list[Row]  # the mean of them, one a unit

    def add(self, rows: list[Row]) -> None:
        old, new = self.count / (self.count + 1), 1 / (self.count + 1)
        self.rows = [
            tuple(old * a + new * b for a, b in zip(one, other, strict=True))
            for one, other in zip(self.rows, rows, strict=True)
        ]
        self.count += 1

    @property
    def is_doubtful(self) -> bool:
        return _DOUBT[0] < max(row[1] + row[2] for row in self.rows) < _DOUBT[1]

    @property
    def is_enough(self) -> bool:
        most = max(row[1] + row[2] for row in self.rows)
        if self.count < gate.ENOUGH:
            return most < _NOBODY
        return self.count >= 3 * gate.ENOUGH or not _DOUBT[0] < most < _DOUBT[1]


class Seen:
    """Probabilities of labels for those units of a text that the model was asked about."""

    def __init__(self, content: str, units: Units) -> None:
        self.content = content
        self.units = units
        self.rows: dict[int, Row] = {}
        self.asked = 0  # pieces
        self.wanted = 0  # windows that the gate let through
        self.windows = 0  # of them, asked
        self.dull = gate.Sure([])  # rows left out, for hardly anybody stood in those before them

    def look(self, first: int, last: int) -> None:
        for index, row in enumerate(ask(self.units, first, last), first):
            self.rows[index] = row
        self.asked += sum(map(len, self.units.pieces[first:last]))
        self.windows += 1

    def scores(self, start: int, end: int) -> tuple[float, float, float] | None:
        """How much of what stands there is a person, an address, a firm to the model; None where it was not asked."""
        units = self.units
        first, last = bisect_right(units.ends, start), bisect_left(units.starts, end)
        rows = [self.rows[index] for index in range(first, last) if index in self.rows]
        if not rows or len(rows) < last - first:
            return None
        return (
            sum(row[1] + row[2] for row in rows) / len(rows),
            sum(row[3] + row[4] for row in rows) / len(rows),
            sum(row[5] for row in rows) / len(rows),
        )

    def spans(self, label: int, least: float = 0.5) -> list[Span]:
        """Spans of `B-` label `label` and the label after it, where both together reach `least`."""
        out: list[Span] = []
        units, content = self.units, self.content
        start = end = -1
        total, count = 0.0, 0
        for index in sorted(self.rows):
            row = self.rows[index]
            both = row[label] + row[label + 1]
            joined = count and end == index - 1 and _joined(content, units, end)
            if both < least and not (joined and both > 0.5 * least):
                continue
            begins = row[label] > row[label + 1] and not joined
            if count and (end != index - 1 or begins):
                out.append(Span(units.starts[start], units.ends[end], total / count))
                count = 0
            if not count:
                start, total = index, 0.0
            end, total, count = index, total + both, count + 1
        if count:
            out.append(Span(units.starts[start], units.ends[end], total / count))
        return out

    def trimmed(self, span: Span) -> Span:
        """A span without the titles that it begins with, and at its end without marks, names of fields (DOB, SSN) and the
        beginning of an e-mail address.
        """
        units, content = self.units, self.content
        first, last = bisect_left(units.starts, span.start), bisect_left(units.starts, span.end)
        if content[span.end : span.end + 1] == "@" and (gap := content.rfind(" ", span.start, span.end)) >= 0:
            last = max(bisect_left(units.starts, gap), first + 1)
        while first < last - 1 and units.traits[first] & (HONORIFIC | MARK):
            first += 1
        while first < last - 1 and units.traits[last - 1] & MARK:
            initial = content[units.starts[last - 1]] == "." and units.ends[last - 2] - units.starts[last - 2] <= 2
            if initial:  # the dot of an initial, or of Jr.
                break
            last -= 1
        while first < last - 1 and content[units.starts[last - 1] : units.ends[last - 1]] in FIELDS:
            last -= 1
        return Span(units.starts[first], units.ends[last - 1], span.score)

    def may_be(self, start: int, end: int) -> bool:
        """Whether the gate saw what may be a name there, be it that the model was not asked."""
        units = self.units
        first, last = bisect_right(units.ends, start), bisect_left(units.starts, end)
        return any(True for _ in gate.candidates(self.content, units, gate.Segment(first, last, 0)))


def _same_table(one: str, other: str) -> bool:
    """Whether two rows have the same marks, and about as many of them: a cell in quotes may hold one, too."""
    return bool(one and other) and one[0] == other[0] and abs(int(one[1:]) - int(other[1:])) <= 2


def _joined(content: str, units: Units, index: int) -> bool:
    """Whether a unit and the next are one word: O'Neill, Jean-Luc."""
    start, end = units.starts[index], units.ends[index]
    following = units.starts[index + 1] == end if index + 1 < len(units.pieces) else False
    before = start > 0 and content[start - 1].isalpha()
    return following and ((content[start] in "'’-" and before) or content[end] in "'’-")


def everything(content: str) -> Seen:
    """Ask the model about all of a text: what the gate is measured against."""
    units = read(content)
    seen = Seen(content, units)
    rows = gate.segments(content, units, MOST)
    at = 0
    while at < len(rows):
        end, size = at, 0
        while end < len(rows) and size + rows[end].pieces <= MOST:
            size += rows[end].pieces
            end += 1
        seen.look(rows[at].first, rows[end - 1].last)
        at = end
    return seen


def look(content: str, sure: Sequence[tuple[int, int]] = (), most: int = 0) -> Seen:
    """Ask the model about what the gate lets through; spans that the rules are `sure` of need no answer.

    `most`: windows that are asked, spread over the text; 0 for all, less for none.
    """
    return _Looking(content, sure, most).seen


def spread(most: int, expected: int) -> Iterator[bool]:
    """Of each window in its turn, whether it is asked: `most` of those `expected`, or all, if they are no more.

    Half of `most` at least stand at the beginning; the others are one of two of what follows, then one of four, of
    eight …, as many of each as it takes to come to the end.

    >>> from itertools import islice
    >>> [number for number, is_asked in enumerate(islice(spread(8, 40), 40)) if is_asked]
    [0, 1, 2, 3, 5, 9, 17, 33]
    >>> sum(islice(spread(60, 70), 70)), sum(islice(spread(60, 5_000), 5_000))
    (60, 58)
    """
    if most < 0:
        yield from repeat(False)
    beginning = max(2 * most - expected, (most + 1) // 2)
    yield from repeat(True, beginning)
    each = max(most - beginning, 1)
    while each > 1 and each * (2 ** ((most - beginning) // each + 1) - 2) < expected - beginning:
        each -= 1
    step = 2
    while True:
        for number in range(each * step):
            yield number % step == step - 1
        step *= 2


class _Looking:
    """One text on its way through gate and model."""

    def __init__(self, content: str, sure: Sequence[tuple[int, int]], most: int) -> None:
        self.content = content
        self.units = read(content)
        self.seen = Seen(content, self.units)
        self.segments = gate.segments(content, self.units, MOST)
        self.sure = gate.Sure(sure)
        self.remembered: dict[str, _Remembered] = {}
        self.waiting: list[gate.Candidate] = []  # candidates that were not asked about this time
        self._found: dict[int, tuple[list[gate.Candidate], bool]] = {}
        self._table, self._rows, self._people = (
            "",
            0,
            0,
        )  # the table that is being read, rows asked about, people in them
        self._dull: list[tuple[int, int]] = []
        self._go(most)
        self._recall()
        self.seen.dull = gate.Sure(self._dull)

    def _go(self, most: int) -> None:
        segments, count = self.segments, len(self.segments)
        turns = spread(most, -(-sum(one.pieces for one in segments) // MOST))
        at = reached = 0
        while at < count:
            if not self._is_open(at):
                at += 1
                continue
            first, end, size = at, at + 1, segments[at].pieces
            if size < gate.SHORT and at > reached and size + segments[at - 1].pieces <= MOST:
                first -= 1
                size += segments[first].pieces
            while end < count and size + segments[end].pieces <= MOST:
                if not self._is_open(end) and not (segments[end - 1].pieces < gate.SHORT and self._is_open(end - 1)):
                    break
                size += segments[end].pieces
                end += 1
            self.seen.wanted += 1
            if not most or next(turns):
                self._ask(first, end)
            at = reached = end

    def _is_open(self, at: int) -> bool:
        candidates, address = self._signs(at)
        if (candidates or address) and self._is_dull(at):
            segment = self.segments[at]
            self._dull.append((self.units.starts[segment.first], self.units.ends[segment.last - 1]))
            return False
        if address:
            return True
        starts, ends = self.units.starts, self.units.ends
        for one in candidates:
            if not self.sure.cover(starts[one.first], ends[one.last - 1]):
                known = self.remembered.get(one.key)
                if known is None or not known.is_enough:
                    return True
        return False

    def _is_dull(self, at: int) -> bool:
        """Whether a row belongs to a table in whose first rows hardly anybody stood: of its others few are looked at."""
        segment = self.segments[at]
        table = gate.row_of(self.content, self.units.starts[segment.first], self.units.ends[segment.last - 1])
        if not _same_table(table, self._table):
            if not table and at + 1 < len(self.segments):
                return False
            self._table, self._rows, self._people = table, 0, 0
        return bool(table) and self._rows >= gate.ROWS and 4 * self._people < self._rows and at & (at - 1) != 0

    def _signs(self, at: int) -> tuple[list[gate.Candidate], bool]:
        signs = self._found.get(at)
        if signs is None:
            segment = self.segments[at]
            starts, ends = self.units.starts, self.units.ends
            address = gate.has_address_sign(self.content, self.units, segment) and not self.sure.cover(
                starts[segment.first] + 1, ends[segment.last - 1] - 1
            )
            signs = self._found[at] = (list(gate.candidates(self.content, self.units, segment)), address)
        return signs

    def _turned(self, at: int) -> list[gate.Candidate]:
        """Names that a comma turns around, "Kildare, Benjamin": the halves by themselves may be anything, together they are one."""
        both = (gate.turned(self.content, self.units, self.segments[at], one) for one in self._signs(at)[0])
        return list({one.first: one for one in chain.from_iterable(both)}.values())

    def _ask(self, first: int, end: int) -> None:
        self.seen.look(self.segments[first].first, self.segments[end - 1].last)
        for at in range(first, end):
            if self._table:
                self._rows += 1
                units = range(self.segments[at].first, self.segments[at].last)
                self._people += any(sum(self.seen.rows[index][1:3]) > 0.6 for index in units)
            for one in chain(self._signs(at)[0], self._turned(at)):
                rows = [self.seen.rows[index] for index in range(one.first, one.last)]
                known = self.remembered.get(one.key)
                if known is None:
                    self.remembered[one.key] = _Remembered(1, rows)
                elif len(known.rows) == len(rows):
                    known.add(rows)

    def _recall(self) -> None:
        """What was answered about the same words elsewhere holds where the model was not asked."""
        if not self.remembered:
            return
        for at in range(len(self.segments)):
            for one in chain(self._turned(at), self._signs(at)[0]):
                known = self.remembered.get(one.key)
                if one.first not in self.seen.rows and known is not None and not known.is_doubtful:
                    for index, row in zip(range(one.first, one.last), known.rows, strict=False):
                        self.seen.rows[index] = row
