"""A document's text as lines and words, tables as `label: value`; and what sort of writing it is.

>>> from bailee.kinds.interface import Document
>>> from bailee.text import Text
>>> from bailee.vocabulary import Locator
>>> place = Locator(("a.txt",))
>>> text = Text.table([["Employee", "Net pay"], ["Ann Bell", "1,204.11"]], place)
>>> print(Writing(Document(place, "text/csv", 40, (text,), ())).lines)
Employee: Ann Bell
Net pay: 1,204.11
<BLANKLINE>
Employee	Net pay
Ann Bell	1,204.11
<BLANKLINE>
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, cached_property
from importlib import resources

from bailee.kinds.families import plain
from bailee.kinds.interface import Document
from bailee.kinds.sheets import WIDE, Sheet, is_wide_table, of_cells, of_lines
from bailee.kinds.terms import spaced, stems, words_at
from bailee.text import Part, Text

LONGEST = 120_000  # characters that are read for words: forms are short, and logs repeat themselves
BESIDE = frozenset({Part.NAME, Part.COMMENT, Part.METADATA})  # what was noted on a document is not what it is
SHOWN_ROWS = 20  # of a table, as label: value lines

_CLOSING_TAG = re.compile(r"</[^<>\n]{1,60}>")
_SNAKE = re.compile(r"(?<=[A-Za-z0-9])_(?=[A-Za-z0-9])")

_NAMES_WHO = re.compile(
    r"name|client|customer|cust\b|employee|staff|member|user|login|\bid\b|no\.?$|#|site|date|time|vendor|company|patient|donor|account|host|system|title|url",
    re.I,
)
_NAMES_WHAT = re.compile(
    r"\btest\b|analyte|substance|\bdrug|scale|component|measure|marker|parameter|observation|condition|earning|deduction|question|trait|gene\b",
    re.I,
)
TECHNICAL, TECHNICAL_SORTS = 0.035, 8  # share of words that speak of programs, and how many different ones
LETTERS, SHARE_OF_LETTERS = 16, 0.05  # different ones that stand alone, and their share of all words
_CODE_BEGINS = re.compile(
    r"\s*(?:def |class |import |from \w+ import|function\b|return\b|(?:el)?if[ (]|else\b|for[ (]|while[ (]|var |let |const |public |private |static |#include|package |using |@\w+|//|/\*|\*/|CREATE TABLE|ALTER TABLE|SELECT |\})"
)
_CODE_MARKS = frozenset(";{}=)")  # one of these stands in what follows
_CODE_HOLDS = re.compile(r"[;{}]\s*$|\)\s*:\s*$|=>|[!=]==?|\w\(.*\);?$")
_JSON_LINE = re.compile(r"""^[ \t]*[{\[]?[ \t]*"[^"\n]{1,60}"[ \t]*:|^[ \t]*[{}\[\]],?[ \t\r]*$""", re.M)
_SPEAKING = ("i", "my", "me")
_I = re.compile(r"\b(?:I|my|me)\b", re.I)
_CERTIFIED = re.compile(
    r"\bI (?:hereby |further |also )?(?:certify|attest|acknowledge|authori[sz]e|declare|affirm|swear)\b[^.\n]{0,400}"
)
# I as a number or a name: Form I-9, Part I, List I.
_NOT_I = re.compile(
    r"\bI-\d|\b(?:part|section|title|type|class|level|phase|schedule|chapter|article|annex|tier|category|grade|step|list|division|volume)[ \t]+I\b|(?m:^[ \t]*I[.)][ \t])",
    re.I,
)
_FIELD_MARK = re.compile(
    r"\{\{[^{}\n]{1,60}\}\}|<<[^<>\n]{1,60}>>|«[^«»\n]{1,60}»|\$\{[\w.]+\}|\{%|\[(?:[A-Z][a-z']+ ?){1,4}\]|\[(?:(?:INSERT|YOUR|FULL|FIRST|LAST|COMPANY|EMPLOYEE|CLIENT|CUSTOMER) ?)*(?:NAME|DATE|ADDRESS|COMPANY|AMOUNT|TITLE|POSITION|NUMBER|SIGNATURE)\]"
    r"|\[(?:(?:your|their|his|her|the|first|last|full|company|customer|caller|client|employee|candidate|patient|job)[ _])?"
    r"(?:name|names|address|company|amount|title|number|position|department|date|insert \w+)\]|\((?:states|says|gives|insert) \w+\)"
)


@cache
def _list(name: str) -> frozenset[str]:
    """`general.txt`: how rules, articles and manuals speak, of everybody, in the plural, in modal verbs. `technical.txt`: how
    programs do, their manuals and their lists of changes."""
    file = resources.files("bailee.kinds").joinpath("words", name)
    lines = file.read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _is_line_of_code(line: str) -> bool:
    if _CODE_BEGINS.match(line):
        return True
    return not _CODE_MARKS.isdisjoint(line) and _CODE_HOLDS.search(line) is not None


def general_words() -> frozenset[str]:
    return _list("general.txt")


def technical_words() -> frozenset[str]:
    return _list("technical.txt")


class Writing:
    """Everything is worked out once, and only when somebody asks."""

    def __init__(self, document: Document) -> None:
        self.document = document
        beside = BESIDE | {Part.HEADER} if document.media_type.startswith("message/") else BESIDE
        written = tuple(text for text in document.texts if text.part is not Part.NAME)
        self.texts: tuple[Text, ...] = tuple(text for text in written if text.part not in beside) or written

    @cached_property
    def raw(self) -> str:
        """The text as it stands, for logs."""
        return "\n".join(text.content for text in self.texts)[: 4 * LONGEST]

    @cached_property
    def lowered(self) -> str:
        """The text as it stands, in lower case, for a look at whether some mark is there at all."""
        return self.raw.lower()

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        found: list[Sheet] = []
        for text in self.texts:
            if text.cells is not None:
                found.extend(of_cells(text))
            else:
                found.extend(of_lines(text.content[:LONGEST]))
        return tuple(found)

    @property
    def is_table(self) -> bool:
        """Whether most of it is one table."""
        return any(is_wide_table(text) and len(text.content) > 0.5 * len(self.raw) for text in self.texts)

    @cached_property
    def lines(self) -> str:
        """Rows of tables as `label: value`, then the text; names in camelCase and snake_case as words."""
        pieces: list[str] = []
        for sheet in self.sheets:
            if len(sheet.headers) >= WIDE and not _NAMES_WHO.search(sheet.headers[0]):
                # Rows may have names of their own: a test and its result, a relative and the illness.
                pieces.extend("\t".join(row) for row in sheet.rows[:SHOWN_ROWS])
            measured = [at for at, header in enumerate(sheet.headers[:-1]) if at and _NAMES_WHAT.search(header)]
            for row in sheet.rows[:SHOWN_ROWS]:
                pieces.extend(f"{row[at]}: {row[at + 1]}" for at in measured if at + 1 < len(row))
                pieces.extend(
                    f"{header}: {cell}" if header else cell
                    for header, cell in zip(sheet.headers, row, strict=False)
                    if cell.strip()
                )
                pieces.append("")
        # Of a wide table the rows above are enough: what stands in a cell is no label.
        pieces.extend(text.content for text in self.texts if not is_wide_table(text))
        whole = "\n".join(pieces)[:LONGEST]
        if "</" in whole:
            whole = _CLOSING_TAG.sub("\n", whole)
        if "_" in whole:
            whole = _SNAKE.sub(" ", whole)
        return spaced(whole)

    @cached_property
    def plain(self) -> str:
        return plain(self.lines)

    @cached_property
    def words(self) -> tuple[tuple[str, int, int], ...]:
        return tuple(words_at(self.plain))

    @cached_property
    def stems(self) -> list[str]:
        """Of the words, in their order."""
        return stems(word for word, _, _ in self.words)

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(word for word, _, _ in self.words)

    @cached_property
    def speaking(self) -> int:
        """How often somebody says I, my or me. The I of a form's name, of a section or a level is nobody, and what is
        certified on a form was printed there for everybody.
        """
        said = sum(self.counts[word] for word in _SPEAKING)
        if not self.counts["i"]:
            return said
        printed = sum(len(_I.findall(found.group())) for found in _CERTIFIED.finditer(self.lines))
        return said - len(_NOT_I.findall(self.lines)) - printed

    @cached_property
    def is_data(self) -> bool:
        """JSON, XML and the like, where a label's words may stand on several levels."""
        head = self.raw[:2000].lstrip()
        return (
            head[:1] in "{[<"
            and bool(head)
            and (len(_JSON_LINE.findall(head)) > 2 or head.startswith(("<", '{"', "[{")))
        )

    @cached_property
    def generality(self) -> float:
        """Share of words that speak of everybody; rules and articles have 5 % and more, records 3 % and less."""
        total = len(self.words)
        if total < 40:
            return 0.0
        return sum(self.counts[word] for word in _list("general.txt") if word in self.counts) / total

    @cached_property
    def technicality(self) -> float:
        """Share of words that speak of programs; code, manuals and lists of changes have 5 % and more, records 2 % and less."""
        total = len(self.words)
        if total < 40:
            return 0.0
        return sum(self.counts[word] for word in _list("technical.txt") if word in self.counts) / total

    @cached_property
    def is_technical(self) -> bool:
        """Code, a manual, a list of changes: of many sorts of technical words, and with a good share of them."""
        if self.technicality < TECHNICAL:
            return False
        sorts = sum(1 for word in _list("technical.txt") if word in self.counts)
        return sorts >= TECHNICAL_SORTS or (self.technicality >= 3 * TECHNICAL and 2 * sorts >= TECHNICAL_SORTS)

    @cached_property
    def is_of_letters(self) -> bool:
        """A font, a keyboard, a drawing: most of the alphabet stands in it letter by letter, so none is short for a word."""
        letters = [count for word, count in self.counts.items() if len(word) == 1 and word.isalpha()]
        return len(letters) >= LETTERS and sum(letters) >= SHARE_OF_LETTERS * len(self.words)

    @cached_property
    def is_code(self) -> bool:
        """Source code, whose words are names of variables."""
        if self.document.media_type.startswith(("text/csv", "text/tab")):
            return False
        head = self.raw[:10_000]
        lines = [line for line in head.splitlines() if line.strip()]
        if len(lines) < 4 or len(_JSON_LINE.findall(head)) > 0.4 * len(lines):
            return False
        written = [
            line for line in lines if line.count("\t", len(line) - len(line.lstrip())) < 2
        ]  # a row is no line of code
        return sum(map(_is_line_of_code, written)) > (0.4 if len(lines) < 200 else 0.3) * len(lines)

    @cached_property
    def field_marks(self) -> int:
        """Places of a template that a program or a clerk would fill."""
        return len(_FIELD_MARK.findall(self.raw[:LONGEST]))
