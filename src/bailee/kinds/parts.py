"""Parts: a long text is read in stretches of a page or two, so that a record somewhere inside it is weighed by itself.

A word here and another ten pages on are no record; a personnel file holds an I-9 on one page and a warning on another. Only stretches in which
the terms of some kind come together are read.
"""

from __future__ import annotations

from collections.abc import Sequence

from bailee.kinds import terms
from bailee.kinds.interface import Document
from bailee.kinds.reading import Reading
from bailee.text import Text

SHORT = 3_000  # characters that are read as a whole
NEAR = 3_000  # within which the words of one record stand
MARGIN = 300  # of text around them
CANDIDATE = 5.0  # points from terms
APART = 400  # from the next of its kind, beyond which a weak term at an end belongs to no record
STRONG = 3.0
MOST = 12  # stretches of one text
BOUND = 1.2  # points that terms may give at most, below which nothing is looked at
FIRST = 400_000  # characters of a text in which records are looked for


def parts(reading: Reading) -> list[Reading]:
    """Stretches in which a kind may be told; none where no kind's words stand at all."""
    bounds = terms.present(terms.words_of(reading.raw[:FIRST]))
    kinds = frozenset(kind for kind, points in bounds.items() if points >= BOUND)
    if not kinds:
        return []
    if len(reading.lines) <= SHORT:
        return [reading]
    spots = [spot for spot in terms.spots_in(reading.lines, kinds) if spot.term.weight > 0]
    return [_stretch(reading, start, end) for start, end in _together(spots, kinds)]


def _together(spots: Sequence[terms.Spot], kinds: frozenset[str]) -> list[tuple[int, int]]:
    """Spans in which the terms of one kind stand together, the best of each kind first, without those that overlap."""
    spans: list[tuple[float, int, int]] = []
    for kind in sorted(kinds):
        mine = [spot for spot in spots if spot.term.kind == kind]
        begin = 0
        counts: dict[int, int] = {}
        points = 0.0
        best: tuple[float, int, int] | None = None
        for index, spot in enumerate(mine):
            counts[spot.term.number] = counts.get(spot.term.number, 0) + 1
            if counts[spot.term.number] == 1:
                points += spot.term.weight
            while mine[begin].start < spot.start - NEAR:
                gone = mine[begin].term
                counts[gone.number] -= 1
                if not counts[gone.number]:
                    points -= gone.weight
                begin += 1
            if best is not None and mine[begin].start >= best[2]:  # a new place
                spans.append(best)
                best = None
            if points >= CANDIDATE and (best is None or points > best[0]):
                best = points, *_trimmed(mine[begin : index + 1])
        if best is not None:
            spans.append(best)
    spans.sort(key=lambda span: -span[0])
    chosen: list[tuple[int, int]] = []
    for _, start, end in spans:
        if len(chosen) >= MOST:
            break
        if all(
            end <= other or start >= stop or min(end, stop) - max(start, other) < 0.5 * (end - start)
            for other, stop in chosen
        ):
            chosen.append((start, end))
    return chosen


def _trimmed(spots: Sequence[terms.Spot]) -> tuple[int, int]:
    """From the first to the last term, without weak ones that stand far from the others."""
    first, last = 0, len(spots) - 1
    while first < last and spots[first].term.weight < STRONG and spots[first + 1].start - spots[first].end > APART:
        first += 1
    while first < last and spots[last].term.weight < STRONG and spots[last].start - spots[last - 1].end > APART:
        last -= 1
    return spots[first].start, spots[last].end


def _stretch(reading: Reading, start: int, end: int) -> Reading:
    """A reading of a span with a little around it, from one line's beginning to another's end."""
    lines = reading.lines
    begin = lines.rfind("\n", 0, max(start - MARGIN, 0)) + 1
    stop = lines.find("\n", min(end + MARGIN, len(lines)))
    content = lines[max(begin, start - 2 * MARGIN) : min(stop if stop >= 0 else len(lines), end + 2 * MARGIN)]
    document = reading.document
    text = Text(document.locator, content)
    seen = tuple((0, match) for _, match in document.matches if match.value and match.value in content)
    return Reading(Document(document.locator, document.media_type, len(content), (text,), seen))
