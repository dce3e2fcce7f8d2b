"""One pass over one text: triggers say where to look, forms and labels cut a candidate out there, its detector judges it.

Ends of triggers are looked at as they stand in the text, so that what was found out about a line serves all that it holds.
Most of them lead to nothing. What a phrase needs behind it (so many digits) is therefore asked of the outline first, which
costs a tenth of its expression.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from bailee.detectors.columns import WIDE, Column, Heads, Rows, SpacedRows, titled
from bailee.detectors.interface import Candidate, Open, Scene
from bailee.detectors.overlaps import Raw
from bailee.detectors.plans import NEAR, CompiledLabel, CompiledPhrase, CompiledShape, Plan
from bailee.detectors.triggers import BLOCK, OVERLAP, outline
from bailee.text import Text

LEAST = 0.2  # what is less probable than this is not told
SURE = 0.97  # what the rules are as sure of as this, nobody else need be asked about
SAMPLE = 60  # values of a column that each of them can be compared with
SPACED = 0.98  # at most so sure of a column that only blanks set apart: a label beside a value counts for more
BLOB = 60  # a value as long as this is no value; what stands in it is no label
SPREAD = 40  # from the first digit of a value to its last

# Between a label and its value: punctuation of forms, JSON, XML and code, and a few small words. Possessive: it never
# gives back, so it can't explode.
_GAP = re.compile(
    r"(?:\((?=[^()\n]{0,30}[^\W\d])[^()\n]{0,30}\)|[ \t\r\"'`:=#>|,;.)\]}*_/\\\[\-]{1,12}|\(|\n(?!\n\n)|<[^<>\n]{0,60}>"
    r"|(?:\b|(?<=_))(?:number|numbers|no|nr|num|nbr|code|id|is|are|was|the|my|his|her|of|value|text|string|on file|as|it|s|s/n|field|card)(?:\b|(?=_))"
    r"|\bn\.?[°º]|[是为為はがの는은이가号號]|คือ|है|\([^()\n]{0,30}\)){0,10}+",
    re.IGNORECASE,
)
_HEADING_END = re.compile(r"[\w ()#/'.-]{0,20}(?:[\"\t|,;\r\n]|$)")
_LIST = re.compile(r"[ \t]*(?:[,;/&|]|\band\b|\bor\b)[ \t]*(?:and |or )?|[ ]{1,2}(?![ \t])", re.IGNORECASE)
_DIGIT = re.compile(r"[0-9]")


@lru_cache(maxsize=4096)
def _labels_over(labels: tuple[CompiledLabel, ...], heading: str) -> tuple[CompiledLabel, ...]:
    """Labels that a column's head names. Tables of one kind have the same heads."""
    return tuple(label for label in labels if label.headings.search(heading) is not None)


class Search:
    """One pass over one text."""

    def __init__(self, text: Text, the_plan: Plan, above: Open | None = None) -> None:
        self.text = text
        self.plan = the_plan
        self.scene = Scene(text, above)
        self.content = text.content
        self.open_columns: list[Column] = []
        self._heads = Heads(self.content)
        self._columns_read: set[tuple[int, int, str]] = set()
        self._consumed: dict[tuple[int, int], int] = {}  # by group and label: the end of the last value it led to
        self._spaced_read: dict[tuple[int, int], int] = {}

    def candidates(self, carried: Sequence[Column] = ()) -> list[Raw]:
        raw: list[Raw] = []
        content = self.content
        for column in carried:
            self._read_rows(column, 0, 0, raw)
        self._triggered(raw)
        if self.text.cells is not None and self.text.cells.headers:
            self._cells(raw)
        if len(content) <= 40 and any(map(str.isdigit, content)):
            self._alone(raw)
        for detector in self.plan.readers:
            assert detector.find is not None  # noqa: S101 - the plan holds only those
            raw.extend((start, end, detector, judgement) for start, end, judgement in detector.find(self.scene))
        return self._reviewed(raw)

    def _reviewed(self, raw: list[Raw]) -> list[Raw]:
        """Some detectors look at all their candidates once more, together."""
        reviewers = [detector for detector in self.plan.readers if detector.review is not None]
        if reviewers:
            self.scene.sure = [(start, end) for start, end, _, judgement in raw if judgement.probability >= SURE]
        for detector in reviewers:
            own = [(start, end, judgement) for start, end, by, judgement in raw if by is detector]
            assert detector.review is not None  # noqa: S101 - as above
            reviewed = detector.review(self.scene, own)
            raw = [row for row in raw if row[2] is not detector]
            raw.extend((start, end, detector, judgement) for start, end, judgement in reviewed)
        return raw

    def _triggered(self, raw: list[Raw]) -> None:
        """What triggers lead to, block by block, each in the order of the text."""
        content, plan = self.content, self.plan
        shapes, phrases, scan = plan.shapes, plan.phrases, plan.engine.scan
        forms = len(shapes)
        done = [0] * forms
        last = len(content)
        for start in range(0, last + 2, BLOCK):  # a text begins and ends as a line does
            low = max(0, start - OVERLAP)
            piece = content[max(low - 1, 0) : start + BLOCK - 1]
            block = piece.encode("ascii", "replace")
            if not low:
                block = b"\n" + block
            if start + BLOCK > last + 1:
                block += b"\n"
            lines = outline(block)
            shift = low - 1
            least = start - low if start else 0
            ends = scan(block, lines)
            if plan.foreign is not None and not piece.isascii():
                others = plan.foreign.ends(piece, 0 if low else 1)
                ends = sorted({*ends, *(end << 16 | group for end, group in others)})
            for packed in ends:
                end, group = packed >> 16, packed & 0xFFFF
                if end <= least and start:
                    continue
                if group < forms:
                    if end + shift > done[group]:
                        done[group] = self._shape(shapes[group], end + shift, done[group], raw)
                else:
                    self._phrases(group, phrases[group - forms], lines, end, shift, raw)

    def _shape(self, shape: CompiledShape, end: int, done: int, raw: list[Raw]) -> int:
        content, low, high = self.content, end - shape.before, end + shape.after
        if shape.needs and content.find(shape.needs, max(low, 0), end) < 0:
            return done
        if shape.then is not None and shape.then.match(content, end - 1) is None:
            return done
        if shape.at:
            match = shape.pattern.match(content, end - shape.at, high) if end - shape.at >= done else None
            return done if match is None else self._matched(shape, match, raw)
        search = shape.pattern.search
        while done < end:
            match = search(content, low if low > done else done, high)
            if match is None or match.start() >= end:
                break
            done = self._matched(shape, match, raw)
        return done

    def _matched(self, shape: CompiledShape, match: re.Match[str], raw: list[Raw]) -> int:
        """Has a form judged; where it ends."""
        start, stop = match.span(shape.group)
        judgement = shape.detector.judge(Candidate(self.scene, start, stop, match[shape.group], match.groupdict().get))
        if judgement is not None and judgement.probability >= LEAST:
            raw.append((start, stop, shape.detector, judgement))
        return match.end()

    def _phrases(
        self, group: int, phrases: tuple[CompiledPhrase, ...], lines: bytes, at: int, shift: int, raw: list[Raw]
    ) -> None:
        content, end = self.content, at + shift
        heads = self.text.cells is None and self._heads.look(end - 2)  # a trigger may end behind its word
        taken: list[CompiledLabel] = []
        for phrase in phrases:
            if not heads:
                if phrase.heading_only:
                    continue
                least, reach = phrase.digits
                if least and at + reach + SPREAD < len(lines):
                    if lines.find(b"0", at, at + reach) < 0:
                        continue
                    if least > 1 and lines.count(b"0", at, at + reach + SPREAD) < least:
                        continue
            match = phrase.pattern.search(content, max(0, end - phrase.before - 2), end + phrase.after)
            if match is None:
                continue
            for label, heading_only in phrase.labels:
                if label in taken or end <= self._consumed.get((group, id(label)), 0):
                    continue
                taken.append(label)
                if heads:
                    if self._heads.cells:
                        self._heading(label, match, raw)
                    else:
                        self._spaced(group, label, match, raw)
                if not heading_only and (
                    not label.digits or _DIGIT.search(content, match.end(), match.end() + NEAR + label.reach)
                ):
                    self._labelled(group, label, match, raw)

    def _labelled(self, group: int, label: CompiledLabel, phrase: re.Match[str], raw: list[Raw]) -> None:
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
            start, stop = match.span(label.group)
            candidate = Candidate(
                self.scene,
                start,
                stop,
                match[label.group],
                match.groupdict().get,
                label=phrase[0].lower(),
                distant=distant,
            )
            judgement = label.detector.judge(candidate)
            refused += 1
            if judgement is not None and judgement.probability >= LEAST:
                raw.append((start, stop, label.detector, judgement))
                refused = 0
            if not refused or stop - start >= BLOB:  # a label inside a value is part of it
                self._consumed[group, id(label)] = stop
            part = _LIST.match(content, match.end(), match.end() + 12)
            match = label.value.match(content, part.end()) if part else None

    def _backed(self, label: CompiledLabel, low: int, at: int) -> re.Match[str] | None:
        """The gap took what the value begins with, such as `(` or `+`: look from its marks on."""
        for offset in range(at - 1, max(low, at - 4) - 1, -1):
            if self.content[offset] in "([-/.#'\"":
                match = label.value.match(self.content, offset)
                if match is not None:
                    return match
        return None

    def _reached(self, label: CompiledLabel, start: int) -> re.Match[str] | None:
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

    def _alone(self, raw: list[Raw]) -> None:
        """A short text that is one value and nothing else: each detector may say what it could be."""
        value = self.content.strip(" \t\r\n.,;:\"'")
        start = self.content.find(value)
        digits = sum(map(str.isdigit, value))
        for label in self.plan.labels:
            match = label.value.fullmatch(value) if label.digits_alone <= digits else None
            if match is not None:
                low, high = match.span(label.group)
                candidate = Candidate(self.scene, start + low, start + high, match[label.group], match.groupdict().get)
                judgement = label.detector.judge(candidate)
                if judgement is not None and judgement.probability >= LEAST:
                    raw.append((start + low, start + high, label.detector, judgement))

    def _heading(self, label: CompiledLabel, phrase: re.Match[str], raw: list[Raw]) -> None:
        """Whether a phrase stands in the first row of a table in plain text; if so, its column is read."""
        content, end = self.content, phrase.end()
        if _HEADING_END.match(content, end) is None:
            return
        start, cells = self._heads.start, self._heads.cells
        if len(cells) < 2:
            return
        index = next((number for number, cell in enumerate(cells) if cell[0] + start <= end <= cell[1] + start), None)
        if index is None:
            return
        heading = cells[index][2]
        key = (start, index, label.key)
        if key in self._columns_read or len(heading) > 48 or label.headings.search(heading) is None:
            return
        self._columns_read.add(key)
        column = Column(label, heading, self._heads.delimiter, len(cells), index)
        self._read_rows(column, content.find("\n", end) + 1, 0, raw)

    def _spaced(self, group: int, label: CompiledLabel, phrase: re.Match[str], raw: list[Raw]) -> None:
        """Whether a phrase stands in the head of a table whose columns only blanks part; if so, its column is read."""
        start, stop, heads = self._heads.start, self._heads.stop, self._heads.spans
        if start < self._spaced_read.get((group, id(label)), 0):
            return
        content = self.content
        aligned = WIDE.search(content, start, stop) is not None
        low, high = phrase.start(), phrase.end()
        own = [number for number, (first, last) in enumerate(heads) if first < high and last > low]
        if not own:
            return
        if aligned:
            low, high = heads[own[0]]
            if high - low > 48:
                return
        if not label.digits and (self.scene.is_code or not titled(content[start:stop])):
            return
        text = content[low:high]
        words = len(content[start:low].split()), len(content[high:stop].split())
        column = Column(label, text, "", len(heads), own[0], False, (low - start, high - start), words, aligned)
        self._read_rows(column, stop + 1, group, raw)

    def _read_rows(self, column: Column, start: int, group: int, raw: list[Raw]) -> None:
        """The cells below a heading, to the end of its table; the table stays open where the text ends in it."""
        if not column.delimiter:
            spaced = SpacedRows(self.content, start, column)
            fitting = list(spaced)
            self._spaced_read[group, id(column.label)] = max(spaced.reached, start + 1)
            if fitting:
                self._judge_column(
                    column.label, column.heading, fitting, len(fitting) / max(spaced.rows, 1), raw, SPACED
                )
                if not spaced.ended:
                    self.open_columns.append(replace(column, carried=True))
            return
        rows = Rows(self.content, start, column)
        sample = list(islice(rows, 200))
        if column.carried or any(column.label.value.fullmatch(value) for _, _, value in sample):
            self._read_column(column.label, column.heading, [*sample, *rows], raw)
            if not rows.ended:
                self.open_columns.append(replace(column, carried=True))

    def _cells(self, raw: list[Raw]) -> None:
        cells = self.text.cells
        assert cells is not None  # noqa: S101
        wanted: dict[int, tuple[CompiledLabel, ...]] = {}
        for number, heading in enumerate(cells.headers):
            if heading and len(heading) <= 60:
                chosen = _labels_over(self.plan.labels, heading)
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
        self, label: CompiledLabel, heading: str, column: list[tuple[int, int, str]], raw: list[Raw]
    ) -> None:
        matches = [(start, label.value.fullmatch(value)) for start, _, value in column if value != heading]
        fitting = [(start, match) for start, match in matches if match is not None]
        if not fitting:
            return
        self._judge_column(label, heading, fitting, len(fitting) / len(matches), raw)

    def _judge_column(
        self,
        label: CompiledLabel,
        heading: str,
        fitting: list[tuple[int, re.Match[str]]],
        peers: float,
        raw: list[Raw],
        most: float = 1.0,
    ) -> None:
        group = label.group
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
                    judgement = judgement.at_most(most, "only blanks set its column apart")
                raw.append((start + low, start + high, label.detector, judgement))
