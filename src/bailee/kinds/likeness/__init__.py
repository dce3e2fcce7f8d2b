"""Likeness: how much a short text reads as records of each kind do, by weights that were learnt.

Words and pairs of words, with names, days, times, sums, telephones and lines to write on as words of their own, each weigh for or
against a kind (`weights.txt`, made by `training/train_kinds.py`). A form that nobody thought of is told by all its words together.
It is one sign among others: `joining.py` weighs it beside the terms of the kind and what tells of somebody.

>>> tokens("Seen 03/02/2024 by Szafrańska, paid $40")
['seen', '<date>', 'by', '<name>', 'paid', '<money>']
>>> max(likeness("Ann tested positive for cocaine at the random test, MRO told her").items(), key=lambda pair: pair[1])[0]
'drug-or-alcohol-test'
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import pairwise
from math import exp, sqrt

from bailee.kinds.families import plain, stem
from bailee.kinds.terms import words_of

NONE = "none"
MOST = 3_000  # characters that are read of one text
OFTEN = (2, 3, 5, 8)  # times that something stands there, which tell a list from a letter
LENGTHS = (15, 30, 60, 120, 250)  # words
COUNTED = (
    "<name>",
    "<date>",
    "<clock>",
    "<phone>",
    "<mail>",
    "<money>",
    "<blank>",
    "<coord>",
    "<url>",
    "<nl>",
    ":",
    "<n4>",
    "<n1>",
)
LONGEST_NUMBER = 9
UNITS = 100  # in which weights are written
LEAST = 1.0  # weight of a word that leans to a kind
LEAST_LEANING, FEW_WORDS = 2.0, 8  # of a block's words together, and words added to the length of each
LONG_LINE, LONGEST_BLOCK, LONGEST_STRETCH = 160, 900, 1_500  # characters
# Tried only where a line begins: a blank one of megabytes (the hole of a sparse file) is passed over once.
_LINE = re.compile(r"(?<![^\n\f])[^\n\f]*[^\s][^\n\f]*")
_MONTH = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
_TOKEN = re.compile(
    r"(?P<word>[^\W\d_]++(?:'[a-z]{1,2}\b)?(?![\w.+-]*@|\d|://)(?<!www))"
    r"|(?P<mail>[\w.+-]+@[\w-]+\.[\w.]+)|(?P<url>https?://\S+|www\.\S+)|(?P<ip>\b\d{1,3}(?:\.\d{1,3}){3}\b)"
    r"|(?P<clock>\b\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?)"
    rf"|(?P<date>\b\d{{4}}-\d\d-\d\d|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b|\b\d{{1,2}} (?:{_MONTH})\b\.?(?: \d{{4}})?)"
    r"|(?P<coord>-?\b\d{1,3}\.\d{4,}\b)|(?P<money>[$£€] ?\d[\d,.]*|\b\d{1,3}(?:[.,]\d{3})*[.,]\d\d\b)|(?P<ssn>\b\d{3}-\d\d-\d{4}\b)"
    r"|(?P<phone>\(?\b\d{3}\)?[ -]\d{3}-\d{4}\b|\b0\d{2,4} \d{3,7}(?: \d{3,4})?\b)"
    r"|(?P<blank>(?<!\w)_{3,}(?!\w)|\.{6,}|\[ ?\]|\[[A-Z][^\]\n]{1,25}\])|(?P<tick>\[ ?[xX] ?\]|\([xX]\))|(?P<number>\b\d+\b)"
    r"|(?P<code>[^\W_]\w*)|(?P<nl>\n)|(?P<mark>[:;|<>\[\]{}?=#%])",
    re.I,
)
_LEADERS = re.compile(
    r"\.{4,}(?=[ \t]*[^\s.])"
)  # dots that lead from a label to its value, and are no line to write on
Weight = tuple[float, tuple[tuple[int, float], ...]]  # how much a word counts, and its weights by the number of a kind


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learnt. Rows are taken apart when they are first asked for: most words of the table stand in no text."""

    kinds: tuple[str, ...]
    begin: tuple[float, ...]  # of each kind, before any word
    rows: dict[str, str]
    known: dict[str, Weight] = field(default_factory=dict)

    def of(self, gram: str) -> Weight | None:
        """What a word or a pair weighs; nothing where it was never seen."""
        found = self.known.get(gram)
        if found is None and gram in self.rows:
            much, rest = self.rows[gram].split("\t")
            pairs = (pair.split(":") for pair in rest.split())
            found = int(much) / UNITS, tuple((int(kind), int(weight) / UNITS) for kind, weight in pairs)
            self.known[gram] = found
        return found


def _lines(name: str) -> list[str]:
    return resources.files(__name__).joinpath(name).read_text("utf-8").splitlines()


@cache
def ordinary() -> frozenset[str]:
    """Words that are written small: one with a capital that is none of them names somebody or something."""
    return frozenset(word for line in _lines("ordinary.txt") if not line.startswith("#") for word in line.split())


@cache
def senses() -> dict[str, str]:
    """By word, the group of words that mean much the same, in any language: a word that was never seen counts as its group does.

    >>> senses()["arzt"] == senses()["medecin"] != senses()["bicycle"]
    True
    """
    lines = (line for line in _lines("senses.txt") if not line.startswith("#"))
    return {word: f"~{number}" for number, line in enumerate(lines) for word in line.split()}


@cache
def weights() -> Weights:
    lines = [line for line in _lines("weights.txt") if not line.startswith("# ")]
    kinds, begin = lines[0].split("\t"), lines[1].split("\t")
    rows = dict(line.split("\t", 1) for line in lines[2:])
    return Weights(tuple(kinds), tuple(int(one) / UNITS for one in begin), rows)


class _Written(dict[str, str]):
    """What a word as it is written counts as; looked up in C, filled as needed."""

    MOST = 100_000

    def __missing__(self, written: str) -> str:
        if len(self) > self.MOST:
            self.clear()
        word = stem(plain(written))
        self[written] = found = "<name>" if written[0].isupper() and word not in ordinary() else word
        return found


_WRITTEN = _Written()


def tokens(text: str) -> list[str]:
    """Words of a text in small letters without endings, and what stands for names, days, sums and the like."""
    found: list[str] = []
    for match in _TOKEN.finditer(_LEADERS.sub(":", text[:MOST])):
        sort, written = match.lastgroup, match[0]
        if sort == "word":
            word = _WRITTEN[written]
            if word == "<name>" and found and found[-1] == word:
                continue
        elif sort == "mark":
            word = written
        elif sort == "number":
            word = f"<n{min(len(written), LONGEST_NUMBER)}>"
        else:
            word = f"<{sort}>"
        found.append(word)
    return found


def grams(text: str) -> set[str]:
    """What of a text is weighed: words, pairs of neighbours, how often what tells of a list stands there, how long it is."""
    words = tokens(text)
    found = set(words)
    known = senses()
    found.update([known[word] for word in found if word in known])
    found.update(f"{first} {second}" for first, second in pairwise(words))
    counts = Counter(words)
    found.update(f"{word}>{least}" for word in COUNTED for least in OFTEN if counts[word] >= least)
    found.update(f"length>{least}" for least in LENGTHS if len(words) >= least)
    return found


def likeness(text: str) -> dict[str, float]:
    """How probable each kind is by its words alone, `none` among them; they add up to one."""
    table = weights()
    sums = [0.0] * len(table.kinds)
    square = 0.0
    for gram in grams(text):
        known = table.of(gram)
        if known is None:
            continue
        much, mine = known
        square += much * much
        for kind, weight in mine:
            sums[kind] += weight
    norm = sqrt(square) or 1.0
    powers = [exp(begin + one / norm) for begin, one in zip(table.begin, sums, strict=True)]
    whole = sum(powers)
    return {kind: power / whole for kind, power in zip(table.kinds, powers, strict=True)}


@cache
def _leaning(word: str) -> tuple[tuple[int, float], ...]:
    """Kinds to which a word leans rather than to none, for a first look along a long text."""
    table = weights()
    found = table.of(word)
    if found is None:
        return ()
    none = table.kinds.index(NONE)
    against = max(0.0, dict(found[1]).get(none, 0.0))
    return tuple((kind, weight - against) for kind, weight in found[1] if kind != none and weight - against > LEAST)


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """Paragraphs, and lines that stand together: from where to where.

    >>> [text[start:end] for text in ["First of all.\\n\\nName: Ann\\nBorn: 1988\\n\\nThe end"] for start, end in blocks(text)]
    ['First of all.', 'Name: Ann\\nBorn: 1988', 'The end']
    >>> list(blocks("Ann" + " " * 2_000_000 + "\\n" + " " * 2_000_000))  # each in one go, not once a character
    [(0, 2000003)]
    """
    begin = end = -1
    was_long = False
    for line in _LINE.finditer(text):
        start, stop = line.span()
        is_long = stop - start > LONG_LINE
        gap = end >= 0 and text.count("\n", end, start) > 1
        if begin >= 0 and (gap or is_long or was_long or stop - begin > LONGEST_BLOCK):
            yield begin, end
            begin = -1
        begin = start if begin < 0 else begin
        end, was_long = stop, is_long
    if begin >= 0:
        yield begin, end


def _leans(text: str) -> dict[int, float]:
    """By kind, how far the words of a block lean to it."""
    words = words_of(text)
    found: dict[int, float] = {}
    for word in weights().rows.keys() & set(words):
        for kind, weight in _leaning(word):
            found[kind] = found.get(kind, 0.0) + weight
    root = sqrt(len(words) + FEW_WORDS)
    return {kind: weight / root for kind, weight in found.items() if weight / root >= LEAST_LEANING}


def stretches(text: str, most: int) -> list[tuple[int, int]]:
    """From where to where in a long text blocks lean to one kind, those that lean most first; and runs of neighbours that lean to the same."""
    spans = list(blocks(text))
    leans = [_leans(text[start:end]) for start, end in spans]
    found: list[tuple[float, int, int]] = []
    for at, mine in enumerate(leans):
        if not mine:
            continue
        kind, much = max(mine.items(), key=lambda pair: pair[1])
        found.append((much, *spans[at]))
        last, whole = at, much
        while (
            last + 1 < len(spans) and kind in leans[last + 1] and spans[last + 1][1] - spans[at][0] <= LONGEST_STRETCH
        ):
            last += 1
            whole = max(whole, leans[last][kind])
        if last > at and not (at and kind in leans[at - 1]):
            found.append((whole, spans[at][0], spans[last][1]))
    found.sort(key=lambda one: -one[0])
    return [(start, end) for _, start, end in found[:most]]
