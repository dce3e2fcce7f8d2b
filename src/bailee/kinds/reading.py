"""A document read once for all kinds: its text with tables as `label: value` lines, the words found, what stands beside them.

>>> from bailee.kinds.interface import Document
>>> from bailee.text import Text
>>> from bailee.vocabulary import Locator
>>> place = Locator(("a.txt",))
>>> text = Text.table([["Employee", "Net pay"], ["Ann Bell", "1,204.11"]], place)
>>> print(Reading(Document(place, "text/csv", 40, (text,), ())).lines)
Employee: Ann Bell
Net pay: 1,204.11
<BLANKLINE>
Employee	Net pay
Ann Bell	1,204.11
<BLANKLINE>
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from itertools import pairwise

import bailee.kinds.terms as terms
from bailee.kinds.families import COMMON, Family, plain, stem, table
from bailee.kinds.interface import Document
from bailee.text import Part, Text

LONGEST = 120_000  # characters that are read for words: forms are short, and logs repeat themselves
LONGEST_ENTRY = 64  # characters
WORDS_BEFORE = 4  # of a label's own, as in `Any other known` allergies:
SHOWN_TO_NAMES = 12_000  # characters: whoever a record is about stands near its head
BESIDE = frozenset({Part.NAME, Part.COMMENT, Part.METADATA})  # what was noted on a document is not what it is
LONGEST_BARE_LINE = 90  # characters of a field without a sign between label and value
FEWEST_BARE_LINES = 4  # of them, to make a form
LEAST_SHARE_BARE = 0.3  # of all lines: a till's receipt has some, too
FEWEST_NUMBERS = 2  # in a row below names of columns
LONGEST_HEADED = 40_000  # characters that are searched for such rows
WIDE = 3  # columns and rows
TECHNICAL, TECHNICAL_SORTS = 0.035, 8  # share of words that speak of programs, and how many different ones
LETTERS, SHARE_OF_LETTERS = 16, 0.05  # different ones that stand alone, and their share of all words
LINES = 600  # that are read for tables
HEAD = 200  # lines in which a table in plain text begins
SHOWN_ROWS = 20  # of a table, as label: value lines

_DIGIT = re.compile(r"\d")
_LINE = re.compile(r"[^\n]+")
_CELL_NUMBER = re.compile(r"(?<!\S)[$€£(]?\d[\d.,/-]*%?\)?(?!\S)")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]{1,2}\b)?|#")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CLOSING_TAG = re.compile(r"</[^<>\n]{1,60}>")
_SNAKE = re.compile(r"(?<=[A-Za-z0-9])_(?=[A-Za-z0-9])")
_LOOKS_MARKED = re.compile(r"[a-z][A-Z]|\w_\w|</")

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
_TICKED = re.compile(r"(?:\[\s?[xX✓✔]\s?\]|\(\s?[xX✓✔]\s?\)|[☒☑■✓✔]|_+[xX]_+)\s?([^\[\]☐☒☑□\n_(]*)")
_EMPTY = re.compile(r"[\s_.:$€£/\\|()\[\]☐□◻○O-]*$")
_PLACEHOLDER = re.compile(
    r"""\{\{|\{%|<<|«|\$\{|\{\d*\}|\{[a-z_ ]+\}|%[a-z_]+%|%[sd]\b|<[a-z][^<>\n]{0,40}>?$|\[[^\]\n]*[a-z]{3}[^\]\n]*\]|\[\s?\]"""
    r"""|x{2,}[-/ .x]*$|[xX#*?-][xX#*?/ -]*$|[dm]{2}[/.-][dmy]{2}|yyyy|\bm/d/y"""
    r"""|(?:insert|enter|type|select|choose|specify|your|the|please|e\.g|eg\b|for example|first last|first name|print|as |if |see |to be|tbd\b|tba\b|n/?a\b|varchar|char\b|nvarchar|decimal|numeric\b|int\b|integer|string\b|boolean|object|array|null\b|undefined|optional|required|mandatory|unique|not applicable|field\b|column\b|str\b|float\b|uuid\b|enum\b|must|should|when|how|what|who|which|number of|date of|name of|describe|list |explain|a |an )""",
    re.I,
)
_TYPE_NAME = frozenset(
    {"date", "text", "type", "name", "number", "string", "bool", "datetime", "timestamp", "value", "description"}
    | {"format", "signature", "initials", "id"}
)

DATE = re.compile(
    r"\b(?:\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d\d|(?:19|20)\d\d[/.-]?\d\d[/.-]?\d\d"
    r"|\d{1,2}(?:st|nd|rd|th)?[ -]?(?:of )?(?:de )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic|f[ée]v|avr|mai|juin|ao[uû]t|d[ée]c|m[aä]r|okt|dez)[a-zéû]*\.?,?[ -]?(?:de )?(?:19|20)?\d\d"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d|\d{1,2}/(?:19|20)?\d\d)\b",
    re.I,
)
_MONEY = re.compile(
    r"(?=[^\d\n]{0,6}(?:\d\d|\d[., ]\d|0\b))(?:[$€£]|usd|eur|gbp|aud|cad)?\s?-?\(?[$€£]?\s?\d{1,3}(?:[, ]?\d{3})*(?:[.,]\d{1,2})?\b",
    re.I,
)
_LONG_NUMBER = re.compile(r"\d{7,}(?![\d.,])")  # of somebody, not of money
_NAMES_WHO = re.compile(
    r"name|client|customer|cust\b|employee|staff|member|user|login|\bid\b|no\.?$|#|site|date|time|vendor|company|patient|donor|account|host|system|title|url",
    re.I,
)
_NAMES_WHAT = re.compile(
    r"\btest\b|analyte|substance|\bdrug|scale|component|measure|marker|parameter|observation|condition|earning|deduction|question|trait|gene\b",
    re.I,
)
_NOT_MONEY = re.compile(r"[-/]\d|(?<![.,]\d\d) \d\d(?![.,\d])")  # what makes a number of it: 123-45-6789, 123 45 6789
_NUMBER = re.compile(r"[<>=~±+-]{0,2}\s?\d+(?:[.,]\d+)?", re.I)
_BREATH = re.compile(r"0?\.(?:\d{3}\b|\d\d\d?\s?(?:%|g\b|mg/l|bac|brac))", re.I)
_IDENTIFIER = re.compile(r"(?=[A-Z0-9./ *#-]{0,12}[0-9])(?:[A-Z]{1,6}[-/ .]?)?[A-Z0-9*#][A-Z0-9*#./-]{2,30}\b", re.I)
_NAME = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Mx|Prof|Sr|Sra)\.? )?[A-ZÀ-Þ][\w'’.-]{0,24},? (?:[A-Z]\.? |[a-z]{2,3} |[A-ZÀ-Þ][\w'’-]+ ){0,2}[A-ZÀ-Þ][\w'’.-]*"
    r"|[A-ZÀ-Þ][\w'’-]+,\s?[A-ZÀ-Þ]"
)
_CARD = re.compile(r"(?:[A-Za-z ]{2,20}[:#]? ?)?[2-6]\d{3}[ .-]?\d{4,6}[ .-]?\d{4,5}(?:[ .-]?\d{1,7})?(?!\d)")
_EXPIRY = re.compile(
    r"(?:0?[1-9]|1[0-2]) ?[/.-] ?(?:20)?[2-4]\d\b|(?:0[1-9]|1[0-2])[2-4]\d\b|20[2-4]\d-(?:0[1-9]|1[0-2])\b|[A-Z][a-z]{2,8} 20[2-4]\d"
)
_ILLNESS = re.compile(
    r"cancer|melanoma|leuk|lymphoma|diabet|heart|stroke|hypertens|blood pressure|alzheim|dementia|huntington|fibrosis|sickle"
    r"|parkinson|depress|bipolar|schizo|asthma|kidney|alcohol|glaucoma|lynch|cholesterol|osteopor|thyroid|infarct|myocard"
    r"|aneurysm|epilep|mi\b|cad\b|chf\b|copd|cva\b|htn\b|dm2?\b|dx\b|died|deceased|\bd\.|diagnosed|alive|living|healthy|well\b|unaffected|carrier"
    r"|brca|arthritis|lupus|cirrhosis|suicid|tumou?r|mutation|sclerosis|dystrophy|hemophil|haemophil|infarto|\bage \d"
)
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
_CODE_LINE = re.compile(
    r"^\s*(?:def |class |import |from \w+ import|function\b|return\b|(?:el)?if[ (]|else\b|for[ (]|while[ (]|var |let |const |public |private |static |#include|package |using |@\w+|//|/\*|\*/|CREATE TABLE|ALTER TABLE|SELECT )"
    r"|[;{}]\s*$|\)\s*:\s*$|=>|[!=]==?|\w\(.*\);?$|^\s*\}",
    re.M,
)
_JSON_LINE = re.compile(r"""^[ \t]*[{\[]?[ \t]*"[^"\n]{1,60}"[ \t]*:|^[ \t]*[{}\[\]],?[ \t\r]*$""", re.M)
_FIELD_MARK = re.compile(
    r"\{\{[^{}\n]{1,60}\}\}|<<[^<>\n]{1,60}>>|«[^«»\n]{1,60}»|\$\{[\w.]+\}|\{%|\[(?:[A-Z][a-z']+ ?){1,4}\]|\[(?:(?:INSERT|YOUR|FULL|FIRST|LAST|COMPANY|EMPLOYEE|CLIENT|CUSTOMER) ?)*(?:NAME|DATE|ADDRESS|COMPANY|AMOUNT|TITLE|POSITION|NUMBER|SIGNATURE)\]"
    r"|\[(?:(?:your|their|his|her|the|first|last|full|company|customer|caller|client|employee|candidate|patient|job)[ _])?"
    r"(?:name|names|address|company|amount|title|number|position|department|date|insert \w+)\]|\((?:states|says|gives|insert) \w+\)"
)

_SINGULAR = frozenset({"he", "she", "his", "her", "him", "hers", "himself", "herself"})


@cache
def _list(name: str) -> frozenset[str]:
    """`general.txt`: how rules, articles and manuals speak, of everybody, in the plural, in modal verbs. `technical.txt`: how
    programs do, their manuals and their lists of changes."""
    file = resources.files("bailee.kinds").joinpath("words", name)
    lines = file.read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def general_words() -> frozenset[str]:
    return _list("general.txt")


def technical_words() -> frozenset[str]:
    return _list("technical.txt")


@dataclass(frozen=True, slots=True)
class Hit:
    """Words of a family in the text."""

    family: int
    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: names of columns, the first rows, and how many there are."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    count: int


@cache
def _beginnings(values: tuple[str, ...]) -> re.Pattern[str]:
    """Whole words, or with a `*` at their end what words begin with."""
    ways = (re.escape(value[:-1]) if value.endswith("*") else re.escape(value) + "(?![a-z])" for value in values)
    return re.compile(r"[\W_]*(?:" + "|".join(ways) + ")")


def is_filled(value: str) -> bool:
    """Whether somebody wrote something: no line to write on, no placeholder, no name of a type.

    >>> [is_filled(text) for text in ("J. Bloggs", "________", "{{donor}}", "[ ]", "MM/DD/YYYY", "string")]
    [True, False, False, False, False, False]
    """
    stripped = value.strip(" \t\"'*")
    return not (
        not stripped
        or _EMPTY.match(stripped)
        or _PLACEHOLDER.match(stripped)
        or stripped.lower().strip(".,") in _TYPE_NAME
    )


def has_shape(value: str, family: Family) -> bool:
    """Whether a value looks like what the family's label announces."""
    value = value.strip(" \t\"'*([{")
    match family.shape:
        case "any":  # an entry in a form, not a sentence that explains the word
            return len(value) <= LONGEST_ENTRY and value[:1] not in "$€£" and any(map(str.isalnum, value))
        case "text":
            return any(map(str.isalnum, value))
        case "words":
            return _beginnings(family.values).match(plain(value)) is not None
        case "date":
            found = DATE.search(value)
            return found is not None and found.start() < 16
        case "money":
            found = _MONEY.match(value)
            return (
                found is not None
                and not _NOT_MONEY.match(value, found.end())
                and not _LONG_NUMBER.match(value)
                and not DATE.match(value)
            )
        case "number":
            return _NUMBER.match(value) is not None and not DATE.match(value)
        case "id":
            return _IDENTIFIER.match(value) is not None
        case "name":
            return _NAME.match(value) is not None
        case "card":  # whole: one with its middle hidden charges nobody
            number = _CARD.match(value)
            return number is not None and is_card(number.group())
        case "expiry":
            return _EXPIRY.match(value) is not None
        case "cvv":
            return re.match(r"\d{3,4}(?!\d)", value) is not None
        case "secret":
            return len(value) >= 4 and " " not in value.strip()[:24].rstrip(",;")
        case "breath":
            return _BREATH.match(value) is not None
        case "illness":
            return _ILLNESS.search(plain(value)[:60]) is not None
        case "code":
            return re.match(r"[A-Z]?\d[A-Z0-9.]{1,7}\b", value) is not None
    return False


def is_card(text: str) -> bool:
    """Whether digits are a card's: as many as cards have, with their check digit.

    >>> is_card("4111 1111 1111 1111"), is_card("4111 1111 1111 1112"), is_card("504824568182")
    (True, False, False)
    """
    digits = [int(character) for character in text if character.isdigit()]
    odd = sum(digits[-1::-2])
    return 14 <= len(digits) <= 19 and (odd + sum(sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])) % 10 == 0


STRICT = frozenset({"breath", "card", "expiry", "cvv", "date", "money", "number", "id", "words", "code"})


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


class Reading:
    """One document for all kinds. Everything is worked out once, and only when a kind asks."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._values: dict[int, tuple[str, str] | None] = {}
        self._claimed: list[tuple[int, int]] = []
        self.certain: float | None = None  # see about.py
        self.is_stretch = False  # of a long text, see parts.py
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
                found.extend(_of_cells(text))
            else:
                found.extend(_of_lines(text.content[:LONGEST]))
        return tuple(found)

    @property
    def is_table(self) -> bool:
        """Whether most of it is one table."""
        return any(_is_wide_table(text) and len(text.content) > 0.5 * len(self.raw) for text in self.texts)

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
        pieces.extend(text.content for text in self.texts if not _is_wide_table(text))
        whole = "\n".join(pieces)[:LONGEST]
        if _LOOKS_MARKED.search(whole):
            whole = _CAMEL.sub(" ", _SNAKE.sub(" ", _CLOSING_TAG.sub("\n", whole)))
        return whole

    @cached_property
    def plain(self) -> str:
        return plain(self.lines)

    @cached_property
    def words(self) -> tuple[tuple[str, int, int], ...]:
        return tuple((match.group(), match.start(), match.end()) for match in _WORD.finditer(self.plain))

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(word for word, _, _ in self.words)

    @cached_property
    def hits(self) -> dict[int, list[Hit]]:
        """Where words of every family stand, in one pass."""
        starts = table().starts
        words = self.words
        stems = [stem(word) for word, _, _ in words]
        gap_limit = 24 if self.is_data else 4
        text = self.plain
        found: dict[int, list[Hit]] = {}
        last = len(words) - 1
        # whether the next word belongs to the same row of words: near, and no full stop between
        joined = [
            words[i + 1][1] - words[i][2] <= gap_limit
            and not (text[words[i][2]] == "." and words[i + 1][1] - words[i][2] > 1 and len(words[i][0]) > 3)
            for i in range(last)
        ]
        joined.append(False)
        for index, word in enumerate(stems):
            start = starts.get(word)
            if start is None:
                continue
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
        return terms.spots_in(self.lines)

    @cached_property
    def topics(self) -> Mapping[str, terms.Topic]:
        """What terms say of each kind."""
        return terms.topics(self.spots)

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
    def is_data(self) -> bool:
        """JSON, XML and the like, where a label's words may stand on several levels."""
        head = self.raw[:2000].lstrip()
        return (
            head[:1] in "{[<"
            and bool(head)
            and (len(_JSON_LINE.findall(head)) > 2 or head.startswith(("<", '{"', "[{")))
        )

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

    # what sort of writing it is

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
        return sum(1 for line in written if _CODE_LINE.search(line)) > (0.4 if len(lines) < 200 else 0.3) * len(lines)

    @cached_property
    def field_marks(self) -> int:
        """Places of a template that a program or a clerk would fill."""
        return len(_FIELD_MARK.findall(self.raw[:LONGEST]))

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
        score += 1.0 * (_ROLE_AND_NAME.search(sample) is not None)
        score += 0.5 * (_PAIR_DOES.search(sample) is not None)
        score += 0.5 * min(len(_SURNAME_FIRST.findall(sample)), 2)
        score += 1.5 * (_AGE.search(sample) is not None)
        score += 1.0 * (self.counts["i"] + self.counts["my"] + self.counts["me"] >= 3)
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


def _is_wide_table(text: Text) -> bool:
    cells = text.cells
    return cells is not None and sum(map(bool, cells.headers)) >= WIDE and bool(cells.rows) and cells.rows[-1] >= WIDE


def _of_cells(text: Text) -> Iterator[Sheet]:
    cells = text.cells
    if cells is None or not cells.starts:
        return
    rows: list[list[str]] = []
    limit = len(cells.starts)
    for index in range(limit):
        row = cells.rows[index]
        if row > 60:
            break
        while len(rows) <= row:
            rows.append([])
        end = cells.starts[index + 1] - 1 if index + 1 < limit else len(text.content)
        rows[row].append(text.content[cells.starts[index] : end].strip("\n"))
    count = cells.rows[-1] + 1
    if any(cells.headers) and rows:
        first = [cell.strip() for cell in rows[0]] == [header.strip() for header in cells.headers]
        body = rows[1:] if first else rows
        yield Sheet(tuple(cells.headers), tuple(map(tuple, body)), count - first)
    else:  # a title above the names of columns, as reports have
        yield from _tables(rows, least=2)


_SEPARATORS = ("\t", "|", ";", ",")


def _of_lines(content: str) -> Iterator[Sheet]:
    """Tables in plain text: delimited, or set in columns with spaces."""
    lines = content.split("\n", LINES)[:LINES]
    for separator in _SEPARATORS:
        if _has_rows(lines[:HEAD], separator):
            rows = [_cells(line, separator) if separator in line else [] for line in lines]
            yield from _tables(rows, least=3)
    if "   " in content and _has_rows([re.sub(r" {2,}", "\t", line.strip()) for line in lines[:HEAD]], "\t"):
        spaced = [re.split(r" {2,}", line.strip()) if "  " in line.strip() else [] for line in lines]
        yield from _tables(spaced, least=3)


def _cells(line: str, separator: str) -> list[str]:
    line = line.strip(" |")
    if separator in ",;" and '"' in line:
        return [cell.strip(' "*') for cell in next(csv.reader([line], delimiter=separator), [])]
    return [cell.strip(' "*') for cell in line.split(separator)]


def _has_rows(lines: Sequence[str], separator: str) -> bool:
    """Whether two lines, one below the other, have equally many cells, three or more."""
    counts = [line.count(separator) for line in lines if line]
    return any(one == other >= 2 for one, other in pairwise(counts))


def _is_header(row: Sequence[str]) -> bool:
    return all(
        cell
        and len(cell) <= 40
        and cell.count(" ") < 6
        and sum(map(str.isdigit, cell)) <= 3
        and any(map(str.isalpha, cell))
        for cell in row
    )


def _tables(rows: Sequence[Sequence[str]], *, least: int) -> Iterator[Sheet]:
    """Runs of rows of equal length below one that names columns."""
    index = 0
    while index < len(rows):
        header = rows[index]
        if len(header) < least or not _is_header(header):
            index += 1
            continue
        end = index + 1
        while end < len(rows) and (len(rows[end]) == len(header) or not "".join(rows[end]).strip("-=+: ")):
            end += 1
        body = [tuple(row) for row in rows[index + 1 : end] if "".join(row).strip("-=+: ")]
        if body and any(any(map(str.isdigit, cell)) for row in body for cell in row):
            yield Sheet(tuple(header), tuple(body[:60]), len(body))
        index = max(end, index + 1)
