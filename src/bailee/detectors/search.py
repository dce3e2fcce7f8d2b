"""One pass over one text: triggers say where to look, forms and labels cut a candidate out there, its detector judges it.

Ends of triggers are looked at as they stand in the text, so that what was found out about a line serves all that it holds.
Most of them lead to nothing. What a phrase needs behind it (so many digits) is therefore asked of the outline first, which
costs a tenth of its expression.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import bailee.detectors.cut_values as cut_values
from bailee.detectors.column_reading import ColumnReader
from bailee.detectors.columns import Column, Heads
from bailee.detectors.interface import Candidate, Open, Scene
from bailee.detectors.overlaps import LEAST, Raw
from bailee.detectors.plans import NEAR, CompiledLabel, CompiledPhrase, CompiledShape, Plan
from bailee.detectors.triggers import BLOCK, OVERLAP, outline
from bailee.text import Text

SURE = 0.97  # what the rules are as sure of as this, nobody else need be asked about
BLOB = 60  # a value as long as this is no value; what stands in it is no label
SPREAD = 60  # from the first digit of a value to its last, each in a box perhaps

# Between a label and its value: punctuation of forms, JSON, XML and code, and a few small words. Possessive: it never
# gives back, so it can't explode.
_GAP = re.compile(
    r"(?:\?[ \t\r]{0,3}(?:\n{1,2}(?:[^\W\d_][\w.' -]{0,24}:[ ])?)?(?:(?:it['’]?s|it is|that['’]?s|sure|yes|yeah)[,. ]{1,2}){0,2}"
    r"|\((?=[^()\n]{0,30}[^\W\d])[^()\n]{0,30}\)|[ \t\r\"'`:=#>|,;.)\]}*_/\\\[\-]{1,12}|\(|\n(?!\n\n)|<[^<>\n]{0,60}>"
    r"|(?:\b|(?<=_))(?:number|numbers|no|nr|num|nbr|code|id|is|are|was|the|my|his|her|of|value|text|string|on file|as|it|(?-i:s)|s/n|field|card)(?:\b|(?=_))"
    r"|\bn\.?[°º]|[是为為はがの는은이가号號]|คือ|है|\([^()\n]{0,30}\)){0,10}+",
    re.IGNORECASE,
)
# A person between a label and its value, as a sentence says it: "the SSN we have for Pat Doe is". The first word tells that the label is
# whole ("Cédula jurídica" is another number), and where what stands between has a number of its own, the value is that one's.
_SENTENCE = re.compile(
    r"[ ](?:for|of|from|on|we|you|they|he|she|i|that|which|given|held|kept|is|was|de|del|della|di|da|du|des|que|qui|che|von|van|vom|die|das|der|för|pour|para|per)"
    r"[ ](?:[^\W\d_][\w'’.-]*,?[ ]){0,6}(?:(?:is|was|are|were|reads|as|ist|war|lautet|es|era|est|était|è|era|er|är)[ ]?:?|[^\W\d_][\w'’-]*[ ]?:)[ ]",
    re.IGNORECASE,
)
_OWNS_A_NUMBER = re.compile(
    r"\b(?:numbers?|no|nr|num|codes?|ids?|accounts?|orders?|invoices?|ref\w*|phones?|tel\w*|fax|mobile|cell|cases?|tickets?|amounts?|totals?|dates?|days?"
    r"|zip|pins?|polic(?:y|ies)|cards?|routing|tax|passports?|licen[cs]es?|claims?|files?|extension|ext|box|room|suite|pages?|versions?|serial|parts?|models?"
    r"|che(?:ck|que)s?|po|vat|born|birth\w*|dob|konto\w*|nummer\w*|rechnung\w*|kunden\w*|num[eé]ro\w*|cuenta|factura|compte|facture|\w*nummer)\b",
    re.IGNORECASE,
)
_LIST = re.compile(r"[ \t]*(?:[,;/&|]|\band\b|\bor\b)[ \t]*(?:and |or )?|[ ]{1,2}(?![ \t])", re.IGNORECASE)
_DIGIT = re.compile(r"[0-9]")
_WORD = re.compile(r"[^\s|;,]+")
TOLD = 7  # digits that a value has at least before which a sentence may name somebody


class Search:
    """One pass over one text."""

    def __init__(self, text: Text, the_plan: Plan, above: Open | None = None, scene: Scene | None = None) -> None:
        self.text = text
        self.plan = the_plan
        self.scene = Scene(text, above) if scene is None else scene
        self.content = text.content
        self._heads = Heads(self.content)
        self._columns = ColumnReader(self.scene, self._heads)
        self._cut_at, self._pieces = -1, tuple[cut_values.Joined, ...]()
        self._consumed: dict[tuple[int, int], int] = {}  # by group and label: the end of the last value it led to

    @property
    def open_columns(self) -> list[Column]:
        """Columns whose table goes on where the text ends."""
        return self._columns.open

    def candidates(self, carried: Sequence[Column] = ()) -> list[Raw]:
        raw: list[Raw] = []
        content = self.content
        for column in carried:
            self._columns.go_on(column, raw)
        self._triggered(raw)
        if self.text.cells is not None and self.text.cells.headers:
            self._columns.cells(self.plan.labels, raw)
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
        """Has a form judged; where what it led to ends, for the next value may stand in what the form took besides."""
        start, stop = match.span(shape.group)
        judgement = shape.detector.judge(Candidate(self.scene, start, stop, match[shape.group], match.groupdict().get))
        if judgement is None:
            word = _WORD.match(self.content, start, stop) if shape.greedy else None
            return match.end() if word is None else word.end()
        if judgement.probability >= LEAST:
            raw.append((start, stop, shape.detector, judgement))
        return match.end() if judgement.end is None or judgement.end <= start else judgement.end

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
            while match.end() < end - 1:  # the same phrase twice, close by: the trigger is of the later one
                later = phrase.pattern.search(content, match.start() + 1, end + phrase.after)
                if later is None or later.start() >= end:
                    break
                match = later
            for label, heading_only in phrase.labels:
                if label in taken or end <= self._consumed.get((group, id(label)), 0):
                    continue
                taken.append(label)
                if heads:
                    if self._heads.cells:
                        self._columns.under_mark(label, match, raw)
                    else:
                        self._columns.under_blanks(group, label, match, raw)
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
        if not self._listed(group, label, phrase, at, raw) and label.may_be_cut:
            self._cut(group, label, phrase, at, raw)

    def _listed(self, group: int, label: CompiledLabel, phrase: re.Match[str], at: int, raw: list[Raw]) -> bool:
        """The value after a label, or several; whether there was one."""
        content = self.content
        match = label.value.match(content, at)
        while match is None and content[at : at + 1] in ("(", "+"):
            at += 1
            match = label.value.match(content, at)
        if match is None and label.gap:
            match = self._backed(label, phrase.end(), at)
        distant = match is None and (label.reach > 0 or label.may_be_told)
        if distant:
            match = self._reached(label, phrase.end()) if label.reach else None
            if match is None and label.may_be_told:
                match = self._told(label, phrase.end())
        refused, number = 0, len(raw)
        for _ in range(50):  # a list of values after one label
            if match is None or match.end() == match.start() or refused > 2:
                break
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
        return len(raw) > number

    def _cut(self, group: int, label: CompiledLabel, phrase: re.Match[str], at: int, raw: list[Raw]) -> None:
        """A value after a label that the end of a line cuts, or that stands in cells or boxes."""
        if "\n" in self.content[phrase.end() : at] and (self._heads.cells or self._is_head(phrase.start())):
            return  # below a head of a column are the values of the first column
        if self._cut_at != at:  # many labels share a phrase, and all of them look at what is behind it
            self._cut_at, self._pieces = at, tuple(cut_values.after(self.content, at))
        for joined in self._pieces:
            match = label.value.fullmatch(joined.value) if joined.whole else label.value.match(joined.value)
            if match is None or match.end(label.group) <= joined.cut:
                continue
            found = cut_values.judged(joined, match, label, self.scene, label_said=phrase[0].lower())
            if found is not None:
                raw.append(found)
                self._consumed[group, id(label)] = found[1]
                return

    def _is_head(self, offset: int) -> bool:
        cells = self.text.cells
        return cells is not None and bool(cells.headers) and cells.row_at(offset) == 0

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

    def _told(self, label: CompiledLabel, start: int) -> re.Match[str] | None:
        """The value at the end of a clause that begins with its label and names somebody in between."""
        content = self.content
        digit = _DIGIT.search(content, start, start + NEAR)
        if digit is None or content[start : start + 1] != " ":
            return None
        for low in range(digit.start(), max(start, digit.start() - 4), -1):  # a value may begin with letters or signs
            if content[low - 1] == " ":
                break
        else:
            return None
        between = _SENTENCE.fullmatch(content, start, low)
        if between is None or _OWNS_A_NUMBER.search(content, start, low):
            return None
        match = label.value.match(content, low)
        return match if match is not None and sum(map(str.isdigit, match[label.group])) >= TOLD else None

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
