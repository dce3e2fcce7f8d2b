"""What a detector is: one module of this folder that recognises one kind of value.

    \"\"\"Name in the catalogue.

    (examples as doctests: what convinced you)
    \"\"\"
    CATEGORY = "social-security-number"                     # a row of vocabulary.DATA_CATEGORIES
    SOURCE = "https://…"                                    # where the rule is written
    SHAPES = (Shape(r"…", outlines=("000-00-0000",)),)      # forms that tell the value by themselves
    LABELS = (Label(("ssn", "social security"), r"…"),)     # words before a value, or over its column

    def judge(candidate: Candidate) -> Judgement | None: ...

A module is a detector when it has `CATEGORY` and `judge`; its ident is its path (`us/ssn.py` is `us-ssn`). It may have
`mask(match)`, `forms(match)` and `PATTERNS_ONLY = False` (left out of `--patterns-only`), `find(scene)`, which reads the
whole text by itself, and `review(scene, judged)`, which sees all its candidates together at the end.

A trigger is a short expression of *fixed length* (`triggers.py`): the engine finds its ends in one pass over the text and
looks at the window around each. Short ones are quick, and without an unbounded repeat they stay harmless on hostile text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from bailee.detectors.phrases import Words as Words
from bailee.detectors.phrases import words as words
from bailee.detectors.rows import delimiter_of, is_row, is_rule, names_columns, split_row
from bailee.text import Match, Text
from bailee.vocabulary import Confidence

VERIFIED, LIKELY = 0.99, 0.9


@dataclass(frozen=True, slots=True)
class Shape:
    """A form that a value has by itself. Group `value`, where there is one, is the value inside the pattern."""

    pattern: str
    triggers: tuple[str, ...] = ()  # in the text
    outlines: tuple[str, ...] = ()  # in its outline: `0` a digit, `a` `A` a letter to F, `g` `G` any other
    before: int = 40  # characters from the start of a match to the end of its trigger, at most
    after: int = 40  # and from there to its end, with what the pattern looks ahead at
    then: str = ""  # what must follow from the trigger's last character on: a quick look before the window is searched
    needs: str = ""  # what must stand in the window before the trigger's end: a quicker one
    at: int = 0  # where every match starts so many characters before its trigger's end: nothing is searched for
    greedy: bool = (
        False  # a match that is refused may have run into the next value: that is looked for behind its first word
    )


@dataclass(frozen=True, slots=True)
class Label:
    """Words before a value ("SSN: 512447313"), as a key (`"ssn":`), or as the head of its column.

    `phrases` are plain words; a blank stands for none, one or a few of blank, `_`, `-`, `.`. `headings` count only as the
    head of a column or the key of a field, for words too common in running text.
    """

    phrases: tuple[str, ...]
    value: str
    headings: tuple[str, ...] = ()
    gap: bool = True  # between phrase and value: punctuation, quotes and words like "number", "is"
    case: bool = False  # phrases as written
    reach: int = 0  # how far after a phrase the value may stand on the same line, other words between
    wordy: bool = False  # a value may have no figure in it, though it is no name and no address
    cut: bool = False  # the end of a line, cells or boxes may cut a value, though it may have few figures


BEGIN, LEAST, MOST = range(3)


class Step(NamedTuple):
    """A reason, and what it does: it begins at a probability, makes it at least so much, or at most."""

    says: str  # short, plain, true, without the value
    way: int
    bound: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a detector thinks of a candidate."""

    probability: float
    value: str  # in normal form
    reasons: tuple[str | Step, ...] = ()  # a plain one says something else than how sure
    attributes: tuple[tuple[str, str], ...] = ()
    start: int | None = None  # where the value is narrower than the candidate
    end: int | None = None

    def at_least(self, probability: float, reason: str) -> Judgement:
        """The same, surer."""
        step = Step(reason, LEAST, probability)
        return replace(self, probability=max(self.probability, probability), reasons=(*self.reasons, step))

    def at_most(self, probability: float, reason: str) -> Judgement:
        """The same, less sure. `cues.cues_of` says which of its reasons counted."""
        step = Step(reason, MOST, probability)
        return replace(self, probability=min(self.probability, probability), reasons=(*self.reasons, step))


class Score:
    """A probability on its way, with the reasons that moved it."""

    __slots__ = ("probability", "reasons")

    def __init__(self, probability: float, reason: str = "") -> None:
        self.probability = probability
        self.reasons: list[str | Step] = [Step(reason, BEGIN, probability)] if reason else []

    def at_least(self, probability: float, reason: str) -> Score:
        if probability > self.probability:
            self.probability = probability
        self.reasons.append(Step(reason, LEAST, probability))
        return self

    def at_most(self, probability: float, reason: str) -> Score:
        if probability < self.probability:
            self.probability = probability
        self.reasons.append(Step(reason, MOST, probability))
        return self

    def judgement(
        self,
        value: str,
        *attributes: tuple[str, str],
        start: int | None = None,
        end: int | None = None,
    ) -> Judgement:
        return Judgement(self.probability, value, tuple(self.reasons), attributes, start, end)


def confidence_of(probability: float) -> Confidence:
    """Verified: right at least 99 times of 100; likely: 90."""
    if probability >= VERIFIED:
        return Confidence.VERIFIED
    return Confidence.LIKELY if probability >= LIKELY else Confidence.POSSIBLE


_CODE_BEGINS = re.compile(
    r"[ \t]*(?:import |from \S+ import |def |class |function\b|const |let |var |return\b|#include|package |public |private "
    r"|if ?\(|for ?\(|while ?\(|\}|\{|@\w+$|use |fn |elif |else:|try:|except\b|namespace |using |struct |static )",
)
# What a line that ends in a semicolon holds where it is a statement; clauses of a contract and rows of a table end in one, too.
_STATEMENT = re.compile(
    r"[\w\])]\(|[^=<>!]=[^=]|->|::|\+\+"
    r"|^[ \t]*(?:int|char|long|unsigned|signed|short|float|double|void|const|struct|enum|union|typedef|extern|static|bool|auto|volatile|register|mutable|virtual|\w+_t)\b"
    r"|^[ \t]*(?:break|continue|goto \w+|next|last|die|pass|fi|esac|done|[a-z_]\w*(?:\.\w+)+);$"
)
_SQL_ROW = re.compile(r"(?i)[ \t]*(?:(?:insert|replace|update|delete|values|select|merge)\b|\()")
# A line of JSON as it is printed for people: a key, a value of a list, brackets; or a whole object, in a file of one a line.
_JSON_LINE = re.compile(
    r"^[ \t]*(?:\[?\{[ \t]*\"[^\"\n]{1,200}\"[ \t]*:[^\n]{0,4000}\}[,\]]?[ \t]*$|\"[^\"\n]{1,200}\"[ \t]*:|[\[\]{}]{1,3},?[ \t]*$|(?:\"(?:[^\"\\\n]|\\.)*\"|-?[\d.eE+-]+|true|false|null),?[ \t]*$)",
    re.MULTILINE,
)
_LOG_LINE = re.compile(
    r"^(?:\S+ )?[\[<(]?(?:\d{4}[-/]\d\d[-/]\d\d|\d\d/\w{3}/\d{4}|\w{3} +\d+|\d\d\d\d\d\d)[T :,]\d\d:?\d\d"
    r"|\b(?:INFO|DEBUG|WARN|WARNING|ERROR|TRACE|FATAL)\b",
    re.MULTILINE,
)
_OF_A_PROGRAM = re.compile(
    r"\b(?:INFO|DEBUG|WARN(?:ING)?|ERROR|TRACE|FATAL|NOTICE|CRIT(?:ICAL)?)\b|\w\[\d+\]|[\w.-]=[\"'\w/.{\[-]|(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])|::|->"
    r"|(?<![\w/])/[\w.-]+/[\w.-]+|\d:\d\d:\d\d[.,]\d{3}|\d\d:\d\dZ|0x[0-9a-f]{4}|\bkernel:|\"(?:GET|POST|PUT|HEAD|DELETE) "
    r"|\[[a-zA-Z][\w.-]*\]|\b[a-z_]+\.[a-z_]+\.[A-Za-z_]+\b|[\{\[]\"\w|\b[a-z]+_[a-z_]+\b|\b[A-Z][a-z]+[A-Z]\w+(?:Exception|Error|Service|Handler)\b"
)
_CODE_NAME = re.compile(
    r"\.(?:py|js|ts|jsx|tsx|java|c|h|cc|cpp|hpp|cs|go|rs|rb|php|pl|sh|ps1|swift|kt|scala|lua|r|m|css|scss|map|lock)$",
    re.IGNORECASE,
)


def _is_code(line: str) -> bool:
    """Whether a line reads as source code.

    >>> [_is_code(line) for line in ("  return x", "f(a, b);", "int n;", "(b) Ann Roe, of 88 Elm St, Dayton;", "Roe;Ann;Dayton;")]
    [True, True, True, False, False]
    """
    end = line.rstrip()[-1:]
    if end in ("{", "}"):
        return True
    if end == ";" and _SQL_ROW.match(line) is None:
        return _STATEMENT.search(line.rstrip()) is not None
    return _CODE_BEGINS.match(line) is not None


_LETTER = re.compile(r"[^\W\d_]")


class Scene:
    """One text while it is searched: what candidates ask of it is worked out once, and only when asked."""

    def __init__(self, text: Text, above: Open | None = None) -> None:
        self.text = text
        self.content = text.content
        self.above = above  # the table that was open where the piece before this one ended
        self._last_block: _Block = (0, 0, "", ())
        self._sampled: dict[tuple[int, int], tuple[str, ...]] = {}  # by table and column
        self.sure: list[tuple[int, int]] = []  # what is as good as verified, when detectors review their candidates

    @cached_property
    def is_code(self) -> bool:
        """Whether this reads as source code."""
        if any(_CODE_NAME.search(segment) for segment in self.text.locator.segments):
            return True
        sample = self.content[:6000]
        if len(self.content) > len(sample):
            sample = sample.rpartition("\n")[0] or sample  # a line that is cut tells nothing
        lines = sample.count("\n") + 1
        if lines < 4 or sum(map(_is_code, sample.split("\n"))) < 0.25 * lines or self.is_log:
            return False  # a log may hold JSON, or calls
        told = sum(1 for line in sample.split("\n") if line.strip())
        is_json = sample.lstrip()[:1] in "{[" and len(_JSON_LINE.findall(sample)) >= 0.9 * told
        return not is_json

    @property
    def machines(self) -> str:
        """The reason that this is source code or a log."""
        return "stands in source code" if self.is_code else "stands in a log"

    @cached_property
    def has_letters(self) -> bool:
        """Whether there is a letter in it: figures alone name nobody and no street, however many there are."""
        return _LETTER.search(self.content) is not None

    @cached_property
    def is_log(self) -> bool:
        """Whether this reads as a log of a machine: most lines begin with a time or a level, and hold what only programs write.

        What people note by the hour, and what they write each other, begins with a time as well.
        """
        sample = self.content[:6000]
        lines = sample.count("\n") + 1
        if lines < 3 or len(_LOG_LINE.findall(sample)) < 0.6 * lines:
            return False
        return sum(1 for line in sample.split("\n") if _OF_A_PROGRAM.search(line)) >= 0.4 * lines

    def line(self, offset: int) -> tuple[int, int]:
        """Start and end of the line that holds `offset`, at most 2,000 characters to each side."""
        low, high = max(0, offset - 2000), min(len(self.content), offset + 2000)
        start = self.content.rfind("\n", low, offset) + 1
        end = self.content.find("\n", offset, high)
        return max(start, low), high if end < 0 else end

    def header(self, offset: int) -> str:
        """The head of the column that `offset` lies in, or an empty string."""
        if self.text.cells is not None:
            return self.text.cells.header_at(offset)
        _, _, delimiter, headers = self._block(offset)
        return self._column(offset, delimiter, headers) if headers else ""

    def headers(self, offset: int) -> str:
        """The heads of all columns of the table around `offset`, one text."""
        return self._all_headers if self.text.cells is not None else " | ".join(self._block(offset)[3])

    def column(self, offset: int) -> tuple[str, ...]:
        """Filled cells of the column that `offset` lies in, some of them where there are many; empty outside tables."""
        cells = self.text.cells
        if cells is not None:
            number = cells.columns[cells.at(offset)] if cells.starts else 0
            if (0, number) not in self._sampled:
                self._sampled[0, number] = tuple(self._cells_of(number))
            return self._sampled[0, number]
        first, last, delimiter, heads = self._block(offset)
        if not heads:
            return ()
        start, _ = self.line(offset)
        number = len(split_row(self.content[start:offset], delimiter)) - 1
        if (first, number) not in self._sampled:
            lines = self.content[first : min(last, first + REACH)].split("\n")[1:]
            rows = (split_row(line, delimiter) for line in lines[:: len(lines) // SAMPLED + 1])
            self._sampled[first, number] = tuple(row[number][2] for row in rows if number < len(row) and row[number][2])
        return self._sampled[first, number]

    def _cells_of(self, number: int) -> Iterator[str]:
        cells = self.text.cells
        assert cells is not None  # noqa: S101 - the caller looked
        own = [index for index, column in enumerate(cells.columns) if column == number and cells.rows[index]]
        for index in own[:: len(own) // SAMPLED + 1]:
            end = cells.starts[index + 1] - 1 if index + 1 < len(cells.starts) else len(self.content)
            if value := self.content[cells.starts[index] : end].strip():
                yield value

    def _block(self, offset: int) -> _Block:
        """The table around `offset`; the last one is kept, for the next candidate mostly stands in it."""
        if not self._last_block[0] <= offset < self._last_block[1]:
            self._last_block = self._table_block(offset)
        return self._last_block

    @cached_property
    def _all_headers(self) -> str:
        return " | ".join(self.text.cells.headers) if self.text.cells is not None else ""

    def _column(self, offset: int, delimiter: str, headers: tuple[str, ...]) -> str:
        if not delimiter:
            return ""
        start, _ = self.line(offset)
        before = self.content[start:offset]
        index = before.count(delimiter) if '"' not in before else len(split_row(before, delimiter)) - 1
        return headers[index] if 0 <= index < len(headers) else ""

    def _table_block(self, offset: int) -> _Block:
        """The lines around `offset` that have as many delimiters, and their heads if the first of them names columns.

        Above, what was found of the block before is not read again: a table's rows are read once, however many it has.
        """
        content = self.content
        start, end = self.line(offset)
        delimiter = delimiter_of(content[start:end])
        if not delimiter:
            return start, end + 1, "", ()
        count = content.count(delimiter, start, end)
        first = start
        known, stop, mark, heads = self._last_block
        while first > 0:
            if first == stop and known < first and mark == delimiter and heads:
                return known, self._below(end + 1, delimiter, count), delimiter, heads
            above = content.rfind("\n", max(0, first - 4000), max(first - 1, 0)) + 1
            if above >= first or not (
                is_row(content.count(delimiter, above, first), count) or is_rule(content[above : first - 1])
            ):
                break
            first = above
        last = self._below(end + 1, delimiter, count)
        if first == 0 and self.above is not None and self.above.goes_on(delimiter, count):
            return first, last, delimiter, self.above.heads
        if first == start:
            return start, end + 1, "", ()
        at = first
        while at < start and is_rule(content[at : content.find("\n", at)]):
            at = content.find("\n", at) + 1
        head = content[at : content.find("\n", at)]
        cells = tuple(cell for _, _, cell in split_row(head, delimiter))
        return (first, last, delimiter, cells) if names_columns(cells) else (first, last, "", ())

    def _below(self, last: int, delimiter: str, count: int) -> int:
        """Where the rows end that have as many delimiters, from the line at `last` on."""
        content = self.content
        while (below := content.find("\n", last, last + 4000)) >= 0:
            if not (is_row(content.count(delimiter, last, below), count) or is_rule(content[last:below])):
                break
            last = below + 1
        return last

    def open_table(self) -> Open | None:
        """The table that its last line belongs to: where the text goes on in another piece, its heads hold there, too."""
        content = self.content
        if self.text.cells is not None or not content.endswith("\n") or len(content) < 2:
            return None
        start, end = self.line(len(content) - 2)
        if not (delimiter := delimiter_of(content[start:end])):
            return None
        _, _, mark, heads = self._block(start)
        return Open(mark, content.count(delimiter, start, end), heads) if heads and mark == delimiter else None


@dataclass(frozen=True, slots=True)
class Open:
    """A table that goes on where a piece of a text ends."""

    delimiter: str
    count: int  # of it in a row
    heads: tuple[str, ...]

    def goes_on(self, delimiter: str, count: int) -> bool:
        return delimiter == self.delimiter and is_row(count, self.count)


REACH = 1 << 18  # characters of a table that a column's cells are sampled from
SAMPLED = 60  # cells of a column that one of them is compared with
_Block = tuple[int, int, str, tuple[str, ...]]  # where it begins and ends, what parts its cells, its heads


Judged = list[tuple[int, int, "Judgement"]]


_ELSEWHERE = re.compile(r"[\t;|]|,\S|\d{5}|[.!?] [A-Z]")


@dataclass(slots=True)
class Candidate:
    """A span that has the form of a value, with what stands around it."""

    scene: Scene
    start: int
    end: int
    value: str
    groups: Callable[[str], str | None] | None = None
    label: str = ""  # the phrase before it, lower case
    heading: str = ""  # the head of its column, where that brought it here
    peers: float = 1.0  # share of this column's filled cells that have the form
    column: tuple[str, ...] = ()  # some of the values in its column
    spaced: bool = False  # only blanks part that column from others
    distant: bool = False  # other words stand between the phrase and the value
    word: str = ""  # what `near` found last

    @property
    def said(self) -> str:
        """The reason that a label is, or the head of its column."""
        return f'a label says so: "{" ".join(self.label.split())}"' if self.label else "the head of its column says so"

    def seen(self, says: str) -> str:
        """A reason with the word that `near` found last, which is one of a list of ours."""
        return f'{says}: "{" ".join(self.word.split())}"' if self.word else says

    @property
    def elsewhere(self) -> bool:
        """Whether a value at a distance from its label stands in another cell, or after another number."""
        if not self.distant:
            return False
        before = self.before(120)
        return _ELSEWHERE.search(before, max(before.lower().rfind(self.label), 0)) is not None

    @property
    def labelled(self) -> bool:
        return bool(self.label or self.heading)

    def has(self, name: str) -> bool:
        """Whether the pattern that found it has a group of this name, and it took part."""
        return self.groups is not None and bool(self.groups(name))

    @property
    def content(self) -> str:
        return self.scene.content

    @property
    def alone(self) -> bool:
        """Whether the text holds nothing else."""
        content = self.scene.content
        return len(content) <= len(self.value) + 8 and content.strip(" \t\r\n.,;:\"'") == self.value

    @property
    def header(self) -> str:
        return self.heading or self.scene.header(self.start)

    @property
    def table(self) -> str:
        """All heads of the table that the candidate stands in, if it stands in one."""
        return self.scene.headers(self.start) if self.heading else ""

    def before(self, length: int = 48) -> str:
        return self.scene.content[max(0, self.start - length) : self.start]

    def after(self, length: int = 32) -> str:
        return self.scene.content[self.end : self.end + length]

    def near(self, words: Words, before: int = 64, after: int = 32) -> bool:
        """Whether one of `words` stands near, on this line or the two before it, or over this column."""
        content = self.scene.content
        head = content[max(0, self.start - before) : self.start]
        newlines = head.count("\n")
        if newlines > 2:
            head = head.split("\n", newlines - 2)[-1]
        found = words.search(head)
        if found is None:
            found = words.search(content[self.end : self.end + after].split("\n", 1)[0])
            if found is None and (header := self.header):
                found = words.search(header)
        self.word = found[0] if found is not None else ""
        return found is not None


_NO_DIGIT = re.compile(r"\D+")


def digits_of(value: str) -> str:
    return value if value.isdecimal() else _NO_DIGIT.sub("", value)


def is_filler(digits: str) -> bool:
    """Whether digits are a filler: one digit, or one step, over and over.

    Of a few digits, that is no wonder.

    >>> is_filler("000000000"), is_filler("123456789"), is_filler("121212121"), is_filler("512447313"), is_filler("482")
    (True, True, True, False, False)
    """
    if len(digits) < 5:
        return len(set(digits)) <= 1
    if len(set(digits)) <= 2 and len(digits) >= 7:
        return True
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(digits)}
    return len(steps) == 1


@dataclass(frozen=True)
class Detector:
    """A row of the catalogue, made from a detector's module."""

    ident: str
    name: str
    category: str
    source: str
    examples: tuple[str, ...]
    shapes: tuple[Shape, ...]
    labels: tuple[Label, ...]
    judge: Callable[[Candidate], Judgement | None]
    patterns_only: bool = True
    mask: Callable[[Match], str] | None = None
    forms: Callable[[Match], tuple[tuple[str, str], ...]] | None = None
    find: Callable[[Scene], list[tuple[int, int, Judgement]]] | None = None  # reads the whole text by itself
    review: Callable[[Scene, Judged], Judged] | None = None  # its candidates, seen together at the end
