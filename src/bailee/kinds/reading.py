"""A document read once for all kinds: where the words of each stand, what stands beside them, and of whom it speaks.

>>> from bailee.text import Text
>>> from bailee.vocabulary import Locator
>>> place = Locator(("a.txt",))
>>> text = Text.of("Net pay: 1,204.11\\nHire date: ________", place)
>>> reading = Reading(Document(place, "text/plain", 40, (text,), ()))
>>> beside = {reading.value(hit) for hits in reading.hits.values() for hit in hits}
>>> ("1,204.11", ": ") in beside, ("", ": ") in beside  # filled in, and left blank
(True, True)
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import bailee.kinds.terms as terms
from bailee.kinds.families import COMMON, Family, table
from bailee.kinds.interface import Document
from bailee.kinds.likeness import likeness
from bailee.kinds.shapes import STRICT, has_shape, is_filled
from bailee.kinds.writing import LONGEST, Writing

WORDS_BEFORE = 4  # of a label's own, as in `Any other known` allergies:
SHOWN_TO_NAMES = 12_000  # characters: whoever a record is about stands near its head
LONGEST_BARE_LINE = 90  # characters of a field without a sign between label and value
FEWEST_BARE_LINES = 4  # of them, to make a form
LEAST_SHARE_BARE = 0.3  # of all lines: a till's receipt has some, too
FEWEST_NUMBERS = 2  # in a row below names of columns
LONGEST_HEADED = 40_000  # characters that are searched for such rows
_DIGIT = re.compile(r"\d")
_LINE = re.compile(r"[^\n]+")
_CELL_NUMBER = re.compile(r"(?<!\S)[$€£(]?\d[\d.,/-]*%?\)?(?!\S)")
# What may stand between a label and its value: a note in brackets, `no.`, then a separator.
_TAIL = re.compile(
    r"""["'*\])]{0,4}(?:[ ]?\([^()\n]{0,50}\))?(?:[ ]?(?:no\b\.?|nos?\.|\#|n[º°]))?["'*]{0,3}"""
    r"""(?P<sep>[ \t]*[:=|>](?:[\s"'*|:=>{]|\[(?=\s*["{]))*|[ ]?\.{3,}[ ]?|[ ]?\t[\t ]*|[ ]{2,}|[ ]*\n[ \n]*|[ ]?-+>?[ ]|[ ](?:is|was|were|of|at|are|on|will[ ]be|=)[ ]|[ ]|$)""",
    re.I,
)
_VALUE_END = re.compile(r"""\n|\t|\||"|<|[ ]{3,}|_{3,}|;|,\s*['"}]|$""")
_BOUNDARY = re.compile(r"[\n\t|;,.!?\"'{}()<>*]|  |\u2022")
_NEXT_LABEL = re.compile(r"[A-Z][\w'/&. -]{1,34}(?:\([^)\n]*\))?\s*[:?]\s*(?:$|[_\n]|\S)")
_INLINE_LABEL = re.compile(r"\s+(?:[A-Z][\w'/.#]*\s?(?:[\w'/.#]+\s){0,3}?[\w'/.#]*:)")
_ENDS_LABEL = re.compile(r"[ ]?(?:\([^)\n]*\))?[ ]?[:_]")
_ENDS_COLUMN = re.compile(r"[ ]?(?:\([^)\n]*\))?(?:[ ]?[:_\t|]|[ ]{2}|[ ]?\n|$)")
_BOX = re.compile(r"[ ]*(?:\[\s?[xX✓✔]?\s?\]|\(\s?[xX✓✔]?\s?\)|[☐□◻☒☑■✓✔]|_+[xX]_+|_{2,}(?=\s?[A-Za-z]))\s?")
_CAPTION = re.compile(  # the name of another field of the form, and nothing that somebody wrote
    r"""[ ]*(?:[A-Z][\w'/&.-]*[ ]|(?:of|or|and|to|your|if|the)[ ]|\([^()\n]{0,40}\)[ ]?){0,6}(?:names?|initials?|numbers?|nos?\.?|address|date|code|zip|state|city|telephone"""
    r"""|phone|e-?mail|authority|title|signature|birth|relationship|used|department|employer|occupation)(?:[ ]?\([^()\n]{0,60}\))?[:*.]?[ ]*$""",
    re.I,
)
_TICKED = re.compile(r"(?:\[\s?[xX✓✔]\s?\]|\(\s?[xX✓✔]\s?\)|[☒☑■✓✔]|_+[xX]_+)\s?([^\[\]☐☒☑□\n_(]*)")

_HONORIFIC = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Sr|Sra|Señor|Señora|Don|Doña|Frau|Herrn?|Mme|Mlle|M\.|Madame|Monsieur|Sig\.|Signora)\.? [A-ZÀ-Þ][a-zà-ÿ'’]+"
)
_PAIR = re.compile(r"(?:^|[a-z,;:(.)-] )([A-ZÀ-Þ][a-zà-ÿ]{2,14} (?:[A-Z]\. )?[A-ZÀ-Þ][a-zà-ÿ'’-]{2,16})\b", re.M)
_PAIR_DOES = re.compile(
    r"\b[A-ZÀ-Þ][a-zà-ÿ]{2,14} (?:[A-Z]\. )?[A-ZÀ-Þ][a-zà-ÿ'’-]{2,16}(?:(?:'s|’s) [a-z]|,? (?:is|was|has|had|came|tested|went|called|said|did|completed|reports|reported|took|works|worked|started|lives|will|failed|passed|refused|blew)\b)"
)
_SURNAME_FIRST = re.compile(r"^\W*[A-ZÀ-Þ][a-zà-ÿ'’-]{2,20}, [A-ZÀ-Þ][a-zà-ÿ]{2,15}\b", re.M)
_AGE = re.compile(r"\b\d{2}[ -]?(?:years?[ -]old|yrs?[ -]old|y/?o\b|year[ -]old)|\b\d{2} ?[MF]\b(?! ?\d)")
_ROLE_AND_NAME = re.compile(
    r"\b(?i:employee|patient|candidate|applicant|driver|donor|client|officer|claimant|worker|examinee|dear|regarding|re:|certify that|colleague|mitarbeiter(?:in)?|patientin|bewerber(?:in)?|schuldner(?:in)?|versicherte[rn]?|salari[ée]e?|b[ée]n[ée]ficiaire|candidate?|soussign[ée]e?|trabajadora?|emplead[oa]|paciente|candidat[oa])s?,? ?:? ?(?:is |was )?(?:Mr\.? |Mrs\.? |Ms\.? |Dr\.? |Frau |Herrn? |Mme |M\. |Sra?\.? |D\. )?[A-ZÀ-Þ][\w'’-]+ (?:[A-Z]\. )?[A-ZÀ-Þ][\w'’-]+"
)
_ROLES = (  # one of these stands in each of those, without accents
    "employee", "patient", "candidat", "applicant", "driver", "donor", "client", "officer", "claimant", "worker", "examinee", "dear",
    "regarding", "re:", "certify", "colleague", "mitarbeiter", "bewerber", "schuldner", "versicherte", "salarie", "beneficiaire",
    "soussigne", "trabajador", "emplead", "paciente",
)  # fmt: skip

_SINGULAR = frozenset({"he", "she", "his", "her", "him", "hers", "himself", "herself"})


class Hit(NamedTuple):
    """Words of a family in the text. A tuple: there are thousands in a page, and a dataclass takes three times as long to make."""

    family: int
    start: int
    end: int
    word: str


def _match(
    row: tuple[tuple[frozenset[str], bool], ...], place: int, stems: Sequence[str], joined: Sequence[bool], at: int
) -> int:
    """Index of the last word of the longest match of a row's rest after the word `at`; -1 where there is none."""
    while place < len(row):
        choice, optional = row[place]
        if joined[at] and stems[at + 1] in choice:
            if optional:
                stop = _match(row, place + 1, stems, joined, at + 1)
                if stop >= 0:
                    return stop
            else:
                at += 1
        elif not optional:
            return -1
        place += 1
    return at


class Reading(Writing):
    """One document for all kinds. Everything is worked out once, and only when a kind asks."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._values: dict[int, tuple[str, str] | None] = {}
        self._claimed: list[tuple[int, int]] = []
        self.certain: float | None = None  # see about.py
        self.span = (0, len(self.raw))  # in the text that it is a part of, see parts.py
        self.resembling = False  # a part that was chosen for what it resembles
        self.is_stretch = False  # of a long text

    @cached_property
    def hits(self) -> dict[int, list[Hit]]:
        """Where words of every family stand, in one pass."""
        starts = table().starts
        words = self.words
        stems = self.stems
        gap_limit = 24 if self.is_data else 4
        text = self.plain
        found: dict[int, list[Hit]] = {}
        # whether the next word belongs to the same row of words: near, and no full stop between
        joined = [
            after - end <= gap_limit and not (text[end] == "." and after - end > 1 and len(word) > 3)
            for (word, _, end), (_, after, _) in pairwise(words)
        ]
        joined.append(False)
        for index in [index for index, word in enumerate(stems) if word in starts]:
            word, start = stems[index], starts[stems[index]]
            _, begin, end = words[index]
            for family in start.families:
                found.setdefault(family, []).append(Hit(family, begin, end, word))
            if not joined[index]:
                continue
            for family, row in start.following.get(stems[index + 1], ()):
                stop = _match(row, 0, stems, joined, index + 1)
                if stop >= 0:
                    end = words[stop][2]
                    found.setdefault(family, []).append(Hit(family, begin, end, " ".join(stems[index : stop + 1])))
        return found

    @cached_property
    def spots(self) -> list[terms.Spot]:
        """Where terms of every kind stand."""
        return terms.spots_in(self.words, self.stems)

    @cached_property
    def topics(self) -> Mapping[str, terms.Topic]:
        """What terms say of each kind."""
        return terms.topics(self.spots)

    @cached_property
    def likeness(self) -> Mapping[str, float]:
        """How much it reads as records of each kind do."""
        return likeness(self.raw)

    def unclaimed(self, kind: str) -> terms.Topic:
        """What the terms of a kind say that no surer kind explains."""
        taken = {place for start, end in self._claimed for place in range(start, end)}
        mine = [spot for spot in self.spots if spot.term.kind == kind and taken.isdisjoint(range(spot.start, spot.end))]
        return terms.topics(mine).get(kind, terms.Topic())

    def claim(self, spans: Sequence[tuple[int, int]]) -> None:
        """Take words away that a surer kind explains: what is left must make another kind by itself."""
        self._claimed = sorted({*self._claimed, *spans})

    def free(self, number: int) -> Sequence[Hit]:
        """Where words of a family stand that no kind has claimed."""
        hits = self.hits.get(number, ())
        if not self._claimed or not hits:
            return hits
        kept = []
        for hit in hits:
            at = bisect_right(self._claimed, (hit.end - 1, LONGEST))
            # Claims are words, so one that begins far before ends far before too; a few are looked at.
            if not any(end > hit.start for _, end in self._claimed[max(0, at - 8) : at]):
                kept.append(hit)
        return kept

    @cached_property
    def labels_at(self) -> dict[int, int]:
        """Where a label's words begin, and where the longest that begins there ends."""
        families = table().families
        ends: dict[int, int] = {}
        for number, hits in self.hits.items():
            if families[number].is_label:
                for hit in hits:
                    ends[hit.start] = max(hit.end, ends.get(hit.start, 0))
        return ends

    def _is_next_label(self, at: int, separator: str) -> bool:
        """Whether another label stands where a value should."""
        end = self.labels_at.get(at)
        if end is None or not set(separator) - set(" abefilorstw"):
            return False
        in_columns = "\n" in separator or "\t" in separator or "  " in separator
        return (_ENDS_COLUMN if in_columns else _ENDS_LABEL).match(self.lines, end) is not None

    def value(self, hit: Hit) -> tuple[str, str] | None:
        """What stands beside a label, and the separator; the value is empty where nobody filled it in. None: no label here."""
        if hit.end not in self._values:
            self._values[hit.end] = self._value(hit)
        return self._values[hit.end]

    def _value(self, hit: Hit) -> tuple[str, str] | None:
        window = self.lines[hit.end : hit.end + 160]
        tail = _TAIL.match(window)
        if tail is None:
            return None
        separator = tail.group("sep")
        at = hit.end + tail.end()
        rest = self.lines[at : at + 100]
        if "\n" not in separator and _BOX.match(rest) and (rest[0] != "_" or _TICKED.search(rest.split("\n", 1)[0])):
            ticked = _TICKED.search(self.lines[at : at + 200].split("\n", 1)[0])
            return (ticked.group(1).strip() or "x") if ticked else "", separator
        if rest.startswith("__"):  # a line to write on, perhaps with something on it
            written = rest.lstrip("_")
            if not written or written[0].isspace():
                return "", separator
            at += len(rest) - len(written)
            rest = written
        end = _VALUE_END.search(rest)
        value = rest[: end.start()] if end else rest
        if self._is_next_label(at, separator):
            return "", separator
        if _NEXT_LABEL.match(value) and separator.strip(" ") != "":
            return "", separator
        if not set(separator) - set(" \n\t") and len(separator) > 1 and _CAPTION.match(value):
            return "", separator
        inline = _INLINE_LABEL.search(value)
        if inline and inline.start() > 0:
            value = value[: inline.start()]
        return value.strip(), separator

    @cached_property
    def is_bare_form(self) -> bool:
        """A form of which only words are left, as pages lose their columns: `Hire date 09/21/2020`."""
        bare = marked = lines = 0
        for line in _LINE.finditer(self.lines[:SHOWN_TO_NAMES]):
            lines += 1
            if line.start() in self.labels_at and line.end() - line.start() < LONGEST_BARE_LINE:
                if ":" in line.group() or "\t" in line.group():
                    marked += 1
                elif line.group()[-1] not in ".?!,;":
                    bare += 1
        return bare >= max(FEWEST_BARE_LINES, LEAST_SHARE_BARE * lines) and bare > marked

    def _is_bare_field(self, hit: Hit, value: str) -> bool:
        """Whether a label begins a line of such a form, and something stands after it."""
        if hit.start and self.lines[hit.start - 1] != "\n":
            return False
        end = self.lines.find("\n", hit.end)
        line = self.lines[hit.start : end if end >= 0 else len(self.lines)]
        return (
            (value[0].isupper() or value[0].isdigit() or value[0] in "+$€£(#")
            and len(line) < LONGEST_BARE_LINE
            and line.rstrip()[-1] not in ".?!,;:"
            and self.is_bare_form
        )

    @cached_property
    def headings(self) -> tuple[list[int], list[tuple[int, tuple[str, ...]]]]:
        """Names of columns on one line above rows of numbers, as pages lose their columns: where, and the first row."""
        starts: list[int] = []
        rows: list[tuple[int, tuple[str, ...]]] = []
        lines = [line for line in _LINE.finditer(self.lines[:LONGEST_HEADED]) if not line.group().isspace()]
        numbers = [
            0 if "\t" in text or not _DIGIT.search(text) else len(_CELL_NUMBER.findall(text))
            for text in (line.group() for line in lines)
        ]
        for index in range(len(lines) - 2):
            if numbers[index] or min(numbers[index + 1], numbers[index + 2]) < FEWEST_NUMBERS:
                continue
            line = lines[index].group()
            row = lines[index + 1].group()
            if (
                2 <= line.strip().count(" ") <= 24
                and line.strip()[-1] not in ".?!,;"
                and not {":", "\t"}.intersection(line)
                and 3 * numbers[index + 1] >= row.count(" ")
            ):
                begins = _CELL_NUMBER.search(row)
                name = row[: begins.start()].strip() if begins else ""
                starts.append(lines[index].start())
                rows.append((lines[index].end(), (name, *_CELL_NUMBER.findall(row), row[len(name) :].strip())))
        return starts, rows

    def _column(self, hit: Hit) -> tuple[str, ...] | None:
        """The first row's cells, where a label names a column."""
        starts, rows = self.headings
        at = bisect_right(starts, hit.start) - 1
        return rows[at][1] if at >= 0 and hit.end <= rows[at][0] else None

    def _begins_a_field(self, hit: Hit) -> bool:
        """Whether a label stands where labels stand, with at most a few words of its own before it, and not in a sentence."""
        before = _BOUNDARY.split(self.lines[max(0, hit.start - 60) : hit.start])[-1]
        return before.count(" ") <= WORDS_BEFORE

    def filled(self, family: Family, hit: Hit) -> bool | None:
        """True: the label has its value. False: it stands there blank. None: the words are just words here."""
        cells = self._column(hit)
        if cells is not None:
            return family.shape in ("any", "text") or any(has_shape(cell, family) for cell in cells if cell)
        beside = self.value(hit)
        if beside is None:
            return None
        value, separator = beside
        loose = separator == " " or (
            separator[:1] + separator[-1:] == "  " and separator.strip().replace(" ", "").isalpha()
        )
        if not is_filled(value):
            return None if loose or (not separator.strip(" ") and "\n" not in separator) else False
        if family.shape not in STRICT and not (self._is_bare_field(hit, value) if loose else self._begins_a_field(hit)):
            return None
        if has_shape(value, family):
            return True
        return None

    @cached_property
    def person(self) -> float:
        """How sure it is that one named person is spoken of: 0 to 5."""
        detectors = {match.detector for _, match in self.document.matches}
        score = 0.0
        if detectors & {"us-ssn", "date-of-birth", "person-name"}:
            score += 1.5 if detectors & {"us-ssn", "date-of-birth"} else 1.0
        families = table().families
        for number in table().of(COMMON):
            family = families[number]
            if family.is_label and any(self.filled(family, hit) for hit in self.hits.get(number, ())[:20]):
                score += family.weight
        sample = self.lines[:SHOWN_TO_NAMES]
        if _HONORIFIC.search(sample):
            score += 1
        elif _PAIR.search(sample):
            score += 0.5
        if any(word in self.plain for word in _ROLES):
            score += 1.0 * (_ROLE_AND_NAME.search(sample) is not None)
        score += 0.5 * (_PAIR_DOES.search(sample) is not None)
        score += 0.5 * min(len(_SURNAME_FIRST.findall(sample)), 2)
        score += 1.5 * (_AGE.search(sample) is not None)
        score += 1.0 * (self.speaking >= 3)
        pronouns = sum(self.counts[word] for word in _SINGULAR if word in self.counts)
        if pronouns >= 2:
            score += 1 if pronouns < 5 else 1.5
        return min(score, 5.0)

    def common(self, name: str) -> int:
        """How many different patterns of one of the common families stand there."""
        families = table().families
        for number in table().of(COMMON):
            if families[number].name == name:
                return len({hit.word for hit in self.hits.get(number, ())})
        return 0
