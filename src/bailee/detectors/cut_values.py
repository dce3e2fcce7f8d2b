"""Values that something cuts: the end of a line, the cells of a table, the boxes of a form.

After a label, `after` puts together what may be one value, and keeps where each of its characters stands; a detector then
judges it as if nothing had cut it. In a table, several columns may share one head (`SSN1 SSN2 SSN3`, or a merged cell).

>>> def values(text): return [joined.value for joined in after(text, 0)]
>>> values("318-62-\\n9047"), values("318\\t62\\t9047\\tJane"), values("|3|1|8|".strip("|"))
(['318-629047', '318-62 9047'], ['318 62 9047 Jane', '318 62 9047', '318 62'], ['318'])
>>> last_of_head(("Name", "SSN1", "SSN2", "SSN3", "Born"), 1), last_of_head(("Card", "", "", ""), 0), last_of_head(("SSN", "Born"), 0)
(3, 3, 0)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bailee.detectors.interface import Candidate, Scene
from bailee.detectors.overlaps import LEAST, Raw
from bailee.detectors.plans import CompiledLabel

MOST = 0.95  # at most so sure of what was put together
PIECES = 34  # of one value, at most: the boxes of an IBAN
FIRST = 4  # of the columns that share a head, in which a value may begin

_PIECE = re.compile(r"-?[0-9A-Za-z]{1,12}(?:[-./][0-9A-Za-z]{1,8}){0,3}")
_BETWEEN = re.compile(r"[ ]?[ \t|;,\"'\[\]_()-]{1,8}|[ ]{0,2}\r?\n[>|* \t]{0,8}")
_MARK = re.compile(
    r"[\t|;,\[\]_\"'\n]"
)  # without one of them, only blanks or a dash are between: no cells and no boxes
_CUT = re.compile(
    r"(?P<first>[0-9A-Za-z][0-9A-Za-z ./-]{0,38}?)(?P<cut>[ -]?[ ]{0,2}\r?\n[>|* \t]{0,8})(?P<rest>-?[0-9A-Za-z][0-9A-Za-z ./-]{0,38})"
)


@dataclass(frozen=True, slots=True)
class Joined:
    """What was cut, put together."""

    value: str = field(repr=False)
    places: tuple[int, ...]  # where each of its characters stands; a blank that was put in stands where the next does
    cut: int  # characters before the first cut: what ends before it is cut by nothing
    whole: bool = True  # all of it is the value; else the value begins it

    def span(self, low: int, high: int) -> tuple[int, int]:
        """Where a part of it stands in the text."""
        return self.places[low], self.places[high - 1] + 1


def after(content: str, at: int) -> Iterator[Joined]:
    """What the text from `at` on may be put together to, the likeliest first."""
    yield from _over_a_line(content, at)
    yield from _of_pieces(content, at)


def within(content: str, start: int, stop: int) -> Iterator[Joined]:
    """What the cells of a row from `start` to `stop` make together."""
    return _of_pieces(content, start, stop)


def _over_a_line(content: str, at: int) -> Iterator[Joined]:
    match = _CUT.match(content, at)
    if match is None:
        return
    first, rest = match["first"], match["rest"]
    places = (*range(match.start("first"), match.end("first")), *range(match.start("rest"), match.end("rest")))
    yield Joined(first + rest, places, len(first), False)
    if not rest.startswith("-"):
        begun = match.start("rest")
        yield Joined(f"{first} {rest}", (*places[: len(first)], begun, *places[len(first) :]), len(first), False)


def _of_pieces(content: str, at: int, stop: int | None = None) -> Iterator[Joined]:
    stop = len(content) if stop is None else stop
    pieces: list[re.Match[str]] = []
    marked = True
    piece = _PIECE.match(content, at, stop)
    while piece is not None and len(pieces) < PIECES:
        pieces.append(piece)
        between = _BETWEEN.match(content, piece.end(), stop)
        if between is None:
            break
        piece = _PIECE.match(content, between.end(), stop)
        marked = marked and (piece is None or _MARK.search(between[0]) is not None)
    boxes = next((number for number, piece in enumerate(pieces) if piece.end() - piece.start() > 1), len(pieces))
    if boxes >= 2:  # a character each
        yield _Together(pieces[:boxes], "").first(boxes)
    if not marked or len(pieces) < 2:
        return
    spaced, glued = _Together(pieces, " "), _Together(pieces, "")
    dashed = next((number for number, piece in enumerate(pieces) if "-" in piece[0]), len(pieces))
    for number in range(len(pieces), 1, -1):
        if boxes < number:
            yield spaced.first(number)
            if dashed < number:
                yield glued.first(number)


class _Together:
    """Pieces put together once, with a gap between them, of which the first so many are taken."""

    def __init__(self, pieces: list[re.Match[str]], gap: str) -> None:
        self._value = gap.join(piece[0] for piece in pieces)
        self._places: list[int] = []
        self._ends: list[int] = []
        for piece in pieces:
            self._places += [piece.start()] * (len(gap) if self._places else 0)
            self._places += range(piece.start(), piece.end())
            self._ends.append(len(self._places))

    def first(self, number: int) -> Joined:
        end = self._ends[number - 1]
        return Joined(self._value[:end], tuple(self._places[:end]), self._ends[0])


def judged(
    joined: Joined,
    match: re.Match[str],
    label: CompiledLabel,
    scene: Scene,
    *,
    label_said: str = "",
    heading: str = "",
    peers: float = 1.0,
    column: tuple[str, ...] = (),
) -> Raw | None:
    """What its detector thinks of a value that was put together, with where it stands in the text."""
    low, high = match.span(label.group)
    start, stop = joined.span(low, high)
    candidate = Candidate(
        scene, start, stop, match[label.group], match.groupdict().get, label_said, heading, peers, column
    )
    judgement = label.detector.judge(candidate)
    if judgement is None:
        return None
    if judgement.end is not None:  # as if nothing cut it
        high = low + judgement.end - start
        if high <= joined.cut:
            return None
        stop = joined.span(low, high)[1]
    judgement = replace(judgement, start=start, end=stop)
    if judgement.probability > MOST:
        judgement = judgement.at_most(MOST, "put together from what a line's end, cells or boxes cut")
    return (start, stop, label.detector, judgement) if judgement.probability >= LEAST else None


_PART = re.compile(r"[\s_.#-]*(?:\(?\d\)?|(?:part|pt|box|col)[\s_.#-]*\d)$", re.IGNORECASE)


def last_of_head(heads: tuple[str, ...], first: int) -> int:
    """The last of the columns that share the head of the `first`: theirs are empty, the same, or the same with another number.

    In a table with fifty columns of one head each holds a value: behind the first few, none is looked for over several.
    """
    base = _PART.sub("", heads[first]).lower()
    before = heads[max(first - FIRST, 0) : first]
    if len(before) == FIRST and all(_PART.sub("", head).lower() == base for head in before):
        return first
    last = first
    while last + 1 < len(heads) and last - first < PIECES and _PART.sub("", heads[last + 1]).lower() in ("", base):
        last += 1
    return last
