"""Parts: a long text is read in stretches of a page or two, so that a record somewhere inside it is weighed by itself.

A word here and another ten pages on are no record; a personnel file holds an I-9 on one page and a warning on another. Only stretches in which
the terms of some kind come together are read, and most texts have none.
"""

from __future__ import annotations

from collections.abc import Sequence

import bailee.kinds.likeness as likeness
import bailee.kinds.terms as terms
from bailee.kinds.about import is_judgment
from bailee.kinds.interface import Document
from bailee.kinds.reading import Reading
from bailee.text import Text

SHORT = 1_800  # characters that are read as a whole
NEAR = 500  # words within which those of one record stand
BREAK = 120  # words without any of a kind, beyond which its record is over
APART = 70  # words from the next of its kind, beyond which a weak term at an end belongs to no record
MARGIN = 300  # characters of text around them
INSIDE = 0.7  # share of a part that stands in another
SEVERAL, MOST_OF_IT = 500, 0.8  # characters of a text of several paragraphs, and the share of one that is the whole
READ_AT_MOST, ONE_MORE = (
    6,
    10_000,
)  # stretches that are read for what they resemble: of any text, and one more for so many characters
BOUND = 2.0  # points that terms may give at most, below which a short text is not read
CANDIDATE, PER_WORD = (
    6.0,
    0.007,
)  # points from terms that a stretch of a long text needs, and more for each of its words
FEWEST, MOST, EACH = 3, 12, 15_000  # stretches of one text: at least, at most, and one more for so many characters
FIRST = 400_000  # characters of a text in which records are looked for
OF_A_TABLE = 12_000  # of a table, whose rows are all of one sort
STRONG = 3.0
LEANING = 0.5  # of probability, that some kind must have
LONG = 12_000  # characters of a text that is a book or a web site, or holds a record among much else
FEWEST_STRONG = 1  # terms in a stretch: without one its words are everybody's


def parts(reading: Reading) -> list[Reading]:
    """Stretches in which a kind may be told; none where no kind's words stand at all."""
    if reading.is_table or len(reading.raw) <= SHORT:
        bounds = terms.present(terms.words_of(terms.spaced(reading.raw[:OF_A_TABLE])))
        whole = [reading] if max(bounds.values(), default=0.0) >= BOUND or leans(reading) else []
        if reading.is_table or len(reading.raw) < SEVERAL or is_judgment(reading):
            return whole
        return [*whole, *_alike(reading, terms.spaced(reading.raw))]
    if is_judgment(reading):
        return []
    text = terms.spaced(reading.raw[:FIRST])
    words = terms.words_of(text)
    bounds = terms.present(words)
    kinds = frozenset(kind for kind, points in bounds.items() if points >= CANDIDATE)
    most = min(FEWEST + len(text) // EACH, MOST)
    spans = _together(terms.along(words, kinds), most) if kinds else []
    ends = terms.offsets(text, [number for span in spans for number in span]) if spans else []
    found = [_stretch(reading, text, start, end) for start, end in zip(ends[::2], ends[1::2], strict=True)]
    return [*found, *_alike(reading, text)]


def _alike(reading: Reading, text: str) -> list[Reading]:
    """Paragraphs that read as records of some kind do, whatever stands around them; none where programs or their manuals do."""
    if reading.is_code or reading.is_technical:
        return []
    found = [
        _cut(reading, text, *span)
        for span in likeness.stretches(text, min(READ_AT_MOST + len(text) // ONE_MORE, 2 * MOST))
    ]
    kept = [one for one in found if leans(one) and len(one.raw) < MOST_OF_IT * len(text)]
    for one in kept:
        one.resembling = True
    return kept


def is_within(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    """Whether most of a part stands in another."""
    start, end = span
    return any(min(end, stop) - max(start, begin) > INSIDE * (end - start) for begin, stop in others)


def leans(reading: Reading) -> bool:
    """Whether a text reads more as some kind than as none: the least that makes it worth a closer look."""
    return 1 - reading.likeness[likeness.NONE] >= LEANING


def _together(found: dict[str, list[tuple[int, terms.Term]]], most: int) -> list[tuple[int, int]]:
    """From which word to which the terms of one kind stand together, the best of each kind first, without those that overlap."""
    spans: list[tuple[float, int, int]] = []
    for kind in sorted(found):
        spans += _of_kind(found[kind])
    spans.sort(key=lambda span: -span[0])
    chosen: list[tuple[int, int]] = []
    for _, start, end in spans:
        if len(chosen) >= most:
            break
        if all(min(end, stop) - max(start, other) < 0.5 * (end - start) for other, stop in chosen):
            chosen.append((start, end))
    return chosen


def _of_kind(mine: Sequence[tuple[int, terms.Term]]) -> list[tuple[float, int, int]]:
    """Spans of words in which the terms of one kind give enough points, with these; none overlaps another."""
    spans: list[tuple[float, int, int]] = []
    counts: dict[int, int] = {}
    begin, points = 0, 0.0
    best: tuple[float, int, int] | None = None
    for index, (at, term) in enumerate(mine):
        if index and at - mine[index - 1][0] > BREAK:  # another record, perhaps
            if best is not None:
                spans.append(best)
            best, counts, points, begin = None, {}, 0.0, index
        counts[term.number] = counts.get(term.number, 0) + 1
        if counts[term.number] == 1:
            points += term.weight
        while mine[begin][0] < at - NEAR:
            gone = mine[begin][1]
            counts[gone.number] -= 1
            if not counts[gone.number]:
                points -= gone.weight
            begin += 1
        if best is not None and mine[begin][0] >= best[2]:  # a new place
            spans.append(best)
            best = None
        if points >= CANDIDATE and (best is None or points > best[0]):
            here = mine[begin : index + 1]
            first, last = _trimmed(here)
            strong = {term.number for _, term in here if term.weight >= STRONG}
            if points >= CANDIDATE + PER_WORD * (last - first) and len(strong) >= FEWEST_STRONG:
                best = points, first, last
    return [*spans, best] if best is not None else spans


def _trimmed(mine: Sequence[tuple[int, terms.Term]]) -> tuple[int, int]:
    """From the first to the last term, without weak ones that stand far from the others."""
    first, last = 0, len(mine) - 1
    while first < last and mine[first][1].weight < STRONG and mine[first + 1][0] - mine[first][0] > APART:
        first += 1
    while first < last and mine[last][1].weight < STRONG and mine[last][0] - mine[last - 1][0] > APART:
        last -= 1
    return mine[first][0], mine[last][0]


def _stretch(reading: Reading, text: str, start: int, end: int) -> Reading:
    """A reading of a span with a little around it, from one line's beginning to another's end."""
    begin = text.rfind("\n", 0, max(start - MARGIN, 0)) + 1
    stop = text.find("\n", min(end + MARGIN, len(text)))
    return _cut(
        reading,
        text,
        max(begin, start - 2 * MARGIN),
        min(stop if stop >= 0 else len(text), end + 2 * MARGIN),
    )


def _cut(reading: Reading, text: str, start: int, end: int) -> Reading:
    content = text[start:end]
    document = reading.document
    seen = tuple((0, match) for _, match in document.matches if match.value and match.value in content)
    piece = Text(document.locator, content)
    stretch = Reading(Document(document.locator, document.media_type, len(content), (piece,), seen))
    stretch.span, stretch.is_stretch = (start, end), len(text) > LONG
    return stretch
