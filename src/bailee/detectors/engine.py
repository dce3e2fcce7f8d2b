"""Detect: triggers find where to look, patterns cut the candidate out, each detector judges its own, overlaps are resolved.

Time grows with the length of the text, whatever stands in it: a trigger has a fixed length, a window has an end, and
what was consumed once is not looked at again.

>>> found("us-ssn", "SSN: 512-44-7313")
[('512-44-7313', 'verified')]
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from bailee.detectors.interface import (
    Candidate,
    Detector,
    Judgement,
    Scene,
    Shape,
    confidence_of,
    delimiter_of,
    names_columns,
    phrase_pattern,
    phrases_pattern,
    split_row,
)
from bailee.detectors.listing import catalogue
from bailee.detectors.triggers import BLOCK, OVERLAP, Engine, Trigger, engine
from bailee.text import Match, Text
from bailee.vocabulary import Locator

LEAST = 0.2  # what is less probable than this is not told
SAMPLE = 60  # values of a column that each of them can be compared with
SPACED = 0.98  # at most so sure of a column that only blanks set apart: a label beside a value counts for more
HEAD = 240  # longest line that may be the head of a table
BLOB = 60  # a value as long as this is no value; what stands in it is no label

# Between a label and its value: punctuation of forms, JSON, XML and code, and a few small words. Possessive: it never
# gives back, so it can't explode.
_GAP = re.compile(
    r"(?:\((?=[^()\n]{0,30}[^\W\d])[^()\n]{0,30}\)|[ \t\r\"'`:=#>|,;.)\]}*_/\\\[\-]{1,12}|\(|\n(?!\n\n)|<[^<>\n]{0,60}>"
    r"|\b(?:number|numbers|no|nr|num|nbr|code|id|is|are|was|the|my|his|her|of|value|text|string|on file|as|it|s|s/n|field|card)\b"
    r"|\([^()\n]{0,30}\)){0,10}+",
    re.IGNORECASE,
)
_HEADING_END = re.compile(r"[\w ()#/'.-]{0,20}(?:[\"\t|,;\r\n]|$)")
_LIST = re.compile(r"[ \t]*(?:[,;/&|]|\band\b|\bor\b)[ \t]*(?:and |or )?|[ \t]{1,2}(?![ \t])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _CompiledShape:
    detector: Detector
    pattern: re.Pattern[str]
    before: int
    after: int
    group: str | int
    then: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _CompiledLabel:
    detector: Detector
    headings: re.Pattern[str]  # over columns: phrases and headings
    value: re.Pattern[str]
    gap: bool
    reach: int
    digits: bool  # no value without one


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One phrase of a label. Its longest word is the trigger; `before` and `after` are what may stand around that."""

    label: _CompiledLabel
    pattern: re.Pattern[str]
    before: int
    after: int
    heading_only: bool


@dataclass(frozen=True, slots=True)
class _Plan:
    engine: Engine
    shapes: tuple[_CompiledShape, ...]  # group i of the engine
    phrases: tuple[tuple[_Phrase, ...], ...]  # group len(shapes) + j, longest phrase first
    readers: tuple[Detector, ...]
    labels: tuple[_CompiledLabel, ...]


def _phrase(label: _CompiledLabel, phrase: str, heading_only: bool, flags: int) -> tuple[str, _Phrase]:
    """What a phrase is triggered by, and the phrase.

    Of several words, the two neighbours that are longest together: `number` stands everywhere, `member number` does not.
    """
    parts = phrase.split()
    index = max(range(max(len(parts) - 1, 1)), key=lambda number: sum(map(len, parts[number : number + 2])))
    pair = parts[index : index + 2]
    before = sum(len(part) + 3 for part in parts[: index + 2]) + 1
    after = sum(len(part) + 3 for part in parts[index + 2 :]) + 3
    expression = re.compile(phrase_pattern(phrase)) if flags else re.compile(phrases_pattern([phrase]))
    compiled = _Phrase(label, expression, before, after, heading_only)
    if len(pair) == 2:  # an apostrophe may be missing: what stands on its far side is not part of the trigger
        pair = [pair[0].rpartition("'")[2], pair[1].removeprefix("d'").partition("'")[0]]
    return " ".join(pair).lower(), compiled


_WORDY = ("Jane", "Jane Roe", "Roe, Jane", "12 Oak Street")  # what values without figures, or long ones, look like
_DIGIT = re.compile(r"[0-9]")
_JOINTS = ("", " ", "_", "-", ".", ". ", "  ", "\n")


def _word_triggers(key: str) -> list[Trigger]:
    """Triggers for a word or a pair. A short word has its boundaries in it, or `tin` would stop at every `getting`."""
    seen = [re.escape(word.encode("ascii", "replace").decode()) for word in key.split()]  # as the engine sees it
    if len(seen) == 2:
        return [Trigger((seen[0] + re.escape(joint) + seen[1]).encode(), caseless=True) for joint in _JOINTS]
    body = seen[0]
    if len(key) > 4:
        return [Trigger(body.encode(), caseless=True)]
    if not key[-1].isalnum():  # ss#
        return [Trigger(f"[^A-Za-z]{body}".encode(), caseless=True)]
    triggers = [
        Trigger(f"[^A-Za-z]{body}[^A-Za-z]".encode(), caseless=True),
        Trigger(f"[^A-Za-z]{body}s[^A-Za-z]".encode(), caseless=True),
    ]
    for form in (body.capitalize(), body.upper()):  # employeeSsn
        triggers.append(Trigger(f"[a-z0-9]{form}[^a-z]".encode()))
    triggers += [Trigger(f"[^A-Za-z]{form}[A-Z]".encode()) for form in (body, body.capitalize())]  # ssnNumber
    return triggers


def plan(patterns_only: bool = False, portable: bool = False, only: str = "") -> _Plan:
    """What to look for, compiled once a process; workers that fork after `plan()` share it."""
    return _compiled(patterns_only, portable, only)


@cache
def plan_of(detectors: tuple[Detector, ...], portable: bool = False) -> _Plan:
    """A plan of one's own detectors. Apart from the catalogue's, which is compiled already where it comes to this."""
    return _plan_of(detectors, portable, False)


@cache
def _compiled(patterns_only: bool, portable: bool, only: str) -> _Plan:
    chosen = [
        detector
        for detector in catalogue()
        if (detector.patterns_only or not patterns_only) and (not only or detector.ident == only)
    ]
    return _plan_of(chosen, portable, not only)


def _plan_of(chosen: Sequence[Detector], portable: bool, kept: bool) -> _Plan:
    groups: list[list[Trigger]] = []
    shapes: list[_CompiledShape] = []
    for detector in chosen:
        for shape in detector.shapes:
            shapes.append(_compile_shape(detector, shape))
            groups.append(
                [Trigger(trigger.encode()) for trigger in shape.triggers]
                + [Trigger(trigger.encode(), outline=True) for trigger in shape.outlines]
            )
    by_word: dict[str, list[_Phrase]] = {}
    labels: list[_CompiledLabel] = []
    for detector in chosen:
        for label in detector.labels:
            flags = 0 if label.case else re.IGNORECASE
            compiled = _CompiledLabel(
                detector,
                re.compile(phrases_pattern((*label.phrases, *label.headings)), flags),
                re.compile(label.value),
                label.gap,
                label.reach,
                not any(map(re.compile(label.value).fullmatch, _WORDY)) and label.gap,
            )
            labels.append(compiled)
            for phrase in dict.fromkeys((*label.phrases, *label.headings)):
                key, row = _phrase(compiled, phrase, phrase not in label.phrases, flags)
                by_word.setdefault(key, []).append(row)
    groups.extend(_word_triggers(key) for key in by_word)
    return _Plan(
        engine(groups, portable=portable, kept=kept),
        tuple(shapes),
        tuple(tuple(sorted(rows, key=lambda row: -row.before - row.after)) for rows in by_word.values()),
        tuple(detector for detector in chosen if detector.find is not None),
        tuple(labels),
    )


def _compile_shape(detector: Detector, shape: Shape) -> _CompiledShape:
    pattern = re.compile(shape.pattern)
    group = "value" if "value" in pattern.groupindex else 0
    then = re.compile(shape.then) if shape.then else None
    return _CompiledShape(detector, pattern, shape.before, shape.after, group, then)


def detect(
    text: Text,
    *,
    patterns_only: bool = False,
    explain: bool = False,
    portable: bool = False,
    only: str = "",
    extra: tuple[Detector, ...] = (),
) -> list[Match]:
    """Matches in a text, sorted, overlaps resolved: the more specific and more certain one stays.

    `explain` keeps the reasons; `portable` and `only` are for tests and examples; `extra` are one's own detectors.
    """
    raw = Search(text, plan(patterns_only, portable, only)).candidates()
    if extra:
        raw += Search(text, plan_of(extra, portable)).candidates()
    return _matches(raw, explain)


def detect_pieces(
    texts: Iterable[Text], *, patterns_only: bool = False, explain: bool = False, extra: tuple[Detector, ...] = ()
) -> Iterator[tuple[Text, list[Match]]]:
    """`detect` over consecutive pieces of one long text, cut at line ends: a table's heading is remembered in the next."""
    plans = [plan(patterns_only), *([plan_of(extra)] if extra else [])]
    columns: list[list[Column]] = [[] for _ in plans]
    for text in texts:
        raw: list[_Raw] = []
        for number, the_plan in enumerate(plans):
            search = Search(text, the_plan)
            raw += search.candidates(columns[number])
            columns[number] = search.open_columns
        yield text, _matches(raw, explain)


def found(ident: str, content: str) -> list[tuple[str, str]]:
    """For examples: what one detector finds in a text, as (span, confidence)."""
    text = Text.of(content, Locator(("example.txt",)))
    return [(text.content[match.start : match.end], match.confidence.value) for match in detect(text, only=ident)]


_Raw = tuple[int, int, Detector, Judgement]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table in plain text, under the heading of a label."""

    label: _CompiledLabel
    heading: str
    delimiter: str
    width: int
    index: int
    carried: bool = False  # its heading stands in an earlier piece of the text
    span: tuple[int, int] = (0, 0)  # without a delimiter: where in its line the heading stands
    words: tuple[int, int] = (0, 0)  # and how many words stand before and after it
    aligned: bool = False  # whether wide gaps part the heads


class Search:
    """One pass over one text."""

    def __init__(self, text: Text, the_plan: _Plan) -> None:
        self.text = text
        self.plan = the_plan
        self.scene = Scene(text)
        self.content = text.content
        self.columns_read: set[tuple[int, int, str]] = set()
        self.open_columns: list[Column] = []
        self._consumed: dict[int, int] = {}
        self._phrases_now = 0
        self._spaced_read: dict[tuple[int, int], int] = {}
        self._spaced_line: tuple[int, int, list[tuple[int, int]]] = (-1, -1, [])
        self._last_line: tuple[int, int, str, list[tuple[int, int, str]]] = (-1, -1, "", [])

    def candidates(self, carried: Sequence[Column] = ()) -> list[_Raw]:
        raw: list[_Raw] = []
        content = self.content
        for column in carried:
            self._read_rows(column, 0, raw)
        data = b"\n%b\n" % content.encode("ascii", "replace")  # a text begins and ends as a line does
        done = [0] * len(self.plan.shapes)
        for start in range(0, len(data), BLOCK):
            low = max(0, start - OVERLAP)
            block = data[low : start + BLOCK] if len(data) > BLOCK else data
            groups = self.plan.engine.scan(block)
            for index, ends in enumerate(groups):
                if not ends:
                    continue
                shift = low - 1
                ends = (
                    [end + shift for end in ends] if not start else [end + shift for end in ends if end + low > start]
                )
                if index < len(self.plan.shapes):
                    done[index] = self._shape(self.plan.shapes[index], ends, done[index], raw)
                else:
                    self._phrases(self.plan.phrases[index - len(self.plan.shapes)], ends, raw)
        if self.text.cells is not None and self.text.cells.headers:
            self._cells(raw)
        if len(content) <= 40 and any(map(str.isdigit, content)):
            self._alone(raw)
        for detector in self.plan.readers:
            assert detector.find is not None  # noqa: S101 - the plan holds only those
            raw.extend((start, end, detector, judgement) for start, end, judgement in detector.find(self.scene))
        return raw

    def _shape(self, shape: _CompiledShape, ends: list[int], done: int, raw: list[_Raw]) -> int:
        content, search, before, after = self.content, shape.pattern.search, shape.before, shape.after
        judge, group, scene, detector = shape.detector.judge, shape.group, self.scene, shape.detector
        then = shape.then.match if shape.then is not None else None
        for end in ends:
            if end <= done or (then is not None and then(content, end - 1) is None):
                continue
            low = end - before
            while done < end:
                match = search(content, low if low > done else done, end + after)
                if match is None or match.start() >= end:
                    break
                done = match.end()
                start, stop = match.span(group)
                judgement = judge(Candidate(scene, start, stop, match[group], match.groupdict().get))
                if judgement is not None and judgement.probability >= LEAST:
                    raw.append((start, stop, detector, judgement))
        return done

    def _phrases(self, phrases: tuple[_Phrase, ...], ends: list[int], raw: list[_Raw]) -> None:
        content, plain = self.content, self.text.cells is None
        consumed = self._consumed = {}  # for these phrases: others' ends do not come in one order with theirs
        self._phrases_now = id(phrases)
        for end in ends:
            taken: list[_CompiledLabel] = []
            for phrase in phrases:
                if phrase.label in taken or end <= consumed.get(id(phrase.label), 0):
                    continue
                match = phrase.pattern.search(content, max(0, end - phrase.before - 2), end + phrase.after)
                if match is None:
                    continue
                taken.append(phrase.label)
                if plain:
                    self._heading(phrase.label, match, raw)
                    self._spaced(phrase.label, match, raw)
                if not phrase.heading_only and (
                    not phrase.label.digits
                    or _DIGIT.search(content, match.end(), match.end() + 40 + phrase.label.reach)
                ):
                    self._labelled(phrase.label, match, raw)

    def _labelled(self, label: _CompiledLabel, phrase: re.Match[str], raw: list[_Raw]) -> None:
        content = self.content
        at = phrase.end()
        if label.gap:
            gap = _GAP.match(content, at, at + 120)
            at = gap.end() if gap else at
            while at > phrase.end() and content[at - 1] in "(+":  # a value may begin with them
                at -= 1
        match = label.value.match(content, at)
        while match is None and content[at : at + 1] in ("(", "+"):
            at += 1
            match = label.value.match(content, at)
        if match is None and label.gap:
            match = self._backed(label, phrase.end(), at)
        distant = match is None and label.reach > 0
        if distant:
            match = self._reached(label, phrase.end())
        refused = 0
        for _ in range(50):  # a list of values after one label
            if match is None or match.end() == match.start() or refused > 2:
                return
            group = "value" if "value" in label.value.groupindex else 0
            start, stop = match.span(group)
            candidate = Candidate(self.scene, start, stop, match[group], match.groupdict().get, label=phrase[0].lower())
            judgement = label.detector.judge(candidate)
            refused += 1
            if judgement is not None and judgement.probability >= LEAST:
                raw.append((start, stop, label.detector, judgement))
                refused = 0
            if not refused or stop - start >= BLOB:  # a label inside a value is part of it
                self._consumed[id(label)] = stop
            part = _LIST.match(content, match.end(), match.end() + 12)
            match = label.value.match(content, part.end()) if part else None

    def _backed(self, label: _CompiledLabel, low: int, at: int) -> re.Match[str] | None:
        """The gap took what the value begins with, such as `(` or `+`: look from its marks on."""
        for offset in range(at - 1, max(low, at - 4) - 1, -1):
            if self.content[offset] in "([-/.#'\"":
                match = label.value.match(self.content, offset)
                if match is not None:
                    return match
        return None

    def _reached(self, label: _CompiledLabel, start: int) -> re.Match[str] | None:
        """The first value within reach on the line of its phrase, not glued to a word or number before it."""
        stop = self.content.find("\n", start, start + label.reach + 24)
        limit = start + label.reach + 24 if stop < 0 else stop
        match = label.value.search(self.content, start, limit)
        while match is not None:
            before = self.content[match.start() - 1 : match.start()]
            if match.start() - start > label.reach:
                return None
            if not before.isalnum() and before not in "_.-/,":
                return match
            match = label.value.search(self.content, match.end(), limit)
        return None

    def _alone(self, raw: list[_Raw]) -> None:
        """A short text that is one value and nothing else: each detector may say what it could be."""
        value = self.content.strip(" \t\r\n.,;:\"'")
        start = self.content.find(value)
        for label in self.plan.labels:
            match = label.value.fullmatch(value)
            if match is not None:
                group = "value" if "value" in label.value.groupindex else 0
                low, high = match.span(group)
                candidate = Candidate(self.scene, start + low, start + high, match[group], match.groupdict().get)
                judgement = label.detector.judge(candidate)
                if judgement is not None and judgement.probability >= LEAST:
                    raw.append((start + low, start + high, label.detector, judgement))

    def _heading(self, label: _CompiledLabel, phrase: re.Match[str], raw: list[_Raw]) -> None:
        """Whether a phrase stands in the first row of a table in plain text; if so, its column is read."""
        content, end = self.content, phrase.end()
        if _HEADING_END.match(content, end) is None:
            return
        start, delimiter, cells = self._header(end)
        if len(cells) < 2:
            return
        index = next((number for number, cell in enumerate(cells) if cell[0] + start <= end <= cell[1] + start), None)
        if index is None:
            return
        heading = cells[index][2]
        key = (start, index, label.detector.ident + label.value.pattern)
        if key in self.columns_read or len(heading) > 48 or label.headings.search(heading) is None:
            return
        self.columns_read.add(key)
        column = Column(label, heading, delimiter, len(cells), index)
        self._read_rows(column, content.find("\n", end) + 1, raw)

    def _spaced(self, label: _CompiledLabel, phrase: re.Match[str], raw: list[_Raw]) -> None:
        """Whether a phrase stands in the head of a table whose columns only blanks part; if so, its column is read."""
        start, stop, heads = self._spaced_heads(phrase.start())
        if not heads or start < self._spaced_read.get((id(label), self._phrases_now), 0):
            return
        content = self.content
        aligned = _WIDE.search(content, start, stop) is not None
        low, high = phrase.start(), phrase.end()
        own = [number for number, (first, last) in enumerate(heads) if first < high and last > low]
        if not own:
            return
        if aligned:
            low, high = heads[own[0]]
            if high - low > 48:
                return
        if not label.digits and (self.scene.is_code or not _titled(content[start:stop])):
            return
        text = content[low:high]
        words = len(content[start:low].split()), len(content[high:stop].split())
        column = Column(label, text, "", len(heads), own[0], False, (low - start, high - start), words, aligned)
        self._read_rows(column, stop + 1, raw)

    def _spaced_heads(self, offset: int) -> tuple[int, int, list[tuple[int, int]]]:
        """Start and end of the line that holds `offset`, and the spans of its heads if it heads a table without delimiters."""
        if self._spaced_line[0] <= offset <= self._spaced_line[1]:
            return self._spaced_line
        content, heads = self.content, []
        stop = content.find("\n", offset, offset + HEAD)
        start = content.rfind("\n", max(0, offset - HEAD), offset) + 1
        if stop < 0 or (not start and offset > HEAD):
            start, stop = offset, offset  # too long for a head
        if (
            6 < stop - start <= HEAD
            and stop + 1 < len(content)
            and (content.find("\n", stop + 1, stop + HEAD) >= 0 or len(content) - stop <= HEAD)
            and " the " not in content[start:stop]
        ):
            line = content[start:stop]
            wide = _WIDE.search(line) is not None
            if (
                _NO_HEAD.search(line) is None
                and _HEAD.match(line) is not None
                and (wide or (": " not in line and _headed(line)))
                and _DIGIT.search(content, stop, stop + 2 * HEAD) is not None
            ):
                part = _CELL if wide else _WORD
                heads = [(start + match.start(), start + match.end()) for match in part.finditer(line)]
                if not 2 <= len(heads) <= 24:
                    heads = []
        self._spaced_line = start, stop, heads
        return self._spaced_line

    def _read_rows(self, column: Column, start: int, raw: list[_Raw]) -> None:
        """The cells below a heading, to the end of its table; the table stays open where the text ends in it."""
        if not column.delimiter:
            spaced = _SpacedRows(self.content, start, column)
            fitting = list(spaced)
            self._spaced_read[id(column.label), self._phrases_now] = max(spaced.reached, start + 1)
            if fitting:
                self._judge_column(
                    column.label, column.heading, fitting, len(fitting) / max(spaced.rows, 1), raw, SPACED
                )
                if not spaced.ended:
                    self.open_columns.append(replace(column, carried=True))
            return
        rows = _Rows(self.content, start, column)
        sample = list(islice(rows, 200))
        if column.carried or any(column.label.value.fullmatch(value) for _, _, value in sample):
            self._read_column(column.label, column.heading, [*sample, *rows], raw)
            if not rows.ended:
                self.open_columns.append(replace(column, carried=True))

    def _header(self, offset: int) -> tuple[int, str, list[tuple[int, int, str]]]:
        """Start, delimiter and cells of the line that holds `offset` if it heads a table; no cells where it does not."""
        start, stop, delimiter, cells = self._last_line
        if start <= offset <= stop:
            return start, delimiter, cells
        content = self.content
        start, stop = self.scene.line(offset)
        delimiter, cells = "", []
        line = content[start:stop].rstrip("\r")
        mark = delimiter_of(line) if stop + 1 < len(content) else ""
        if mark:
            count = line.count(mark)
            below = content.find("\n", stop + 1)
            following = content.count(mark, stop + 1, len(content) if below < 0 else below)
            above = content.rfind("\n", 0, max(start - 1, 0)) + 1
            if (following == count or (following > count and '"' in content[stop + 1 : below])) and not (
                start and content.count(mark, above, start) == count
            ):
                delimiter, cells = mark, split_row(line, mark)
                if not names_columns(tuple(cell for _, _, cell in cells)):
                    cells = []
        self._last_line = start, stop, delimiter, cells
        return start, delimiter, cells

    def _cells(self, raw: list[_Raw]) -> None:
        cells = self.text.cells
        assert cells is not None  # noqa: S101
        wanted: dict[int, list[_CompiledLabel]] = {}
        for number, heading in enumerate(cells.headers):
            if heading and len(heading) <= 60:
                chosen = [label for label in self.plan.labels if label.headings.search(heading)]
                if chosen:
                    wanted[number] = chosen
        if not wanted:
            return
        spans: dict[int, list[tuple[int, int, str]]] = {number: [] for number in wanted}
        content, starts = self.content, cells.starts
        last = len(starts) - 1
        for position, column in enumerate(cells.columns):
            if column in spans:
                start = starts[position]
                stop = starts[position + 1] - 1 if position < last else len(content)
                value = content[start:stop]
                stripped = value.strip()
                if stripped:
                    start += len(value) - len(value.lstrip())
                    spans[column].append((start, start + len(stripped), stripped))
        for number, chosen in wanted.items():
            for label in chosen:
                self._read_column(label, cells.headers[number], spans[number], raw)

    def _read_column(
        self, label: _CompiledLabel, heading: str, column: list[tuple[int, int, str]], raw: list[_Raw]
    ) -> None:
        matches = [(start, label.value.fullmatch(value)) for start, _, value in column if value != heading]
        fitting = [(start, match) for start, match in matches if match is not None]
        if not fitting:
            return
        self._judge_column(label, heading, fitting, len(fitting) / len(matches), raw)

    def _judge_column(
        self,
        label: _CompiledLabel,
        heading: str,
        fitting: list[tuple[int, re.Match[str]]],
        peers: float,
        raw: list[_Raw],
        most: float = 1.0,
    ) -> None:
        group = "value" if "value" in label.value.groupindex else 0
        sample = tuple(match[group] for _, match in fitting[:: len(fitting) // SAMPLE + 1])
        for start, match in fitting:
            low, high = match.span(group)
            candidate = Candidate(
                self.scene,
                start + low,
                start + high,
                match[group],
                match.groupdict().get,
                heading=heading,
                peers=peers,
                column=sample,
                spaced=most < 1,
            )
            judgement = label.detector.judge(candidate)
            if judgement is not None and judgement.probability >= LEAST:
                if judgement.probability > most:
                    judgement = replace(judgement, probability=most)
                raw.append((start + low, start + high, label.detector, judgement))


class _Rows:
    """Filled cells of one column, row by row, while rows have as many cells; `ended` says that the table did."""

    def __init__(self, content: str, start: int, column: Column) -> None:
        self._content, self._start, self._column = content, start, column
        self.ended = False

    def __iter__(self) -> Iterator[tuple[int, int, str]]:
        content, start, column = self._content, self._start, self._column
        misses = 0
        while start < len(content):
            stop = content.find("\n", start)
            stop = len(content) if stop < 0 else stop
            line = content[start:stop].rstrip("\r")
            if not line.strip():
                self.ended = True
                return
            cells = split_row(line, column.delimiter)
            if abs(len(cells) - column.width) <= 1:
                misses = 0
                if column.index < len(cells) and cells[column.index][2]:
                    low, high, value = cells[column.index]
                    self._start = stop + 1
                    yield start + low, start + high, value
            else:
                misses += 1
                if misses > 2:
                    self.ended = True
                    return
            start = stop + 1
        self._start = start


# A head of a table without delimiters: words, a few figures at most, no sentence.
_WIDE = re.compile(r"\S {2,}\S")
_CELL = re.compile(r"\S+(?: \S+)*")
_WORD = re.compile(r"\S+")
_HEAD = re.compile(r"\s*[^\W\d_#(]")
_NO_HEAD = re.compile(
    r"[\t|;{}<>=@]|\d{3}(?!\(?k)|\d[-/.,: ]\d|[.!?]\s*$"
    r"|(?i:\b(?:the|is|are|was|were|will|to|your|our|their|please|that|this|with|has|have|not|we|you|he|she|it)\b)"
)
_RULE = re.compile(r"[\s\-=_+*.~]*$")


def _headed(line: str) -> bool:
    """Whether words with single blanks between them may be heads: few of them in lower case, or a few and all of them."""
    heads = [word[0].isupper() for word in line.split() if word[0].isalpha()]
    return 3 * sum(heads) >= 2 * len(heads) or (not any(heads) and len(heads) <= 8)


def _titled(line: str) -> bool:
    """Whether a line reads as heads rather than as running text: every word of it begins with a capital."""
    return all(word[0].isupper() or not word[0].isalpha() for word in line.split())


class _SpacedRows:
    """Values of one column of a table whose columns only blanks part, row by row.

    With wide gaps between its heads, a value is the one under its head; where every gap is one blank, as in text taken out
    of a PDF, the one with as many words before or after it as its head has. A few other lines, such as the foot of a page,
    do not end the table; its head again does.
    """

    MISSES = 4
    OTHERS = 200  # rows of another form, one after the other

    def __init__(self, content: str, start: int, column: Column) -> None:
        self._content, self._column = content, column
        self.reached = start
        self.rows = 0
        self.ended = False

    def __iter__(self) -> Iterator[tuple[int, re.Match[str]]]:
        content, column = self._content, self._column
        start, misses, others, size = self.reached, 0, 0, len(content)
        pick = self._under if column.aligned else self._by_words
        while start < size:
            stop = content.find("\n", start)
            stop = size if stop < 0 else stop
            self.reached = start
            if _RULE.match(content, start, stop):
                misses += stop - start < 4
            elif stop - start <= HEAD and (match := pick(start, stop)) is not None:
                misses = others = 0
                self.rows += 1
                yield 0, match
            elif stop - start <= HEAD and column.label.headings.search(content, start, stop) is not None:
                self.ended = True
                return
            elif column.aligned and 2 * len(_CELL.findall(content, start, stop)) > column.width:
                self.rows += 1  # a row whose cell is empty, or holds another form
                others += 1
                misses += others > self.OTHERS
            else:
                misses += 1
                self.rows += misses == 1 and self.rows > 0
            if misses > self.MISSES or (not self.rows and misses > 2):
                self.ended = True
                return
            start = stop + 1
        self.reached = size

    def _values(self, start: int, stop: int) -> Iterator[re.Match[str]]:
        content, group = self._content, "value" if "value" in self._column.label.value.groupindex else 0
        for match in islice(self._column.label.value.finditer(content, start, stop), 12):
            low, high = match.span(group)
            if (low == start or content[low - 1] in " (") and (high >= stop or content[high] in " ),\r"):
                yield match

    def _under(self, start: int, stop: int) -> re.Match[str] | None:
        """The value in the cell under the head: the cell that overlaps it most, else the one of the same number."""
        content, column = self._content, self._column
        cells = [match.span() for match in _CELL.finditer(content, start, stop)]
        low, high = start + column.span[0], start + column.span[1]
        best, width = None, 0
        for cell in cells:
            if (overlap := min(cell[1], high) - max(cell[0], low)) > width:
                best, width = cell, overlap
        if len(cells) == column.width and (best is None or not column.label.value.fullmatch(content, *best)):
            best = cells[column.index]
        return column.label.value.fullmatch(content, *best) if best is not None and len(cells) > 1 else None

    def _by_words(self, start: int, stop: int) -> re.Match[str] | None:
        """The value with as many words before or after it as its head has; without figures, only at either end."""
        content, column = self._content, self._column
        before, after = column.words
        if not column.label.digits:
            if before == 0:
                return column.label.value.match(content, start, stop)
            last = content.rfind(" ", start, stop) + 1
            return column.label.value.fullmatch(content, last, stop) if after == 0 and last > start else None
        best, least = None, 4
        for match in self._values(start, stop):
            away = min(
                abs(len(content[start : match.start()].split()) - before),
                abs(len(content[match.end() : stop].split()) - after),
            )
            if away < least:
                best, least = match, away
        return best


def _matches(raw: list[_Raw], explain: bool) -> list[Match]:
    """Overlaps resolved and sorted. Two judgements of one span by one detector are one: the more certain."""
    rows = sorted(
        (
            judgement.start if judgement.start is not None else start,
            judgement.end if judgement.end is not None else end,
            detector.ident,
            number,
            detector,
            judgement,
        )
        for number, (start, end, detector, judgement) in enumerate(raw)
    )
    kept: list[_Row] = []
    cluster: list[_Row] = []
    reach = -1
    for row in rows:
        if row[0] >= reach:
            kept.extend(_best(cluster))
            cluster = []
        cluster.append(row)
        reach = max(reach, row[1])
    kept.extend(_best(cluster))
    return [
        Match(
            start,
            end,
            detector.ident,
            detector.category,
            confidence_of(judgement.probability),
            round(judgement.probability, 4),
            judgement.value,
            judgement.reasons if explain else (),
            judgement.attributes,
        )
        for start, end, _, _, detector, judgement in kept
    ]


_Row = tuple[int, int, str, int, Detector, Judgement]


def _best(cluster: list[_Row]) -> list[_Row]:
    """Of rows that overlap: by confidence, then length, then probability."""
    if len(cluster) <= 1:
        return cluster
    ranked = sorted(
        cluster,
        key=lambda row: (-confidence_of(row[5].probability).rank, row[0] - row[1], -row[5].probability, row[0]),
    )
    starts: list[int] = []
    kept: list[_Row] = []
    for row in ranked:
        at = bisect_left(starts, row[0])
        if (at < len(starts) and starts[at] < row[1]) or (at > 0 and kept[at - 1][1] > row[0]):
            continue
        starts.insert(at, row[0])
        kept.insert(at, row)
    return kept
